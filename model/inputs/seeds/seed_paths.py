"""Paths that name factors and seeds: `corridor_open.middle`, `ties.*.KAZ.trade.low`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from model.inputs.formats.problems import LONG_WORD, cut, suggest, unknown
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.inputs.seeds.key_columns import check_factor_axis, check_id, choices, ids
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.records import Interest, Key, Members, Tables
from model.inputs.seeds.tables import TABLES, TableSpec

ROW_COLUMNS = ("value", "low", "high", "distribution")
INTEREST_COLUMNS = ("salience", "elasticity", "low", "high")
ANY = "*"


class PathError(ValueError):
    """A path names nothing; the text says which part is wrong and what is allowed."""


class Target(NamedTuple):
    """A row of a table (or an interest) and, unless the whole row is meant, one column of it."""

    table: str
    key: Key
    column: str


def expand_factor(path: str, members: Members) -> tuple[tuple[str, Key], ...]:
    """Return (factor, ids) for every place that a factor path names; raises PathError."""
    name, *words = path.split(".")
    if name not in FACTORS:
        raise PathError(unknown_id("factor", name, tuple(FACTORS), members))
    axes = FACTORS[name].axes
    if len(words) != len(axes):
        raise PathError(f"'{path}' does not fit; write {_shape(name, axes)}")
    for position, word in enumerate(words):
        if word != ANY and (wrong := check_factor_axis(name, position, word, members)):
            raise PathError(wrong)
    parts = [
        ids(members, axis) if word == ANY else (word,)
        for axis, word in zip(axes, words, strict=True)
    ]
    return tuple((name, key) for key in product(*parts))


def expand_seed(
    path: str, members: Members, tables: Tables, interests: Sequence[Interest]
) -> tuple[Target, ...]:
    """Return every row that a seed path names, with its column if any; raises PathError."""
    table, *words = path.split(".")
    if table == "interests":
        return _expand_interest(path, words, interests)
    if table in FACTORS:
        raise PathError(f"{table} is a factor; factors.{path} is its value in the base year")
    if table not in TABLES:
        raise PathError(_describe_unknown(table, members))
    if table == "factors":
        return _expand_base(path, words, members)
    spec = TABLES[table]
    column = _take_column(path, words, spec.keys, table)
    parts = [
        _expand_word(spec, name, word, members, tables)
        for name, word in zip(spec.keys, words, strict=False)
    ]
    return tuple(Target(table, key, column) for key in product(*parts))


def _describe_unknown(table: str, members: Members) -> str:
    """Say that a path begins with no table; the nearest factor where no table is near."""
    known = (*TABLES, "interests", "events")
    near = suggest(table, FACTORS)
    if near and not suggest(table, known):
        return f"unknown table or factor '{cut(table, LONG_WORD)}';{near}"
    return unknown_id("table", table, known, members)


def _expand_word(
    spec: TableSpec, name: str, word: str, members: Members, tables: Tables
) -> tuple[str, ...]:
    known = choices(spec, name, members)
    if name == "parameter" and not known:
        known = tuple(key[0] for key in tables["parameters"])
        if word != ANY and word not in known:
            raise PathError(unknown(name, word, known))
    if word == ANY:
        return known
    if wrong := check_id(spec, name, word, members):
        raise PathError(wrong)
    return (word,)


def _expand_base(path: str, words: list[str], members: Members) -> tuple[Target, ...]:
    factor = words[0] if words else ""
    if factor not in FACTORS:
        raise PathError(unknown_id("factor", factor, tuple(FACTORS), members))
    if factor == INTEREST:
        name = words[1] if len(words) > 1 else "id"
        raise PathError(f"the base year's salience of an interest is interests.{name}.salience")
    axes = FACTORS[factor].axes
    column = _take_column(path, words, ("factor", *axes), f"factors.{factor}", named=1)
    found = expand_factor(".".join(words[: len(axes) + 1]), members)
    return tuple(Target("factors", (name, *key, "", "")[:3], column) for name, key in found)


def _expand_interest(
    path: str, words: list[str], interests: Sequence[Interest]
) -> tuple[Target, ...]:
    known = tuple(interest.id for interest in interests)
    if len(words) != 2:
        shape = f"interests.id.column with column {' or '.join(INTEREST_COLUMNS)}"
        raise PathError(f"'{path}' does not fit; write {shape}")
    name, column = words
    if name not in (*known, ANY):
        raise PathError(unknown("interest", name, known))
    if column not in INTEREST_COLUMNS:
        raise PathError(unknown("column", column, INTEREST_COLUMNS))
    return tuple(Target("interests", (n,), column) for n in (known if name == ANY else (name,)))


def _take_column(
    path: str, words: list[str], keys: Sequence[str], table: str, named: int = 0
) -> str:
    if not len(keys) <= len(words) <= len(keys) + 1:
        raise PathError(f"'{path}' does not fit; write {_shape(table, keys[named:])}")
    column = words[len(keys)] if len(words) > len(keys) else ""
    if column and column not in ROW_COLUMNS:
        raise PathError(unknown("column", column, ROW_COLUMNS))
    return column


def _shape(name: str, keys: Sequence[str]) -> str:
    return ".".join((name, *keys)) + (f" ({ANY} is every one)" if keys else "")
