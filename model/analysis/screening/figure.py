"""Morris screening: how much each factor moves an outcome, and how unevenly."""

from __future__ import annotations

import numpy as np

from model.analysis.answers.answer_parts import Screened
from model.analysis.answers.outcome_names import view_of
from model.analysis.drivers.figure import COLOURED, factor_looks
from model.analysis.screening.words import headline
from model.analysis.wording import Names
from model.figures.page import Facts, page
from model.figures.parts import Figure
from model.figures.style import ink, styled

LABELLED = 10


@styled
def draw_screening(one: Screened, names: Names, facts: Facts) -> Figure:
    """Draw mu* along the bottom and sigma up the side, a dot a factor."""
    date, view = one.dates[-1], view_of(one.series)
    place = one.screening.turns.index(date)
    size = view.scale * np.nan_to_num(one.screening.size[place])
    error = view.scale * np.nan_to_num(one.screening.size_error[place])
    spread = view.scale * np.nan_to_num(one.screening.spread[place])
    factors = one.screening.factors
    order = [int(k) for k in np.argsort(-size, kind="stable")]
    looks = factor_looks([factors[k] for k in order[:COLOURED]], factors)
    figure = page(
        headline(one, names),
        "What moves it at all: mean size of what one factor changes over its range (mu*), and "
        "how much that differs "
        "from place to place (sigma). Near the bottom left: leave it out. Above the dashed line: "
        f"it bends, or acts with others. {one.screening.walks:,} walks",
        facts,
        (10, 7.4),
    )
    axes = figure.subplots()
    top = max(float(size.max()), 1e-12)
    axes.plot((0, 1.1 * top), (0, 1.1 * top), color="#999999", lw=0.9, ls=(0, (4, 3)))
    for rank, k in enumerate(order):
        look = looks[factors[k]]
        axes.errorbar(size[k], spread[k], xerr=error[k], fmt="o", ms=6, color=look.colour, lw=1)
        if rank < LABELLED:
            axes.annotate(factors[k], (size[k], spread[k]), (7, 5), textcoords="offset points",
                          size=8, color=ink(look.colour))  # fmt: skip
    unit = view.change or "its unit"
    axes.set_xlabel(f"mu*: mean size of the effect over the whole range, {unit}")
    axes.set_ylabel(f"sigma: spread of the effect, {unit}")
    axes.set_xlim(0, 1.25 * top)
    axes.set_ylim(0, max(1.15 * float(spread.max()), 0.3 * top))
    return figure
