"""A sweep as it lies in its folder, opened lazily and labelled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from model.experiments.sweeps.journal import read_journal
from model.experiments.sweeps.stored_manifest import wrong_in_manifest
from model.experiments.sweeps.sweep_files import MANIFEST, STORE, WRITING, SweepError
from model.experiments.sweeps.verify import MENDS, blocks_of, check_sweep
from model.storage.labels import label_opened
from model.storage.stored_files import DamagedError, read_json
from model.storage.zarr_metadata import Stored, read_store
from model.storage.zarr_opening import open_zarr

FORMAT = 3
"""The layout of the folder; a folder of another one is refused."""


def open_sweep(folder: Path | str, verify: bool = False) -> xr.Dataset:
    """Open the folder of a sweep, finished or not; nothing but labels is read until asked for.

    Every kept outcome is a variable ``(experiment, replication, [date or turn,] axes...)`` with its
    unit; runs that failed or are not done yet are NaN. Scenario, levers and factors are coordinates
    along experiment. Attributes hold `design`, `problem` (JSON in SALib's words), `runs_done`,
    `runs`, `failed` and what the sweep asks. Files are checked against what was recorded of them on
    writing; verify: every byte of them, however large they are. Raises SweepError where there is no
    sweep, or one that is not as it was written.
    """
    folder = Path(folder)
    manifest = read_sweep_manifest(folder)
    path = folder / STORE
    stored = check_stored(folder, manifest, verify)
    sweep = manifest["sweep"]
    varied = ["scenario", *(each["name"] for each in (*sweep["levers"], *sweep["factors"]))]
    outcomes = [kept["name"] for kept in sweep["outcomes"]]
    receipts = read_journal(folder)
    attrs = {
        "runs": int(manifest["runs"]),
        "runs_done": sum(receipt.runs for receipt in receipts),
        "failed": sum(len(receipt.failures) for receipt in receipts),
        "finished": int(not (folder / WRITING).exists()),
    }
    try:
        return label_opened(open_zarr(path, stored), outcomes, varied).assign_attrs(attrs)
    except DamagedError as error:
        raise SweepError(f"{error}\n{MENDS}") from None


def check_stored(folder: Path, manifest: Mapping[str, Any], verify: bool = False) -> Stored:
    """Return what the store of a sweep holds, before anything else reads it.

    Raises SweepError where the sweep is not as it was written.
    """
    try:
        stored = read_store(folder / STORE)
        check_expected(folder / STORE, stored, manifest)
    except DamagedError as error:
        raise SweepError(f"{error}\n{MENDS}") from None
    check_sweep(folder, blocks_of(stored), verify)
    return stored


def check_expected(path: Path, stored: Stored, manifest: Mapping[str, Any]) -> None:
    """Raise DamagedError where a store is not the one that a manifest describes."""
    sweep = manifest["sweep"]
    sizes = {"experiment": manifest["experiments"], "replication": sweep["replications"]}
    for axis, size in sizes.items():
        if stored.sizes.get(axis) != size:
            raise DamagedError(f"{path} has another number of labels along {axis} than its sweep")
    names = {kept["name"] for kept in sweep["outcomes"]}
    if set(stored.outcomes) != names:
        raise DamagedError(f"{path} holds other outcomes than its sweep keeps")
    cuts = {(array.axes[:2], array.chunks[:2]) for array in stored.outcomes.values()}
    (axes, (_, every)), *others = cuts
    if others or axes != tuple(sizes) or every != sweep["replications"]:
        raise DamagedError(f"{path} is cut into other blocks than its sweep")
    varied = [each["name"] for each in (*sweep["levers"], *sweep["factors"])]
    for name in ("scenario", *varied):
        found = stored.arrays.get(name)
        if found is None or found.axes != ("experiment",):
            raise DamagedError(f"{path} lacks what a scenario, lever or factor of its sweep was")


def read_sweep_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a sweep's folder; raises SweepError where there is none to be read."""
    path = folder / MANIFEST
    if not path.exists():
        raise SweepError(f"{folder} is not the folder of a sweep: it has no {MANIFEST}")
    try:
        manifest = read_json(path)
    except DamagedError as error:
        raise SweepError(str(error)) from None
    if "sweep" not in manifest or "format" not in manifest:
        raise SweepError(f"{folder} is not the folder of a sweep")
    if manifest["format"] != FORMAT:
        found = manifest["format"] if isinstance(manifest["format"], int) else "another"
        raise SweepError(f"{folder} is of format {found}; this version reads format {FORMAT}")
    wrong = wrong_in_manifest(manifest)
    if wrong:
        raise SweepError(f"{path} is not as it was written: {wrong}")
    return manifest
