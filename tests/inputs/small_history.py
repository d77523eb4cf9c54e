"""A small past beside the small seeds, written by the tests themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from model.inputs.history.assumptions import COLUMNS
from model.inputs.history.history_tables import PAST_TABLES

TAIL = "guess,C,"
ASSUMED = {
    "mean_gap": 1.21,
    "trade_error": 1.08,
    "offtake_error": 1.5,
    "ore_part": 0.15,
    "gas_elasticity": 0.6,
    "gas_error": 1.2,
    "usual_crude": 80,
    "position_error": 0.15,
    "contact_error": 0.3,
    "arms_points": 23.75,
    "alignment_points": 3.8,
}
"""The assumptions that hand-computed values of the tests rest on."""


def write_past(folder: Path, table: str, *lines: str) -> Path:
    """Write a table of the past with its header and these lines; return its path."""
    path = folder / "history" / f"{table}.csv"
    path.parent.mkdir(exist_ok=True)
    write_assumptions(folder, ASSUMED)
    path.write_text("\n".join((",".join(PAST_TABLES[table].columns), *lines)) + "\n")
    return path


def write_assumptions(folder: Path, assumed: Mapping[str, object]) -> Path:
    """Write the assumptions of the past; return the path of their file."""
    path = folder / "history" / "assumptions.csv"
    lines = (f"{name},{value},unit,{TAIL}" for name, value in assumed.items())
    path.write_text("\n".join((",".join(COLUMNS), *lines)) + "\n")
    return path
