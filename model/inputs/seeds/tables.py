"""Tables: the files of numbers in the seeds, their key columns and bounds.

What each table holds is written in ``specification/tables.csv``, and the bounds of an attribute
or a domain in ``specification/bounds.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from model.inputs.formats.fixed_words import BOUND_COLUMNS, QUANTITY_COLUMNS
from model.inputs.formats.numbers import Bounds
from model.inputs.seeds.specification import read_bounds, read_parts, read_specification

FOLDER = Path(__file__).parent / "specification"


class TableSpec(NamedTuple):
    """A table: its key columns, whether every row must be there, and the bounds of its values.

    `parts` narrows the bounds for one value of the last key column (an attribute or a
    domain); for a table with a key column `attribute` it also lists the attributes allowed.
    `bounded`: each row holds bounds of its own, in the columns BOUND_COLUMNS.
    """

    name: str
    keys: tuple[str, ...]
    unit: str
    required: bool
    limits: Bounds
    meaning: str
    parts: Mapping[str, Bounds]
    bounded: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the file: the keys, the number and, where rows hold them, its bounds."""
        return (*self.keys, *QUANTITY_COLUMNS, *(BOUND_COLUMNS if self.bounded else ()))

    def bounds(self, key: tuple[str, ...]) -> Bounds:
        """Return the lowest and highest value that the row with this key may have."""
        return self.parts.get(key[-1], self.limits)

    def attributes(self) -> tuple[str, ...]:
        """Return the names that the key column `attribute` may hold."""
        return tuple(self.parts)


def _read_tables() -> dict[str, TableSpec]:
    parts = read_parts(FOLDER / "bounds.csv")
    return {
        row["table"]: TableSpec(
            name=row["table"],
            keys=tuple(row["keys"].split()),
            unit=row["unit"],
            required=row["required"] == "yes",
            limits=read_bounds(row),
            meaning=row["meaning"],
            parts=MappingProxyType(parts.get(row["table"], {})),
            bounded=row["bounded"] == "yes",
        )
        for row in read_specification(FOLDER / "tables.csv")
    }


TABLES: dict[str, TableSpec] = _read_tables()
"""Every table of numbers by name; the file is `<name>.csv`."""
