"""A waterfall: from a start, cause by cause, to an end."""

from __future__ import annotations

import math

from model.analysis.explain.causes import Waterfall, by_size, check_sum, lump
from model.analysis.wording import number, signed
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure
from model.figures.style import INK, styled

MOST = 12
"""Causes with a bar of their own, at most."""
SEEN = 0.005
"""Part of the largest change that a bar must have to be seen."""
UP, DOWN, LEVEL = "#0072B2", "#D55E00", "#777777"


@styled
def draw_waterfall(waterfall: Waterfall, facts: Facts) -> Figure:
    """Draw start, the largest causes by size, the rest together, and the end.

    Raises ValueError where start and causes do not add up to the end.
    """
    check_sum(waterfall)
    changes = lump(waterfall.changes, count_seen(waterfall))
    figure = page(
        headline(waterfall),
        f"What each cause added or took away, {waterfall.unit}; the bars add up exactly",
        facts,
        (11, 2.4 + 0.38 * (len(changes) + 2)),
        against=bool(facts.base),
    )
    axes = figure.subplots()
    digits = digits_for(waterfall)
    labels = draw_bars(axes, waterfall, changes, digits)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(waterfall.unit)
    axes.use_sticky_edges = False
    axes.margins(x=0.12)
    axes.autoscale_view()
    axes.set_ylim(len(labels) - 0.4, -0.6)
    return figure


def headline(waterfall: Waterfall) -> str:
    """Return the finding: what moved in all, and the cause that did most of it."""
    digits = 2
    text = f"{waterfall.about}: {signed(waterfall.end - waterfall.start, digits)}"
    cause, size = by_size(waterfall.changes)[0] if waterfall.changes else ("", 0.0)
    if round(abs(size), digits) == 0:
        return text
    return f"{text}, most of it by {cause} ({signed(size, digits)})"


def count_seen(waterfall: Waterfall) -> int:
    """Return how many causes have a bar that can be seen, ``MOST`` at most."""
    sizes = [abs(change) for change in waterfall.changes.values()]
    return min(sum(size > SEEN * max(sizes) for size in sizes), MOST)


def digits_for(waterfall: Waterfall) -> int:
    """Return the decimals that show the largest change with three digits."""
    sizes = [abs(change) for change in waterfall.changes.values()]
    largest = max([*sizes, abs(waterfall.end - waterfall.start), 1e-6])
    return min(max(2 - math.floor(math.log10(largest)), 0), 6)


def draw_bars(
    axes: Axes, waterfall: Waterfall, changes: dict[str, float], digits: int
) -> list[str]:
    """Draw start, steps and end from top to bottom, and return the words beside them."""
    ordered = [*by_size({k: v for k, v in changes.items() if k != "all other causes"})]
    ordered += [(k, v) for k, v in changes.items() if k == "all other causes"]
    level(axes, 0, waterfall.start, digits)
    running = waterfall.start
    for row, (_, change) in enumerate(ordered, start=1):
        axes.plot((running, running), (row - 1.3, row + 0.3), color=INK, lw=0.7)
        step(axes, row, running, change, digits)
        running = math.fsum([running, change])
    last = len(ordered) + 1
    axes.plot((running, running), (last - 1.3, last + 0.3), color=INK, lw=0.7)
    level(axes, last, waterfall.end, digits)
    return [waterfall.first, *(cause for cause, _ in ordered), waterfall.last]


def level(axes: Axes, row: int, value: float, digits: int) -> None:
    """Mark a level: where the walk starts or ends."""
    axes.plot(value, row, marker="D", ms=8, color=LEVEL, mec=INK)
    text = number(value, digits)
    axes.annotate(
        text, (value, row), (9, 0), textcoords="offset points", va="center", weight="bold"
    )


def step(axes: Axes, row: int, start: float, change: float, digits: int) -> None:
    """Draw one cause as a bar from where the walk stands."""
    colour, hatch = (UP, "//") if change >= 0 else (DOWN, "\\\\")
    axes.barh(row, change, 0.6, start, color=colour, hatch=hatch, edgecolor="white", lw=0)
    side, align = (5, "left") if change >= 0 else (-5, "right")
    axes.annotate(
        signed(change, digits),
        (start + change, row),
        (side, 0),
        textcoords="offset points",
        va="center",
        ha=align,
        size=8.5,
    )
