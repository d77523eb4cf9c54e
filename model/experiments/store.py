"""The trajectories of a run as a reader opens them: lazily, without the runs that failed."""

from __future__ import annotations

from pathlib import Path

import xarray as xr
import zarr

from model.experiments.failed_runs import leave_out_failed
from model.storage.labels import label_opened, without_warnings
from model.storage.stored_files import DamagedError
from model.storage.zarr_metadata import read_store
from model.storage.zarr_opening import open_zarr

STORE = "trajectories.zarr"
"""Name of the store within a results folder."""


class StoreError(Exception):
    """A store that cannot be written or read as asked; the message says why."""


def note(path: Path, name: str, value: str) -> None:
    """Add an attribute to a store."""
    with without_warnings():
        zarr.open_group(path, mode="r+", zarr_format=3).attrs[name] = value


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
