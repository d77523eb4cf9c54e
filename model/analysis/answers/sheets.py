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
    for name, table in tables.items():
        fill_sheet(book.add_worksheet(name), table, bold)
    book.close()
    return held.getvalue()


def fill_sheet(sheet: Any, table: pd.DataFrame, bold: Any) -> None:
    """Fill a sheet with a table, its first row frozen and filtered."""
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, str(name), bold)
        values = table[name].tolist()
        for row, value in enumerate(values, start=1):
            write_cell(sheet, row, column, value)
        widest = max([len(str(name)), *(len(shown_cell(value)) for value in values[:200])])
        sheet.set_column(column, column, min(widest + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


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
