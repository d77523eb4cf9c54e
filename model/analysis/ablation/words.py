"""An ablation in words: what moves the results, what hardly does, and what cannot."""

from __future__ import annotations

import math
from collections.abc import Sequence

from model.analysis.ablation.background import Idle
from model.analysis.ablation.phrases import (
    LABELS,
    NOT_ADDITIVE,
    REST,
    REST_SPREAD,
    STEP_LABELS,
    Told,
    align,
    bullets,
    is_small,
    name_most,
    percent,
    points,
    spread_words,
    verdict,
)
from model.analysis.ablation.rows import Row
from model.analysis.units import PERCENT
from model.analysis.wording import Names, number
from model.inputs.formats.plain_text import plural, visible_line
from model.inputs.seeds.records import Interest

ADDITIVE = "each with what came before it left out too; these add up to 100 %"
INTERVALS = "In brackets: 90 % intervals over runs, from standard errors."


def describe(rows: Sequence[Row], told: Told) -> list[str]:
    """Return the lines of an ablation at one quarter, tables included."""
    whole = next(row for row in rows if row.kind == "whole")
    parts = [row for row in rows if row.kind == "part"]
    steps = [row for row in rows if row.kind == "step"]
    each = [row for row in rows if row.kind == "interest"]
    runs = plural(told.runs, "run")
    return [
        f"{told.title}: what moves shares of influence by {whole.turn} ({runs})",
        "",
        *bullets(describe_findings(whole, parts, steps, told)),
        "",
        f"One part left out at a time ({NOT_ADDITIVE})",
        *align(parts_table(parts)),
        "",
        f"One after the other ({ADDITIVE})",
        *align(steps_table(steps)),
        *bullets([f"{REST} {REST_SPREAD}", INTERVALS]),
        *(["", *describe_interests(each, told)] if each else []),
    ]


def describe_findings(
    whole: Row, parts: Sequence[Row], steps: Sequence[Row], told: Told
) -> list[str]:
    """Return the sentences that say what moves the results."""
    lines = [
        f"From the base year ({told.base_year}) to {whole.turn} shares move by "
        f"{points(whole.change)} points: the size of the mean change over runs, on average over "
        f"all pairs of a power and a state.{name_most(whole, told.names, 'by then ')}"
    ]
    shares = dict(
        zip((step.name for step in steps), whole_percents(steps, "movement"), strict=True)
    )
    if shares and not any(value is None for value in shares.values()):
        said = "; ".join(f"{STEP_LABELS[name]} {value} %" for name, value in shares.items())
        lines.append(f"Of this movement, taken one after the other: {said}.")
    fewest = min(row.runs for row in (whole, *parts, *steps))
    if fewest < told.runs:
        lines.append(
            f"Runs with a number that is not finite are left out: {told.runs - fewest} of "
            f"{told.runs} where most are."
        )
    found = {row.name: row for row in parts}
    lines += [_sentence(found[name], about) for name, about in _HEADLINES.items() if name in found]
    if "interests" in found and found["interests"].change.low > found["decisions"].change.high:
        lines.append(
            "Ending interests moves more than holding decisions, since the base year's decisions, "
            "which are held, already serve them."
        )
    return lines


_HEADLINES: dict[str, str] = {
    "decisions": "With decisions held at the base year's",
    "interests": "With all interests ended from the first quarter on",
    "chance": "Without quarterly chance",
}


def _sentence(row: Row, about: str) -> str:
    small = verdict(row)
    judged = small if small else f"{percent(row.movement)} of the movement"
    size = f"{about}, shares differ by {points(row.change)} points: {judged}"
    return f"{size}; {spread_words(row.spread)}."


def headline(parts: Sequence[Row], told: Told) -> str:
    """Return the finding of the figure: the part that moves shares most when it is left out."""
    turn = parts[0].turn
    named = [row for row in parts if not is_small(row) and row.name in LABELS]
    if not named:
        return f"No part alone moves shares enough to matter by {turn}"
    first = max(named, key=lambda row: row.change.value)
    return (
        f"By {turn} shares differ most with {LABELS[first.name]}: by {points(first.change)} "
        "points on average"
    )


