"""What moves the results: parts left out one at a time, one after the other, and interests."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from model.analysis.ablation.phrases import LABELS, STEP_LABELS, Told, is_small
from model.analysis.ablation.rows import Row
from model.analysis.ablation.words import SHOWN_INTERESTS, headline, whole_percents
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure
from model.figures.style import INK, PALE, ink, styled
from model.inputs.formats.plain_text import visible_line

MOVED, SPREAD, FAINT = "#2F6B9A", "#C2793A", "#B9C9D6"
LETTERS = 44
"""Letters of an interest's text that have room beside its bar."""


@styled
def draw_ablation(rows: Sequence[Row], told: Told, facts: Facts) -> Figure:
    """Draw one quarter: the parts, the steps, and the interests that move most."""
    parts = [row for row in rows if row.kind == "part"]
    steps = [row for row in rows if row.kind == "step"]
    idle = {one.interest for one in told.idle}
    each = [row for row in rows if row.kind == "interest" and row.name not in idle]
    figure = page(
        headline(parts, told),
        f"What moves the results by {rows[0].turn}: shares of influence with a part left out, "
        "against the whole, on the same draws: mean over "
        "all pairs of power and state of the size of the mean difference over runs, in points, "
        "with 90 % intervals over runs. Pale: too small to matter",
        facts,
        (12.6, 8.6),
    )
    grid = figure.add_gridspec(2, 2, height_ratios=(len(LABELS), len(STEP_LABELS) + 1.5))
    left, below = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
    right = figure.add_subplot(grid[:, 1])
    draw_sizes(left, parts, [LABELS[row.name] for row in parts])
    left.set_title("One part left out at a time (does not add up)")
    draw_steps(below, steps)
    shown = each[:SHOWN_INTERESTS]
    draw_sizes(right, shown, [_name(row, told) for row in shown])
    right.set_title(f"Each interest ended alone: top {len(shown)}")
    return figure


def draw_sizes(axes: Axes, rows: Sequence[Row], labels: Sequence[str]) -> None:
    """Draw what each row moves as a bar with its interval, the number behind it."""
    for place, row in enumerate(rows):
        small = is_small(row)
        axes.barh(place, row.change.value, 0.6, color=FAINT if small else MOVED, lw=0)
        axes.plot(row.change[1:], (place, place), color=INK, lw=1.3)
        end = max(row.change.value, row.change.high)
        _write(axes, end, place, f"{row.change.value:.2f}")
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel("points of share")
    _finish(axes)


def draw_steps(axes: Axes, steps: Sequence[Row]) -> None:
    """Draw the shares of movement and of spread that add up to 100 %."""
    for shift, measure, colour, hatch, label in (
        (-0.2, "movement", MOVED, "", "per cent of the movement"),
        (0.2, "spread", SPREAD, "//", "per cent of the variance between runs"),
    ):
        for place, value in enumerate(whole_percents(steps, measure)):
            if value is None:
                continue
            axes.barh(place + shift, value, 0.38, color=colour, hatch=hatch, edgecolor="white",
                      lw=0, label=label if place == 0 else "_")  # fmt: skip
            _write(axes, max(value, 0), place + shift, f"{value} %")
    axes.axvline(0.0, color=PALE, lw=0.8)
    axes.set_yticks(range(len(steps)), [STEP_LABELS[row.name] for row in steps])
    axes.set_ylim(len(steps) - 0.4, -0.6)
    axes.set_title("One after the other (adds up to 100 %)")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, fontsize=8, frameon=False)
    _finish(axes)


def _write(axes: Axes, x: float, y: float, text: str) -> None:
    options: Any = {"textcoords": "offset points", "va": "center", "size": 8, "color": ink(PALE)}
    axes.annotate(text, (x, y), (4, 0), **options)


def _finish(axes: Axes) -> None:
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.12)


def _name(row: Row, told: Told) -> str:
    text = visible_line(told.interests[row.name].paraphrase)
    short = textwrap.shorten(text, LETTERS, placeholder=" ...")
    return f"{row.name}\n{short}"
