"""A sweep's folder as the questions need it: outcomes that say what they measure, and of whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import xarray as xr

from model.studies.sweep.opening import open_sweep, read_sweep_manifest


class Opened(NamedTuple):
    """A sweep that can be asked: its values, opened lazily, and its manifest."""

    folder: Path
    dataset: xr.Dataset
    manifest: Mapping[str, Any]

    @property
    def done(self) -> int:
        """Runs that are done."""
        return int(self.dataset.attrs.get("runs_done", self.manifest["runs"]))


def read_finished(folder: Path) -> Opened:
    """Open the folder of a sweep, finished or not; raises SweepError where there is none."""
    manifest = read_sweep_manifest(folder)
    dataset = open_sweep(folder)
    return Opened(folder, label_outcomes(dataset, manifest["sweep"]), manifest)


def label_outcomes(dataset: xr.Dataset, sweep: Mapping[str, Any]) -> xr.Dataset:
    """Write into each outcome what it measures and what it was narrowed to, from the manifest.

    The steps of a Morris design go where SALib looks for them.
    """
    told = dataset.copy()
    for kept in sweep["outcomes"]:
        fixed = {place[0]: place[1] for place in kept.get("places", ())}
        array = told[kept["name"]]
        array.attrs = {**array.attrs, "outcome": kept["outcome"], "keep": kept["keep"], **fixed}
    problem = json.loads(str(dataset.attrs.get("problem", "{}")))
    if dataset.attrs.get("levels"):
        problem["num_levels"] = int(dataset.attrs["levels"])
    return told.assign_attrs(problem=json.dumps(problem, sort_keys=True))
