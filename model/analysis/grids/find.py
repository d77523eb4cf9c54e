"""How two inputs of a grid act together: the mean of each cell, and what is not additive."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.levers.find import number_rows
from model.experiments.conditions.sample import Sample

FEWEST, MOST = 2, 30
"""Values that an input of a grid may take."""


class Grid(NamedTuple):
    """Two inputs and the outcome in each cell (row, column).

    means: over replications and whatever else varies; together: mean - row mean - column mean +
    grand mean, what the two do beyond their own; part: share of the variance between cells that
    is not additive; synergy: what both corners bring beyond the sum of each alone, high-high -
    high-low - low-high + low-low, as median, p05 and p95 over replications and the other inputs
    (all equal where there is but one); cases: how many that is over; dropped: runs left out.
    """

    row: str
    column: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    means: NDArray[np.float64]
    together: NDArray[np.float64]
    part: float
    synergy: tuple[float, float, float]
    cases: int
    dropped: int


def gridded(sample: Sample) -> list[tuple[str, str]]:
    """Return the pairs of inputs of which every pair of values was tried equally often."""
    columns = inputs_of(sample)
    names = [name for name, values in columns.items() if FEWEST <= len(np.unique(values)) <= MOST]
    return [pair for pair in combinations(names, 2) if balanced(*(columns[n] for n in pair))]


def inputs_of(sample: Sample) -> dict[str, NDArray[np.generic]]:
    """Return all that is varied, by name: factors, levers, and scenarios if there are several."""
    return {**sample.factors, **sample.words}


def balanced(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    """Tell whether every pair of values of two inputs occurs, and equally often."""
    first, rows = np.unique(one, return_inverse=True)
    second, columns = np.unique(other, return_inverse=True)
    count = np.bincount(rows * len(second) + columns, minlength=len(first) * len(second))
    return bool((count == count[0]).all()) and len(count) == len(first) * len(second)


def make_grid(sample: Sample, row: str, column: str, values: NDArray[np.float64]) -> Grid:
    """Return the grid of two inputs; values (experiment, replication), failed ones not a number."""
    columns = inputs_of(sample)
    first, rows = ordered(columns[row])
    second, places = ordered(columns[column])
    shape = (len(first), len(second))
    cell = rows * shape[1] + places
    layers = stack_layers(sample, (row, column), cell, shape, values)
    whole = np.isfinite(layers).all(axis=(1, 2))
    kept = layers[whole]
    means = kept.mean(axis=0) if len(kept) else np.full(shape, np.nan)
    together = beyond_own(means)
    between = float(((means - means.mean()) ** 2).sum())
    part = float((together**2).sum()) / between if between > 0 else 0.0
    return Grid(
        row,
        column,
        first,
        second,
        means,
        together,
        part,
        spread_of(corner(kept)),
        len(kept),
        int((~whole).sum()),
    )


def ordered(values: NDArray[np.generic]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the values of an input in order, words in that of their first use, and places."""
    found, start, places = np.unique(values, return_index=True, return_inverse=True)
    if found.dtype.kind in "US":
        order = np.argsort(start, kind="stable")
        return tuple(str(found[place]) for place in order), np.argsort(order)[places]
    return tuple(f"{value:g}" for value in found.astype(np.float64)), places


def stack_layers(
    sample: Sample,
    axes: tuple[str, str],
    cell: NDArray[np.intp],
    shape: tuple[int, int],
    values: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return one grid for each replication and each setting of the other inputs (layer, r, c).

    Where the other inputs differ from cell to cell, the mean of each cell is all there is.
    """
    others = [each for name, each in inputs_of(sample).items() if name not in axes]
    setting = number_rows(others, sample.size)
    count, cells = int(setting.max()) + 1, shape[0] * shape[1]
    if sample.size == count * cells and len(np.unique(setting * cells + cell)) == sample.size:
        layers = np.full((count, cells, values.shape[1]), np.nan)
        layers[setting, cell] = values
        return layers.transpose(0, 2, 1).reshape(-1, *shape)
    flat = np.array([np.nanmean(values[cell == place]) if np.isfinite(values[cell == place]).any()
                     else np.nan for place in range(cells)])  # fmt: skip
    return flat.reshape(1, *shape)


def beyond_own(means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what a table holds beyond its row means and column means; each adds up to 0."""
    rows = means.mean(axis=1, keepdims=True)
    columns = means.mean(axis=0, keepdims=True)
    return np.asarray(means - rows - columns + means.mean())


def corner(layers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the synergy of the far corner in each layer."""
    return np.asarray(layers[:, -1, -1] - layers[:, -1, 0] - layers[:, 0, -1] + layers[:, 0, 0])


def spread_of(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return median, p05 and p95; not a number where there are none."""
    if not len(values):
        return (np.nan, np.nan, np.nan)
    middle, low, high = (float(each) for each in np.percentile(values, (50, 5, 95)))
    return middle, low, high
