"""Boxes of scenario discovery: limits on each input, the cases around, and the trade-off."""

from __future__ import annotations

import textwrap

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.answer_parts import Found
from model.analysis.answers.outcome_names import describe_limit, exactly, percent
from model.analysis.discovery.boxes import Box, Limit, Span, spans_of
from model.analysis.discovery.discovery_cases import Cases
from model.analysis.discovery.words import headline
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure, Rectangle
from model.figures.style import INK, INSIDE, OUTSIDE, styled

FEWEST_ROWS = 8
"""Rows that there is room for at least, so that a few do not drift apart."""

NEAR_ALL = 40
"""Per cent of density from which on the trade-off is drawn up to all."""

DOTS = 3000
"""Cases drawn as dots at most."""

FEWEST_DOTS = 60
"""Dots of a kind below which the two kinds are not drawn in proportion."""


@styled
def draw_boxes(found: Found, facts: Facts) -> Figure:
    """Draw the limits of every box, the cases over the first two limits, and the trade-off."""
    boxes = found.discovery.boxes
    spans = spans_of(found.discovery.cases)
    rows = sum(len(box.limits) for box in boxes) + len(boxes)
    figure = page(
        headline(found),
        f"Where it happens, in {found.discovery.cases.size:,} runs. Boxes found by PRIM: the "
        "range within which each "
        "factor lies in the box (red), of all that was tried (grey); factors not named do not "
        "matter to it. Coverage: share of all such cases that lie in the box. Density: share of "
        f"the runs in the box that are such cases. {describe_dots(found.discovery.cases)}",
        facts,
        (12.4, max(6.6, 3.2 + 0.42 * rows)),
    )
    grid = figure.add_gridspec(2, 2, width_ratios=(1.25, 1))
    draw_limits(figure.add_subplot(grid[:, 0]), boxes, spans)
    draw_cases(figure.add_subplot(grid[0, 1]), found.discovery.cases, boxes[0], spans)
    draw_walk(figure.add_subplot(grid[1, 1]), found)
    return figure


def draw_limits(axes: Axes, boxes: tuple[Box, ...], spans: dict[str, Limit]) -> None:
    """Draw a line a limit, box under box."""
    row = 0
    for place, box in enumerate(boxes, start=1):
        text = (
            f"Box {place}: coverage {percent(box.coverage)}, density {exactly(box.density)}, "
            f"{percent(box.mass)} of runs"
        )
        axes.text(0, row, text, weight="bold", size=9, va="center")
        row += 1
        for name, limit in box.limits.items():
            draw_limit(axes, row, name, limit, spans[name])
            row += 1
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(max(row, FEWEST_ROWS) - 0.2, -0.7)
    axes.set_axis_off()


def draw_limit(axes: Axes, row: int, name: str, limit: Limit, whole: Limit) -> None:
    """Draw one limit: its bar within the whole range, the words above it."""
    low, high = place_of(limit, whole)
    axes.add_patch(Rectangle((0, row + 0.12), 1, 0.2, facecolor="#E4E4E4", lw=0))
    axes.add_patch(
        Rectangle((low, row + 0.12), max(high - low, 0.004), 0.2, facecolor=INSIDE, hatch="//",
                  edgecolor="white", lw=0)
    )  # fmt: skip
    axes.text(0, row - 0.1, describe_limit(name, limit, whole), size=8.5, va="center", color=INK)


def place_of(limit: Limit, whole: Limit) -> tuple[float, float]:
    """Return where a limit begins and ends within the whole range, 0..1."""
    if isinstance(limit, Span) and isinstance(whole, Span):
        width = (whole.high - whole.low) or 1.0
        low = (max(limit.low, whole.low) - whole.low) / width
        return low, (min(limit.high, whole.high) - whole.low) / width
    assert isinstance(limit, frozenset)
    assert isinstance(whole, frozenset)
    return 0.0, len(limit) / max(len(whole), 1)


def draw_cases(axes: Axes, cases: Cases, box: Box, spans: dict[str, Limit]) -> None:
    """Draw cases over the first two inputs of a box, with its sides."""
    names = [*box.limits, *(name for name in cases.inputs if name not in box.limits)][:2]
    orders = [order_words(spans[name], box.limits.get(name)) for name in names]
    columns = [
        positions(cases.inputs[name], words, key)
        for key, (name, words) in enumerate(zip(names, orders, strict=True))
    ]
    if len(columns) == 1:
        lot = np.random.default_rng(1).random(cases.size)
        columns, names, orders = [columns[0], lot], [names[0], "(by lot)"], [orders[0], []]
    for hit, colour, marker in ((False, OUTSIDE, "o"), (True, INSIDE, "^")):
        rows = shown_rows(cases, hit=hit)
        axes.scatter(columns[0][rows], columns[1][rows], s=7, c=colour, marker=marker, lw=0,
                     alpha=0.55, rasterized=True)  # fmt: skip
    edges = [
        side(box.limits.get(name), spans.get(name), words)
        for name, words in zip(names, orders, strict=True)
    ]
    (left, right), (low, high) = edges
    axes.add_patch(
        Rectangle((left, low), right - left, high - low, fill=False, edgecolor=INK, lw=1.8)
    )
    for name, words, axis in zip(names, orders, ("x", "y"), strict=True):
        label_side(axes, axis, name, words)
    if not orders[1] and names[1] not in spans:
        axes.set_yticks([])
    axes.set_title("Runs: red triangles where it happens; box 1")


