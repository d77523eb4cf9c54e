"""The difference of a share taken apart, in plain English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from model.analysis.explain.causes import DECISIONS, in_words
from model.analysis.explain.difference_tables import RIVALS, points
from model.analysis.explain.find_difference import Apart, Behind, weights_of
from model.analysis.stated import stated_in
from model.analysis.wording import Names, sentence, signed, spoken
from model.experiments.replay import Question
from model.inputs.formats.plain_text import plural, wrap

DIGITS = 2
LEAST = 0.005
"""Points of share that a line must reach in 90 % of runs to be printed; the table has all."""
NAMED = 3
"""Causes and rivals that sentences name at most."""
SURE = 0.02
"""Points by which a difference without an interest must be another for it to be said so."""


class InterestWords(NamedTuple):
    """What is said of the interests behind bids: a heading, a line for each, and a note."""

    heading: str
    lines: list[str]
    note: str = ""


def describe_difference(apart: Apart, table: pd.DataFrame, names: Names) -> Iterator[str]:
    """Yield what differs and how surely, what did it, what was decided, and every line."""
    yield from list_reasons(apart, names)
    yield from list_lines(table[table["within"] == ""])


def list_reasons(apart: Apart, names: Names) -> list[str]:
    """Return what differs and how surely, what did it, what was decided, and what rivals did."""
    return [
        sentence(apart.row, names),
        _describe_causes(apart),
        _describe_decisions(apart),
        _describe_rivals(apart, names),
    ]


def _describe_causes(apart: Apart) -> str:
    """Return the mean, and the causes that did most of it, as they add up."""
    sizes = {in_words(cause): points(each) for cause, each in apart.change.causes.items()}
    start, end = points(apart.change.start), points(apart.change.end)
    whole = f"On average over the runs: {signed(end, DIGITS)} points of share"
    if start:
        whole += f", of which {signed(start, DIGITS)} were there at the start"
    return f"{whole}. {_most(sizes, 'What did most')}"


def _describe_decisions(apart: Apart) -> str:
    sizes = {in_words(cause): points(apart.change.causes[cause]) for cause in DECISIONS}
    if not any(_seen(size) for size in sizes.values()):
        return "What the power offered and the state accepted made no difference that shows."
    each = ", ".join(f"{words} {signed(size, DIGITS)}" for words, size in sizes.items())
    return f"What was decided made {signed(sum(sizes.values()), DIGITS)} of it: {each}."


def _describe_rivals(apart: Apart, names: Names) -> str:
    sizes = {
        spoken("power", names["power"].get(power, power)): points(each)
        for power, each in apart.change.rivals.items()
    }
    whole = points(apart.change.causes[RIVALS])
    if not any(_seen(size) for size in sizes.values()):
        return "Rivals made no difference that shows."
    return f"Rivals made {signed(whole, DIGITS)} of it. {_most(sizes, 'Of them')}"


def _most(sizes: dict[str, float], head: str) -> str:
    """Return the largest of some parts in a sentence, those that show."""
    ordered = sorted(sizes.items(), key=lambda item: (-abs(item[1]), item[0]))
    shown = [f"{words} {signed(size, DIGITS)}" for words, size in ordered[:NAMED] if _seen(size)]
    return f"{head}: {'; '.join(shown)}." if shown else "No single cause made as much as 0.01."


def _seen(size: float) -> bool:
    """Whether a number of points is more than nothing with the digits that are printed."""
    return round(abs(size), DIGITS) > 0


def list_lines(table: pd.DataFrame) -> Iterator[str]:
    """Yield the lines that add up, the largest first, and how many are too small to be printed."""
    ends = table["cause"].isin(["start", "end"])
    size = table[["p05", "p95", "change"]].abs().max(axis=1)
    rows = table[ends | (size >= LEAST)]
    width = max(len(cause) for cause in rows["cause"])
    yield f"\n{'cause':<{width}}  {'points':>8}  {'total':>8}   90 % of runs"
    for row in rows.itertuples(index=False):
        moved = "" if pd.isna(row.change) else signed(row.change, DIGITS)
        span = f"{signed(row.p05, DIGITS)} to {signed(row.p95, DIGITS)}"
        yield f"{row.cause:<{width}}  {moved:>8}  {signed(row.running, DIGITS):>8}   {span}"
    small = len(table) - len(rows)
    if small:
        yield f"({plural(small, 'cause')} below {LEAST:g} points in 90 % of runs: see the table.)"


def describe_interests(behind: Sequence[Behind], question: Question, names: Names) -> Iterator[str]:
    """Yield the interests behind the bids on both sides, ready to be printed."""
    said = list_interests(behind, question, names)
    yield f"\n{said.heading}"
    for line in said.lines:
        yield "  - " + "\n    ".join(wrap(line))
    if said.note:
        yield said.note


def no_interest(power: str, state: str) -> InterestWords:
    """Return what is said of a power that wants nothing of a state."""
    return InterestWords(
        f"{power[:1].upper()}{power[1:]} holds no interest that points at {state}.", []
    )


def list_interests(behind: Sequence[Behind], question: Question, names: Names) -> InterestWords:
    """Return the interests behind the bids on both sides, and the difference without the first."""
    power = spoken("power", names["power"][question.power])
    state = spoken("state", names["state"][question.state])
    if not behind:
        return no_interest(power, state)
    heading = f"Interests behind the bids of {power} for {state}, in the scenario and in the base"
    ended = [len(each.without) for each in behind if each.without is not None]
    note = ""
    if ended:
        note = (
            f"(The {len(ended)} weightiest of {len(behind)} were ended in both scenarios from the "
            f"first quarter on, in {plural(ended[0], 'run')}.)"
        )
    return InterestWords(heading, [_describe_interest(each) for each in behind], note)


def _describe_interest(behind: Behind) -> str:
    interest, (base, other) = behind.interest, weights_of(behind)
    parts = f"{100 * other:.0f} % and {100 * base:.0f} %"
    text = f"{parts} {interest.id} ({stated_in(interest)}): {interest.paraphrase}."
    if behind.change is None or behind.without is None:
        return text
    change, without = points(behind.change), points(behind.without)
    if abs(without - change) < SURE:
        return f"{text} Without it the difference would hardly change."
    return (
        f"{text} Without it the difference would be {signed(without, DIGITS)} points instead of "
        f"{signed(change, DIGITS)}."
    )
