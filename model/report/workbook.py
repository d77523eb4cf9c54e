"""A report as a workbook: what was found in words, then the numbers, a sheet for each table."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from model.analysis.answers.sheets import workbook_of
from model.inputs.formats.plain_text import visible
from model.report.parts import Command, Lines, Report, Table, Text


def write_workbook(report: Report) -> bytes:
    """Return the workbook as XLSX; texts in it are never formulas, and the same each time."""
    told = {visible(heading): list(map(visible, lines)) for heading, lines in list_words(report)}
    tables = {**report.tables}
    for block in report.blocks:
        if isinstance(block, Table) and block.sheet:
            columns = [name or "what" for name in block.head]
            tables[block.sheet] = pd.DataFrame(block.rows, columns=_apart(columns))
    shown = {name: table.map(_make_visible) for name, table in tables.items() if len(table)}
    return workbook_of(shown, told)


def list_words(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of a report: a heading of its own for each list, and what stands below."""
    subject = report.subject
    yield subject.title, [line for line in (subject.question, subject.played) if line]
    for section in report.sections:
        for number, block in enumerate(section.blocks):
            heading = section.heading
            if isinstance(block, Lines):
                yield f"{heading}: {block.heading}" if block.heading else heading, [*block.lines]
            elif isinstance(block, Command):
                yield f"{heading}: commands", [*block.lines]
            elif isinstance(block, Text):
                yield f"{heading}: note {number}" if number else heading, [block.text]


def _apart(columns: list[str]) -> list[str]:
    """Return names of columns of which no two are the same."""
    return [
        name if name not in columns[:place] else f"{name} ({place})"
        for place, name in enumerate(columns)
    ]


def _make_visible(value: object) -> object:
    return visible(value) if isinstance(value, str) else value
