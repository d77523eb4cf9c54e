"""The one way out for tables as CSV: quoted by the csv module, and nothing in them a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from model.inputs.formats.plain_text import visible

FORMULA = re.compile("[=+\\-@\t\r\uff0b\uff0d\uff1d\uff20]")
"""First letters of what a spreadsheet takes for a formula, also the wide ones of East Asia."""

ONE = r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf|nan)"
NUMBER = re.compile(f"{ONE}(?: to {ONE})?")
"""A number, or a range of numbers such as the unit "-1 to 1"."""

SIGNS = ("+", "-")
"""Stances: a sign alone is text to every spreadsheet."""


class TextFile(Protocol):
    """What text can be written to."""

    def write(self, text: str, /) -> object:
        """Write a text."""


def write_csv(file: TextFile, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table as CSV: comma, header row, line feeds; cells as `safe` has them."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)


def safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; only text is ever changed.

    Text that begins like a formula and is no number gets an apostrophe before it, which
    spreadsheets take for the mark of text; control characters are shown as text.
    """
    if not isinstance(cell, str) or (cell[:1].isalnum() and cell.isprintable()):
        return cell
    plain = visible(cell)
    harmless = plain in SIGNS or NUMBER.fullmatch(plain)
    begins = FORMULA.match(plain.lstrip(" \n")) and not harmless
    return f"'{plain}" if begins else plain


def unsafe(cell: str) -> str:
    """Return a cell as it was before `safe` put an apostrophe before it."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell
