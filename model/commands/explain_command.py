"""`steppewise explain`: why the influence of one power in one state moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pandas as pd

from model.analysis.explain.causes import Waterfall
from model.analysis.explain.difference_tables import (
    difference_table,
    interests_table,
    waterfall_of_difference,
)
from model.analysis.explain.find import (
    ledger_table,
    main_causes,
    replay_ledger,
    replay_motives,
    waterfall_of,
    write_explanation,
)
from model.analysis.explain.find_difference import Pair, find_interests, take_apart
from model.analysis.explain.words import describe_difference, describe_interests
from model.analysis.wording import Names, names_from, number, signed, spoken
from model.commands.comparing import list_failures
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
from model.engines.motives import Motive
from model.experiments.optional_steps import Extras
from model.experiments.replay import Question, replay_of
from model.experiments.run import Result, read_result
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import wrap, write_lines
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.storage.folder import folder_name

DIGITS = 2
PRESSED = 1.05
"""How many times more pressing an interest must be for it to be said."""


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


class Explained(NamedTuple):
    """What moved an influence, or made a difference: sentences, tables by file name, a figure."""

    lines: list[str]
    tables: dict[str, pd.DataFrame]
    waterfall: Waterfall


def explain_result(result: Result, seeds: Seeds, question: Question, extras: Extras) -> Explained:
    """Return what moved an influence."""
    names = names_from(seeds.members)
    ledger = replay_ledger(result, seeds, question, extras)
    motives = replay_motives(replay_of(result, seeds), question)
    waterfall = waterfall_of(ledger, question, names)
    table = ledger_table(ledger, waterfall)
    lines = [*describe_causes(table, waterfall), *describe_motives(motives, question, names)]
    return Explained(lines, {question.stem: table}, waterfall)


def explain_difference(pair: Pair, seeds: Seeds, question: Question, extras: Extras) -> Explained:
    """Return what made a difference; raises InputError where both are the same result."""
    base, other = (result.manifest for result in pair)
    if base["digest"] == other["digest"]:
        wrong = f"{shown(pair.base.folder)} is the same result as {shown(pair.other.folder)}"
        raise InputError([Problem("--against", None, "", wrong)])
    names, titles = names_from(seeds.members), (other["title"], base["title"])
    apart = take_apart(pair, seeds, question, extras)
    waterfall = waterfall_of_difference(apart, question, names)
    table = difference_table(apart, waterfall)
    behind = find_interests(pair, seeds, question, apart, extras)
    stem = f"{question.stem}-against-{folder_name(base)}"
    tables = {stem: table, f"{stem}-interests": interests_table(behind, question)}
    lines = [
        f"{titles[0]}, against {titles[1]}",
        *list_failures(*pair),
        *describe_difference(apart, table, names),
        *describe_interests(behind, question, names),
    ]
    return Explained(lines, tables, waterfall)


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


def describe_causes(table: pd.DataFrame, waterfall: Waterfall) -> Iterator[str]:
    """Yield the sentence on what moved, and the ledger line by line."""
    change = waterfall.end - waterfall.start
    yield (
        f"{waterfall.about}: {number(waterfall.start, DIGITS)} to "
        f"{number(waterfall.end, DIGITS)} ({signed(change, DIGITS)}) {waterfall.unit}, "
        "mean of all runs."
    )
    causes = [f"{cause} ({signed(size, DIGITS)})" for cause, size in main_causes(waterfall)]
    if causes:
        yield f"What did most: {'; '.join(causes)}."
    width = max(len(cause) for cause in table["cause"])
    yield f"\n{'cause':<{width}}  {'change':>8}  {'total':>8}   90 % of runs"
    for row in table.itertuples(index=False):
        moved = "" if pd.isna(row.change) else signed(row.change, DIGITS)
        span = f"{number(row.p05, DIGITS)} to {number(row.p95, DIGITS)}"
        total = number(row.running, DIGITS)
        yield f"{row.cause:<{width}}  {moved:>8}  {total:>8}   {span}"


def describe_motives(motives: list[Motive], question: Question, names: Names) -> Iterator[str]:
    """Yield the interests behind a power's bids, the weightiest first."""
    power = spoken("power", names["power"][question.power])
    state = spoken("state", names["state"][question.state])
    if not motives:
        yield f"\n{power[:1].upper()}{power[1:]} holds no interest that points at {state}."
        return
    lines = []
    for motive in motives:
        interest = motive.interest
        where = " ".join(interest.paragraph) or f"context, {', '.join(interest.source)}"
        percent = f"{100 * motive.weight:.0f} %"
        text = f"{percent} {interest.id} ({where}): {interest.paraphrase}"
        if motive.pressed > PRESSED:
            text += f" (x{motive.pressed:.1f} by {interest.trigger.replace('_', ' ')})"
        lines.append("\n    ".join(wrap(text)))
    yield write_lines(lines, f"Interests behind the bids of {power} for {state}")
