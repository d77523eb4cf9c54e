"""A result in memory: one labelled Dataset of outcomes over runs, turns and actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.storage.labels import coordinates_of, describe

AXES: tuple[str, ...] = ("power", "state", "domain", "corridor", "mineral")
"""Axes that an outcome may have after run and turn, in the order of the tables."""

LEADING: tuple[str, ...] = ("run", "turn")


class OutcomeLike(Protocol):
    """What is known of an outcome: its axes after run and turn, its unit and its meaning."""

    @property
    def axes(self) -> tuple[str, ...]:
        """Names of the axes after run and turn."""

    @property
    def unit(self) -> str:
        """Unit in which the outcome is stored."""

    @property
    def meaning(self) -> str:
        """One sentence that says what the outcome is."""


def as_dataset(
    arrays: Mapping[str, NDArray[np.floating]],
    outcomes: Mapping[str, OutcomeLike],
    coords: Mapping[str, Sequence[str]],
    attrs: Mapping[str, str | int],
    first_run: int = 0,
) -> xr.Dataset:
    """Label the arrays of an ensemble.

    arrays: outcome -> (run, turn, axes...), axes that do not apply of length one or left out;
    outcomes: what each is; coords: the ids along turn
    and every axis in use; attrs: title, scenario, runs, entropy, digest, sources and so on.
    Each variable carries `units` and `long_name`. Raises ValueError where a shape does not fit.
    """
    variables = {}
    for name, values in arrays.items():
        described = outcomes[name]
        dims = (*LEADING, *described.axes)
        expected = (values.shape[0], *(len(coords[axis]) for axis in dims[1:]))
        notes = describe(described.unit, described.meaning)
        variables[name] = xr.Variable(dims, fit(name, values, expected), notes)
    runs = next(iter(arrays.values())).shape[0]
    labels: dict[str, NDArray[np.generic]] = {"run": np.arange(first_run, first_run + runs)}
    labels |= {axis: np.asarray(ids) for axis, ids in coords.items()}
    labelled = xr.Dataset(variables, labels, dict(attrs))
    return labelled.assign_coords(coordinates_of(labelled))


def blank_axes() -> dict[str, str]:
    """Return a blank for every axis, to be filled where the axis applies."""
    return dict.fromkeys(AXES, "")


def fit(name: str, values: NDArray[np.floating], shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Leave out the axes of length one that an outcome does not have.

    Raises ValueError where more than such axes would have to change to give the shape.
    """
    if [size for size in values.shape if size > 1] != [size for size in shape if size > 1]:
        raise ValueError(f"{name} has shape {values.shape}, expected {shape}")
    return values.reshape(shape)


def names_of(array: xr.DataArray | xr.Dataset, axis: str) -> list[str]:
    """Return the ids along an axis as plain strings."""
    return [str(label) for label in array[axis].values]


def unit_of(array: xr.DataArray) -> str:
    """Return the unit in which an outcome is stored; older stores call it `unit`."""
    return str(array.attrs.get("units") or array.attrs.get("unit") or "")
