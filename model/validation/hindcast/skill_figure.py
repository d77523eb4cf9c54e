"""The skill of the hindcast: against simpler forecasts, by pair, by state, and its bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from model.analysis.wording import number
from model.experiments.measured_skill import is_told
from model.figures.page import page
from model.figures.parts import Axes, Figure
from model.figures.style import INK, PALE, ink, styled, text_on
from model.inputs.formats.plain_text import plural
from model.validation.hindcast import headlines
from model.validation.hindcast.figure import COLOURS, Sheet
from model.validation.hindcast.skill import score_pairs
from model.validation.hindcast.words import RIVALS

OURS, THEIRS = "#4477AA", "#BBBBBB"
FLOOR = -1.0
"""Skill at which the scale ends; what lies below is drawn there with an arrow."""
PAIRS = 8
"""Pairs that are shown."""
NOMINAL = {"50": 50.0, "80": 80.0}
Told = Mapping[str, Any]


@styled
def draw_skill(sheet: Sheet) -> Figure:
    """Draw the skill against each simpler forecast, with intervals."""
    figure = _page(
        sheet, headlines.of_scores(sheet.told), f"Skill against simpler forecasts. {MEANING}", 6.6
    )
    draw_scores(figure.subplots(), sheet.told)
    return figure


@styled
def draw_errors(sheet: Sheet) -> Figure:
    """Draw in which pairs the error at the longest horizon lies."""
    title = headlines.of_worst_pair(sheet.told, sheet.names)
    figure = _page(sheet, title, "Where the error at the longest horizon lies", 5.6)
    draw_worst(figure.subplots(), sheet)
    return figure


@styled
def draw_state_skills(sheet: Sheet) -> Figure:
    """Draw the skill in each state, and what is left of it without the state's own past."""
    figure = _page(
        sheet, headlines.of_states(sheet.told), f"Skill against persistence, by state. {MEANING}",
        5.6,
    )  # fmt: skip
    draw_by_state(figure.subplots(), sheet)
    return figure


@styled
def draw_bands(sheet: Sheet) -> Figure:
    """Draw how many observations each band holds, beside what it claims."""
    title = headlines.of_bands(sheet.told)
    figure = _page(sheet, title, "Do the bands hold what they claim?", 5.6)
    draw_coverage(figure.subplots(), sheet.told)
    return figure


MEANING = "1 is perfect, 0 no better, below 0 worse"


def _page(sheet: Sheet, title: str, what: str, height: float) -> Figure:
    """A page on the forecasts of trade that are scored."""
    first, last = sheet.told["settings"]["targets"]
    count = sheet.told["settings"]["pairs"]
    return page(
        title,
        f"{what}. {count} state-power shares of trade in {first}-{last}, forecasts from 1, 3 and 5 "
        "years before, drivers and dated events known",
        sheet.facts,
        (11.0, height),
        extra=sheet.drawn_from,
    )


def score_rows(told: Told) -> list[tuple[str, Told, str]]:
    """Return the rows of the table of skills: words, where they are, and under what key."""
    persistence = "skill_vs_persistence"
    rows: list[tuple[str, Told, str]] = [
        (f"against {RIVALS['persistence']}", told, persistence),
        ("... without Turkmenistan-China", told["without_tkm_chn_more"], persistence),
        ("... dated events unknown", told["unconditional"], persistence),
    ]
    rows += [
        (f"against {RIVALS[rival]}", told, f"skill_vs_{rival}") for rival in ("trend", "gravity")
    ]
    return [*rows, ("what decisions add to the first", told["decisions"], "gain")]


def draw_scores(axes: Axes, told: Told) -> None:
    """Draw a row for each comparison: a dot and an interval a horizon, hollow where they hold 0."""
    heights = []
    horizons = list(told["n"])
    for row, (_, where, key) in enumerate(score_rows(told)):
        middle = row * (len(horizons) + 1.1)
        heights.append(middle + (len(horizons) - 1) / 2)
        for step, horizon in enumerate(horizons):
            draw_score(axes, middle + step, horizon, where[key][horizon],
                       where[f"{key}_90"][horizon])  # fmt: skip
    axes.axvline(0, color=INK, lw=1.0)
    axes.text(-0.02, -1.25, "worse", ha="right", size=8.5, color=ink(PALE))
    axes.text(0.02, -1.25, "better than the simpler forecast", size=8.5, color=ink(PALE))
    axes.set_yticks(heights, [words for words, _, _ in score_rows(told)], size=9)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.set_xlim(FLOOR - 0.05, 1.02)
    axes.set_ylim(heights[-1] + 1.9, -1.7)
    axes.set_xlabel("squared-error skill; bars: 90 % over target years; hollow: cannot be told "
                    "from the simpler forecast")  # fmt: skip


