"""Time along the bottom, percentages up the side, and labels that do not run into each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from model.figures.forms import form, points
from model.figures.style import Look, ink
from model.inputs.formats.quarters import quarter_index


def years(turns: Sequence[str]) -> NDArray[np.float64]:
    """Return the middle of each quarter in years: 2026Q1 -> 2026.125."""
    return np.array([quarter_index(turn) / 4 + 0.125 for turn in turns])


def time_axis(axes: Axes, x: NDArray[np.float64], room: float = 0.0) -> None:
    """Fit the axis to whole years, with `room` (share of the span) free for labels on the right."""
    first, last = int(np.floor(x[0])), int(np.ceil(x[-1]))
    span = last - first
    axes.set_xlim(first, last + form().wide * room * span)
    most = 3.5 if form().is_slide else 4
    step = next(step for step in (1, 2, 5, 10, 20, 50) if span / step <= most)
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    axes.set_xticks(ticks, [str(year) for year in ticks])


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart to at least `gap`, in their order, within low..high, moving little.

    Neighbours that are too close share a centre; where there is no room, the gap shrinks.
    """
    count = len(wanted)
    if count > 1:
        gap = min(gap, (high - low) / (count - 1))
    order = sorted(range(count), key=lambda place: wanted[place])
    groups: list[tuple[float, list[int]]] = []
    for place in order:
        groups.append((min(max(wanted[place], low), high), [place]))
        while len(groups) > 1 and overlap(groups[-2], groups[-1], gap):
            groups[-2:] = [merge(groups[-2], groups[-1], gap, low, high)]
    found = [0.0] * count
    for centre, places in groups:
        for step, place in enumerate(places):
            found[place] = centre + gap * (step - (len(places) - 1) / 2)
    return found


def overlap(below: tuple[float, list[int]], above: tuple[float, list[int]], gap: float) -> bool:
    """Tell whether two groups of labels are closer than the gap."""
    reach = gap * (len(below[1]) + len(above[1])) / 2
    return above[0] - below[0] < reach - 1e-12


def merge(
    below: tuple[float, list[int]],
    above: tuple[float, list[int]],
    gap: float,
    low: float,
    high: float,
) -> tuple[float, list[int]]:
    """Join two groups of labels around their common centre, within low..high."""
    places = below[1] + above[1]
    centre = (below[0] * len(below[1]) + above[0] * len(above[1])) / len(places)
    half = gap * (len(places) - 1) / 2
    return min(max(centre, low + half), high - half), places


def label_ends(
    axes: Axes,
    x: float,
    ends: Sequence[float],
    shown: Sequence[tuple[Look, str]],
    size: float = 7.5,
    gap: float = 0.055,
) -> None:
    """Write labels right of where lines end, apart by `gap` (share of the axis), tied by a hair.

    Call it last: it works with the limits of the axes as they are.
    """
    low, high = axes.get_ylim()
    tall = high - low
    places = spread(ends, form().tall * gap * tall, low + 0.02 * tall, high - 0.02 * tall)
    left, right = axes.get_xlim()
    reach = 0.03 * (right - left)
    hairs = [((x, end), (x + reach, place)) for end, place in zip(ends, places, strict=True)]
    colours = [look.colour for look, _ in shown]
    axes.add_collection(LineCollection(hairs, colors=colours, linewidths=0.7), autolim=False)
    for place, (look, text) in zip(places, shown, strict=True):
        side_text(axes, x + 1.25 * reach, place, text, look, size)


def side_text(axes: Axes, x: float, y: float, text: str, look: Look, size: float = 7.5) -> None:
    """Write a label right of a line, in a colour of its actor that reads on white."""
    axes.text(x, y, text, size=points(size), color=ink(look.colour), va="center", in_layout=False)
