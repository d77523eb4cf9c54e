"""Sliders on a page: a surrogate of a sweep, what it is worth, and what was left out by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from model.analysis.answers.outcome_names import short
from model.analysis.answers.read_answers import Opened, read_finished
from model.analysis.surrogate.evaluate import Floats, as_json, predict
from model.analysis.surrogate.judge import (
    CLOSE,
    FAR,
    LEAST_R2,
    Fitted,
    Judged,
    Places,
    fit_and_judge,
)
from model.analysis.surrogate.swept import Factor, Swept, read_swept
from model.analysis.wording import decimals, number
from model.experiments.optional_steps import Extras
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import plural
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_name
from model.report.given import Given
from model.report.parts import Block, Lines, Live, Row, Section, Slider, Table, Text

NAME, HEADING = "live", "Try other numbers"
STILL = "The sliders stand where they stood at first."
STOPS = 100
"""Stops of a slider between the ends of what was swept."""

QUARTER = 0.25

WHAT = (
    "The numbers below come from a surrogate, a curve through {points} of the sweep '{title}', "
    "each played {runs}. It is not the model: it answers at once, within the box that was swept "
    "and nowhere else, and it errs as the table below says."
)
BAR = (
    f"An outcome is shown where 95 % of the errors at held-out points are below {CLOSE:g} points "
    f"and none is above {FAR:g}, and, if it moves by more than a point, where {100 * LEAST_R2:.0f} "
    "% of its variance is explained. For what is not counted in points, a point is a hundredth of "
    "its largest size. Each point was held out once, and a fifth of all points at a time."
)
NONE = "No outcome of the sweep meets the bar, so there is nothing to move."
LEFT_OUT = "Left out, since the error is too large"
UNRANGED = "Shown without a range, since the ends of 90 % of runs are too far off"


def open_live(folder: Path, given: Given, verify: bool = False) -> Swept:
    """Return the sweep behind sliders, checked against the result that a report is about.

    Raises InputError where it is a sweep of something else, or one that no surrogate is fitted to;
    SweepError where there is no sweep that can be trusted.
    """
    opened = read_finished(folder, verify)
    swept = read_swept(opened, given.names)
    if wrong := _differs(opened, given):
        raise InputError([Problem("--live", None, "", f"{shown(folder)} {wrong}")])
    return swept


def _differs(opened: Opened, given: Given) -> str:
    played, told = str(opened.manifest["combinations"][0][0]), given.result.manifest
    if played != told["name"]:
        return f"is a sweep of {played}, and the report is about {told['name']}"
    if opened.manifest["seeds_digest"] != told["seeds_digest"]:
        return "was played with other seeds than the result"
    return ""


def tell_live(swept: Swept, extras: Extras) -> Section:
    """Return the section with sliders, and the errors of every outcome that was tried."""
    fitted = fit_and_judge(swept, extras)
    kept = [one for one in fitted.judged if one.mean.passes]
    what = WHAT.format(
        points=plural(fitted.points, "point"),
        title=swept.title,
        runs=plural(swept.replications, "time"),
    )
    blocks: list[Block] = [Text(what), make_live(fitted, kept) if kept else Text(NONE)]
    if out := [f"{one.series.label}: {one.mean.why}" for one in fitted.judged if one not in kept]:
        blocks.append(Lines(LEFT_OUT, out))
    if bare := [one.series.label for one in kept if not one.ranged]:
        blocks.append(Lines(UNRANGED, bare))
    return Section(NAME, HEADING, [*blocks, Text(BAR), errors_of(fitted.judged)])


def errors_of(judged: Sequence[Judged]) -> Table:
    """Return the held-out errors of the means as a table."""
    rows = [
        (
            one.series.label,
            number(one.mean.close, 2),
            number(one.mean.worst, 2),
            "moves too little" if np.isnan(one.mean.r2) else f"{100 * one.mean.r2:.1f} %",
        )
        for one in judged
    ]
    head = ("Outcome", "95 % of errors below", "Largest error", "Variance explained")
    return Table("Errors at points that were held out, in points", head, rows, "held-out errors")


def make_live(fitted: Fitted, kept: Sequence[Judged]) -> Live:
    """Return sliders and answers; the start is the middle of the box that was swept."""
    factors = fitted.swept.factors
    start = [start_of(factor) for factor in factors]
    answer = predict(fitted.surrogate, np.array([start]))[0]
    wanted = [place for one in kept for place in one.outputs[: 3 if one.ranged else 1].ravel()]
    new = {int(place): at for at, place in enumerate(wanted)}
    groups: dict[str, list[Row]] = {}
    rows = []
    for at, one in enumerate(kept):
        places = places_of(one)
        label = f"{one.series.label} ({one.series.view.unit})"
        cells = [
            _cell(answer, one.outputs[:, date], places, one.ranged)
            for date in range(one.outputs.shape[1])
        ]
        groups.setdefault(one.series.group, []).append(Row(at, label, cells))
        mean, low, high = ([new.get(int(place)) for place in kind] for kind in one.outputs)
        rows.append(
            {
                "label": one.series.label,
                "mean": mean,
                "low": low if one.ranged else None,
                "high": high if one.ranged else None,
                "places": places,
                "point": one.series.point or 1.0,
                "unit": one.series.view.change,
            }
        )
    data = {
        "factors": [_told(factor) for factor in factors],
        "start": start,
        "dates": list(fitted.swept.dates),
        "groups": list(groups),
        "rows": rows,
        "still": STILL,
        "model": as_json(fitted.surrogate, [int(place) for place in wanted]),
    }
    sliders = [_slider(factor, at) for factor, at in zip(factors, start, strict=True)]
    return Live(sliders, fitted.swept.dates, groups, data)


def places_of(one: Judged) -> int:
    """Return how many decimals an answer has: no more than its error supports."""
    error = one.mean.close * (one.series.point or 1.0)
    return decimals(0.0, max(8.0 * error, 1e-9), one.series.view.decimals)


def _cell(answer: Floats, outputs: Places, places: int, ranged: bool) -> tuple[str, str]:
    mean, low, high = (number(float(answer[int(place)]), places) for place in outputs)
    return mean, f"{low} to {high}" if ranged else ""


def start_of(factor: Factor) -> float:
    """Return where a slider stands at first: in the middle of what was swept."""
    if factor.stops:
        return factor.stops[len(factor.stops) // 2]
    middle = (factor.low + factor.high) / 2
    return round(middle / QUARTER) * QUARTER if factor.dated else middle


def say_value(factor: Factor, value: float) -> str:
    """Return the value of a factor as a page shows it; a date as its quarter."""
    return quarter_name(round(value / QUARTER)) if factor.dated else short(value)


def _slider(factor: Factor, start: float) -> Slider:
    said = say_value(factor, start)
    if factor.stops:
        place = float(factor.stops.index(start))
        last = float(len(factor.stops) - 1)
        return Slider(factor.name, factor.note, 0.0, last, 1.0, place, said)
    step = QUARTER if factor.dated else (factor.high - factor.low) / STOPS
    return Slider(factor.name, factor.note, factor.low, factor.high, step, start, said)


def _told(factor: Factor) -> dict[str, object]:
    return {
        "low": factor.low,
        "high": factor.high,
        "stops": list(factor.stops),
        "dated": factor.dated,
    }
