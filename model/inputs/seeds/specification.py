"""Specifications: what a file of numbers must look like, kept as tables beside the code."""

from __future__ import annotations

import csv
from math import inf
from pathlib import Path

from model.inputs.formats.numbers import Bounds


def read_specification(path: Path) -> list[dict[str, str]]:
    """Return the rows of a specification that is part of the package, each by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_bounds(row: dict[str, str]) -> Bounds:
    """Return the bounds in the columns `low` and `high`; blank is no bound."""
    return Bounds(float(row["low"] or -inf), float(row["high"] or inf))


def read_parts(path: Path) -> dict[str, dict[str, Bounds]]:
    """Return the narrower bounds of parts of tables, by table and by word of the key."""
    found: dict[str, dict[str, Bounds]] = {}
    for row in read_specification(path):
        found.setdefault(row["table"], {})[row["part"]] = read_bounds(row)
    return found
