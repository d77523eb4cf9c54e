"""Tables as files: CSV for programs, one XLSX workbook for people; the same bytes every time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from model.experiments.summary import write_rows

WORKBOOK = "answers.xlsx"
WIDEST = 60
"""Letters that a column is wide at most."""

HEADINGS: dict[str, str] = {
    "S1": "share of variance alone",
    "S1_error": "share alone, 95 % half-width",
    "ST": "share of variance with others",
    "ST_error": "share with others, 95 % half-width",
    "p05": "5 % of runs below",
    "p50": "median",
    "p95": "95 % of runs below",
}
"""What columns are called in the workbook, where their name does not say it."""

SMALLEST = "0.0000"
FORMATS: dict[str, float] = {"#,##0": 1000.0, "0.0": 100.0, "0.00": 1.0, "0.000": 0.01, SMALLEST: 0}
"""How numbers are printed, and the largest of a column from which on."""

NO_CLOCK = datetime(2000, 1, 1)
"""Stands in the workbook for when it was made, so that its bytes do not depend on that."""


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write each table as `<name>.csv` and return the paths."""
    paths = []
    for name, table in tables.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            write_rows(table, file)
        paths.append(path)
    return paths


def workbook_of(tables: Mapping[str, pd.DataFrame], told: Mapping[str, Sequence[str]]) -> bytes:
    """Return a workbook: what was found in sentences, then a sheet for each table."""
    from xlsxwriter import Workbook

    held = BytesIO()
    choices = {"in_memory": True, "nan_inf_to_errors": False, "strings_to_formulas": False,
               "strings_to_urls": False}  # fmt: skip
    book = Workbook(held, choices)
    book.set_properties({"created": NO_CLOCK})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet("what was found")
    sheet.set_column(0, 0, 140, wrap)
    row = 0
    for heading, lines in told.items():
        for text, form in [(heading, bold), *((line, wrap) for line in lines), ("", wrap)]:
            sheet.write_string(row, 0, text, form)
            row += 1
    forms = {digits: book.add_format({"num_format": digits}) for digits in FORMATS}
    for name, table in tables.items():
        fill_sheet(book.add_worksheet(plain_heading(name)), table, bold, forms)
    book.close()
    return held.getvalue()


def fill_sheet(sheet: Any, table: pd.DataFrame, bold: Any, forms: Mapping[str, Any]) -> None:
    """Fill a sheet with a table, its first row frozen and filtered.

    forms: what the workbook made of each of ``FORMATS``.
    """
    for column, name in enumerate(table.columns):
        heading = plain_heading(str(name))
        sheet.write_string(0, column, heading, bold)
        values = table[name].tolist()
        for row, value in enumerate(values, start=1):
            write_cell(sheet, row, column, value)
        widest = max([len(heading), *(len(shown_cell(value)) for value in values[:200])])
        form = forms.get(number_format(values))
        sheet.set_column(column, column, min(widest + 2, WIDEST), form)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def plain_heading(name: str) -> str:
    """Return the name of a table or column as people read it: ``mean_regret`` is Mean regret."""
    words = HEADINGS.get(name, name.replace("_", " "))
    return words[:1].upper() + words[1:]


def number_format(values: Sequence[Any]) -> str:
    """Return how a spreadsheet prints a column of numbers: three digits of the largest, at least.

    "" for whole numbers and words, which are shown as they are.
    """
    floats = [abs(value) for value in values if isinstance(value, float) and math.isfinite(value)]
    if not floats:
        return ""
    largest = max(floats)
    return next((form for form, least in FORMATS.items() if largest >= least), SMALLEST)


def write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """Write a number as a number, words as words, and leave what is unknown empty."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            sheet.write_number(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)


def shown_cell(value: Any) -> str:
    """Return about what a spreadsheet shows of a value."""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
