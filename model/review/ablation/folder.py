"""The folder of an ablation: manifest, table and words first, figures afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from model.inputs.places import PACKAGE
from model.inputs.quarters import BASE_YEAR, quarter_name
from model.review.ablation.table import TABLE, read_table, write_table
from model.review.ablation.told import Told
from model.review.ablation.words import describe
from model.review.folder import finished, folder_name, result_folder
from model.review.manifest import Manifest, digest_of, last_part, short_digest
from model.review.request import DISCLAIMER, Request, code_digest, manifest_of, tell_sources
from model.review.run import FIGURES, Work, hidden_beside
from model.review.wording import names_from
from model.studies.ablation.ablating import Ablation, Question
from model.studies.ablation.idle import find_idle
from model.studies.ablation.rows import Row

WORDS = "ablation.md"
CODE = ("studies/ablation", "review/ablation")
"""Folders that the numbers and words depend on, beside those of a run."""


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

    A finished folder of the same digest is taken as it is. Raises FolderError, StoreError and
    OSError; after any error nothing is left behind.
    """
    manifest = manifest_of_ablation(request, quarters)
    turns = manifest["turns"]
    old = not work.again and finished(work.out, manifest)
    told = tell(request)
    if not old:
        parts = (request.scenario, request.changed, request.runs, request.entropy)
        ablation = Ablation(Question(*parts, tuple(quarters)))
        with result_folder(work.out, manifest) as folder:
            label = f"{request.scenario.name}: runs without a part"
            work.watch(label, ablation.plays, ablation.play(work.crew.do))
            path = write_table(ablation.rows(), folder / TABLE)
            rows = read_table(path, turns, tuple(told.interests))
            text = write_page(rows, turns, told)
            (folder / WORDS).write_text(text, encoding="utf-8", newline="\n")
    final = work.out / folder_name(manifest)
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
        "code_digest": ablation_code_digest(),
    }
    return {**whole, "digest": digest_of(whole)}


@cache
def ablation_code_digest() -> str:
    """Return the sha256 of the code that an ablation depends on."""
    total = sha256(code_digest().encode())
    for folder in CODE:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            total.update(f"{name}\n".encode() + path.read_bytes())
    return total.hexdigest()


def draw_missing(made: Made, request: Request, work: Work) -> Path:
    """Draw the figures of an ablation that are not there, or all of a new one; return the folder.

    The table stays whatever happens: figures are drawn elsewhere and put beside it one by one.
    """
    target = made.folder / FIGURES
    turns = [
        turn
        for turn in made.manifest["turns"]
        if not made.old or not all(path.is_file() for path in figure_paths(target, turn))
    ]
    if turns:
        with hidden_beside(made.folder) as hidden:
            tasks = [(made, turn, tell_sources(request.seeds), hidden) for turn in turns]
            label = f"{request.scenario.name}: figures"
            work.watch(label, len(tasks), work.crew.do(draw_one, tasks))
            target.mkdir(exist_ok=True)
            for path in sorted(hidden.iterdir()):
                path.replace(target / path.name)
    return target


def figure_paths(folder: Path, turn: str) -> list[Path]:
    """Return the files of the figure of one quarter."""
    return [folder / f"ablation-{turn}.{kind}" for kind in ("png", "svg")]


def draw_one(made: Made, turn: str, sources: str, folder: Path) -> int:
    """Draw the figure of one quarter and return 1."""
    from model.review.figures.ablation import draw_ablation
    from model.review.figures.page import Facts
    from model.review.figures.save import save_figure

    counts = (made.told.runs, made.manifest["entropy"], short_digest(made.manifest))
    facts = Facts(made.told.title, *counts, sources, DISCLAIMER, base_year=made.told.base_year)
    figure = draw_ablation(made.at(turn), made.told, facts)
    save_figure(figure, folder / f"ablation-{turn}", made.manifest)
    return 1
