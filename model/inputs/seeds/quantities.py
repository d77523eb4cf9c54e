"""Reading a table of numbers: one number a line, behind its key columns."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import product
from pathlib import Path

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.fixed_words import BOUND_COLUMNS, GRADES
from model.inputs.formats.numbers import ANYTHING, Bounds, check_spread, read_number
from model.inputs.formats.places import shown
from model.inputs.formats.problems import Problem, listed, unknown
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.key_columns import bounds, check_factor_axis, check_id, choices
from model.inputs.seeds.records import Key, Members, Row
from model.inputs.seeds.tables import TableSpec

YEAR = re.compile(r"([0-9]{4}([-/][0-9]{2,4})?)?")
FEW = 4


def read_table(
    folder: Path,
    spec: TableSpec,
    members: Members,
    sources: Collection[str],
    problems: list[Problem],
) -> dict[Key, Row]:
    """Return the rows of `<table>.csv` by key; an optional table may have no file."""
    path = folder / f"{spec.name}.csv"
    if not spec.required and not path.exists():
        return {}
    before = len(problems)
    rows: dict[Key, Row] = {}
    for line in read_csv(path, spec.columns, problems):
        row = _read_row(line, spec, members, sources, problems)
        if row is not None and row.key in rows:
            wrong = f"is there twice, first on line {rows[row.key].line}"
            problems.append(line.problem(".".join(row.key), wrong))
        elif row is not None:
            rows[row.key] = row
    if spec.required and len(problems) == before:
        problems.extend(_find_missing(path, spec, members, rows))
    return rows


def _read_row(
    line: Line,
    spec: TableSpec,
    members: Members,
    sources: Collection[str],
    problems: list[Problem],
) -> Row | None:
    wrong = _check_key(line, spec, members)
    key = tuple(line.cells[column] for column in spec.keys)
    numbers, wrong_numbers = _read_numbers(line)
    limits, wrong_bounds = (ANYTHING, []) if wrong else _read_bounds(line, spec, key)
    if not (wrong or wrong_numbers or wrong_bounds):
        spread = (numbers["value"] or 0.0, line.cells["distribution"])
        wrong_numbers = check_spread(*spread, numbers["low"], numbers["high"], limits)
    wrong += wrong_numbers + wrong_bounds + _check_origin(line, sources)
    problems.extend(line.problem(column, message) for column, message in wrong)
    if wrong or numbers["value"] is None:
        return None
    cells = line.cells
    return Row(
        table=spec.name,
        key=key,
        value=numbers["value"],
        unit=cells["unit"],
        year=cells["year"],
        source=tuple(cells["source"].split()),
        grade=cells["grade"],
        distribution=cells["distribution"],
        low=numbers["low"],
        high=numbers["high"],
        note=cells["note"],
        file=line.file,
        line=line.line,
        bounds=limits,
    )


def _check_key(line: Line, spec: TableSpec, members: Members) -> list[tuple[str, str]]:
    if spec.name != "factors":
        found = [(c, check_id(spec, c, line.cells[c], members)) for c in spec.keys]
        return [(column, message) for column, message in found if message]
    factor = line.cells["factor"]
    if factor not in FACTORS:
        return [("factor", unknown("factor", factor, FACTORS))]
    found = [
        (column, check_factor_axis(factor, position, line.cells[column], members))
        for position, column in enumerate(("first", "second"))
    ]
    return [(column, message) for column, message in found if message]


def _read_numbers(line: Line) -> tuple[dict[str, float | None], list[tuple[str, str]]]:
    numbers: dict[str, float | None] = {}
    wrong = []
    for column in ("value", "low", "high"):
        text = line.cells[column]
        numbers[column], message = read_number(text) if text or column == "value" else (None, "")
        if message:
            wrong.append((column, message))
    return numbers, wrong


def _read_bounds(line: Line, spec: TableSpec, key: Key) -> tuple[Bounds, list[tuple[str, str]]]:
    """Return the hard bounds of a row, from its own columns where its table has them."""
    if not spec.bounded:
        return bounds(spec, key), []
    lower, upper, reason = BOUND_COLUMNS
    numbers, wrong = [], []
    for column in (lower, upper):
        number, message = read_number(line.cells[column])
        numbers.append(number or 0.0)
        if message:
            wrong.append((column, message))
    found = Bounds(numbers[0], numbers[1], line.cells[reason])
    if not wrong and found.low >= found.high:
        wrong.append((lower, f"{found.low:g} is not below the {upper} {found.high:g}"))
    return found, wrong


def _check_origin(line: Line, sources: Collection[str]) -> list[tuple[str, str]]:
    cells = line.cells
    wrong = []
    if not cells["unit"]:
        wrong.append(("unit", "is blank; say what the number counts"))
    if not YEAR.fullmatch(cells["year"]):
        wrong.append(("year", f"'{cells['year']}' is not a year; write it like 2024"))
    if cells["grade"] not in GRADES:
        wrong.append(("grade", unknown("grade", cells["grade"], GRADES)))
    return wrong + check_sources(cells["source"], sources)


def check_sources(cell: str, sources: Collection[str]) -> list[tuple[str, str]]:
    """Return what is wrong with a cell of source ids, as (column, message)."""
    if not cell:
        return [("source", "is blank; name at least one id of sources.csv")]
    return [
        ("source", unknown("source", word, sources)) for word in cell.split() if word not in sources
    ]


def _find_missing(
    path: Path, spec: TableSpec, members: Members, rows: Collection[Key]
) -> list[Problem]:
    every = product(*(choices(spec, column, members) for column in spec.keys))
    missing = [".".join(key) for key in every if key not in rows]
    if not missing:
        return []
    rows_are = "row is" if len(missing) == 1 else "rows are"
    wrong = f"{len(missing)} required {rows_are} missing: {listed(missing, FEW)}"
    return [Problem(shown(path), 1, spec.name, wrong)]
