"""A sweep as a surrogate needs it: where its points lie, and what came out at each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.analysis.answers.read_answers import Opened
from model.analysis.units import Shown, shown
from model.analysis.wording import Names, subject
from model.experiments.result import AXES, names_of, unit_of
from model.experiments.statistics import quantiles
from model.inputs.formats.places import shown as shown_path
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_index, quarter_name

Floats = NDArray[np.float64]

MOST_FACTORS = 8
FEWEST_POINTS = 20
MOST_ANSWERS = 900
"""Series times dates at most: a page with more is too heavy, and nobody finds anything on it."""

FEW_STOPS = 4
"""A factor that was swept at fewer values than this has no values in between."""

HUNDREDTH = 0.01
"""What counts as a point where an outcome is not counted in points: of its largest size."""

KINDS = ("mean", "p05", "p95")
"""What is fitted of the runs at a point: their mean, and the ends of 90 % of them."""


class Factor(NamedTuple):
    """A factor of a sweep: what it is about, its ends, and its values where they are few.

    dated: its values are quarters, counted as years.
    """

    name: str
    note: str
    low: float
    high: float
    stops: tuple[float, ...]
    dated: bool


class Series(NamedTuple):
    """One outcome of one actor at all dates.

    label: as a heading; group: what it is listed under; point: what counts as a point, in the unit
    that is shown; values: (kind, point, date), the kinds being ``KINDS``.
    """

    label: str
    group: str
    view: Shown
    point: float
    values: Floats


class Swept(NamedTuple):
    """A finished sweep of one scenario: x is (point, factor)."""

    title: str
    factors: tuple[Factor, ...]
    dates: tuple[str, ...]
    replications: int
    x: Floats
    series: tuple[Series, ...]


def read_swept(opened: Opened, names: Names) -> Swept:
    """Return the points and outcomes of a sweep; runs that failed are left out of the means.

    Raises InputError where a surrogate cannot be fitted to it: it is not finished, crosses
    scenarios or levers, varies too many factors, or has too few points or too many outcomes.
    """
    if wrong := _refuse(opened):
        raise InputError([Problem(shown_path(opened.folder), None, "", wrong)])
    sweep, dataset = opened.manifest["sweep"], opened.dataset
    told = sweep["factors"]
    x = np.stack([dataset[one["name"]].values.astype(np.float64) for one in told], axis=1)
    dates = tuple(quarter_name(turn) for turn in sweep["dates"])
    series = tuple(
        one
        for name in map(str, dataset.data_vars)
        for one in _series_of(dataset[name], dates, names)
    )
    answers = len(series) * len(dates)
    if answers > MOST_ANSWERS:
        wrong = (
            f"keeps {answers:,} answers (outcomes times dates), and a page holds {MOST_ANSWERS}; "
            "narrow its outcomes to some power or state"
        )
        raise InputError([Problem(shown_path(opened.folder), None, "", wrong)])
    factors = tuple(_factor(one, x[:, place]) for place, one in enumerate(told))
    return Swept(
        str(opened.manifest["title"]), factors, dates, int(sweep["replications"]), x, series
    )


def _refuse(opened: Opened) -> str:
    sweep = opened.manifest["sweep"]
    if not opened.dataset.attrs.get("finished"):
        return f"is not finished: {opened.done:,} of {opened.manifest['runs']:,} runs are done"
    if len(opened.manifest["combinations"]) != 1:
        return "crosses scenarios or levers; a live page needs a sweep of one scenario, without"
    if not 1 <= len(sweep["factors"]) <= MOST_FACTORS:
        return f"varies {len(sweep['factors'])} factors; a live page has 1 to {MOST_FACTORS}"
    if opened.manifest["points"] < FEWEST_POINTS:
        return f"has {opened.manifest['points']} points; at least {FEWEST_POINTS} are needed"
    return ""


def _factor(told: Mapping[str, Any], values: Floats) -> Factor:
    found = np.unique(values)
    stops = tuple(found.tolist()) if len(found) < FEW_STOPS else ()
    dated = all(path.rsplit(".", 1)[-1] in ("start", "end") for path in told["paths"])
    low, high = float(found[0]), float(found[-1])
    return Factor(told["name"], told["note"], low, high, stops, dated)


def _series_of(array: xr.DataArray, dates: Sequence[str], names: Names) -> Iterator[Series]:
    """Yield the series of one kept outcome, one for each of its actors."""
    outcome = str(array.attrs.get("outcome", array.name))
    fixed = {axis: str(array.attrs[axis]) for axis in AXES if axis in array.attrs}
    if "turn" in array.dims:
        array = array.sel(turn=list(dates))
    axes = [axis for axis in AXES if axis in array.dims]
    when = [axis for axis in ("date", "turn") if axis in array.dims]
    values = array.transpose("experiment", "replication", *when, *axes).values.astype(np.float64)
    values = values.reshape(*values.shape[:2], len(dates) if when else 1, -1)
    if not when:
        values = np.repeat(values, len(dates), axis=2)
    labels = product(*(names_of(array, axis) for axis in axes))
    for place, members in enumerate(labels):
        about = {**fixed, **dict(zip(axes, members, strict=True))}
        view = shown(outcome, about.get("domain", ""), unit_of(array))
        one = summarise(view.scale * values[..., place])
        point = 1.0 if "point" in view.change else HUNDREDTH * float(np.abs(one[0]).max())
        label = subject({"outcome": outcome, **about}, names)
        keep = array.attrs.get("keep", "dates")
        if keep in ("mean", "lowest", "highest"):
            label += f" ({keep} over the quarters)"
        yield Series(
            f"{label[:1].upper()}{label[1:]}", _group(outcome, about, names), view, point, one
        )


def summarise(values: Floats) -> Floats:
    """Return mean, 5th and 95th percentile over replications, (kind, point, date).

    values: (point, replication, date). Runs that failed are left out; a point without a run is NaN.
    """
    if np.isfinite(values).all():
        low, high = quantiles(np.moveaxis(values, 1, 0), (0.05, 0.95))
        return np.stack([values.mean(axis=1), low, high])
    rows = []
    for runs in values:
        left = runs[np.isfinite(runs).all(axis=1)]
        if not len(left):
            rows.append(np.full((len(KINDS), runs.shape[1]), np.nan))
            continue
        low, high = quantiles(left, (0.05, 0.95))
        rows.append(np.stack([left.mean(axis=0), low, high]))
    return np.stack(rows, axis=1)


def _group(outcome: str, about: Mapping[str, str], names: Names) -> str:
    """Return what a series is listed under: its outcome, and the state if it has one."""
    words = outcome.replace("_", " ")
    state = about.get("state")
    place = f" in {names['state'].get(state, state)}" if state else ""
    return f"{words[:1].upper()}{words[1:]}{place}"


def years_of(quarter: str) -> float:
    """Return a quarter as a sweep counts it: 2027Q2 is 2027.25."""
    index = quarter_index(quarter)
    return index // 4 + (index % 4) / 4
