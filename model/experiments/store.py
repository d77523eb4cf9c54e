"""Trajectories on disk: a Zarr v3 group that grows by batches of runs and is opened lazily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray
from zarr.codecs import BloscCodec

from model.experiments.failed_runs import leave_out_failed
from model.experiments.result import LEADING, OutcomeLike, fit
from model.experiments.statistics import BLOCK
from model.storage.labels import (
    describe,
    finish_labels,
    label_opened,
    without_warnings,
    write_axis,
    write_labels,
)
from model.storage.stored_files import DamagedError
from model.storage.zarr_metadata import read_store
from model.storage.zarr_opening import open_zarr

STORE = "trajectories.zarr"
"""Name of the store within a results folder."""

BATCH = 256
"""Runs in a file: what one append should write."""

FEW = 4
"""Batches up to which a file is one chunk: others can then save what they cut out of it as it is,
which xarray refuses for shards. Of a larger store, a few turns are read without the others."""

PACKED = BloscCodec(cname="lz4", shuffle="shuffle", typesize=4)
"""Bytes of like weight side by side: a tenth smaller than the default, at half the time."""


class StoreError(Exception):
    """A store that cannot be written or read as asked; the message says why."""


def create(
    path: Path,
    outcomes: Mapping[str, OutcomeLike],
    coords: Mapping[str, Sequence[str]],
    attrs: Mapping[str, str | int],
    runs: int,
    batch: int = BATCH,
) -> None:
    """Create an empty store for a known number of runs; raises StoreError if one is there.

    coords: ids along turn and every axis. Each outcome becomes a float32 array
    (run, turn, axes...) in chunks of (batch, all turns, ...); where there are many batches, these
    are shards with chunks of (batch, 8, ...).
    Nothing written depends on the clock or on the machine.
    """
    if path.exists():
        raise StoreError(f"{path} is already there")
    if runs < 1 or batch < 1:
        raise StoreError(f"a store needs at least one run and a batch of one: {runs}, {batch}")
    group = zarr.create_group(path, zarr_format=3, attributes=dict(attrs))
    write_labels(group, "run", np.arange(runs))
    for axis, ids in coords.items():
        write_axis(group, axis, ids)
    for name in sorted(outcomes):
        described = outcomes[name]
        dims = (*LEADING, *described.axes)
        rest = tuple(len(coords[axis]) for axis in described.axes)
        add_outcome(group, name, described, dims, (runs, len(coords["turn"]), *rest), batch)
    finish_labels(path, group)


def add_outcome(
    group: zarr.Group,
    name: str,
    described: OutcomeLike,
    dims: tuple[str, ...],
    shape: tuple[int, ...],
    batch: int,
) -> None:
    """Add the empty array of one outcome; what is not written yet reads as NaN."""
    runs, turns, *rest = shape
    many = runs > FEW * batch
    step = min(BLOCK, turns) if many else turns
    group.create_array(
        name,
        shape=shape,
        dtype="float32",
        chunks=(min(batch, runs), step, *rest),
        shards=(batch, -(-turns // step) * step, *rest) if many else None,
        compressors=PACKED,
        dimension_names=dims,
        fill_value=np.float32(np.nan),
        attributes={**describe(described.unit, described.meaning)},
    )


def append(path: Path, arrays: Mapping[str, NDArray[np.floating]], first_run: int) -> None:
    """Write a batch of runs, `first_run` being the place of its first.

    A batch that fills whole shards may be written from any process, in any order. Raises
    StoreError if outcomes are missing or unknown, or a batch reaches beyond the store.
    """
    group = zarr.open_group(path, mode="r+", zarr_format=3)
    known = outcome_names(group)
    if set(arrays) != known:
        differing = ", ".join(sorted(set(arrays) ^ known))
        raise StoreError(f"these outcomes are in the batch or in the store, not both: {differing}")
    for name, values in arrays.items():
        # a shard whose runs all failed is written too: one that is missing was never played
        with zarr.config.set({"array.write_empty_chunks": True}):
            array = array_of(group, name)
        until = first_run + values.shape[0]
        if first_run < 0 or until > array.shape[0]:
            raise StoreError(f"{name}: runs {first_run} to {until} of {array.shape[0]}")
        try:
            fitted = fit(name, values, (values.shape[0], *array.shape[1:]))
        except ValueError as error:
            raise StoreError(str(error)) from error
        array[first_run:until] = np.asarray(fitted, dtype=np.float32)


def note(path: Path, name: str, value: str) -> None:
    """Add an attribute to a store."""
    with without_warnings():
        zarr.open_group(path, mode="r+", zarr_format=3).attrs[name] = value


def array_of(group: zarr.Group, name: str) -> zarr.Array[Any]:
    """Return an array of a group; raises StoreError where there is none of that name."""
    found = group.get(name)
    if not isinstance(found, zarr.Array):
        raise StoreError(f"the store has no array '{name}'")
    return found


def outcome_names(group: zarr.Group) -> set[str]:
    """Return the names of the arrays that hold outcomes, not labels."""
    return {name for name, array in group.arrays() if array.ndim > 1}


def open_result(folder: Path) -> xr.Dataset:
    """Open the trajectories of a results folder (or a store itself) lazily.

    Nothing but labels is read until values are asked for, and what is read is not kept. Runs that
    failed are left out; the others keep their numbers along the axis `run`.
    Raises StoreError if there is no store, one that this package did not write, or some of its runs
    were never written.
    """
    path = folder / STORE if (folder / STORE).is_dir() else folder
    if not path.is_dir():
        raise StoreError(f"{folder} holds no {STORE}")
    try:
        stored = read_store(path)
    except DamagedError as error:
        raise StoreError(f"{error}; it holds no {STORE} that can be read") from None
    sizes = stored.sizes
    if not {"run", "turn"} <= set(sizes) or not stored.outcomes:
        raise StoreError(f"{path} holds no outcomes of runs")
    for array in stored.outcomes.values():
        rest = "/0" * (len(array.axes) - 1)
        for block in range(-(-array.shape[0] // array.chunks[0])):
            if not (path / f"{array.name}/c/{block}{rest}").is_file():
                raise StoreError(f"{path} lacks runs of {array.name}: it was not finished")
    try:
        return leave_out_failed(label_opened(open_zarr(path, stored), sorted(stored.outcomes)))
    except DamagedError as error:
        raise StoreError(f"{path}: {error}") from None
