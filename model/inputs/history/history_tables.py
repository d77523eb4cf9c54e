"""Tables of the past: their key columns, the words that these may hold, and bounds of values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from model.inputs.formats.fixed_words import GRADES
from model.inputs.formats.numbers import Bounds
from model.inputs.seeds.key_columns import ids
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.records import Key, Members
from model.inputs.seeds.specification import read_bounds, read_parts, read_specification

FIRST_YEAR, LAST_YEAR = 1990, 2025
"""Years that a row of the past may name."""

FIRST_BASE, LAST_BASE = 2000, 2020
"""Years from whose end a run can start: those with every pair's trade on record."""

HUBS: tuple[str, ...] = ("CHE", "GBR")
"""Partners through which gold is sold; its price and timing swing every share of trade."""

REGION: str = "CA5"
"""The other four states, as one partner."""

OTHER_SUPPLIER: str = "OTHER"
"""All suppliers of arms that are not among the powers, as one."""

FLOWS: tuple[str, ...] = ("exports", "imports")
"""Directions of trade, seen from the state."""

USES: tuple[str, ...] = ("yes", "gap", "masked")
"""How far a row can be used: yes; gap, a zero that means no report; masked, never to be scored."""

FORMER_BLOCS: tuple[str, ...] = ("eurasec", "customs-union")
"""Blocs that ended before 2025, beside those of the cast: forerunners of the Eurasian union."""

BASES: tuple[str, ...] = ("manas", "khanabad", "kant", "base-201", "pamir-post")
"""Foreign bases that have stood in the five states since 1991."""

CONTACT_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "format": "diplomacy",
        "organisations": "diplomacy",
        "treaty": "diplomacy",
        "pact": "security",
        "bases": "security",
    }
)
"""Parts of contact that are on record by date, and the domain whose tie each belongs to."""


class PastSpec(NamedTuple):
    """A table of the past: its key columns, the column beside them, and bounds of its values.

    The last key column is a time: `year` (2010), `period` (2010-2014) or `from` (2010 or
    2010Q3). `beside` is `use`, `until` or none. `parts` narrows the bounds by a word of the key.
    """

    name: str
    keys: tuple[str, ...]
    beside: tuple[str, ...]
    limits: Bounds
    meaning: str
    parts: Mapping[str, Bounds]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of the file, in their usual order."""
        return (*self.keys, *self.beside, "value", "unit", "source", "grade", "note")

    @property
    def time(self) -> str:
        """Return the key column that holds the time."""
        return self.keys[-1]

    def bounds(self, key: Key) -> Bounds:
        """Return the lowest and highest value that the row with this key may have."""
        found = (self.parts[word] for word in key if word in self.parts)
        return next(found, self.limits)


def _read_tables() -> dict[str, PastSpec]:
    folder = Path(__file__).parent / "specification"
    parts = read_parts(folder / "bounds.csv")
    return {
        row["table"]: PastSpec(
            name=row["table"],
            keys=tuple(row["keys"].split()),
            beside=tuple(row["beside"].split()),
            limits=read_bounds(row),
            meaning=row["meaning"],
            parts=MappingProxyType(parts.get(row["table"], {})),
        )
        for row in read_specification(folder / "tables.csv")
    }


PAST_TABLES: dict[str, PastSpec] = _read_tables()
"""Every table of the past by name; the file is `history/<name>.csv`."""

PRICES: tuple[str, ...] = ("crude", "brent", "gas-europe", "lng-japan")
"""Prices of `prices.csv`."""


def choices(spec: PastSpec, column: str, members: Members) -> tuple[str, ...]:
    """Return the words that a column other than a time may hold."""
    powers = ids(members, "power")
    known = {
        "partner": (*powers, *HUBS, REGION),
        "supplier": (*powers, OTHER_SUPPLIER),
        "flow": FLOWS,
        "attribute": tuple(spec.parts),
        "bloc": (*ids(members, "bloc"), *FORMER_BLOCS),
        "base": BASES,
        "part": tuple(CONTACT_PARTS),
        "price": PRICES,
        "use": USES,
        "grade": GRADES,
    }
    return known[column] if column in known else ids(members, column)


def check_word(spec: PastSpec, column: str, word: str, members: Members) -> str:
    """Return what is wrong with the word in a column other than a time, or ""."""
    known = choices(spec, column, members)
    return "" if word in known else unknown_id(column, word, known, members)
