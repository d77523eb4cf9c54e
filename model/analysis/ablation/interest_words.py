"""Interests of an ablation in words: which move most, which hardly anything, and which cannot."""

from __future__ import annotations

from collections.abc import Sequence

from model.analysis.ablation.background import Idle
from model.analysis.ablation.phrases import (
    NOT_ADDITIVE,
    align,
    bullets,
    is_small,
    name_most,
    points,
)
from model.analysis.ablation.rows import Row
from model.analysis.ablation.subject import Told
from model.analysis.units import PERCENT
from model.analysis.wording import Names
from model.inputs.formats.plain_text import visible_line
from model.inputs.seeds.records import Interest

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
