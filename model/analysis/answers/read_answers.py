"""A sweep's folder as the questions need it: outcomes that say what they measure, and of whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import xarray as xr

from model.analysis.correlation.drawn_again import draw_again
from model.analysis.correlation.find import Draws
from model.experiments.sampled import as_made
from model.experiments.sweeps.open_sweep_folder import open_sweep, read_sweep_manifest
from model.inputs.seeds.seeds import Seeds


class Opened(NamedTuple):
    """A sweep that can be asked: its values, opened lazily, and its manifest."""

    folder: Path
    dataset: xr.Dataset
    manifest: Mapping[str, Any]

    @property
    def done(self) -> int:
        """Runs that are done."""
        return int(self.dataset.attrs.get("runs_done", self.manifest["runs"]))


def read_finished(folder: Path, verify: bool = False) -> Opened:
    """Open the folder of a sweep, finished or not; verify: check every byte of it.

    Raises SweepError where there is none, or one that is not as it was written.
    """
    manifest = read_sweep_manifest(folder)
    dataset = open_sweep(folder, verify)
    return Opened(folder, label_outcomes(dataset, manifest["sweep"]), manifest)


def read_draws(opened: Opened, seeds: Seeds) -> tuple[Draws | None, str]:
    """Return what the runs of a sweep drew, or None and why it cannot be told.

    seeds: as they are now, with any parameters.
    """
    found, wrong = as_made(opened.manifest, seeds)
    if found.digest != opened.manifest["seeds_digest"]:
        wrong = "the seeds are not those that the sweep drew from"
    if wrong:
        return None, f"What the outcomes go with, of all numbers, is not told: {wrong}."
    return draw_again(opened.manifest, found), ""


def label_outcomes(dataset: xr.Dataset, sweep: Mapping[str, Any]) -> xr.Dataset:
    """Write into each outcome what it measures, of whom and which way is better, from the manifest.

    What levers are judged by goes to them, and the steps of a Morris design where SALib looks.
    """
    told = dataset.copy()
    for kept in sweep["outcomes"]:
        fixed = {place[0]: place[1] for place in kept.get("places", ())}
        array = told[kept["name"]]
        about = {key: kept[key] for key in ("outcome", "keep", "better") if kept.get(key)}
        array.attrs = {**array.attrs, **about, **fixed}
    for lever in sweep.get("levers", ()):
        aims = {key: lever[key] for key in ("goals", "enough") if lever.get(key)}
        told[lever["name"]].attrs = {**told[lever["name"]].attrs, **aims}
    problem = json.loads(str(dataset.attrs.get("problem", "{}")))
    if dataset.attrs.get("levels"):
        problem["num_levels"] = int(dataset.attrs["levels"])
    groups = {each["name"]: each.get("group", "") for each in sweep.get("factors", ())}
    return told.assign_attrs(problem=json.dumps(problem, sort_keys=True), groups=json.dumps(groups))