def draw_score(
    axes: Axes, height: float, horizon: str, value: float, interval: Sequence[float]
) -> None:
    """Draw one skill with its interval, and write it beside."""
    low, high = interval
    colour = COLOURS.get(horizon, OURS)
    axes.plot([max(low, FLOOR), max(high, FLOOR)], [height, height], color=colour, lw=2.6,
              solid_capstyle="butt")  # fmt: skip
    if low < FLOOR:
        axes.plot([FLOOR], [height], "<", color=colour, ms=5)
    face = colour if is_told(interval) else "white"
    axes.plot([max(value, FLOOR)], [height], "o", mfc=face, mec=colour, ms=6.5, mew=1.6, zorder=4)
    years = plural(int(horizon), "year")
    axes.annotate(
        f"{years}: {number(value, 2)} ({number(low, 2)} to {number(high, 2)})", (1.008, height),
        xycoords=("axes fraction", "data"), va="center", size=8, annotation_clip=False,
        color=INK if is_told(interval) else ink(PALE),
    )  # fmt: skip


def draw_worst(axes: Axes, sheet: Sheet) -> None:
    """Draw where the error at the longest horizon lies, the model's and persistence's."""
    horizon = max(sheet.hindcast.cells)
    scores = score_pairs(sheet.hindcast, horizon)
    theirs = {(one.state, one.power): one.n * one.persistence_rmse**2 for one in scores}
    ours = {(one.state, one.power): one.n * one.rmse**2 for one in scores}
    whole = sum(theirs.values())
    ranked = sorted(scores, key=lambda one: -max(theirs[one.state, one.power],
                                                 ours[one.state, one.power]))[:PAIRS]  # fmt: skip
    for row, one in enumerate(ranked):
        pair = one.state, one.power
        for shift, values, colour in ((0.2, theirs, THEIRS), (-0.2, ours, OURS)):
            axes.barh(row + shift, 100 * values[pair] / whole, 0.38, color=colour)
    names = [
        f"{sheet.look('state', one.state).name}-{sheet.look('power', one.power).name}"
        for one in ranked
    ]
    axes.set_yticks(range(len(ranked)), names, size=8.5)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(f"squared error at {horizon} years, % of all that persistence makes")
    right = axes.get_xlim()[1]
    axes.text(right, len(ranked) - 1.9, "the model", ha="right", size=9, color=ink(OURS),
              weight="bold")  # fmt: skip
    axes.text(right, len(ranked) - 1.2, "nothing changes", ha="right", size=9, color=ink(THEIRS),
              weight="bold")  # fmt: skip


def draw_by_state(axes: Axes, sheet: Sheet) -> None:
    """Draw each state's skill against persistence, and what is left without its own past."""
    states = sheet.told["by_state"]
    left = sheet.told["leave_one_state_out"] or {}
    for row, (state, one) in enumerate(states.items()):
        for step, (horizon, value) in enumerate(one["skill_vs_persistence"].items()):
            height, colour = row + 0.22 * (step - 1), COLOURS.get(horizon, OURS)
            if value is not None:
                axes.plot([max(value, FLOOR)], [height], "o", color=colour, ms=5.5, zorder=3)
            without = left.get(state, {}).get("skill_vs_persistence", {}).get(horizon)
            if without is not None:
                axes.plot([max(without, FLOOR)], [height], "o", mfc="white", mec=colour, ms=4.5)
    axes.axvline(0, color=INK, lw=1.0)
    axes.set_yticks(range(len(states)), [sheet.look("state", one).name for one in states], size=8.5)
    axes.set_ylim(len(states) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    note = ";\nhollow: its past left out of the fit" if left else ""
    axes.set_xlabel(f"1, 3, 5 years ahead, light to dark{note}")


def draw_coverage(axes: Axes, told: Told) -> None:
    """Draw what share of observations lay within each band, beside what the band claims."""
    horizons = list(told["n"])
    ticks, names = [], []
    for place, (band, claimed) in enumerate(NOMINAL.items()):
        left = place * (len(horizons) + 1.0)
        for step, horizon in enumerate(horizons):
            share, colour = 100 * told[f"coverage_{band}"][horizon], COLOURS.get(horizon, OURS)
            axes.bar(left + step, share, 0.86, color=colour)
            axes.text(left + step, 3, f"{share:.0f}", ha="center", size=9, color=text_on(colour))
            ticks.append(left + step)
            names.append(f"{horizon} y")
        ends = left + np.array([-0.6, len(horizons) - 0.4])
        axes.plot(ends, [claimed, claimed], color=INK, lw=1.6)
        axes.text(ends.mean(), 99, f"{claimed:.0f} % band", ha="center", size=8.5)
    axes.set_ylim(0, 105)
    axes.set_xticks(ticks, names)
    axes.grid(axis="x", visible=False)
    axes.set_xlabel("line: what the band claims")
    axes.set_ylabel("came within the band, %")
