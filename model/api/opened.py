"""Results as datasets that remember their folder, which may be a passing one."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

import xarray as xr

from model.experiments.run import Result, Work, read_result
from model.experiments.sweeps.make_sweep import open_folder
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.places import given_path
from model.inputs.formats.problems import InputError, Problem

SOURCE = "source"
"""Where a dataset's `encoding` says what folder it came from, as xarray has it."""

PASSING = "steppewise-passing-"
"""How the names of folders begin that go with the dataset that came of them."""


def open_result(folder: Path | str, *, verify: bool = False) -> xr.Dataset:
    """Open a folder of results lazily: of a run or of a sweep.

    folder: what `steppewise run` or `steppewise sweep` wrote, or a function here with ``out``. Its
    files are checked against the checksums that were written with them: all that are small, only
    the sizes of others; verify: every byte.

    Returns a dataset; values are read when they are asked for. Of a run, outcomes are
    ``(run, turn, axes...)``, the axes being some of power, state, domain, corridor and mineral; of
    a sweep ``(experiment, replication, [date or turn,] axes...)``. Each variable has its unit in
    ``attrs["units"]`` and its meaning in ``attrs["long_name"]``.
    Raises StoreError or SweepError where there is no result, or one that is not as it was written.
    """
    dataset = open_folder(Path(folder), verify)
    dataset.encoding[SOURCE] = str(given_path(folder))
    return dataset


class Place(NamedTuple):
    """A folder to write into; `passing` where it goes with the dataset that came of it."""

    folder: Path
    passing: bool


@contextmanager
def place_for(out: Path | str | None) -> Iterator[Place]:
    """Give the folder to write into: the one that was asked for, or a passing one.

    A passing folder goes if anything is raised; else `keep` decides how long it stays.
    """
    if out is not None:
        yield Place(given_path(out), passing=False)
        return
    passing = Path(mkdtemp(prefix=PASSING))
    try:
        yield Place(passing, passing=True)
    except BaseException:
        rmtree(passing, ignore_errors=True)
        raise


def keep(dataset: xr.Dataset, folder: Path, place: Place) -> xr.Dataset:
    """Return a dataset that knows its folder; a passing one is read now and goes with the dataset.

    The folder is needed as long as somebody may ask why: `explain` plays a result again from it.
    """
    dataset.encoding[SOURCE] = str(folder)
    if place.passing:
        dataset.load()
        weakref.finalize(dataset, rmtree, place.folder, ignore_errors=True)
    return dataset


def folder_of_result(name: str, given: xr.Dataset | Path | str) -> Path:
    """Return the folder of a result that was given as a folder or as a dataset.

    Raises InputError where a dataset does not know its folder, or it is gone.
    """
    if not isinstance(given, xr.Dataset):
        return given_path(given)
    source = given.encoding.get(SOURCE)
    if not source or not Path(source).is_dir():
        wrong = (
            "this dataset has no folder of results behind it; give what run, sweep or open_result "
            "returned, not a part or a copy of it, or the folder itself"
        )
        raise InputError([Problem(name, None, "", wrong)])
    return Path(source)


def result_of(name: str, given: xr.Dataset | Path | str) -> Result:
    """Return the result behind a dataset or in a folder; raises InputError and StoreError."""
    return read_result(folder_of_result(name, given))


def quiet_work(place: Place, pool: WorkerPool) -> Work:
    """Return how results are made for a function: no figures, no bars, warnings as in Python."""
    stays = not place.passing
    return Work(place.folder, pool, figures=False, warn=describe_warning, stays=stays)


def describe_warning(words: str) -> None:
    """Pass a line on what could not be made on as a warning of Python."""
    warnings.warn(words, stacklevel=2)
