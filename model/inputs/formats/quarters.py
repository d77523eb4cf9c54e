"""Quarters of the calendar, written 2026Q1, as whole numbers that can be counted with."""

from __future__ import annotations

import re

PATTERN = re.compile(r"([0-9]{4})Q([1-4])")
YEAR = re.compile(r"[0-9]{4}")


def quarter_index(name: str) -> int:
    """Return year * 4 + quarter - 1; raises ValueError unless the name looks like 2026Q1."""
    found = PATTERN.fullmatch(name)
    if found is None:
        example = f"{name}Q1" if YEAR.fullmatch(name) else "2026Q1"
        raise ValueError(f"'{name}' is not a quarter; write it like {example}")
    return int(found[1]) * 4 + int(found[2]) - 1


def quarter_name(index: int) -> str:
    """Return the name of a quarter, 2026Q1, from its index."""
    return f"{index // 4:04d}Q{index % 4 + 1}"


EARLIEST: int = quarter_index("2000Q1")
"""First quarter that any file may name; the historical run starts here."""

START: int = quarter_index("2025Q1")
"""First turn of a run unless the scenario says otherwise."""

BASE_YEAR: int = START // 4 - 1
"""Year of the seeds, from whose end a run starts unless the scenario names a past one."""

UNTIL: int = quarter_index("2040Q4")
"""Last turn of a run unless the scenario says otherwise."""

LATEST: int = quarter_index("2060Q4")
"""Last quarter that any file may name."""
