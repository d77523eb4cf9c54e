"""How the alternatives of a lever hold up across futures."""

from __future__ import annotations

import numpy as np

from model.analysis.answers.answer_parts import Levered
from model.analysis.answers.outcome_names import percent, view_of
from model.analysis.levers.find import Robust, regret
from model.analysis.levers.words import headline
from model.analysis.units import Shown
from model.analysis.wording import Names, decimals, number
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure
from model.figures.style import INK, Look, ink, looks_of, styled, tint

MEANING = {True: "more is better", False: "less is better"}


@styled
def draw_lever(one: Levered, names: Names, facts: Facts) -> Figure:
    """Draw the outcome, the regret, and the share of futures that are good, by alternative."""
    table, view = one.robustness, view_of(one.series)
    rows = table.rows
    looks = looks_of(one.options.alternatives)
    enough = rows[0].met is not None
    figure = page(
        headline(one, names),
        f"How the alternatives hold up across {table.futures:,} futures "
        f"({MEANING[table.higher]}). Left: the outcome, 90 % and "
        "50 % of futures and the median. Middle: what the alternative loses against the best one "
        "of the same future; bar: 95 % of futures lose less; dot: mean, with the 90 % interval of "
        "the mean. Right: share of futures in which it is "
        + ("best (dark), and good enough (light)" if enough else "best"),
        facts,
        (12.6, 3.3 + 0.55 * max(len(rows), 3)),
    )
    left, middle, right = figure.subplots(1, 3, sharey=True)
    lost = regret(one.options.values, higher=table.higher)
    for place, row in enumerate(rows):
        column = one.options.alternatives.index(row.alternative)
        look = looks[row.alternative]
        draw_spread(left, place, view.scale * one.options.values[:, column], look)
        draw_regret(middle, place, row, view, look)
        draw_shares(right, place, row, look)
    left.set_yticks(range(len(rows)), [row.alternative for row in rows])
    left.set_ylim(len(rows) - 0.45, -0.55)
    left.use_sticky_edges = False
    left.margins(x=0.06)
    left.autoscale_view(scaley=False)
    left.set_title("Outcome")
    left.set_xlabel(view.unit)
    middle.set_title("Regret")
    middle.set_xlabel(view.change or "in its unit")
    middle.set_xlim(left=0, right=max(1.3 * view.scale * float(np.percentile(lost, 95, axis=0).max()), 1e-9))  # noqa: E501  # fmt: skip
    right.set_title("Futures")
    right.set_xlabel("per cent of futures")
    right.set_xlim(0, 112)
    for axes in (left, middle, right):
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
    return figure


def draw_spread(axes: Axes, place: int, values: np.ndarray, look: Look) -> None:
    """Draw 90 %, 50 % and the median of an outcome over futures."""
    low, quarter, median, three, high = np.percentile(values, (5, 25, 50, 75, 95))
    axes.barh(place, high - low, 0.34, low, color=tint(look.colour, 0.3), lw=0)
    axes.barh(place, three - quarter, 0.34, quarter, color=look.colour, hatch=look.hatch,
              edgecolor="white", lw=0)  # fmt: skip
    axes.plot((median, median), (place - 0.28, place + 0.28), color=INK, lw=2)


def draw_regret(axes: Axes, place: int, row: Robust, view: Shown, look: Look) -> None:
    """Draw the 95th percentile, the mean and its interval of one alternative's regret."""
    mean, bad = view.scale * row.mean_regret, view.scale * row.bad_regret
    axes.barh(place, bad, 0.34, color=tint(look.colour, 0.3), lw=0)
    axes.plot((view.scale * row.low, view.scale * row.high), (place, place), color=INK, lw=1.4)
    axes.plot(mean, place, marker="o", ms=7, color=look.colour, mec=INK)
    places = min(decimals(0, bad, view.decimals) + 1, view.decimals) if bad > 0 else 0
    axes.annotate(number(mean, places), (max(bad, mean), place), (9, 0),
                  textcoords="offset points", va="center", size=8.5)  # fmt: skip


def draw_shares(axes: Axes, place: int, row: Robust, look: Look) -> None:
    """Draw in how many futures an alternative is best, and good enough if that was asked."""
    end = row.best
    if row.met is not None:
        axes.barh(place + 0.17, 100 * row.met, 0.3, color=tint(look.colour, 0.35), lw=0)
        axes.text(100 * row.met + 1.5, place + 0.17, percent(row.met), va="center", size=8)
    shift = -0.17 if row.met is not None else 0.0
    axes.barh(place + shift, 100 * row.best, 0.3, color=look.colour, hatch=look.hatch,
              edgecolor="white", lw=0)  # fmt: skip
    axes.text(100 * end + 1.5, place + shift, percent(end), va="center", size=8,
              color=ink(look.colour))  # fmt: skip
