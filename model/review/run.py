"""A run from start to end: simulate, store, summarise, put the folder in place, and draw."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from model.inputs.plain_text import plural
from model.inputs.seeds import Seeds
from model.review.checking import check_result
from model.review.crew import Crew
from model.review.failed_runs import FailedRun
from model.review.folder import finished, folder_name, result_folder
from model.review.late import Late, Warn, optional, warn_on_stderr
from model.review.manifest import Manifest, read_manifest
from model.review.outcomes import OUTCOMES
from model.review.request import Request, manifest_of
from model.review.simulating import create_store, fill_store, record_failed
from model.review.store import open_result
from model.review.summarising import summarise_store
from model.review.watching import Watch, watch_nothing

FIGURES = "figures"


class Result(NamedTuple):
    """A finished results folder; `old` tells that it was there before."""

    folder: Path
    manifest: Manifest
    old: bool


class Work(NamedTuple):
    """How results are made: where to, by whom, with figures or not, over old ones or not."""

    out: Path
    crew: Crew
    figures: bool = True
    again: bool = False
    watch: Watch = watch_nothing
    warn: Warn = warn_on_stderr

    @property
    def late(self) -> Late:
        """What the steps after the numbers are done with."""
        return Late(self.crew, self.watch, self.warn, self.again)


def make_result(request: Request, work: Work) -> Result:
    """Return the result of a request in `<out>/<scenario>-<digest>/`, made unless it is there.

    A finished folder of the same digest is taken as it is; `again` makes it anew. Raises
    FolderError, OSError, and StoreError where a file of a finished folder is not as it was written;
    after any error nothing is left behind. Figures are drawn once the folder is in place, those
    that are missing; one that cannot be drawn is a warning.
    """
    manifest = manifest_of(request)
    old = not work.again and finished(work.out, manifest)
    final = work.out / folder_name(manifest)
    if old:
        check_result(final)
    if not old:
        with result_folder(work.out, manifest, work.crew.stop) as folder:
            compute(request, manifest, folder, work)
    result = Result(final, read_manifest(final), old)
    if work.figures:
        draw_result(result, request.seeds, work)
    return result


def compute(request: Request, manifest: Manifest, folder: Path, work: Work) -> None:
    """Write the trajectories and the summary of a request into a folder.

    Raises FailedRunsError where no run came to its end.
    """
    name = request.scenario.name
    create_store(request, manifest, folder)
    failed: list[FailedRun] = []
    runs = f"{name}: {plural(request.runs, 'run')}"
    work.watch(runs, request.runs, fill_store(request, folder, work.crew, failed))
    record_failed(request, folder, failed)
    summary = f"{name}: summary of {len(OUTCOMES)} outcomes"
    work.watch(summary, len(OUTCOMES), summarise_store(folder, work.crew))


def draw_result(result: Result, seeds: Seeds, work: Work) -> None:
    """Draw the figures of a result that are missing, all of them where it was made again."""
    with optional("the figures", work.warn):
        from model.review.drawing import Pair, draw_figures

        pair = Pair(open_result(result.folder), None, result.manifest, seeds)
        draw_figures(pair, result.folder / FIGURES, result.manifest["name"], work.late)
