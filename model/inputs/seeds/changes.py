"""Changes of seeds: the `[set]` table of a scenario, and `--set` on the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from model.inputs.formats.numbers import check_spread
from model.inputs.formats.problems import Problem, unknown
from model.inputs.formats.spans import Span, read_float, read_span, tell
from model.inputs.seeds.interests import check_salience
from model.inputs.seeds.key_columns import bounds
from model.inputs.seeds.records import Interest, Key, Members, Row, Tables
from model.inputs.seeds.seed_paths import ROW_COLUMNS, PathError, Target, expand_seed
from model.inputs.seeds.tables import TABLES

OPTION = "--set"
WORD = re.compile(r"[A-Za-z0-9_-]+")


class Change(NamedTuple):
    """A new value for what a path names, and where that is written."""

    path: str
    value: Any
    file: str
    line: int | None

    def problem(self, message: str) -> Problem:
        """Return a problem of this change."""
        return Problem(self.file, self.line, self.path, message)


class Contents(NamedTuple):
    """The part of the seeds that can be changed."""

    tables: Tables
    interests: tuple[Interest, ...]


def read_option(text: str, problems: list[Problem]) -> Change | None:
    """Return the change that a `--set key=value` asks for; the value is written as in TOML.

    A bare word such as 2027Q1 is taken as text, because shells swallow quotation marks.
    """
    path, equals, written = (part.strip() for part in text.partition("="))
    if not path or not equals or not written:
        problems.append(Problem(OPTION, None, path, "must be written key=value"))
        return None
    try:
        values = tomllib.loads(f"value = {written}")
    except (ValueError, RecursionError):
        values = {"value": written} if WORD.fullmatch(written) else {}
    if set(values) != {"value"}:
        wrong = f'{tell(written)} is not a TOML value; write 2.5, [1, 2] or "2027Q1"'
        problems.append(Problem(OPTION, None, path, wrong))
        return None
    return Change(path, values["value"], OPTION, None)


def apply_changes(
    contents: Contents, changes: Iterable[Change], members: Members, problems: list[Problem]
) -> Contents:
    """Return the contents with all changes made in order; what is wrong goes to problems."""
    tables = {name: dict(rows) for name, rows in contents.tables.items()}
    interests = {interest.id: interest for interest in contents.interests}
    touched: dict[tuple[str, Key], Change] = {}
    for change in changes:
        try:
            targets = expand_seed(change.path, members, tables, contents.interests)
            for target in targets:
                _apply(change, target, tables, interests)
                touched[target[:2]] = change
        except ValueError as error:
            problems.append(change.problem(str(error)))
    for (table, key), change in touched.items():
        if table == "interests":
            wrong = _check_interest(interests[key[0]])
        else:
            wrong = _check_row(tables[table][key])
        problems.extend(change.problem(message) for message in wrong)
    return Contents(tables, tuple(interests.values()))


def _apply(
    change: Change,
    target: Target,
    tables: dict[str, dict[Key, Row]],
    interests: dict[str, Interest],
) -> None:
    if target.table == "interests":
        interests[target.key[0]] = _change_interest(interests[target.key[0]], target, change)
    else:
        rows = tables[target.table]
        rows[target.key] = _change_row(rows.get(target.key), target, change)


def _change_interest(interest: Interest, target: Target, change: Change) -> Interest:
    fields: dict[str, Any] = {"file": change.file, "line": change.line or 0}
    if target.column == "salience":
        low, high = read_span(change.value)
        fields |= {"salience": low + (high - low) / 2, "low": low, "high": high}
    else:
        fields[target.column] = read_float(change.value)
    return interest._replace(**fields)


def _change_row(row: Row | None, target: Target, change: Change) -> Row:
    old = row or _new_row(target)
    old = old._replace(
        source=(), note=f"set in {change.file}", file=change.file, line=change.line or 0
    )
    if target.column:
        return _set_columns(old, {target.column: change.value})
    if isinstance(change.value, Mapping):
        return _set_columns(old, change.value)
    span = read_span(change.value)
    return _spread(old, span)


def _new_row(target: Target) -> Row:
    spec = TABLES[target.table]
    number = (0.0, spec.unit, "", (), "C", "fixed", None, None, "", "", 0)
    return Row(target.table, target.key, *number, bounds(spec, target.key))


def _spread(row: Row, span: Span) -> Row:
    value = span.low + (span.high - span.low) / 2
    if span.low == span.high:
        return row._replace(value=value, distribution="fixed", low=None, high=None)
    return row._replace(value=value, distribution="uniform", low=span.low, high=span.high)


def _set_columns(row: Row, columns: Mapping[str, Any]) -> Row:
    if not columns:
        raise PathError(f"an empty table changes nothing; its keys: {', '.join(ROW_COLUMNS)}")
    for column, value in columns.items():
        if column not in ROW_COLUMNS:
            raise PathError(unknown("column", column, ROW_COLUMNS))
        if column != "distribution":
            number: dict[str, Any] = {column: read_float(value)}
            row = row._replace(**number)
        elif value == "fixed":
            row = row._replace(distribution="fixed", low=None, high=None)
        elif isinstance(value, str):
            row = row._replace(distribution=value)
        else:
            raise PathError(f"distribution must be text, not {tell(value)}")
    return row


def _check_row(row: Row) -> list[str]:
    if row.distribution == "fixed" and not (row.low is None and row.high is None):
        return ['low and high need a distribution, such as distribution = "triangular"']
    wrong = check_spread(row.value, row.distribution, row.low, row.high, row.bounds)
    return _join(wrong, ".".join(part for part in (row.table, *row.key) if part))


def _check_interest(interest: Interest) -> list[str]:
    numbers = (interest.elasticity, interest.salience, interest.low, interest.high)
    return _join(check_salience(*numbers), f"interests.{interest.id}")


def _join(wrong: Sequence[tuple[str, str]], path: str) -> list[str]:
    return [f"{column} of {path}: {message}" for column, message in wrong]
