"""Who stands where: how often each power leads, and its rank, over the runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr

from model.experiments.result import names_of
from model.experiments.statistics import blocks

WINDOW = 8
"""Quarters over which ranks are taken: two years."""

SURE = 0.9
"""Share of runs from which on it is said that something is so: nine of ten."""


def lead_share(array: xr.DataArray, turns: Sequence[str] | None = None) -> xr.DataArray:
    """Return the share of runs 0..1 in which each power leads, dims (turn, power, rest...).

    array: (run, turn, power, rest...); a tie goes to the power named first.
    """
    chosen = array if turns is None else array.sel(turn=list(turns))
    count = chosen.sizes["power"]
    parts = []
    for block in blocks(chosen.sizes["turn"]):
        values = chosen.isel(turn=block).transpose("run", "turn", "power", ...).values
        first = values.argmax(axis=2)
        leads = [(first == power).mean(axis=0) for power in range(count)]
        parts.append(np.stack(leads, axis=1))
    return like(chosen, np.concatenate(parts))


def ranks(array: xr.DataArray, turns: Sequence[str], window: int = WINDOW) -> xr.DataArray:
    """Return the rank 1..n of each power in each run, dims (run, turn, power, state).

    Ranked is the mean over the `window` quarters up to each turn (fewer at the start), so that
    summits every other year do not make neighbours swap places to and fro.
    """
    known = names_of(array, "turn")
    ordered = array.transpose("run", "turn", "power", "state")
    means = []
    for turn in turns:
        last = known.index(turn) + 1
        means.append(ordered.isel(turn=slice(max(last - window, 0), last)).values.mean(axis=1))
    order = np.argsort(-np.stack(means, axis=1), axis=2, kind="stable")
    rank = np.argsort(order, axis=2, kind="stable") + 1
    return ordered.sel(turn=list(turns)).copy(data=rank)


def whole_percent(share: float) -> int:
    """Return a share 0..1 in whole per cent, rounded down: never more than is so."""
    return int(100 * share + 1e-9)


def places(rank: xr.DataArray) -> xr.DataArray:
    """Return one place 1..n for each power, no two the same, dims (turn, power, state).

    By median rank over runs; the mean rank, then the order of the cast, settles ties.
    """
    middle = np.median(rank.values, axis=0)
    mean = rank.values.mean(axis=0)
    order = np.lexsort((mean, middle), axis=1)
    found = np.argsort(order, axis=1, kind="stable") + 1
    return like(rank, found)


def like(
    array: xr.DataArray, values: np.ndarray[tuple[int, ...], np.dtype[np.generic]]
) -> xr.DataArray:
    """Return values with the labels of an array of which the runs were taken together."""
    rest = [str(dim) for dim in array.dims if dim not in ("run", "turn", "power")]
    dims = ("turn", "power", *rest)
    return xr.DataArray(values, {dim: names_of(array, dim) for dim in dims}, dims)


def leader(leads: xr.DataArray) -> tuple[xr.DataArray, xr.DataArray]:
    """Return the power that leads in most runs, and the share of runs in which it does."""
    return leads.idxmax("power"), leads.max("power")
