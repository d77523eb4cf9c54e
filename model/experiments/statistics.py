"""Means and quantiles over runs, a block of turns at a time so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

LEVELS: dict[str, float] = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
"""Quantiles that every table and fan uses."""

STATISTICS: tuple[str, ...] = ("mean", *LEVELS)
"""Columns of a summary."""

BLOCK = 8
"""Turns that are read at once at least; a large store keeps chunks of as many."""

READ = 1 << 25
"""Bytes that are read at once where that is more turns."""


def quantiles(values: NDArray[np.floating], levels: Sequence[float]) -> NDArray[np.float64]:
    """Return quantiles over the first axis, shape (level, rest...).

    q(p) = x[k] + (h - k) * (x[k + 1] - x[k]) with x sorted, h = p * (n - 1), k = floor(h):
    linear interpolation, NumPy's default. One sort serves all levels. NaN where any value is NaN.
    """
    ordered = np.sort(np.moveaxis(values, 0, -1), axis=-1)
    last = ordered.shape[-1] - 1
    found = np.empty((len(levels), *ordered.shape[:-1]))
    for place, level in enumerate(levels):
        height = level * last
        below = int(np.floor(height))
        above = min(below + 1, last)
        low = ordered[..., below].astype(np.float64)
        found[place] = low + (height - below) * (ordered[..., above] - low)
    found[:, np.isnan(ordered[..., -1])] = np.nan
    return found


def statistics(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return mean, p05, p25, p50, p75 and p95 over the first axis, shape (statistic, rest...)."""
    mean = values.mean(axis=0, dtype=np.float64)
    return np.concatenate([mean[np.newaxis], quantiles(values, list(LEVELS.values()))])


def blocks(turns: int, size: int = BLOCK) -> Iterator[slice]:
    """Cut a number of turns into slices of at most `size`."""
    return (slice(start, min(start + size, turns)) for start in range(0, turns, size))


def block_size(array: xr.DataArray) -> int:
    """Return how many turns of an outcome to read at once: whole chunks of a large store."""
    fitting = READ * array.sizes["turn"] // max(array.nbytes, 1)
    return max(BLOCK, fitting - fitting % BLOCK)


def summarise_one(array: xr.DataArray) -> xr.DataArray:
    """Return the statistics of one outcome over runs, dims (statistic, turn, axes...)."""
    parts = [
        statistics(array.isel(turn=block).transpose("run", "turn", ...).values)
        for block in blocks(array.sizes["turn"], block_size(array))
    ]
    dims = ("statistic", *(dim for dim in array.dims if dim != "run"))
    coords = {str(dim): array[dim].values for dim in array.dims if dim in array.coords}
    coords.pop("run", None)
    coords["statistic"] = np.asarray(STATISTICS)
    return xr.DataArray(np.concatenate(parts, axis=1), coords, dims, array.name, array.attrs)


def summarise(dataset: xr.Dataset, outcomes: Iterable[str] | None = None) -> xr.Dataset:
    """Return the statistics over runs of some or all outcomes; each keeps its axes.

    The dataset may be opened lazily: one outcome and one block of turns is read at a time.
    """
    wanted = [str(name) for name in dataset.data_vars] if outcomes is None else list(outcomes)
    return xr.Dataset({name: summarise_one(dataset[name]) for name in wanted}, attrs=dataset.attrs)
