"""Events on an axis of time: shaded from start to end, numbered, and named below the title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from model.figures.forms import points

SHADE, EDGE = "#F6E9CE", "#8C6210"
"""Colour of the time that an event lasts, and of the line where it begins; both read in grey."""


NEAR = 0.06
"""Share of an axis within which events have one label."""


class Mark(NamedTuple):
    """Events that begin and end together, as figures show them.

    number: by which they are known; first, last: when they begin and are over, in years (last:
    None for what does not end); words: what they are, and when.
    """

    number: int
    first: float
    last: float | None
    words: str


def mark_events(axes: Axes, marks: Sequence[Mark]) -> None:
    """Shade what lasts, draw a line where each begins, and write its number above it.

    Call it once the limits of time are set; what lies outside them is left out. Events that begin
    at about the same time have one label.
    """
    left, right = axes.get_xlim()
    labels: list[tuple[float, list[str]]] = []
    for mark in marks:
        begin = max(mark.first, left)
        if begin >= right:
            continue
        if labels and begin - labels[-1][0] < NEAR * (right - left) * points(7.0) / 7.0:
            labels[-1][1].append(str(mark.number))
        else:
            labels.append((begin, [str(mark.number)]))
        if mark.last is not None:
            axes.axvspan(begin, min(mark.last, right), facecolor=SHADE, alpha=0.55, lw=0, zorder=0)
        axes.axvline(begin, color=EDGE, lw=0.9, ls=(0, (1, 1.6)), zorder=1)
    for begin, numbers in labels:
        text = axes.annotate(
            ",".join(numbers), (begin, 1.0), (2, -2), xycoords=("data", "axes fraction"),
            textcoords="offset points", va="top", ha="left", size=points(7.0), color=EDGE,
            weight="bold", zorder=5,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none",
                  "alpha": 0.7},
        )  # fmt: skip
        text.set_in_layout(False)


def describe_marks(marks: Sequence[Mark], left_out: int) -> str:
    """Return what the numbers stand for, in one line; "" where there are none."""
    if not marks:
        return ""
    named = "; ".join(f"{mark.number} {mark.words}" for mark in marks)
    more = f"; {left_out} more not marked" if left_out else ""
    return f"Events (shaded while they last): {named}{more}"
