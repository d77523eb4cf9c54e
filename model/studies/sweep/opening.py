"""A sweep as it lies in its folder, opened lazily and labelled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from model.inputs.files import UnreadableError
from model.inputs.json_files import read_json
from model.studies.sweep.errors import SweepError
from model.studies.sweep.files import MANIFEST, STORE, WRITING
from model.studies.sweep.journal import read_journal

FORMAT = 2
"""The layout of the folder; a folder of another one is refused."""


def open_sweep(folder: Path | str) -> xr.Dataset:
    """Open the folder of a sweep, finished or not; nothing but labels is read until asked for.

    Every kept outcome is a variable ``(experiment, replication, [date or turn,] axes...)`` with its
    unit; runs that failed or are not done yet are NaN. Scenario, levers and factors are coordinates
    along experiment. Attributes hold `design`, `problem` (JSON in SALib's words), `runs_done`,
    `runs`, `failed` and what the sweep asks. Raises SweepError where there is no sweep.
    """
    folder = Path(folder)
    manifest = read_sweep_manifest(folder)
    path = folder / STORE
    opened = xr.open_dataset(path, engine="zarr", consolidated=False, chunks=None, cache=False)
    sweep = manifest["sweep"]
    combinations = [tuple(each) for each in manifest["combinations"]]
    points = opened.sizes["experiment"] // len(combinations)
    labels: dict[str, Any] = {
        axis: (axis, np.asarray([str(label) for label in opened[axis].values]))
        for axis in sorted(map(str, opened.dims))
        if opened[axis].dtype.kind not in "iuf"
    }
    for place, name in enumerate(["scenario", *(lever["name"] for lever in sweep["levers"])]):
        words = np.asarray([each[place] for each in combinations])
        role = {"role": "lever" if place else "scenario"}
        labels[name] = ("experiment", np.repeat(words, points), role)
    factors = [factor["name"] for factor in sweep["factors"]]
    outcomes = [kept["name"] for kept in sweep["outcomes"]]
    receipts = read_journal(folder)
    attrs = {
        "runs": int(manifest["runs"]),
        "runs_done": sum(receipt.runs for receipt in receipts),
        "failed": sum(len(receipt.failures) for receipt in receipts),
        "finished": int(not (folder / WRITING).exists()),
    }
    opened = opened.set_coords(factors)[outcomes].assign_coords(labels)
    return in_order(opened, [*labels, *factors]).assign_attrs(attrs)


def in_order(dataset: xr.Dataset, last: Sequence[str]) -> xr.Dataset:
    """Return a dataset whose labels come in one order: Zarr lists a folder as the disk answers."""
    axes = sorted(str(name) for name in dataset.coords if name not in last)
    found = {name: dataset[name].variable for name in (*axes, *last)}
    return dataset.drop_vars(list(found)).assign_coords(found)


def read_sweep_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a sweep's folder; raises SweepError where there is none to be read."""
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = read_json(path)
    except UnreadableError as error:
        if not path.exists():
            wrong = f"is not the folder of a sweep: it has no {MANIFEST}"
            raise SweepError(f"{folder} {wrong}") from None
        raise SweepError(f"{path} {error}") from None
    if not isinstance(manifest, dict) or "sweep" not in manifest or "format" not in manifest:
        raise SweepError(f"{folder} is not the folder of a sweep")
    if manifest["format"] != FORMAT:
        found = manifest["format"]
        raise SweepError(f"{folder} is of format {found}; this version reads format {FORMAT}")
    return manifest
