"""A run from start to end: simulate, store, summarise and put the folder in place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from model.experiments.checking import check_result
from model.experiments.failed_runs import FailedRun
from model.experiments.optional_steps import (
    Extras,
    Warn,
    Watch,
    warn_on_stderr,
    watch_nothing,
)
from model.experiments.outcomes import OUTCOMES
from model.experiments.request import Request, manifest_of
from model.experiments.simulate import create_store, fill_store, record_failed
from model.experiments.store import STORE, StoreError
from model.experiments.summary import summarise_store
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.plain_text import plural
from model.storage.folder import finished, folder_name, result_folder
from model.storage.manifest import MANIFEST, Manifest, read_manifest

FIGURES = "figures"


class Result(NamedTuple):
    """A finished results folder; `old` tells that it was there before."""

    folder: Path
    manifest: Manifest
    old: bool


class Work(NamedTuple):
    """How results are made: where to, by whom, with figures or not, over old ones or not.

    slides: whether figures are drawn as slides too.
    """

    out: Path
    pool: WorkerPool
    figures: bool = True
    again: bool = False
    watch: Watch = watch_nothing
    warn: Warn = warn_on_stderr
    slides: bool = False

    @property
    def extras(self) -> Extras:
        """What the steps after the numbers are done with."""
        return Extras(self.pool, self.watch, self.warn, self.again, self.slides)


def run_request(request: Request, work: Work) -> Result:
    """Return the result of a request in `<out>/<scenario>-<digest>/`, made unless it is there.

    A finished folder of the same digest is taken as it is; `again` makes it anew. Raises
    FolderError, OSError, and StoreError where a file of a finished folder is not as it was written;
    after any error nothing is left behind.
    """
    manifest = manifest_of(request)
    old = not work.again and finished(work.out, manifest)
    final = work.out / folder_name(manifest)
    if old:
        check_result(final)
    if not old:
        with result_folder(work.out, manifest, work.pool.stop) as folder:
            compute(request, manifest, folder, work)
    return Result(final, read_manifest(final), old)


def compute(request: Request, manifest: Manifest, folder: Path, work: Work) -> None:
    """Write the trajectories and the summary of a request into a folder.

    Raises FailedRunsError where no run came to its end.
    """
    name = request.scenario.name
    create_store(request, manifest, folder)
    failed: list[FailedRun] = []
    runs = f"{name}: {plural(request.runs, 'run')}"
    work.watch(runs, request.runs, fill_store(request, folder, work.pool, failed))
    record_failed(request, folder, failed)
    summary = f"{name}: summary of {len(OUTCOMES)} outcomes"
    work.watch(summary, len(OUTCOMES), summarise_store(folder, work.pool))


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
