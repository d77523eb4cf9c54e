"""The folder of a hindcast: manifest, scores, forecasts and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from model.experiments.optional_steps import Extras, optional
from model.experiments.request import DISCLAIMER
from model.experiments.run import FIGURES
from model.experiments.sampled import parameters_of
from model.inputs.formats.plain_text import plural
from model.storage.folder import folder_name, result_folder
from model.storage.manifest import Manifest, digest_of, short_digest, versions
from model.storage.version import model_version
from model.validation.hindcast.cells import gather
from model.validation.hindcast.find import Played, Question, parts, play, states_left_out
from model.validation.hindcast.forecasts import Hindcast
from model.validation.hindcast.hindcast_tables import write_tables
from model.validation.hindcast.skill_file import Told, describe_skill, write_skill

if TYPE_CHECKING:
    from model.figures.save import Sketch
    from model.validation.hindcast.figure import Sheet

NAME = "hindcast"
TITLE = "The past, predicted"
SKILL = "skill.json"
FORECASTS = "forecasts.csv"
SOURCES = ("baci-cepii", "unga-ideal-points", "sipri-arms", "world-bank-wdi")
"""What came, as figures cite it."""


class Made(NamedTuple):
    """A finished folder of a hindcast, and the scores in it."""

    folder: Path
    told: Told


def make_hindcast(question: Question, out: Path, extras: Extras, *, figures: bool = True) -> Made:
    """Play every origin and write `<out>/hindcast-<digest>/` in full or not at all; then draw it.

    The same question gives the same bytes at any number of workers.
    """
    played: list[Played] = []

    def collect() -> Iterator[int]:
        for one in play(question, extras.pool.map_unordered):
            played.append(one)
            yield 1

    tasks = len(parts(states_left_out(question)))
    extras.watch(f"{NAME}: {plural(tasks, 'set')} of forecasts", tasks, collect())
    hindcast = gather(played, question.past, question.history)
    told = describe_skill(hindcast, question, parameters_of(question.seeds))
    manifest = manifest_of(question)
    with result_folder(out, manifest, extras.pool.stop) as folder:
        write_skill(told, folder / SKILL)
        write_tables(hindcast, folder)
    made = Made(out / folder_name(manifest), told)
    if figures:
        with optional("the figures", extras.warn):
            sheet = sheet_of(hindcast, told, question, manifest)
            draw_hindcast(sheet, manifest, made.folder / FIGURES, extras)
    return made


def manifest_of(question: Question) -> Manifest:
    """Return the manifest of a hindcast: all that its numbers depend on."""
    asked = "prior" if question.seeds.posterior is None else "posterior"
    options = ("--runs", str(question.runs), "--entropy", str(question.entropy))
    manifest: Manifest = {
        "command": ["steppewise", NAME, "--parameters", asked, *options],
        "name": NAME,
        "title": TITLE,
        "scenario_digest": question.scenario.text_digest,
        "seeds_digest": question.seeds.digest,
        "history_digest": question.history.digest,
        "model_version": model_version(),
        "parameters": parameters_of(question.seeds),
        "entropy": question.entropy,
        "runs": question.runs,
        "versions": versions(),
    }
    return {**manifest, "digest": digest_of(manifest)}


def sheet_of(hindcast: Hindcast, told: Told, question: Question, manifest: Manifest) -> Sheet:
    """Return what the figures of a hindcast are drawn from."""
    from model.figures.page import Facts
    from model.figures.style import looks
    from model.validation.hindcast.figure import Sheet

    seeds = question.seeds
    cited = [seeds.sources[word].publisher for word in SOURCES if word in seeds.sources]
    counts = (question.runs, question.entropy, short_digest(manifest))
    facts = Facts(TITLE, *counts, "; ".join(dict.fromkeys(cited)), DISCLAIMER)
    members = {kind: looks(rows) for kind, rows in seeds.members.items()}
    return Sheet(hindcast, told, members, facts)


def draw_hindcast(sheet: Sheet, manifest: Manifest, folder: Path, extras: Extras) -> None:
    """Draw every figure into a folder, as PNG and SVG."""
    from model.figures.figure_files import draw_missing
    from model.validation.hindcast.figure import draw_state, draw_states
    from model.validation.hindcast.other_figures import draw_arms, draw_positions
    from model.validation.hindcast.skill_figure import (
        draw_bands,
        draw_errors,
        draw_skill,
        draw_state_skills,
    )

    draws: dict[str, Callable[..., Any]] = {
        "skill-against-simpler-forecasts": draw_skill,
        "skill-by-state": draw_state_skills,
        "error-by-pair": draw_errors,
        "bands-and-what-came": draw_bands,
        "trade-of-largest-partners": draw_states,
        "voting-positions": draw_positions,
        "suppliers-of-arms": draw_arms,
    }
    for state in sheet.hindcast.states:
        name = sheet.look("state", state).name.lower().replace(" ", "-")
        draws[f"trade-of-{name}"] = partial(draw_state, state=state)

    def plan(wanted: list[str]) -> Sequence[Sketch]:
        return [(name, partial(draws[name], sheet)) for name in wanted]

    draw_missing(folder, list(draws), plan, manifest, extras._replace(again=True))
