"""Whether a sweep was large enough: indices from ever more groups of runs."""

from __future__ import annotations

from model.analysis.answers.analyse import Drivers
from model.analysis.answers.outcome_names import heading, on, within
from model.analysis.drivers.figure import COLOURED, by_size, factor_looks
from model.analysis.drivers.trust_words import describe_verdict
from model.analysis.wording import Names
from model.figures.axis import side_text, spread
from model.figures.page import Facts, page
from model.figures.parts import Figure
from model.figures.style import styled

TOP = 130
"""Per cent at which the scale ends, however wide the first bands are."""


@styled
def draw_growth(one: Drivers, names: Names, facts: Facts) -> Figure:
    """Draw ST at the last date as it was after an eighth of the groups, and so on to all."""
    date = one.dates[-1]
    place = one.indices.turns.index(date)
    order = by_size(one.indices.total[place])[:COLOURED]
    verdict = next(each for each in one.verdicts if each.turn == date)
    figure = page(
        f"Were the runs enough? {heading(one.series, names)}{on(date)}{within(one.block)}",
        "ST as more groups of runs are used, per cent of the variance; lines that still move, and "
        f"bands that are still wide, ask for more. {describe_verdict(verdict, 'groups')}",
        facts,
        (11, 6.2),
    )
    axes = figure.subplots()
    names_of = one.indices.factors
    looks = factor_looks([names_of[k] for k in order], names_of)
    x = one.growth.groups
    ends = []
    for k in order:
        look = looks[names_of[k]]
        y, half = 100 * one.growth.total[:, k], 100 * one.growth.error[:, k]
        axes.fill_between(x, y - half, y + half, color=look.colour, alpha=0.13, lw=0)
        axes.plot(x, y, color=look.colour, ls=look.dash, lw=1.7, marker="o", ms=3.5)
        ends.append(float(y[-1]) if y[-1] == y[-1] else 0.0)
    low, high = axes.get_ylim()
    axes.set_ylim(max(low, -10), min(high, TOP))
    low, high = axes.get_ylim()
    axes.set_xscale("log")
    axes.set_xticks(list(x), [f"{count:,}" for count in x])
    axes.minorticks_off()
    axes.set_xlim(x[0] * 0.95, x[-1] * (x[-1] / x[0]) ** 0.3 if len(x) > 1 else x[-1] * 2)
    for k, height in zip(
        order, spread(ends, 0.045 * (high - low), low + 0.03 * (high - low), high), strict=True
    ):
        side_text(axes, x[-1] * 1.03, height, names_of[k], looks[names_of[k]])
    axes.set_xlabel("groups of runs used")
    axes.set_ylabel("ST, per cent of the variance")
    return figure