def is_rare(cases: Cases) -> bool:
    """Tell whether a true sample of the cases would hold too few of a kind to be seen."""
    return min(cases.share, 1 - cases.share) * DOTS < FEWEST_DOTS


def shown_rows(cases: Cases, *, hit: bool) -> NDArray[np.intp]:
    """Return the cases of one kind that are drawn: in proportion, unless one kind is rare."""
    rows = np.flatnonzero(cases.hit == hit)
    if cases.size <= DOTS:
        return rows
    share = cases.share if hit else 1 - cases.share
    most = DOTS // 2 if is_rare(cases) else round(DOTS * share)
    return rows[np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(np.intp)]


def describe_dots(cases: Cases) -> str:
    """Say which runs are drawn as dots."""
    if cases.size <= DOTS:
        return "A dot is a run"
    if is_rare(cases):
        return f"Dots: up to {DOTS // 2:,} runs of each kind, so red looks more common than it is"
    return f"Dots: {DOTS:,} of the runs"


def order_words(whole: Limit, limit: Limit | None) -> list[str]:
    """Return the words of an input, those within the box first; none where it is a number."""
    if isinstance(whole, Span):
        return []
    within = limit if isinstance(limit, frozenset) else whole
    return sorted(whole, key=lambda word: (word not in within, word))


def positions(values: NDArray[np.generic], words: list[str], key: int) -> NDArray[np.float64]:
    """Return numbers as they are, and words as their place with a little room by lot."""
    if not words:
        return values.astype(np.float64)
    found, where = np.unique(values, return_inverse=True)
    places = np.array([words.index(str(word)) for word in found], dtype=np.float64)[where]
    return np.asarray(places + np.random.default_rng(key).uniform(-0.3, 0.3, len(places)))


def side(limit: Limit | None, whole: Limit | None, words: list[str]) -> tuple[float, float]:
    """Return the ends of a box along one axis of the plot."""
    if whole is None:
        return (0.0, 1.0)
    if isinstance(whole, Span):
        span = limit if isinstance(limit, Span) else whole
        return max(span.low, whole.low), min(span.high, whole.high)
    inside = [words.index(word) for word in (limit if isinstance(limit, frozenset) else whole)]
    return min(inside) - 0.4, max(inside) + 0.4


def label_side(axes: Axes, axis: str, name: str, words: list[str]) -> None:
    """Name an axis of the plot, with words at its ticks where it holds words."""
    (axes.set_xlabel if axis == "x" else axes.set_ylabel)(name)
    if words:
        shown = [textwrap.shorten(word, 22, placeholder="...") for word in words]
        (axes.set_xticks if axis == "x" else axes.set_yticks)(range(len(words)), shown)


def draw_walk(axes: Axes, found: Found) -> None:
    """Draw coverage against density from all cases to few, with what was taken."""
    walk, first = found.discovery.walk, found.discovery.boxes[0]
    axes.plot([100 * b.coverage for b in walk], [100 * b.density for b in walk], color="#777777",
              marker="o", ms=3, lw=1)  # fmt: skip
    axes.plot(100 * first.coverage, 100 * first.density, marker="s", ms=9, color=INSIDE, mec=INK)
    axes.annotate("box 1", (100 * first.coverage, 100 * first.density), (9, 0),
                  textcoords="offset points", va="center", weight="bold")  # fmt: skip
    top = max(100 * box.density for box in walk)
    holdout = found.discovery.holdout
    if holdout is not None:
        top = max(top, 100 * holdout.density)
        axes.plot(
            100 * holdout.coverage, 100 * holdout.density, marker="D", ms=7, mfc="white", mec=INK
        )
        point = (100 * holdout.coverage, 100 * holdout.density)
        axes.annotate("on runs not used", point, (-9, -11),
                      textcoords="offset points", va="center", ha="right", size=8)  # fmt: skip
    axes.axhline(100 * found.discovery.cases.share, color="#999999", lw=0.8, ls=(0, (2, 2)))
    axes.set_xlim(0, 108)
    axes.set_ylim(0, 108 if top > NEAR_ALL else 1.25 * top)
    axes.set_xlabel("coverage, per cent of such cases")
    axes.set_ylabel("density, per cent of runs in it")
    axes.set_title("The trade-off; dashed: density of all runs")
