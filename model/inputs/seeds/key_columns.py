"""Which ids a key column of a table, or an axis of a factor, may hold."""

from __future__ import annotations

from model.inputs.formats import fixed_words as names
from model.inputs.formats.numbers import Bounds
from model.inputs.formats.quarters import (
    EARLIEST,
    LATEST,
    START,
    UNTIL,
    quarter_index,
    quarter_name,
)
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.records import Key, Members
from model.inputs.seeds.tables import TableSpec

PARAMETERS: tuple[str, ...] = Parameters._fields
"""Names that `parameters.csv` must hold, one row each."""

SAME_AS = {"origin": "power", "destination": "power"}

QUARTERS = tuple(quarter_name(index) for index in range(START, UNTIL + 1))
"""Quarters of a run of usual length."""


def ids(members: Members, kind: str) -> tuple[str, ...]:
    """Return the ids of a kind of the cast, or of `actor` (powers, then states), or domains."""
    if kind == "domain":
        return names.DOMAINS
    if kind == "actor":
        return ids(members, "power") + ids(members, "state")
    return tuple(member.id for member in members.get(kind, ()))


def choices(spec: TableSpec, column: str, members: Members) -> tuple[str, ...]:
    """Return the ids that a key column may hold, in order; empty if any word will do.

    For quarters these are the turns of a run of usual length; others are allowed too.
    """
    fixed = {
        "channel": names.CHANNELS,
        "attribute": spec.attributes(),
        "parameter": PARAMETERS,
        "factor": tuple(name for name in FACTORS if name != INTEREST),
        "quarter": QUARTERS,
    }
    return fixed[column] if column in fixed else ids(members, SAME_AS.get(column, column))


def check_id(spec: TableSpec, column: str, word: str, members: Members) -> str:
    """Return what is wrong with an id in a key column, or "" if nothing is."""
    if column == "quarter":
        return _check_quarter(word)
    known = choices(spec, column, members)
    if word in known:
        return ""
    return unknown_id(column, word, known, members)


def check_factor_axis(factor: str, position: int, word: str, members: Members) -> str:
    """Return what is wrong with the id on the first (0) or second (1) axis of a known factor."""
    axes = FACTORS[factor].axes
    if position >= len(axes):
        return f"factor {factor} has no such axis; leave it blank" if word else ""
    known = ids(members, axes[position])
    return "" if word in known else unknown_id(axes[position], word, known, members)


def bounds(spec: TableSpec, key: Key) -> Bounds:
    """Return the bounds of a row with this (good) key, as far as its table says."""
    if spec.name == "factors":
        factor = FACTORS[key[0]]
        return Bounds(factor.low, factor.high)
    return spec.bounds(key)


def _check_quarter(word: str) -> str:
    try:
        index = quarter_index(word)
    except ValueError as error:
        return str(error)
    if EARLIEST <= index <= LATEST:
        return ""
    return f"{word} is outside {quarter_name(EARLIEST)}..{quarter_name(LATEST)}"
