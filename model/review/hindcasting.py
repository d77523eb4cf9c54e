"""The folder of a hindcast: manifest, scores, forecasts and figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model.review.crew import Crew
from model.review.folder import folder_name, result_folder
from model.review.hindcast_tables import write_tables
from model.review.manifest import Manifest, digest_of, short_digest, versions
from model.review.request import DISCLAIMER, code_digest
from model.review.run import FIGURES, Watch, watch_nothing
from model.review.sampled import parameters_of
from model.review.skill_file import Told, tell_settings, tell_skill, write_skill
from model.studies.past.cells import Hindcast, gather
from model.studies.past.hindcast import Played, Question, parts, play, states_left_out

if TYPE_CHECKING:
    from model.review.figures.hindcast import Sheet

NAME = "hindcast"
TITLE = "The past, foretold"
SKILL = "skill.json"
FORECASTS = "forecasts.csv"
SOURCES = ("baci-cepii", "unga-ideal-points", "sipri-arms", "world-bank-wdi")
"""What came, as figures cite it."""

ONCE: tuple[str, ...] = ("skill", "states", "positions", "arms")
"""Figures beside those of each state."""


class Made(NamedTuple):
    """A finished folder of a hindcast, and the scores in it."""

    folder: Path
    told: Told


def make_hindcast(
    question: Question,
    out: Path,
    crew: Crew,
    *,
    figures: bool = True,
    watch: Watch = watch_nothing,
) -> Made:
    """Play every origin and write `<out>/hindcast-<digest>/` in full or not at all.

    The same question gives the same bytes at any number of workers.
    """
    played: list[Played] = []

    def collect() -> Iterator[int]:
        for one in play(question, crew.do):
            played.append(one)
            yield 1

    watch("hindcast: origins", len(parts(states_left_out(question))), collect())
    hindcast = gather(played, question.past, question.history)
    told = tell_skill(hindcast, question, parameters_of(question.seeds))
    manifest = manifest_of(hindcast, question)
    with result_folder(out, manifest) as folder:
        write_skill(told, folder / SKILL)
        write_tables(hindcast, folder)
        if figures:
            steps = draw_hindcast(hindcast, told, question, manifest, folder / FIGURES, crew)
            watch("hindcast: figures", len(hindcast.states) + len(ONCE), steps)
    return Made(out / folder_name(manifest), told)


def manifest_of(hindcast: Hindcast, question: Question) -> Manifest:
    """Return the manifest of a hindcast: all that its numbers depend on."""
    parameters = parameters_of(question.seeds)
    asked = "prior" if question.seeds.posterior is None else "posterior"
    options = ("--runs", str(question.runs), "--entropy", str(question.entropy))
    manifest: Manifest = {
        "command": ["steppewise", NAME, "--parameters", asked, *options],
        "name": NAME,
        "title": TITLE,
        "scenario_digest": question.scenario.text_digest,
        "seeds_digest": question.seeds.digest,
        "history_digest": question.history.digest,
        "code_digest": code_digest(),
        "parameters": parameters,
        "entropy": question.entropy,
        "runs": question.runs,
        "settings": tell_settings(hindcast, question, parameters),
        "versions": versions(),
    }
    return {**manifest, "digest": digest_of(manifest)}


def draw_hindcast(
    hindcast: Hindcast,
    told: Told,
    question: Question,
    manifest: Manifest,
    folder: Path,
    crew: Crew,
) -> Iterator[int]:
    """Draw every figure into a folder, as PNG and SVG; yields 1 after each."""
    from model.review.figures.hindcast import Sheet
    from model.review.figures.look import looks
    from model.review.figures.page import Facts

    seeds = question.seeds
    cited = [seeds.sources[word].publisher for word in SOURCES if word in seeds.sources]
    counts = (question.runs, question.entropy, short_digest(manifest))
    facts = Facts(TITLE, *counts, "; ".join(dict.fromkeys(cited)), DISCLAIMER)
    sheet = Sheet(
        hindcast, told, {kind: looks(rows) for kind, rows in seeds.members.items()}, facts
    )
    tasks = [(name, sheet, folder, manifest) for name in (*ONCE, *hindcast.states)]
    return crew.do(draw_one, tasks)


def draw_one(name: str, sheet: Sheet, folder: Path, manifest: Manifest) -> int:
    """Draw one figure, by its name or that of its state, and return 1."""
    from model.review.figures.hindcast import draw_state, draw_states
    from model.review.figures.others import draw_arms, draw_positions
    from model.review.figures.save import save_figure
    from model.review.figures.skill import draw_skill

    draws = {"skill": draw_skill, "states": draw_states, "positions": draw_positions,
             "arms": draw_arms}  # fmt: skip
    figure = draws[name](sheet) if name in draws else draw_state(sheet, name)
    stem = name if name in draws else f"state-{name.lower()}"
    save_figure(figure, folder / stem, manifest)
    return 1
