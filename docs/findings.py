"""Say what the shipped sweeps tell: ``python docs/findings.py``; some four minutes on two cores.

Plays every sweep of the library, analyses it, rewrites the generated parts of ``docs/findings.md``
and puts its figures into ``docs/images``. Run it from the root of the repository.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # this checkout's model and seeds, whatever is installed

import numpy as np  # noqa: E402
from parts.markers import replace_parts  # noqa: E402
from parts.short import SHORT  # noqa: E402

from model.analysis.answers.analyse import join_answers, plan_answers  # noqa: E402
from model.analysis.answers.answer_parts import Answers  # noqa: E402
from model.analysis.answers.answers_folder import (  # noqa: E402
    draw_answers,
    manifest_of_answers,
    write_answers,
)
from model.analysis.answers.figure_names import file_name  # noqa: E402
from model.analysis.answers.questions import Asked, read_questions  # noqa: E402
from model.analysis.answers.read_answers import Opened, read_draws, read_finished  # noqa: E402
from model.analysis.answers.sentences import describe_answers  # noqa: E402
from model.analysis.wording import names_from  # noqa: E402
from model.experiments.conditions.sample import read_sample  # noqa: E402
from model.experiments.optional_steps import Extras  # noqa: E402
from model.experiments.sweeps.executors import LocalWorkers  # noqa: E402
from model.experiments.sweeps.make_sweep import Planned, find_sweep, make_sweep, plan_sweep  # noqa: E402
from model.experiments.sweeps.plan import task_of  # noqa: E402
from model.experiments.sweeps.play import Player  # noqa: E402
from model.experiments.worker_pool import WorkerPool  # noqa: E402
from model.inputs.seeds.naming import words_for  # noqa: E402
from model.inputs.seeds.seeds import Seeds, read_seeds  # noqa: E402
from model.storage.manifest import inputs_digest  # noqa: E402

PAGE = ROOT / "docs" / "findings.md"
IMAGES = ROOT / "docs" / "images"
GAINED = "japan-share at 2030Q4 - japan-share at 2025Q1"
SMALL = "region_share JPN at 2040Q4 < 1.5 %"
OVERTAKEN = "leader KAZ != RUS at 2035Q4"
WHERE, NOTES = "Where it happens", "Notes"
FEW = 4
"""Experiments by which a change of rules is noticed."""


class Part(NamedTuple):
    """A sweep that the page tells of: what is asked, and which figures are shown as what."""

    asked: Asked
    figures: Mapping[str, str]


SWEEPS: Mapping[str, Part] = {
    "japan-share": Part(
        Asked(("japan-share", GAINED), ("2040Q4",)),
        {
            "drivers-japan-share": "sweep-japan-share",
            file_name("drivers", GAINED): "sweep-japan-gain",
        },
    ),
    "policies-hold-up": Part(
        Asked((), ("2040Q4",), (SMALL, OVERTAKEN)),
        {
            "lever-japan-japan-share": "sweep-policies-japan",
            "lever-kazakhstan-balance-kazakhstan": "sweep-policies-balance",
            file_name("boxes", SMALL): "sweep-japan-small",
        },
    ),
    "corridor-and-controls": Part(
        Asked((), ("2035Q4",)),
        {"grid-corridor-delivered-by-control-severity-middle-freight": "sweep-corridor"},
    ),
}


def main() -> int:
    """Make the page; 0 when done."""
    seeds = read_seeds()
    parts = {"made-from": made_from(seeds)}
    with tempfile.TemporaryDirectory() as folder:
        for name, part in SWEEPS.items():
            parts |= describe_sweep(name, part, seeds, Path(folder))
    PAGE.write_text(replace_parts(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
    print("docs/findings.md and its figures are made")
    return 0


def describe_sweep(name: str, part: Part, seeds: Seeds, out: Path) -> dict[str, str]:
    """Play and analyse a sweep; what it tells, in short and in full without the notes."""
    planned = plan_sweep(find_sweep(name), seeds)
    with LocalWorkers(WorkerPool(2)) as executor:
        opened = read_finished(make_sweep(planned, out, executor, resume=True).folder)
    names = names_from(seeds.members)
    answers = analyse(opened, part.asked, seeds)
    told = describe_answers(answers, names)
    manifest = manifest_of_answers(opened, part.asked, ())
    place = write_answers(answers, told, out, manifest)
    with WorkerPool(1) as pool:
        draw_answers(opened, answers, names, place, manifest, Extras(pool))
    for figure, image in part.figures.items():
        shutil.copyfile(place / "figures" / f"{figure}.png", IMAGES / f"{image}.png")
    shown = [line for head, lines in told.items() if head not in (WHERE, NOTES) for line in lines]
    full = "\n".join([f"{opened.done:,} runs.", "", *(f"- {line}" for line in shown)])
    parts = {f"{name}-short": SHORT[name](answers, names), name: full}
    if part.asked.where:
        parts[f"{name}-where"] = "\n".join(f"- {line}" for line in told[WHERE])
    return parts


def analyse(opened: Opened, asked: Asked, seeds: Seeds) -> Answers:
    """What a sweep answers, as the command would find it."""
    questions = read_questions(asked, opened.dataset, words_for(seeds.members))
    draws, _ = read_draws(opened, seeds)
    pieces = plan_answers(read_sample(opened.dataset), questions, draws)
    return join_answers([piece() for piece in pieces])


def made_from(seeds: Seeds) -> str:
    """The digests of the sweeps that the page rests on."""
    rows = [f"| `{name}` | `{digest}` | {mark:.9g} |" for name, digest, mark in digests(seeds)]
    return "\n".join(["| sweep | digest | first experiments |", "|---|---|---|", *rows])


def digests(seeds: Seeds) -> list[tuple[str, str, float]]:
    """A digest of what each sweep rests on as the files are now, and a number of the rules'."""
    found = []
    for name in SWEEPS:
        planned = plan_sweep(find_sweep(name), seeds)
        found.append((name, inputs_digest(planned.manifest)[:12], fingerprint(planned)))
    return found


def fingerprint(planned: Planned) -> float:
    """One number that moves when the rules do: a mean of the first outcome in a few experiments."""
    task = task_of(planned.plan, planned.design, 0)
    few = planned.plan._replace(sweep=replace(planned.plan.sweep, replications=1))
    played = Player(few).play(task._replace(values=task.values[:FEW]))
    first = played.outcomes[few.sweep.outcomes[0].name]
    return float(np.mean(first, dtype=np.float64))


if __name__ == "__main__":
    sys.exit(main())
