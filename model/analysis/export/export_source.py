"""What is exported: the folder of a run or a sweep, opened, and the outcomes that were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xarray as xr

from model.experiments.run import read_result
from model.experiments.store import open_result
from model.experiments.sweeps.open_sweep_folder import open_sweep, read_sweep_manifest
from model.experiments.sweeps.sweep_files import STORE, SWEEP
from model.inputs.formats.problems import InputError, Problem, unknown


class Source(NamedTuple):
    """A result that can be exported.

    dataset: the chosen outcomes, opened lazily; varied: scenario and levers of a sweep, none for a
    run.
    """

    folder: Path
    manifest: dict[str, Any]
    dataset: xr.Dataset
    varied: tuple[str, ...]

    @property
    def outcomes(self) -> list[str]:
        """The names of the chosen outcomes."""
        return [str(name) for name in self.dataset.data_vars]

    @property
    def is_sweep(self) -> bool:
        """Whether the result is that of a sweep."""
        return "sweep" in self.manifest

    @property
    def finished(self) -> bool:
        """Whether all runs are there; only a sweep can be read before it is."""
        return bool(self.dataset.attrs.get("finished", 1))


def open_source(folder: Path, outcomes: Sequence[str] = (), verify: bool = False) -> Source:
    """Open a folder of results, with the outcomes that are named or all of them.

    verify: check every byte of its files, however large they are. Raises StoreError or SweepError
    where there is no result that can be trusted, InputError for unknown outcomes.
    """
    if (folder / STORE).exists() or (folder / SWEEP).exists():
        manifest, dataset = read_sweep_manifest(folder), open_sweep(folder, verify)
        levers = (str(lever["name"]) for lever in manifest["sweep"]["levers"])
        source = Source(folder, manifest, dataset, ("scenario", *levers))
    else:
        manifest = read_result(folder, verify).manifest
        source = Source(folder, manifest, open_result(folder), ())
    known = source.outcomes
    problems = [
        Problem("--outcome", None, "", unknown("outcome", name, known))
        for name in dict.fromkeys(outcomes)
        if name not in known
    ]
    if problems:
        raise InputError(problems)
    chosen = source.dataset[list(dict.fromkeys(outcomes)) or known]
    return source._replace(dataset=chosen)
