"""A run from start to end: simulate, store, summarise and put the folder in place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from model.experiments.checking import check_result
from model.experiments.failed_runs import FailedRunsError
from model.experiments.optional_steps import (
    Extras,
    Warn,
    Watch,
    warn_on_stderr,
    watch_nothing,
)
from model.experiments.outcomes import OUTCOMES
from model.experiments.played_runs import Unfinished
from model.experiments.request import Request, manifest_of
from model.experiments.store import STORE, StoreError
from model.experiments.summary import summarise_store
from model.experiments.sweeps.lock import locked
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.plain_text import plural
from model.storage.folder import finished, free_place, put_in_place, write_checksums
from model.storage.manifest import MANIFEST, Manifest, read_manifest

FIGURES = "figures"


class Result(NamedTuple):
    """A finished results folder; `old` tells that it was there before."""

    folder: Path
    manifest: Manifest
    old: bool


class Work(NamedTuple):
    """How results are made: where to, by whom, with figures or not, over old ones or not.

    slides: whether figures are drawn as slides too; stays: whether `out` is there later, so that
    runs which were stopped can go on.
    """

    out: Path
    pool: WorkerPool
    figures: bool = True
    again: bool = False
    watch: Watch = watch_nothing
    warn: Warn = warn_on_stderr
    slides: bool = False
    stays: bool = True

    @property
    def extras(self) -> Extras:
        """What the steps after the numbers are done with."""
        return Extras(self.pool, self.watch, self.warn, self.again, self.slides)


def run_request(request: Request, work: Work) -> Result:
    """Return the result of a request in `<out>/<scenario>-<digest>/`, made unless it is there.

    A finished folder of the same digest is taken as it is; `again` makes it anew. What another
    process is making is waited for. Runs that were played before a stop are kept in a hidden
    folder, and the same request goes on from there. Raises FolderError, FailedRunsError, OSError,
    and StoreError where a file of a finished folder is not as it was written.
    """
    manifest = manifest_of(request)
    final = free_place(work.out, manifest)
    old = not work.again and finished(work.out, manifest)
    if not old:
        with locked(final, wait=work.warn):
            old = not work.again and finished(work.out, manifest)
            if not old:
                play_request(request, manifest, final, work)
    if old:
        check_result(final)
    return Result(final, read_manifest(final), old)


def play_request(request: Request, manifest: Manifest, final: Path, work: Work) -> None:
    """Play the runs of a request, sum them up, and put the folder in place.

    Raises FailedRunsError where no run came to its end, which leaves nothing.
    """
    name = request.scenario.name
    unfinished = Unfinished(request, manifest, work.out)
    try:
        unfinished.begin()
        runs = f"{name}: {plural(request.runs, 'run')}"
        work.watch(runs, request.runs, unfinished.play(work.pool))
        summary = f"{name}: summary of {len(OUTCOMES)} outcomes"
        work.watch(summary, len(OUTCOMES), summarise_store(unfinished.folder, work.pool))
        unfinished.finish()
        write_checksums(unfinished.folder)
        put_in_place(unfinished.folder, final)
    except BaseException as error:
        work.pool.stop()
        if unfinished.done == 0 or isinstance(error, FailedRunsError) or not work.stays:
            shutil.rmtree(unfinished.folder, ignore_errors=True)
        else:
            kept = f"{unfinished.done:,} of {plural(request.runs, 'run')} are kept"
            work.warn(f"{name}: {kept}; asked for again, it goes on from there.")
        raise


def read_result(folder: Path, verify: bool = False) -> Result:
    """Return the result in a folder; raises StoreError if there is none that can be trusted.

    verify: check every byte of its files, however large they are.
    """
    if not (folder / MANIFEST).is_file():
        raise StoreError(f"{folder} is not a folder of results: it has no {MANIFEST}")
    if not (folder / STORE).is_dir():
        raise StoreError(f"{folder} is not a folder of results: it has no {STORE}")
    check_result(folder, verify)
    try:
        return Result(folder, read_manifest(folder), old=True)
    except ValueError as error:
        raise StoreError(f"{folder} cannot be trusted: {error}") from None
