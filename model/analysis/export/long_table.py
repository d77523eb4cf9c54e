"""A long table of every value: one row for a run, a quarter and the members of an outcome."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple, TextIO

import numpy as np
import xarray as xr

from model.analysis.export.export_source import Source
from model.experiments.result import AXES, names_of, unit_of
from model.storage.csv_text import write_csv
from model.storage.folder import hidden_file

ROWS = 1 << 20
"""Rows that are read at once: some megabytes."""

RUN = ("run",)
EXPERIMENT = ("experiment", "replication")
TIMES = ("turn", "date")


class Piece(NamedTuple):
    """Some runs of one outcome, along its first axis."""

    outcome: str
    runs: slice


def columns_of(source: Source) -> list[str]:
    """Return the columns of the table; an axis that an outcome does not have is blank."""
    first = (*EXPERIMENT, *source.varied) if source.is_sweep else RUN
    return [*first, "turn", "outcome", "unit", *AXES, "value"]


def pieces_of(source: Source) -> list[Piece]:
    """Cut the outcomes into pieces of a size that fits into memory, along runs."""
    found = []
    for name in source.outcomes:
        array = source.dataset[name]
        runs = array.sizes[array.dims[0]]
        step = max(1, ROWS * runs // max(array.size, 1))
        found += [Piece(name, slice(at, min(at + step, runs))) for at in range(0, runs, step)]
    return found


def write_long_table(source: Source, path: Path) -> Iterator[int]:
    """Write the table as CSV, piece by piece; yields 1 after each of `pieces_of`.

    Values have six digits, as in the summary; what is not a number is blank. Raises OSError.
    """
    with hidden_file(path) as hidden, hidden.open("w", encoding="utf-8", newline="") as file:
        file.write(line_of(columns_of(source)))
        for piece in pieces_of(source):
            write_piece(source, piece, file)
            yield 1


def write_piece(source: Source, piece: Piece, file: TextIO) -> None:
    """Write the rows of a piece: by run, then by quarter, then by member."""
    array = source.dataset[piece.outcome]
    first = EXPERIMENT if source.is_sweep else RUN
    time = [dim for dim in TIMES if dim in array.dims]
    axes = [axis for axis in AXES if axis in array.dims]
    part = array.isel({first[0]: piece.runs}).transpose(*first, *time, *axes)
    turns = names_of(part, time[0]) if time else [""]
    members = cells_of(part, axes, fixed_of(source, piece.outcome))
    leads = [line_of(lead)[:-1] for lead in leads_of(source, part)]
    values = np.asarray(part.values, dtype=np.float64).reshape(len(leads), len(turns), -1)
    for lead, of_run in zip(leads, values, strict=True):
        for turn, of_turn in zip(turns, of_run, strict=True):
            before = f"{lead},{turn},"
            file.writelines(
                f"{before}{cell}{value:.6g}\n" if value == value else f"{before}{cell}\n"
                for cell, value in zip(members, of_turn.tolist(), strict=True)
            )


def leads_of(source: Source, part: xr.DataArray) -> Iterator[list[str]]:
    """Yield the first cells of every run: its number; or experiment, replication, what varied."""
    if not source.is_sweep:
        yield from ([str(run)] for run in part["run"].values)
        return
    along = [part[name].values.astype(str).tolist() for name in source.varied]
    numbers = part["experiment"].values.tolist()
    for number, *words in zip(numbers, *along, strict=True):
        for again in part["replication"].values.tolist():
            yield [str(number), str(again), *words]


def fixed_of(source: Source, outcome: str) -> Mapping[str, str]:
    """Return the members to which a sweep narrowed an outcome when it was kept."""
    if not source.is_sweep:
        return {}
    (kept,) = (each for each in source.manifest["sweep"]["outcomes"] if each["name"] == outcome)
    return {str(place[0]): str(place[1]) for place in kept["places"]}


def cells_of(part: xr.DataArray, axes: Sequence[str], fixed: Mapping[str, str]) -> list[str]:
    """Return the middle of the rows of a quarter: outcome, unit and members, up to the value."""
    cells = []
    for labels in product(*(names_of(part, axis) for axis in axes)):
        members = {**fixed, **dict(zip(axes, labels, strict=True))}
        words = [str(part.name), unit_of(part), *(members.get(axis, "") for axis in AXES)]
        cells.append(line_of(words)[:-1] + ",")
    return cells


def line_of(cells: Sequence[str]) -> str:
    """Return a line of CSV."""
    text = io.StringIO()
    write_csv(text, cells, ())
    return text.getvalue()
