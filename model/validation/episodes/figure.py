"""Episodes of the past: the model's course with what was observed, and all side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from model.analysis.trajectories.events_shown import EventsShown
from model.figures.axis import time_axis, years
from model.figures.event_marks import mark_events
from model.figures.forms import form, points
from model.figures.page import Facts, page
from model.figures.panels import panels
from model.figures.parts import Axes, Figure, Rectangle
from model.figures.style import INK, PALE, ink, styled
from model.inputs.formats.quarters import quarter_index
from model.validation.episodes.find import LEVELS, Judged, Verdict
from model.validation.episodes.words import (
    RULE,
    describe_model,
    describe_place,
    describe_seen,
    describe_total,
)

MODEL = "#0077BB"
SEEN = "#EE7733"
COLUMNS = 4
NARROWEST = 0.035
"""Share of the time axis that a bar of one quarter takes at least."""
AFTER = 8
"""Quarters that are shown after a window."""
NEARLY_ALL = 0.8
"""A course that keeps above this share of its highest is not drawn from 0."""

FLOOR = 0.01
"""The scale on which observations stand side by side ends there at the latest."""

TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)

NO_EVENTS = EventsShown()


@styled
def draw_episode(judged: Sequence[Judged], facts: Facts, events: EventsShown = NO_EVENTS) -> Figure:
    """Draw one episode: for each observation the model's fan and the observed range as a bar."""
    columns = min(3 if len(judged) in (3, 5, 6) else COLUMNS, len(judged))
    figure = page(
        describe_total([one.verdict for one in judged]).rstrip("."),
        "What was seen, and what the model gives. Orange: observed range, as wide as its window. "
        "Blue: the model's median, 50 % and 90 % of runs; upright line and dot: 80 % of runs and "
        f"median of what is compared. {RULE}\n{events.words}".strip(),
        facts,
        (max(3.15 * columns, 9.6), 2.0 + 2.8 * -(-len(judged) // columns)),
    )
    axes, _ = panels(figure, len(judged), columns)
    for place, one in enumerate(judged):
        draw_observation(axes[place], one)
        mark_events(axes[place], events.marks)
    return figure


def draw_observation(axes: Axes, judged: Judged) -> None:
    """Draw one panel: the fan of the model, the observed bar, and the verdict above both."""
    verdict = judged.verdict
    shown = judged.observation.last - quarter_index(judged.turns[0]) + 1 + AFTER
    x = years(judged.turns[:shown])
    level = dict(zip(LEVELS, judged.course[:, :shown], strict=True))
    for low, high, alpha in ((0.05, 0.95, 0.16), (0.25, 0.75, 0.28)):
        axes.fill_between(x, level[low], level[high], color=MODEL, alpha=alpha, linewidth=0)
    axes.plot(x, level[0.5], color=MODEL, lw=1.6)
    draw_seen(axes, judged, x)
    axes.set_ylim(*fit(min(level[0.05].min(), verdict.low), max(level[0.95].max(), verdict.high)))
    axes.set_title(
        "\n".join(textwrap.wrap(verdict.observation, 26 if form().is_slide else 34)), size=points(9)
    )
    seen, given = f"seen {describe_seen(verdict)}", f"model {describe_model(verdict)}"
    told = ((f"{describe_place(verdict)}, {verdict.when}", INK), (seen, SEEN), (given, MODEL))
    for line, (words, colour) in enumerate(told):
        axes.text(
            0.03, 0.92 - 0.085 * form().tall**0.6 * line, words, transform=axes.transAxes, va="top",
            size=points(7.5),
            color=ink(colour), in_layout=False,
        )  # fmt: skip
    axes.set_ylabel("\n".join(textwrap.wrap(verdict.unit, 26)))
    axes.tick_params(labelbottom=True)
    time_axis(axes, x)


def fit(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a scale with room for three lines of words above; from 0 where it may."""
    bottom = 0.0 if low < NEARLY_ALL * high else low - 0.3 * (high - low)
    return bottom, high + 0.55 * form().tall ** 0.6 * (high - bottom)


def draw_seen(axes: Axes, judged: Judged, x: NDArray[np.float64]) -> None:
    """Draw the observed range as a bar, and what the model gives for the same window."""
    seen, verdict = judged.observation, judged.verdict
    left, right = seen.first / 4, (seen.last + 1) / 4
    width = max(right - left, NARROWEST * (float(x[-1]) - float(x[0]) + 0.25))
    middle = (left + right) / 2
    bar = Rectangle(
        (middle - width / 2, verdict.low), width, verdict.high - verdict.low,
        facecolor=SEEN, edgecolor=ink(SEEN), alpha=0.55, linewidth=1.2, zorder=3,
    )  # fmt: skip
    axes.add_patch(bar)
    axes.plot([middle, middle], [verdict.p10, verdict.p90], color=INK, lw=1.3, zorder=4)
    axes.plot([middle], [verdict.p50], "o", color=INK, ms=3.5, zorder=4)


@styled
def draw_overview(judged: Sequence[Judged], facts: Facts, what: str) -> Figure:
    """Draw observations side by side: observed range, and 80 % of the model's runs.

    what: what they measure, "multiples" or "shares".
    """
    verdicts = [one.verdict for one in judged]
    titles = {one.verdict.episode: one.title for one in judged}
    rows = len(verdicts) + 1.4 * len(titles)
    figure = page(
        f"{what.capitalize()}: {describe_total(verdicts).rstrip('.')}",
        "Episodes of the past: what was seen, and what the model gives. Orange: observed range. "
        f"Blue: 80 % of runs and median. {RULE}",
        facts,
        (13.0, 2.0 + 0.27 * rows),
    )
    axes = figure.subplots()
    axes.set_xscale("log")
    low = min(max(min(one.low, one.p10), FLOOR) for one in verdicts)
    high = max(max(one.high, one.p90) for one in verdicts)
    left, right = 0.8 * low, 1.25 * high
    axes.set_xlim(left, right)
    ticks = [tick for tick in TICKS if left <= tick <= right]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.axvline(1, color=INK, lw=0.8)
    names, heights, height = [], [], 0.0
    for episode, group in groupby(verdicts, key=lambda one: one.episode):
        names.append(titles[episode])
        heights.append(height)
        height += 1.0
        for one in group:
            draw_row(axes, one, height)
            names.append(f"{one.observation}, {one.when}")
            heights.append(height)
            height += 1.0
        height += 0.4
    axes.set_yticks(heights, names, size=points(7.5))
    for label in axes.get_yticklabels():
        if label.get_text() in titles.values():
            label.set_fontweight("bold")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.set_ylim(height, -0.8)
    axes.set_xlabel(f"{what}, logarithmic scale")
    return figure


def is_multiple(judged: Judged) -> bool:
    """Tell whether an observation is a multiple, such as a price, and not a share."""
    return judged.verdict.unit.startswith("multiple")


def draw_row(axes: Axes, verdict: Verdict, height: float) -> None:
    """Draw one observation as a bar with the model's interval in it, and the verdict beside."""
    low, high = max(verdict.low, FLOOR), max(verdict.high, FLOOR)
    axes.barh(height, high - low, left=low, height=0.72, color=SEEN, alpha=0.55, edgecolor=SEEN)
    axes.plot([max(verdict.p10, FLOOR), verdict.p90], [height, height], color=MODEL, lw=2.4)
    axes.plot([max(verdict.p50, FLOOR)], [height], "o", color=MODEL, ms=4.5)
    place = describe_place(verdict)
    words = f"{place}: seen {describe_seen(verdict)}, model {describe_model(verdict)}"
    colour = ink(PALE) if place == "outside" else INK
    axes.annotate(
        words, (1.01, height), xycoords=("axes fraction", "data"), va="center", size=points(7.5),
        color=colour, annotation_clip=False,
    )  # fmt: skip
