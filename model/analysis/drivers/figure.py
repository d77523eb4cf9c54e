"""What drives an outcome: Sobol indices at the last date, and over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.answer_parts import Drivers
from model.analysis.answers.outcome_names import about, on, within
from model.analysis.drivers.convergence import MATTERS
from model.analysis.drivers.words import (
    describe_spread,
    describe_verdict,
    headline,
    headline_of_growth,
    percent_of,
)
from model.analysis.wording import Names
from model.figures.axis import side_text, spread, time_axis, years
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure
from model.figures.style import INK, Look, looks_of, pale, styled, tint

MOST = 12
"""Factors that get a bar."""

COLOURED = 6
"""Factors that get a colour of their own."""


@styled
def draw_drivers(one: Drivers, names: Names, facts: Facts) -> Figure:
    """Draw S1 and ST of every factor at the last date, and ST over time beside them."""
    date = one.dates[-1]
    place = one.indices.turns.index(date)
    order = by_size(one.indices.total[place])[:MOST]
    figure = page(
        headline(one, names),
        f"What drives {about(one.series, names)}{within(one.block)}: share of the variance "
        "that is due to each factor, per cent: dark what it brings alone "
        "(S1), light with all that it does together with others (ST); + where more of it means "
        "more, - where less. Lines: 95 per cent interval from resampled runs. Shares of variance "
        f"say nothing of size: {describe_spread(one, place)}. {one.indices.groups:,} groups of runs"
        f"{dropped(one.indices.dropped)}{beside(one, place)}",
        facts,
        (12.4, 3.4 + 0.34 * max(len(order), 6)),
    )
    over_time = len(one.indices.turns) > 2
    grid = figure.subplots(1, 2 if over_time else 1, squeeze=False)[0]
    looks = factor_looks([one.indices.factors[k] for k in order], one.indices.factors)
    draw_bars(grid[0], one, order, looks, place)
    grid[0].set_title(f"At the end{on(date)}" if over_time else f"Alone and together{on(date)}")
    if over_time:
        draw_course(grid[1], one, order[:COLOURED], looks)
    return figure


def by_size(total: NDArray[np.float64]) -> list[int]:
    """Return the places of factors, the largest ST first; what is unknown comes last."""
    return [int(k) for k in np.argsort(-np.nan_to_num(total, nan=-1.0), kind="stable")]


def beside(one: Drivers, place: int) -> str:
    """Say how much all that was not varied brings, where that is part of the variance."""
    if not one.apart or not np.isfinite(one.indices.rest[place]):
        return ""
    return f". All that was not varied brings {percent_of(max(one.indices.rest[place], 0.0))}"


def sign(rho: float) -> str:
    """Return the sign that stands behind the name of a factor."""
    return "" if rho == 0 or not np.isfinite(rho) else " +" if rho > 0 else " -"


def dropped(count: int) -> str:
    """Say how many groups were left out, in brackets, or nothing."""
    return f" ({count:,} left out because a run failed)" if count else ""


def factor_looks(ordered: list[str], factors: tuple[str, ...]) -> dict[str, Look]:
    """Return the looks of factors; those that matter least are pale."""
    return {**{name: pale(name) for name in factors}, **looks_of(ordered[:COLOURED])}


def draw_bars(
    axes: Axes, one: Drivers, order: list[int], looks: dict[str, Look], place: int
) -> None:
    """Draw a bar a factor, the largest on top."""
    found = one.indices
    for row, k in enumerate(order):
        look = looks[found.factors[k]]
        first, total = 100 * found.first[place, k], 100 * found.total[place, k]
        axes.barh(row, max(total, 0), 0.68, color=tint(look.colour, 0.3), lw=0)
        axes.barh(row, max(first, 0), 0.68, color=look.colour, hatch=look.hatch,
                  edgecolor="white", lw=0)  # fmt: skip
        for value, error, shift in ((first, found.first_error, -0.14), (total, found.total_error, 0.14)):  # noqa: E501  # fmt: skip
            half = 100 * error[place, k]
            axes.plot((max(value - half, 0), max(value + half, 0)), (row + shift,) * 2, color=INK,
                      lw=1.1, solid_capstyle="butt")  # fmt: skip
    axes.axvline(100 * MATTERS, color="#999999", lw=0.8, ls=(0, (2, 2)))
    names = [f"{found.factors[k]}{sign(float(found.way[place, k]))}" for k in order]
    axes.set_yticks(range(len(order)), names)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.set_xlabel("per cent of the variance; dashed: what hardly matters lies below")
    if not np.isfinite(found.total[place]).any():
        axes.text(0.5, 0.5, "Nothing that was varied moves it.", transform=axes.transAxes,
                  ha="center")  # fmt: skip


def draw_course(axes: Axes, one: Drivers, order: list[int], looks: dict[str, Look]) -> None:
    """Draw ST over time of the factors that matter most, with their intervals."""
    found = one.indices
    x = years(found.turns)
    ends = []
    for k in order:
        look = looks[found.factors[k]]
        y, half = 100 * found.total[:, k], 100 * found.total_error[:, k]
        axes.fill_between(x, np.maximum(y - half, 0), y + half, color=look.colour, alpha=0.13, lw=0)
        axes.plot(x, y, color=look.colour, linestyle=look.dash, lw=1.7)
        ends.append(float(np.nan_to_num(y[-1])))
    top = float(np.nanmax(100 * (found.total + found.total_error))) if ends else 1.0
    top = top if np.isfinite(top) and top > 0 else 1.0
    axes.set_ylim(0, 1.05 * top)
    for k, height in zip(order, spread(ends, 0.055 * top, 0.025 * top, top), strict=True):
        name = found.factors[k]
        side_text(axes, x[-1] + 0.02 * (x[-1] - x[0]), height, name, looks[name])
    axes.set_title("Over time: ST")
    axes.set_ylabel("per cent of the variance")
    time_axis(axes, x, room=0.42)


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
        headline_of_growth(one, names),
        "Were the runs enough? ST as more groups of runs are used, per cent of the variance; "
        "lines that still move, and "
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
