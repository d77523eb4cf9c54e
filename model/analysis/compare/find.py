"""What one scenario changes against another, run by run on common random numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from model.analysis.units import Shown, shown
from model.experiments.failed_runs import FailedRunsError, failed_runs, leave_out
from model.experiments.result import AXES, blank_axes, names_of, unit_of
from model.experiments.statistics import quantiles
from model.experiments.summary import write_rows

COLUMNS: tuple[str, ...] = (
    "outcome",
    "unit",
    *AXES,
    "turn",
    "base_p50",
    "other_p50",
    "mean",
    "p05",
    "p50",
    "p95",
    "same_sign",
    "effect",
    "cannot_tell",
    "reason",
)
"""Columns of a comparison; numbers are in the unit that is shown, signs are other minus base."""

STRADDLES = "interval holds zero"
SMALL = "too small to matter"
SAME = "no difference"


class PairingError(ValueError):
    """Two results whose runs are not the same futures, so that runs cannot be paired."""


def pair_runs(base: xr.Dataset, other: xr.Dataset) -> tuple[xr.Dataset, xr.Dataset]:
    """Return two results with the runs that failed in neither.

    Raises PairingError unless both hold the same runs of the same entropy, FailedRunsError where
    no run is left.
    """
    check_paired(base, other)
    if failed_runs(base) == failed_runs(other):
        return base, other
    either = {*failed_runs(base), *failed_runs(other)}
    first, second = leave_out(base, either), leave_out(other, either)
    if not first.sizes["run"]:
        raise FailedRunsError("no run came to its end in both results, so none can be compared")
    return first, second


def check_paired(base: xr.Dataset, other: xr.Dataset) -> None:
    """Raise PairingError unless both results hold the same runs of the same entropy."""
    if base.attrs.get("entropy") != other.attrs.get("entropy"):
        raise PairingError(
            f"entropy differs ({base.attrs.get('entropy')} and {other.attrs.get('entropy')}); "
            "run both scenarios with the same one"
        )
    mine, theirs = (np.union1d(runs_of(each), failed_runs(each)) for each in (base, other))
    if not np.array_equal(mine, theirs):
        raise PairingError(
            f"the runs differ ({len(mine)} and {len(theirs)}); compare the same runs of both"
        )


def runs_of(dataset: xr.Dataset) -> NDArray[np.generic]:
    """Return the labels of the runs, their places where they have none."""
    return np.asarray(dataset["run"].values)


def pick_turns(dataset: xr.Dataset, turns: Sequence[str] | None) -> list[str]:
    """Return the turns asked for, all if none; raises ValueError for one that is not there."""
    known = names_of(dataset, "turn")
    lacking = [turn for turn in turns or () if turn not in known]
    if lacking:
        raise ValueError(f"no turn {', '.join(lacking)}; there are {known[0]} to {known[-1]}")
    return known if turns is None else list(turns)


def difference(
    base: xr.Dataset,
    other: xr.Dataset,
    outcomes: Iterable[str] | None = None,
    turns: Sequence[str] | None = None,
) -> xr.Dataset:
    """Return other minus base, run by run, of the outcomes and turns that both have.

    Raises PairingError unless the runs are the same futures, ValueError for an unknown turn.
    """
    base, other = pair_runs(base, other)
    both = [turn for turn in names_of(base, "turn") if turn in set(names_of(other, "turn"))]
    chosen = pick_turns(base.sel(turn=both), turns)
    names = list(outcomes or [str(name) for name in base.data_vars if name in other.data_vars])
    differences = {}
    for name in names:
        first, second = base[name].sel(turn=chosen), other[name].sel(turn=chosen)
        differences[name] = (second - first.assign_coords(second.coords)).assign_attrs(first.attrs)
    return xr.Dataset(differences, attrs=other.attrs)


def same_sign(differences: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the share of runs (first axis) whose difference has the sign of the median, 0..1.

    A run without a difference has no sign; where the median is zero, the larger side counts.
    """
    up = np.mean(differences > 0, axis=0)
    down = np.mean(differences < 0, axis=0)
    median = np.median(differences, axis=0)
    larger = np.maximum(up, down)
    return np.asarray(np.where(median > 0, up, np.where(median < 0, down, larger)))


