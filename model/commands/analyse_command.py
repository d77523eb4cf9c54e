"""`steppewise analyse`: what a sweep tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.analysis.answers.analyse import join_answers, plan_answers
from model.analysis.answers.answer_parts import Answers
from model.analysis.answers.answers_folder import (
    FIGURES,
    add_workbook,
    draw_answers,
    manifest_of_answers,
    write_answers,
)
from model.analysis.answers.questions import Asked, Questions, read_questions
from model.analysis.answers.read_answers import Opened, read_draws, read_finished
from model.analysis.answers.sentences import describe_answers
from model.analysis.answers.sheets import WORKBOOK
from model.analysis.wording import names_from
from model.commands.options import seeds_option, slides_option, verify_option
from model.commands.paths import FILE_OR_FOLDER, FOLDER
from model.commands.printing import say
from model.commands.progress import Bars
from model.experiments.conditions.sample import read_sample
from model.experiments.optional_steps import Extras, Watch
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import write_lines
from model.inputs.seeds.naming import words_for
from model.inputs.seeds.seeds import Seeds, read_seeds

FEW = 30
"""Draws of what is not varied below which a sweep says little beyond them."""


@click.command("analyse")
@click.argument("folder", type=FILE_OR_FOLDER)
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    metavar="OUTCOME",
    help='An outcome to look at, such as "share JPN KAZ"; may be repeated.',
)
@click.option("--at", default="", metavar="QUARTERS", help="Quarters, such as 2030Q4,2035Q4.")
@click.option(
    "--where",
    multiple=True,
    metavar="CONDITION",
    help='Find where it holds: "leader KAZ != RUS by 2035".',
)
@click.option(
    "--enough", default="", metavar="CONDITION", help="What makes an alternative good enough."
)
@click.option(
    "--lower",
    multiple=True,
    metavar="OUTCOME",
    help="An outcome to minimise, in addition to those marked so in the file.",
)
@click.option(
    "--out",
    type=FOLDER,
    help="Folder in which answers are written; the sweep's own unless given.",
)
@click.option("--no-figures", is_flag=True, help="Draw no figures.")
@slides_option
@verify_option
@seeds_option
def command(
    folder: Path,
    outcomes: tuple[str, ...],
    at: str,
    where: tuple[str, ...],
    enough: str,
    lower: tuple[str, ...],
    out: Path | None,
    no_figures: bool,
    slides: bool,
    verify: bool,
    seeds_folder: Path | None,
) -> None:
    """Say what drives a sweep's outcomes, where something happens, which lever holds up.

    FOLDER is what `steppewise sweep` wrote. A condition compares outcomes, leaders and ranks:
    "share RUS KAZ < share CHN KAZ at 2035Q4". Without options, six outcomes are
    looked at, first those that levers are judged by.
    """
    dates = tuple(dict.fromkeys(word.strip() for word in at.split(","))) if at else ()
    asked = Asked(outcomes, dates, where, enough, lower)
    seeds = read_seeds(seeds_folder)
    opened = read_finished(folder, verify)
    manifest = manifest_of_answers(opened, asked, describe_command(folder, asked))
    with WorkerPool(1) as pool, Bars() as bars:
        answers, told = answer(opened, asked, seeds, bars.watch)
        place = write_answers(answers, told, out or folder, manifest)
        add_workbook(answers, told, place, bars.warn)
        if not no_figures:
            extras = Extras(pool, bars.watch, bars.warn, slides=slides)
            draw_answers(opened, answers, names_from(seeds.members), place, manifest, extras)
    say(describe_head(opened))
    for heading, lines in told.items():
        say(write_lines(lines, heading))
    book = f" ({WORKBOOK} opens in a spreadsheet)" if (place / WORKBOOK).is_file() else ""
    say(f"\nAnswers: {shown(place)}{book}")
    if not no_figures:
        say(f"Figures: {shown(place / FIGURES)}")


def answer(
    opened: Opened, asked: Asked, seeds: Seeds, watch: Watch
) -> tuple[Answers, dict[str, list[str]]]:
    """Return what a sweep tells, and the same in sentences by heading; raises InputError."""
    questions = read_questions(asked, opened.dataset, words_for(seeds.members))
    parts: list[Answers] = []
    draws, unknown = read_draws(opened, seeds)
    pieces = plan_answers(read_sample(opened.dataset), questions, draws)

    def work() -> Iterator[int]:
        for piece in pieces:
            parts.append(piece())
            yield 1

    watch(f"{opened.manifest.get('name', 'sweep')}: answers", len(pieces), work())
    answers = join_answers(parts)
    notes = (*answers.notes, *notes_on(opened, questions), *([unknown] if unknown else []))
    answers = answers._replace(notes=notes)
    return answers, describe_answers(answers, names_from(seeds.members))


def describe_command(folder: Path, asked: Asked) -> tuple[str, ...]:
    """Return the command that gives the same answers."""
    options = [word for outcome in asked.outcomes for word in ("--outcome", outcome)]
    options += ["--at", ",".join(asked.dates)] if asked.dates else []
    options += [word for condition in asked.where for word in ("--where", condition)]
    options += ["--enough", asked.enough] if asked.enough else []
    options += [word for outcome in asked.lower for word in ("--lower", outcome)]
    return ("steppewise", "analyse", folder.name, *options)


def describe_head(opened: Opened) -> str:
    """Return the line on what was analysed."""
    attrs = opened.dataset.attrs
    failed = int(attrs.get("failed", 0))
    text = f"{opened.manifest.get('title', '')}: {opened.done:,} runs, {attrs['design']} design"
    return f"{text}, {failed:,} runs failed" if failed else text


def notes_on(opened: Opened, questions: Questions) -> Iterator[str]:
    """Yield what a reader should know of how complete the answers are."""
    attrs = opened.dataset.attrs
    total = int(attrs.get("runs", opened.done))
    if opened.done < total:
        yield f"The sweep is not finished: {opened.done:,} of {total:,} runs are done."
    if questions.left:
        looked = ", ".join(series.name for series in questions.series)
        yield (
            f"{questions.left} more outcomes were kept and not looked at; --outcome names them. "
            f"Looked at: {looked}."
        )
    if attrs.get("dice") == "shared":
        every = int(opened.dataset.sizes["replication"])
        few = "; that is few, so more replications are worth their time" if every < FEW else ""
        yield (
            f"All experiments met the same {every:,} draws of what was not varied, so what is told "
            f"holds given those{few}."
        )
