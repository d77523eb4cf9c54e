"""The past: measured series to compare the model with, read and checked once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from model.inputs.formats.places import given_path, seeds_folder, shown
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.history.assumptions import FILE, Assumptions, read_assumptions
from model.inputs.history.history_rows import PastRow, read_past_table
from model.inputs.history.history_tables import PAST_TABLES
from model.inputs.seeds.cast import read_cast, read_sources
from model.inputs.seeds.key_columns import ids
from model.inputs.seeds.records import Key, Members, Source

__all__ = ["History", "PastRow", "read_history"]

SUBFOLDER = "history"
"""Folder of the tables of the past, inside the folder of the seeds."""

READ_ELSEWHERE: tuple[str, ...] = (FILE, "episodes")
"""Tables of that folder that have a reader of their own."""


@dataclass(frozen=True)
class History:
    """All that the tables of the past hold; `digest` is the sha256 of their bytes."""

    members: Members
    tables: Mapping[str, Mapping[Key, PastRow]]
    sources: Mapping[str, Source]
    folder: Path
    digest: str
    assumed: Assumptions

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind of the cast: power, state, actor, bloc."""
        return ids(self.members, kind)

    def row(self, table: str, *key: str | int) -> PastRow | None:
        """Return the row of a table with this key, as in `row("positions", "KAZ", 2010)`."""
        return self.tables[table].get(tuple(str(part) for part in key))

    def value(self, table: str, *key: str | int) -> float | None:
        """Return the number of a table with this key, or None if the past does not tell it."""
        row = self.row(table, *key)
        return None if row is None else row.value

    def years(self, table: str) -> tuple[int, ...]:
        """Return the years, in order, that a table by years has any row for."""
        return tuple(sorted({row.start // 4 for row in self.tables[table].values()}))

    def standing(self, table: str, quarter: int, *key: str) -> float:
        """Return the value of the span of `memberships` or `bases` that holds a quarter, else 0.

        The key is that of the table without `from`: a bloc and a state, or a power, state and
        base. The quarter counts as `quarter_index` does.
        """
        spans = (row for row in self.tables[table].values() if row.key[:-1] == key)
        return max((row.value for row in spans if _holds(row, quarter)), default=0.0)

    def known_by(self, year: int) -> History:
        """Return the past as it could be known at the end of a year, so that no later row leaks.

        Rows up to and including the year, spans cut where their end was not yet known. Its digest
        is of these rows, without their notes and lines, and of the sources that they name.
        """
        tables = {
            name: {key: row.as_of(year) for key, row in rows.items() if row.known <= year}
            for name, rows in self.tables.items()
        }
        return replace(self, tables=tables, digest=_digest_rows(tables, self.sources))

    def digest_until(self, year: int) -> str:
        """Return the digest of `known_by` a year, which no change of later rows touches."""
        return self.known_by(year).digest


def read_history(folder: Path | None = None) -> History:
    """Return the checked past that lies in `history/` of a folder of seeds (the shipped one).

    Raises InputError with everything that is wrong in any of the files.
    """
    folder = seeds_folder() if folder is None else given_path(folder)
    past = folder / SUBFOLDER
    problems = _check_folder(past)
    if problems:
        raise InputError(problems)
    members = read_cast(folder, problems)
    sources = read_sources(folder, problems)
    if problems:
        raise InputError(problems)
    tables = {
        name: read_past_table(past, spec, members, sources, problems)
        for name, spec in PAST_TABLES.items()
    }
    assumed = read_assumptions(past, sources, problems)
    if problems or assumed is None:
        raise InputError(problems)
    return History(members, tables, sources, folder, _digest(past), assumed)


def _holds(row: PastRow, quarter: int) -> bool:
    return row.start <= quarter and (row.end is None or quarter <= row.end)


def _check_folder(folder: Path) -> list[Problem]:
    if not folder.is_dir():
        return [Problem(shown(folder), None, "", "there is no such folder of the past")]
    return [
        Problem(shown(path), None, "", unknown("table", path.stem, PAST_TABLES))
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in (*PAST_TABLES, *READ_ELSEWHERE)
    ]


def _digest(folder: Path) -> str:
    total = sha256()
    for name in sorted((FILE, *PAST_TABLES)):
        path = folder / f"{name}.csv"
        data = path.read_bytes() if path.exists() else b""
        total.update(f"{name}\n{len(data)}\n".encode() + data)
    return total.hexdigest()


def _digest_rows(tables: Mapping[str, Mapping[Key, PastRow]], sources: Mapping[str, Source]) -> str:
    rows = [row for name in sorted(tables) for _, row in sorted(tables[name].items())]
    told = [(r.table, r.key, r.value, r.unit, r.end, r.use, r.source, r.grade) for r in rows]
    cited = sorted({word for row in rows for word in row.source})
    whole = [told, [sources[word] for word in cited]]
    return sha256(json.dumps(whole).encode()).hexdigest()
