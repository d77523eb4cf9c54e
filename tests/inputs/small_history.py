"""A small past beside the small seeds, written by the tests themselves."""

from __future__ import annotations

from pathlib import Path

from model.inputs.history.history_tables import PAST_TABLES

TAIL = "guess,C,"


def write_past(folder: Path, table: str, *lines: str) -> Path:
    """Write a table of the past with its header and these lines; return its path."""
    path = folder / "history" / f"{table}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((",".join(PAST_TABLES[table].columns), *lines)) + "\n")
    return path