def parts_table(parts: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return head and rows of the parts left out one at a time."""
    head = ("left out", "moves shares by, points", "of the movement", "of the spread", "")
    return [
        head,
        *(
            (LABELS[row.name], points(row.change), percent(row.movement), percent(row.spread),
             verdict(row))
            for row in parts
        ),
    ]  # fmt: skip


def steps_table(steps: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return head and rows of the steps, whose shares add up to 100 as printed."""
    moved, spread = whole_percents(steps, "movement"), whole_percents(steps, "spread")
    body = [
        (STEP_LABELS[row.name], number(row.change.value, 2), *(
            "none" if value is None else f"{value} %" for value in shares
        ))
        for row, *shares in zip(steps, moved, spread, strict=True)
    ]  # fmt: skip
    return [("because of", "points", "of the movement", "of the spread"), *body]


def whole_percents(rows: Sequence[Row], measure: str) -> list[int | None]:
    """Return shares that add up to 1 as whole per cent that add up to 100; None without a value.

    Each is rounded down, and what is missing goes to those that lost most (largest remainder).
    """
    values = [100.0 * getattr(row, measure).value for row in rows]
    if any(map(math.isnan, values)):
        return [None] * len(values)
    floors = [math.floor(value) for value in values]
    missing = round(sum(values)) - sum(floors)
    order = sorted(range(len(values)), key=lambda at: (floors[at] - values[at], at))
    return [floor + (at in order[:missing]) for at, floor in enumerate(floors)]


SHOWN_INTERESTS = 12
"""Interests that are listed by name; the table has all."""
LEADING = 3
"""Interests of which it is said whom they move most."""


def describe_interests(each: Sequence[Row], told: Told) -> list[str]:
    """Return which interests move most, which hardly anything, and which cannot."""
    table, notes = rank_lines(each, told)
    lines = [f"Each interest ended alone, those that move most first ({NOT_ADDITIVE})"]
    lines += [*align(table), *bullets(notes)]
    if told.idle:
        lines += ["", "Interests that cannot move anything, by what they say"]
        lines += bullets([describe_idle(one, told) for one in told.idle])
    return lines


def rank_lines(each: Sequence[Row], told: Told) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return a table of the interests that move most, and notes on it and on the others."""
    idle = {one.interest for one in told.idle}
    acting = [row for row in each if row.name not in idle]
    small = [row for row in acting if is_small(row)]
    table: list[tuple[str, ...]] = [
        ("interest", "moves shares by, points", "whose, and what it asks for"),
        *(
            (row.name, points(row.change), _interest(told.interests[row.name], told.names))
            for row in acting[:SHOWN_INTERESTS]
        ),
    ]
    leading = [row for row in acting[:LEADING] if row.power and not is_small(row)]
    notes = [f"{row.name}: {name_most(row, told.names, 'with it ').strip()}" for row in leading]
    if small:
        count = "All" if len(small) == len(acting) else f"{len(small)} of"
        notes.append(
            f"{count} {len(acting)} interests that can act are too small to matter alone "
            f"(less than {PERCENT.least:g} points)."
        )
    return table, notes


def describe_idle(one: Idle, told: Told) -> str:
    """Return why an interest cannot move anything."""
    interest = told.interests[one.interest]
    why = "no target in the region"
    if not one.covered:
        why += ", and nobody stands against it or with it"
    for other, mine, theirs in one.covered:
        why += f"; its clash with {other} does nothing"
        if mine:
            why += f", since {mine} against {theirs} is the stronger one of the same powers"
    return f"{one.interest}, {_interest(interest, told.names)}: {why}."


def _interest(one: Interest, names: Names) -> str:
    return f"{_holders(one, names)}: {visible_line(one.paraphrase)}"


def _holders(one: Interest, names: Names) -> str:
    known = {**names.get("power", {}), **names.get("state", {})}
    return ", ".join(known.get(holder, holder) for holder in one.holder)
