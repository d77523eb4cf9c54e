"""`steppewise explain`: why the influence of one power in one state moved."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click
import pandas as pd

from model.commands.making import write_lines
from model.commands.options import read_member, read_turn, seeds_option, verify_option
from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.commands.progress import Bars
from model.engines.ledger import Ledger
from model.engines.motives import Motive
from model.inputs.places import shown
from model.inputs.problems import InputError, Problem
from model.inputs.quarters import quarter_index, quarter_name
from model.inputs.seeds import Seeds, read_seeds
from model.review.causes import Waterfall
from model.review.crew import Crew
from model.review.explaining import (
    Question,
    ledger_table,
    main_causes,
    replay_ledger,
    replay_motives,
    waterfall_of,
    write_explanation,
)
from model.review.late import Late
from model.review.results import read_result
from model.review.run import Result
from model.review.wording import Names, names_from, number, signed, spoken

WIDTH = 96
DIGITS = 2
PRESSED = 1.05
"""How many times more pressing an interest must be for it to be said."""


@click.command("explain")
@click.argument("folder", type=FILE_OR_FOLDER)
@click.option("--power", required=True, help="Whose influence, such as JPN.")
@click.option("--state", required=True, help="In which state, such as KAZ.")
@click.option("--from", "since", default="", metavar="QUARTER", help="First turn unless given.")
@click.option("--to", "until", default="", metavar="QUARTER", help="Last turn unless given.")
@verify_option
@seeds_option
def command(
    folder: Path,
    power: str,
    state: str,
    since: str,
    until: str,
    verify: bool,
    seeds_folder: Path | None,
) -> None:
    """Take the change of one power's influence in one state apart into its causes.

    FOLDER is a folder of results. Its runs are played again, and every change is booked to the
    mechanism that brought it; the causes add up exactly. A table and a waterfall are written.
    """
    result = read_result(folder, verify)
    seeds = read_seeds(seeds_folder)
    question = read_question(power, state, since, until, result, seeds)
    ledgers: list[Ledger] = []
    motives: list[Motive] = []

    def replay() -> Iterator[int]:
        ledgers.append(replay_ledger(result, seeds, question))
        yield 1
        motives.extend(replay_motives(result, seeds, question))
        yield 1

    names = names_from(seeds.members)
    with Crew(1) as crew, Bars() as bars:
        bars.watch(f"{result.manifest['name']}: causes and interests", 2, replay())
        waterfall = waterfall_of(ledgers[0], question, names)
        table = ledger_table(ledgers[0], waterfall)
        late = Late(crew, bars.watch, bars.warn)
        paths = write_explanation(result, table, waterfall, question, late)
    say("\n".join(tell_causes(table, waterfall)))
    say("\n".join(tell_motives(motives, question, names)))
    say("\n" + "\n".join(f"Written: {shown(path)}" for path in paths))


def read_question(
    power: str, state: str, since: str, until: str, result: Result, seeds: Seeds
) -> Question:
    """Return what is asked; raises InputError for unknown words and quarters out of order."""
    first, last = (quarter_index(turn) for turn in result.manifest["horizon"])
    if first == last:
        wrong = f"holds {quarter_name(first)} alone; a change needs two quarters"
        raise InputError([Problem(shown(result.folder), None, "", wrong)])
    begin = read_turn("--from", since, first, last) if since else first
    end = read_turn("--to", until, first, last) if until else last
    if begin >= end:
        wrong = f"{quarter_name(end)} is not after {quarter_name(begin)}"
        raise InputError([Problem("--to", None, "", wrong)])
    return Question(
        read_member("--power", power, "power", seeds),
        read_member("--state", state, "state", seeds),
        quarter_name(begin),
        quarter_name(end),
    )


def tell_causes(table: pd.DataFrame, waterfall: Waterfall) -> Iterator[str]:
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


def tell_motives(motives: list[Motive], question: Question, names: Names) -> Iterator[str]:
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
        lines.append("\n    ".join(textwrap.wrap(text, WIDTH)))
    yield write_lines(lines, f"Interests behind the bids of {power} for {state}")