def effect(base: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the standardised effect over runs (first axis): mean change in standard deviations.

    d = (mean(other) - mean(base)) / sqrt((var(base) + var(other)) / 2), variances with n - 1;
    NaN where neither varies.
    """
    if base.shape[0] < 2:
        return np.full(base.shape[1:], np.nan)
    first, second = base.astype(np.float64), other.astype(np.float64)
    spread = np.sqrt((first.var(axis=0, ddof=1) + second.var(axis=0, ddof=1)) / 2)
    change = second.mean(axis=0) - first.mean(axis=0)
    return np.asarray(np.divide(change, spread, np.full_like(spread, np.nan), where=spread > 0))


def judge(p05: float, p50: float, p95: float, least: float) -> str:
    """Say why a difference cannot be told, "" if it can.

    It cannot where the 90 % interval holds zero, nor where |median| is below `least`. An
    interval that lies within `least` of zero counts as small, whether it holds zero or not.
    """
    if p05 == p50 == p95 == 0:
        return SAME
    if max(abs(p05), abs(p95)) < least:
        return SMALL
    if p05 <= 0 <= p95:
        return STRADDLES
    return SMALL if abs(p50) < least else ""


def compare_one(base: xr.DataArray, other: xr.DataArray) -> pd.DataFrame:
    """Return the comparison of one outcome: a row per actor and turn, dims (run, turn, axes...)."""
    axes = [axis for axis in AXES if axis in base.dims]
    order = ("run", *axes, "turn")
    first, second = (
        array.transpose(*order).values.reshape(array.sizes["run"], -1).astype(np.float64)
        for array in (base, other)
    )
    places = np.indices([base.sizes[axis] for axis in order[1:]]).reshape(len(order) - 1, -1)
    labels = {
        axis: np.asarray(names_of(base, axis))[place]
        for axis, place in zip(order[1:], places, strict=True)
    }
    domains = labels.get("domain", np.full(first.shape[1], ""))
    views = [shown(str(base.name), str(domain), unit_of(base)) for domain in domains]
    scale = np.array([view.scale for view in views])
    units = [view.change_unit for view in views]
    table = pd.DataFrame({"outcome": str(base.name), "unit": units, **blank_axes(), **labels})
    return fill(table, first * scale, second * scale, views)


def fill(
    table: pd.DataFrame,
    base: NDArray[np.float64],
    other: NDArray[np.float64],
    views: Sequence[Shown],
) -> pd.DataFrame:
    """Add the numbers to the labels of one outcome; base, other: (run, row), as shown."""
    change = other - base
    low, middle, high = quantiles(change, (0.05, 0.50, 0.95))
    table["base_p50"] = np.median(base, axis=0)
    table["other_p50"] = np.median(other, axis=0)
    table["mean"] = change.mean(axis=0)
    table["p05"], table["p50"], table["p95"] = low, middle, high
    table["same_sign"] = same_sign(change)
    table["effect"] = effect(base, other)
    table["reason"] = [
        judge(p05, p50, p95, view.least)
        for p05, p50, p95, view in zip(low, middle, high, views, strict=True)
    ]
    table["cannot_tell"] = table["reason"] != ""
    return table[list(COLUMNS)]


def compare(
    base: xr.Dataset,
    other: xr.Dataset,
    turns: Sequence[str],
    outcomes: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return the comparison at the chosen turns, the top movers first.

    What can be told comes first, then by |standardised effect|; what cannot comes last.
    Raises PairingError unless the runs are the same futures, ValueError for an unknown turn.
    """
    base, other = pair_runs(base, other)
    first, second = (data.sel(turn=pick_turns(data, turns)) for data in (base, other))
    names = outcomes or [str(name) for name in base.data_vars if name in other.data_vars]
    parts = [compare_one(first[name], second[name]) for name in names]
    return sort_movers(pd.concat(parts, ignore_index=True))


def sort_movers(table: pd.DataFrame) -> pd.DataFrame:
    """Order rows: told before untold, large effects before small, else as they stood."""
    key = pd.DataFrame({"untold": table["cannot_tell"], "size": -table["effect"].abs()})
    order = key.sort_values(["untold", "size"], kind="stable").index
    return table.loc[order].reset_index(drop=True)


def write_comparison(table: pd.DataFrame, path: Path) -> Path:
    """Write a comparison as CSV and return its path; the same rows give the same bytes."""
    answers = table["cannot_tell"].map({True: "yes", False: "no"})
    with path.open("w", encoding="utf-8", newline="") as file:
        write_rows(table.assign(cannot_tell=answers), file)
    return path
