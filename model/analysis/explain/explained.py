"""Why an influence moved, or differs from a base: what `explain` says and the tables behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from model.analysis.compare.pair import list_failures
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
)
from model.analysis.explain.find_difference import Pair, find_interests, take_apart
from model.analysis.explain.words import (
    InterestWords,
    describe_difference,
    describe_interests,
    list_interests,
    list_reasons,
    no_interest,
)
from model.analysis.stated import stated_in
from model.analysis.wording import Names, names_from, number, signed, spoken
from model.engines.motives import Motive
from model.experiments.optional_steps import Extras
from model.experiments.replay import Question, replay_of
from model.experiments.run import Result
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import wrap, write_lines
from model.inputs.formats.problems import InputError, Problem
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import folder_name

DIGITS = 2
PRESSED = 1.05
"""How many times more pressing an interest must be for it to be said."""


class Explained(NamedTuple):
    """What moved an influence, or made a difference: words, tables by file name, a figure.

    lines: as they are printed, a table of causes among them; sentences, interests: the same words
    without that table and without line breaks.
    """

    lines: list[str]
    tables: dict[str, pd.DataFrame]
    waterfall: Waterfall
    sentences: list[str]
    interests: InterestWords


def explain_result(result: Result, seeds: Seeds, question: Question, extras: Extras) -> Explained:
    """Return what moved an influence."""
    names = names_from(seeds.members)
    ledger = replay_ledger(result, seeds, question, extras)
    motives = replay_motives(replay_of(result, seeds), question)
    waterfall = waterfall_of(ledger, question, names)
    table = ledger_table(ledger, waterfall)
    interests = list_motives(motives, question, names)
    lines = [*describe_causes(table, waterfall), describe_motives(interests)]
    sentences = list_causes(waterfall)
    return Explained(lines, {question.stem: table}, waterfall, sentences, interests)


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
    sentences, interests = list_reasons(apart, names), list_interests(behind, question, names)
    return Explained(lines, tables, waterfall, sentences, interests)


def describe_causes(table: pd.DataFrame, waterfall: Waterfall) -> Iterator[str]:
    """Yield the sentences on what moved, and the ledger line by line."""
    yield from list_causes(waterfall)
    width = max(len(cause) for cause in table["cause"])
    yield f"\n{'cause':<{width}}  {'change':>8}  {'total':>8}   90 % of runs"
    for row in table.itertuples(index=False):
        moved = "" if pd.isna(row.change) else signed(row.change, DIGITS)
        span = f"{number(row.p05, DIGITS)} to {number(row.p95, DIGITS)}"
        total = number(row.running, DIGITS)
        yield f"{row.cause:<{width}}  {moved:>8}  {total:>8}   {span}"


def list_causes(waterfall: Waterfall) -> list[str]:
    """Return the sentence on what moved, and the one on what did most if anything did."""
    change = waterfall.end - waterfall.start
    moved = (
        f"{waterfall.about}: {number(waterfall.start, DIGITS)} to "
        f"{number(waterfall.end, DIGITS)} ({signed(change, DIGITS)}) {waterfall.unit}, "
        "mean of all runs."
    )
    causes = [f"{cause} ({signed(size, DIGITS)})" for cause, size in main_causes(waterfall)]
    return [moved, f"What did most: {'; '.join(causes)}."] if causes else [moved]


def describe_motives(interests: InterestWords) -> str:
    """Return the interests behind a power's bids, ready to be printed."""
    if not interests.lines:
        return f"\n{interests.heading}"
    lines = ["\n    ".join(wrap(line)) for line in interests.lines]
    return write_lines(lines, interests.heading)


def list_motives(motives: Sequence[Motive], question: Question, names: Names) -> InterestWords:
    """Return the interests behind a power's bids, the weightiest first."""
    power = spoken("power", names["power"][question.power])
    state = spoken("state", names["state"][question.state])
    if not motives:
        return no_interest(power, state)
    heading = f"Interests behind the bids of {power} for {state}"
    return InterestWords(heading, [_describe_motive(motive) for motive in motives])


def _describe_motive(motive: Motive) -> str:
    interest = motive.interest
    text = (
        f"{100 * motive.weight:.0f} % {interest.id} ({stated_in(interest)}): {interest.paraphrase}"
    )
    if motive.pressed > PRESSED:
        text += f" (x{motive.pressed:.1f} by {interest.trigger.replace('_', ' ')})"
    return text
