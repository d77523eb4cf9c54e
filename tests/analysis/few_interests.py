"""The shipped seeds with a few of their interests, so that ablations are short."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

from model.inputs.formats.places import seeds_folder

FEW = ("JP1", "JP2", "JP4", "JP6", "CN2", "CN3", "RU2", "CA1")
"""JP4 against CN3 does nothing beside JP1 against CN2; JP6 has no target and no opponent."""


def write_few(folder: Path, ids: Sequence[str] = FEW) -> Path:
    """Copy the shipped seeds into a folder, with these interests alone."""
    copied = Path(shutil.copytree(seeds_folder(), folder / "seeds"))
    path = copied / "interests.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *(r for r in rows if r[0] in ids)])
    return copied
