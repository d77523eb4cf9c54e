"""A run from start to end: simulate, store, summarise, draw, and put the folder in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from model.inputs.seeds import Seeds
from model.review.crew import Crew
from model.review.folder import HIDDEN, finished, folder_name, owner, result_folder
from model.review.manifest import Manifest, read_manifest
from model.review.outcomes import OUTCOMES
from model.review.request import Request, manifest_of
from model.review.simulating import create_store, fill_store
from model.review.store import open_result
from model.review.summarising import summarise_store

FIGURES = "figures"

Watch = Callable[[str, int, Iterator[int]], None]
"""Goes through the steps of a stage, given its label and the sum of all steps."""


class Result(NamedTuple):
    """A finished results folder; `old` tells that it was there before."""

    folder: Path
    manifest: Manifest
    old: bool


def watch_nothing(label: str, total: int, steps: Iterator[int]) -> None:
    """Go through the steps of a stage without a word."""
    for _ in steps:
        pass


class Work(NamedTuple):
    """How results are made: where to, by whom, with figures or not, over old ones or not."""

    out: Path
    crew: Crew
    figures: bool = True
    again: bool = False
    watch: Watch = watch_nothing


def make_result(request: Request, work: Work) -> Result:
    """Return the result of a request in `<out>/<scenario>-<digest>/`, made unless it is there.

    A finished folder of the same digest is taken as it is, save that missing figures are drawn;
    `again` makes it anew. Raises FolderError and OSError; after any error nothing is left behind.
    """
    manifest = manifest_of(request)
    old = not work.again and finished(work.out, manifest)
    final = work.out / folder_name(manifest)
    if not old:
        with result_folder(work.out, manifest) as folder:
            compute(request, manifest, folder, work)
            if work.figures:
                draw_result(folder, folder, manifest, request.seeds, work)
    elif work.figures and not (final / FIGURES).is_dir():
        with hidden_beside(final) as folder:
            draw_result(final, folder, manifest, request.seeds, work)
            (folder / FIGURES).rename(final / FIGURES)
    return Result(final, read_manifest(final), old)


def compute(request: Request, manifest: Manifest, folder: Path, work: Work) -> None:
    """Write the trajectories and the summary of a request into a folder."""
    name = request.scenario.name
    create_store(request, manifest, folder)
    work.watch(f"{name}: runs", request.runs, fill_store(request, folder, work.crew))
    work.watch(f"{name}: summary", len(OUTCOMES), summarise_store(folder, work.crew))


def draw_result(source: Path, target: Path, manifest: Manifest, seeds: Seeds, work: Work) -> None:
    """Draw the figures of the result in one folder into another."""
    from model.review.drawing import draw_figures, figure_count

    steps = draw_figures(open_result(source), None, target, manifest, seeds, work.crew)
    work.watch(f"{manifest['name']}: figures", figure_count(False), steps)


@contextmanager
def hidden_beside(final: Path) -> Iterator[Path]:
    """Give a hidden folder beside another one, and remove it at the end."""
    hidden = final.with_name(f"{HIDDEN}-{owner()}-{uuid4().hex[:8]}")
    hidden.mkdir()
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
