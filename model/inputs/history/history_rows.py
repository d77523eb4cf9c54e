"""Reading a table of the past: one number a line, behind its key columns and its time."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.numbers import read_number
from model.inputs.formats.problems import Problem
from model.inputs.formats.quarters import quarter_index
from model.inputs.history.history_tables import FIRST_YEAR, LAST_YEAR, PastSpec, check_word
from model.inputs.seeds.quantities import check_sources
from model.inputs.seeds.records import Key, Members

YEAR = re.compile(r"[0-9]{4}")
PERIOD = re.compile(r"([0-9]{4})-([0-9]{4})")
QUARTER = re.compile(r"([0-9]{4})Q[1-4]")
Found = list[tuple[str, str]]
"""What is wrong with a line, as (column, message)."""


class PastRow(NamedTuple):
    """A number of the past, and the quarters that it speaks of.

    `start` and `end` count quarters as `quarter_index` does, both within; `end` is None if it
    still holds. `known` is the year at whose end the row can be known: its own, the last of its
    period, or the first of its span. `use` is "yes" in tables without that column.
    """

    table: str
    key: Key
    value: float
    unit: str
    start: int
    end: int | None
    known: int
    use: str
    source: tuple[str, ...]
    grade: str
    note: str
    file: str
    line: int

    def as_of(self, year: int) -> PastRow:
        """Return the row as it could be written at the end of a year: a later end is not known."""
        later = self.end is not None and self.end // 4 > year
        return self._replace(end=None) if later else self


def read_past_table(
    folder: Path,
    spec: PastSpec,
    members: Members,
    sources: Collection[str],
    problems: list[Problem],
) -> dict[Key, PastRow]:
    """Return the rows of `<table>.csv` by key, and none if there is no such file."""
    path = folder / f"{spec.name}.csv"
    rows: dict[Key, PastRow] = {}
    if not path.exists():
        return rows
    for line in read_csv(path, spec.columns, problems):
        row = _read_row(line, spec, members, sources, problems)
        if row is not None and row.key in rows:
            wrong = f"is there twice, first on line {rows[row.key].line}"
            problems.append(line.problem(".".join(row.key), wrong))
        elif row is not None:
            rows[row.key] = row
    return rows


def _read_row(
    line: Line,
    spec: PastSpec,
    members: Members,
    sources: Collection[str],
    problems: list[Problem],
) -> PastRow | None:
    cells = line.cells
    key = tuple(cells[column] for column in spec.keys)
    wrong = _check_words(line, spec, members)
    value, wrong_value = _read_value(cells["value"], spec, key)
    (start, end), wrong_time = _read_time(cells, spec)
    wrong += wrong_time + wrong_value + check_sources(cells["source"], sources)
    problems.extend(line.problem(column, message) for column, message in wrong)
    if wrong:
        return None
    span = spec.time == "from"
    return PastRow(
        table=spec.name,
        key=key,
        value=value,
        unit=cells["unit"],
        start=start,
        end=end,
        known=start // 4 if span or end is None else end // 4,
        use=cells.get("use", "yes"),
        source=tuple(cells["source"].split()),
        grade=cells["grade"],
        note=cells["note"],
        file=line.file,
        line=line.line,
    )


def _check_words(line: Line, spec: PastSpec, members: Members) -> Found:
    columns = [column for column in spec.columns if column in (*spec.keys[:-1], "use", "grade")]
    found = [(c, check_word(spec, c, line.cells[c], members)) for c in columns]
    wrong = [(column, message) for column, message in found if message]
    if not line.cells["unit"]:
        wrong.append(("unit", "is blank; say what the number counts"))
    return wrong


def _read_value(text: str, spec: PastSpec, key: Key) -> tuple[float, Found]:
    number, message = read_number(text)
    if number is None:
        return 0.0, [("value", message)]
    message = spec.bounds(key).check(number)
    return number, [("value", message)] if message else []


def _read_time(cells: dict[str, str], spec: PastSpec) -> tuple[tuple[int, int | None], Found]:
    """Return the first and last quarter of a line, and what is wrong with its time."""
    readers = {"year": _read_year, "period": _read_period, "from": _read_day}
    try:
        start, end = readers[spec.time](cells[spec.time])
    except ValueError as error:
        return (0, 0), [(spec.time, str(error))]
    if spec.time != "from":
        return (start, end), []
    if not cells["until"]:
        return (start, None), []
    try:
        _, last = _read_day(cells["until"])
    except ValueError as error:
        return (0, 0), [("until", str(error))]
    if last < start:
        return (0, 0), [("until", f"{cells['until']} is before {cells['from']}")]
    return (start, last), []


def _read_year(text: str) -> tuple[int, int]:
    if not YEAR.fullmatch(text):
        raise ValueError(f"'{text}' is not a year; write it like 2010")
    return _quarters_of(int(text), int(text))


def _read_period(text: str) -> tuple[int, int]:
    found = PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is not a period; write it like 2010-2014")
    if int(found[1]) > int(found[2]):
        raise ValueError(f"{text} ends before it starts; is the period turned round?")
    return _quarters_of(int(found[1]), int(found[2]))


def _read_day(text: str) -> tuple[int, int]:
    if YEAR.fullmatch(text):
        return _read_year(text)
    found = QUARTER.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is not a year or quarter; write it like 2010 or 2010Q3")
    _quarters_of(int(found[1]), int(found[1]))
    return quarter_index(text), quarter_index(text)


def _quarters_of(first: int, last: int) -> tuple[int, int]:
    for year in dict.fromkeys((first, last)):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"{year} is outside {FIRST_YEAR}..{LAST_YEAR}")
    return first * 4, last * 4 + 3
