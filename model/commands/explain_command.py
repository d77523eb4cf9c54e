"""`steppewise explain`: why the influence of one power in one state moved."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from model.analysis.explain.explained import explain_difference, explain_result
from model.analysis.explain.find import write_explanation
from model.analysis.explain.find_difference import Pair
from model.commands.options import (
    read_member,
    read_turn,
    seeds_option,
    slides_option,
    usual_workers,
    workers_option,
)
from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.commands.progress import Bars
from model.experiments.optional_steps import Extras
from model.experiments.replay import Question
from model.experiments.run import Result, read_result
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.seeds.seeds import Seeds, read_seeds


@click.command("explain")
@click.argument("folder", type=FILE_OR_FOLDER)
@click.option("--power", default="", help="Whose influence, such as JPN.")
@click.option("--state", default="", help="In which state, such as KAZ.")
@click.option(
    "--against",
    "base",
    type=FILE_OR_FOLDER,
    metavar="BASE",
    help="Take apart the difference from the result in this folder instead.",
)
@click.option(
    "--from",
    "since",
    default="",
    metavar="QUARTER",
    help="First turn unless given; the base year with --against.",
)
@click.option("--to", "until", default="", metavar="QUARTER", help="Last turn unless given.")
@click.option("--at", default="", metavar="QUARTER", help="The same as --to.")
@slides_option
@workers_option
@seeds_option
def command(
    folder: Path,
    power: str,
    state: str,
    base: Path | None,
    since: str,
    until: str,
    at: str,
    slides: bool,
    workers: int | None,
    seeds_folder: Path | None,
) -> None:
    """Take the change of one power's influence in one state apart into its causes.

    FOLDER is a folder of results. Its runs are played again, and every change is booked to the
    mechanism or decision that brought it; the causes add up exactly. With --against, it is the
    difference of the power's share of influence from the base that is taken apart. A table and a
    waterfall are written.
    """
    asked = Asked(power, state, since, until, at)
    result = read_result(folder)
    pair = None if base is None else Pair(read_result(base), result)
    seeds = read_seeds(seeds_folder)
    question = read_question(asked, result, seeds, from_base=pair is not None)
    with WorkerPool(workers or usual_workers()) as pool, Bars() as bars:
        extras = Extras(pool, bars.watch, bars.warn, slides=slides)
        if pair is None:
            found = explain_result(result, seeds, question, extras)
        else:
            found = explain_difference(pair, seeds, question, extras)
        held = None if pair is None else pair.base
        paths = write_explanation(result, found.tables, found.waterfall, extras, held)
    say("\n".join(found.lines))
    say("\n" + "\n".join(f"Written: {shown(path)}" for path in paths))


class Asked(NamedTuple):
    """What the options say on whose influence, where and when."""

    power: str
    state: str
    since: str
    until: str
    at: str


def read_question(asked: Asked, result: Result, seeds: Seeds, *, from_base: bool) -> Question:
    """Return what is asked; raises InputError for unknown words and quarters out of order.

    from_base: whether a change is followed from the base year on, unless a quarter is given.
    """
    first, last = (quarter_index(turn) for turn in result.manifest["horizon"])
    problems = [
        Problem(f"--{kind}", None, "", f"is missing; say {words}")
        for kind, words in (
            ("power", "whose influence, such as JPN"),
            ("state", "where, such as KAZ"),
        )
        if not getattr(asked, kind)
    ]
    if asked.at and asked.until and asked.at != asked.until:
        wrong = f"{asked.at} and --to {asked.until} are not the same; give one of them"
        problems.append(Problem("--at", None, "", wrong))
    if problems:
        raise InputError(problems)
    if first == last and not from_base:
        wrong = f"holds {quarter_name(first)} alone; a change needs two quarters"
        raise InputError([Problem(shown(result.folder), None, "", wrong)])
    option, until = ("--at", asked.at) if asked.at else ("--to", asked.until)
    begin = read_turn("--from", asked.since, first, last) if asked.since else first - from_base
    end = read_turn(option, until, first, last) if until else last
    if begin >= end:
        wrong = f"{quarter_name(end)} is not after {quarter_name(begin)}"
        raise InputError([Problem(option, None, "", wrong)])
    return Question(
        read_member("--power", asked.power, "power", seeds),
        read_member("--state", asked.state, "state", seeds),
        quarter_name(begin) if begin >= first else "",
        quarter_name(end),
    )
