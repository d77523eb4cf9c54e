"""The folder of an ablation: manifest, table and words first, figures afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model.analysis.ablation.ablation_table import TABLE, read_table, write_table
from model.analysis.ablation.background import find_idle
from model.analysis.ablation.find import Ablation, Question
from model.analysis.ablation.phrases import Told
from model.analysis.ablation.rows import Row, TooFewRunsError
from model.analysis.ablation.words import describe
from model.analysis.wording import names_from
from model.experiments.checking import check_files
from model.experiments.failed_runs import FailedRunsError
from model.experiments.optional_steps import optional
from model.experiments.request import DISCLAIMER, Request, describe_sources, manifest_of
from model.experiments.run import FIGURES, Work
from model.figures.figure_files import draw_missing
from model.inputs.formats.plain_text import plural
from model.inputs.formats.quarters import BASE_YEAR, quarter_name
from model.storage.folder import finished, folder_name, result_folder
from model.storage.manifest import Manifest, digest_of, last_part, short_digest
from model.storage.version import ABLATION, model_version

if TYPE_CHECKING:
    from model.figures.save import Sketch

WORDS = "ablation.md"
TOO_FEW = "Fewer than two runs came to their end with finite numbers; nothing can be measured."


class Made(NamedTuple):
    """A finished folder of an ablation and what is in it."""

    folder: Path
    manifest: Manifest
    rows: list[Row]
    told: Told
    old: bool
    """whether it was there before"""

    def at(self, turn: str) -> list[Row]:
        """The rows of one quarter."""
        return [row for row in self.rows if row.turn == turn]


def make_ablation(request: Request, quarters: Sequence[int], work: Work) -> Made:
    """Return the ablation of a request in `<out>/<scenario>-ablation-<digest>/`, without figures.

    A finished folder of the same digest is taken as it is. Raises FolderError, OSError, StoreError
    where a file of a finished folder is not as it was written and, where hardly a run is finite,
    FailedRunsError; after any error nothing is left behind.
    """
    manifest = manifest_of_ablation(request, quarters)
    turns = manifest["turns"]
    old = not work.again and finished(work.out, manifest)
    told = tell(request)
    final = work.out / folder_name(manifest)
    if old:
        check_files(final, (TABLE, WORDS))
    else:
        parts = (request.scenario, request.changed, request.runs, request.entropy)
        ablation = Ablation(Question(*parts, tuple(quarters)))
        with result_folder(work.out, manifest) as folder:
            label = f"{manifest['name']}: {plural(ablation.plays, 'run')}"
            try:
                work.watch(label, ablation.plays, ablation.play(work.pool.map_unordered))
                found = ablation.rows()
            except TooFewRunsError:
                raise FailedRunsError(TOO_FEW) from None
            path = write_table(found, folder / TABLE)
            rows = read_table(path, turns, tuple(told.interests))
            text = write_page(rows, turns, told)
            (folder / WORDS).write_text(text, encoding="utf-8", newline="\n")
    rows = read_table(final / TABLE, turns, tuple(told.interests))
    return Made(final, manifest, rows, told, old)


def tell(request: Request) -> Told:
    """Return what the words on a request are about."""
    return Told(
        request.scenario.title,
        request.runs,
        names_from(request.changed.members),
        {one.id: one for one in request.changed.interests},
        find_idle(request.scenario, request.changed),
        request.scenario.base_year or BASE_YEAR,
    )


def write_page(rows: Sequence[Row], turns: Sequence[str], told: Told) -> str:
    """Return the words of all quarters, as they are printed."""
    pages = [describe([row for row in rows if row.turn == turn], told) for turn in turns]
    return "\n\n".join("\n".join(page) for page in pages) + "\n"


def manifest_of_ablation(request: Request, quarters: Sequence[int]) -> Manifest:
    """Return the manifest of an ablation: all that its numbers depend on."""
    turns = [quarter_name(quarter) for quarter in quarters]
    whole = {
        **manifest_of(request),
        "command": [last_part(word) for word in request.command],
        "name": f"{request.scenario.name}-ablation",
        "study": "ablation",
        "turns": turns,
        "model_version": model_version(ABLATION),
    }
    return {**whole, "digest": digest_of(whole)}


def draw_figures(made: Made, request: Request, work: Work) -> Path:
    """Draw the figures that are missing, all of those of a new ablation; return their folder.

    The table stays whatever happens: a figure that cannot be drawn is a warning.
    """
    folder = made.folder / FIGURES
    names = {f"ablation-{turn}": turn for turn in made.manifest["turns"]}
    with optional("the figures", work.warn):
        from model.analysis.ablation.figure import draw_ablation
        from model.figures.page import Facts

        counts = (made.told.runs, made.manifest["entropy"], short_digest(made.manifest))
        sources = describe_sources(request.seeds)
        year = made.told.base_year
        facts = Facts(made.told.title, *counts, sources, DISCLAIMER, base_year=year)

        def plan(wanted: list[str]) -> Sequence[Sketch]:
            return [
                (name, partial(draw_ablation, made.at(names[name]), made.told, facts))
                for name in wanted
            ]

        draw_missing(folder, list(names), plan, made.manifest, work.extras)
    return folder
