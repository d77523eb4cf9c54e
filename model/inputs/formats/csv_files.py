"""Reading a CSV file with a known header into lines of named cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.files import read_text
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import find_control
from model.inputs.formats.problems import Problem, unknown


class Line(NamedTuple):
    """One record of a CSV file: where it stands, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    def problem(self, column: str, message: str) -> Problem:
        """Return a problem of this line."""
        return Problem(self.file, self.line, column, message)


def read_csv(path: Path, columns: Sequence[str], problems: list[Problem]) -> list[Line]:
    """Return the lines below the header; whatever is wrong with their shape goes to problems.

    Columns may stand in any order, but all must be there and no other. Blank lines are skipped.
    """
    text = read_text(path, problems)
    if text is None:
        return []
    name = shown(path)
    records = _split(text, name, problems)
    if not records:
        problems.append(Problem(name, 1, "", f"has no header; expected {','.join(columns)}"))
        return []
    line, header = records[0]
    wrong = _check_header(header, columns)
    if wrong:
        problems.extend(Problem(name, line, "header", message) for message in wrong)
        return []
    return _name_cells(records[1:], header, name, problems)


def _split(text: str, name: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(name, line, "", f"is not CSV: {error}"))
    return records


def _check_header(header: list[str], columns: Sequence[str]) -> list[str]:
    if len(header) == 1 and ";" in header[0]:
        return ["cells are separated by semicolons; separate them by commas"]
    wrong = [unknown("column", name, columns) for name in header if name not in columns]
    wrong += [f"column '{name}' is missing" for name in columns if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    return wrong + [f"column '{name}' stands there twice" for name in twice if name in columns]


def _name_cells(
    records: list[tuple[int, list[str]]], header: list[str], name: str, problems: list[Problem]
) -> list[Line]:
    lines = []
    for line, cells in records:
        if len(cells) == len(header):
            found = Line(name, line, dict(zip(header, cells, strict=True)))
            wrong_cells = {key: find_control(cell) for key, cell in found.cells.items()}
            problems += [found.problem(key, said) for key, said in wrong_cells.items() if said]
            lines.append(found)
        else:
            wrong = f"has {len(cells)} cells, the header has {len(header)}"
            problems.append(Problem(name, line, "", wrong))
    return lines
