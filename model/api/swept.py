"""Sweeps, and the model as a function, from Python."""

from __future__ import annotations

from pathlib import Path

import xarray as xr

from model.api.arguments import check_count, refuse
from model.api.opened import keep, place_for
from model.commands.options import MOST_WORKERS
from model.experiments.sweeps.connectors import Simulator
from model.experiments.sweeps.make_sweep import make_simulator, sweep_file
from model.inputs.formats.problems import Problem


def sweep(
    file: Path | str,
    *,
    out: Path | str | None = None,
    resume: bool = False,
    workers: int | None = None,
    cluster: str = "",
    seeds: Path | str | None = None,
) -> xr.Dataset:
    """Play a sweep, as `steppewise sweep` does, and return its outcomes.

    file: a sweep of the library by its name, or a file. out: a folder in which
    ``<name>-<digest>/`` is written; unless it is given, nothing stays on disk. resume: finish a
    sweep that was stopped in `out`. workers: processes, 1 to 256, chosen by the size unless given.
    cluster: a Dask scheduler, ``"tcp://host:port"``. seeds: a folder of input tables instead of
    the shipped one. A script that lets it start workers begins under
    ``if __name__ == "__main__":``.

    Returns a dataset of outcomes ``(experiment, replication, [date or turn,] axes...)`` with unit
    and meaning as attributes; scenario, levers and factors are coordinates. With `out` values are
    read when they are asked for; else all are in memory. Runs that failed are NaN.
    Raises InputError with all that is wrong in the file, RefusedError where its folder must not be
    touched, SweepError where it cannot be finished.
    """
    problems = [] if workers is None else check_count("workers", workers, 1, MOST_WORKERS)
    if resume and out is None:
        problems.append(Problem("resume", None, "", "needs out: the folder of the sweep to finish"))
    refuse(problems)
    with place_for(out) as place:
        dataset = sweep_file(file, place.folder, resume, workers, cluster, seeds)
        return keep(dataset, _folder_of(dataset, place.folder), place)


def _folder_of(dataset: xr.Dataset, out: Path) -> Path:
    return out / f"{dataset.attrs['name']}-{dataset.attrs['digest']}"


def simulator(
    file: Path | str, *, seeds: Path | str | None = None, replications: int | None = None
) -> Simulator:
    """Return the model as a function of the factors of a sweep file, for other tools to drive.

    file, seeds: as for `sweep`. Every point meets the same chances, so that the same point gives
    the same numbers whoever asks for it, and when; replications: how many of them, that of the file
    unless given. With few, what is found holds for those few draws of all that is not varied.
    Raises InputError with all that is wrong in the file.
    """
    return make_simulator(file, seeds, replications)
