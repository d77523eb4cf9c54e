"""The table of an ablation on disk, one row for each case and quarter."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from model.analysis.ablation.measures import Estimate
from model.analysis.ablation.phrases import LABELS, STEP_LABELS
from model.analysis.ablation.rows import Row
from model.experiments.store import StoreError
from model.storage.csv_text import write_csv

TABLE = "ablation.csv"
COLUMNS: tuple[str, ...] = (
    "turn", "kind", "name", "runs", "change", "change_low", "change_high", "noise",
    "movement", "movement_low", "movement_high", "spread", "spread_low", "spread_high",
    "power", "state", "pair_change", "label",
)  # fmt: skip
"""Columns; changes in points of share, movement and spread as shares, NaN left empty."""

_ESTIMATES = ("change", "movement", "spread")


def write_table(rows: Iterable[Row], path: Path) -> Path:
    """Write rows as CSV (UTF-8, comma, header row) and return the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, COLUMNS, [_cells(row) for row in rows])
    return path


def _cells(row: Row) -> list[str]:
    labels = {"part": LABELS, "step": STEP_LABELS}.get(row.kind, {})
    cells = {
        "turn": row.turn, "kind": row.kind, "name": row.name, "runs": str(row.runs),
        "noise": _text(row.noise),
        "power": row.power, "state": row.state, "pair_change": _text(row.pair_change),
        "label": labels.get(row.name, ""),
    }  # fmt: skip
    for name in _ESTIMATES:
        estimate: Estimate = getattr(row, name)
        ends = zip((name, f"{name}_low", f"{name}_high"), estimate, strict=True)
        cells |= {column: _text(value) for column, value in ends}
    return [cells[column] for column in COLUMNS]


def _text(value: float) -> str:
    return "" if math.isnan(value) else f"{value + 0.0:.6g}"


def read_table(path: Path, turns: Sequence[str], interests: Sequence[str]) -> list[Row]:
    """Return the rows of a table.

    turns, interests: what the rows may be about. Raises StoreError where the file is not as
    ``write_table`` leaves it.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
        if not lines or tuple(lines[0]) != COLUMNS:
            raise ValueError("its header is another one")
        rows = [_row(dict(zip(COLUMNS, line, strict=True))) for line in lines[1:]]
        known = {"whole": {""}, "part": set(LABELS), "step": set(STEP_LABELS),
                 "interest": set(interests)}  # fmt: skip
        for row in rows:
            if row.turn not in turns or row.name not in known.get(row.kind, ()):
                raise ValueError("a row is about something else")
        if [row.turn for row in rows if row.kind == "whole"] != list(turns):
            raise ValueError("a quarter is missing")
    except (OSError, ValueError, csv.Error) as error:
        raise StoreError(f"{path} cannot be read: {error}; --again computes it anew") from None
    return rows


def _row(cells: dict[str, str]) -> Row:
    change, movement, spread = (
        Estimate(*(_value(cells[column]) for column in (name, f"{name}_low", f"{name}_high")))
        for name in _ESTIMATES
    )
    return Row(
        cells["turn"], cells["kind"], cells["name"], int(cells["runs"]), change,
        _value(cells["noise"]), movement, spread, cells["power"],
        cells["state"], _value(cells["pair_change"]),
    )  # fmt: skip


def _value(text: str) -> float:
    value = float(text) if text else math.nan
    if math.isinf(value):
        raise ValueError("a number is infinite")
    return value
