"""A change taken apart into its causes: an exact sum, as a table, and what causes are called."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd


class Waterfall(NamedTuple):
    """A start, causes with the change that each brought, and the end that they add up to.

    All in one unit; `about` says what was taken apart, and when; `first` and `last` what the start
    and the end are called in a figure.
    """

    about: str
    unit: str
    start: float
    changes: Mapping[str, float]
    end: float
    first: str = "start"
    last: str = "end"


def check_sum(waterfall: Waterfall, tolerance: float = 1e-9) -> None:
    """Raise ValueError unless start + changes = end, within a share of the largest number."""
    total = math.fsum([waterfall.start, *waterfall.changes.values()])
    size = max(1.0, abs(waterfall.start), abs(waterfall.end), *map(abs, waterfall.changes.values()))
    if not abs(total - waterfall.end) <= tolerance * size:
        raise ValueError(
            f"{waterfall.about}: start and causes add up to {total:.9g}, the end is "
            f"{waterfall.end:.9g}"
        )


def by_size(changes: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return causes and changes, the largest |change| first, names breaking ties."""
    return sorted(changes.items(), key=lambda item: (-abs(item[1]), item[0]))


def lump(changes: Mapping[str, float], most: int) -> dict[str, float]:
    """Keep the `most` largest causes and add the others up as "all other causes"."""
    ordered = by_size(changes)
    kept = dict(ordered[:most])
    if len(ordered) > most:
        kept["all other causes"] = math.fsum(change for _, change in ordered[most:])
    return kept


def causes_table(waterfall: Waterfall) -> pd.DataFrame:
    """Return cause, change, running (total after it) and unit: start first, end last.

    Raises ValueError where the causes do not add up.
    """
    check_sum(waterfall)
    rows: list[tuple[str, float | None, float]] = [("start", None, waterfall.start)]
    passed = [waterfall.start]
    for cause, change in by_size(waterfall.changes):
        passed.append(change)
        rows.append((cause, change, math.fsum(passed)))
    rows.append(("end", None, waterfall.end))
    table = pd.DataFrame(rows, columns=["cause", "change", "running"])
    return table.assign(unit=waterfall.unit)


WORDS: dict[str, str] = {
    "programme": "how the power spreads its engagement",
    "budget": "how much the power spends",
    "answers": "what the power brings up to answer others",
    "pledges": "pledges and summits",
    "acceptance": "what the state accepts",
    "delivery": "what an isolated power can still deliver",
    "contracts": "contracts for oil and gas",
    "diversification": "trade moved away from a partner grown too large",
    "projects": "stakes in mineral projects",
    "gravity": "growth of both economies, and prices",
    "corridor": "corridors, routes and border posts",
    "control": "export controls, sanctions, duties and minerals",
    "reprisal": "reprisals",
    "decay": "decay of contact that is not kept up",
    "shock": "chance",
    "unnamed": "events that no scenario names",
    "rivals": "rivals",
    "others": "ties with the rest of the world",
    "remittances": "remittances",
    "debt": "debt",
    "arms": "supplies of arms",
    "freight": "transit of freight",
    "energy": "routes of oil and gas",
    "bond": "membership in blocs",
}
"""What each cause is called; one that is not here goes by its own name."""

DECISIONS: tuple[str, ...] = (
    "programme", "budget", "answers", "pledges", "acceptance",
)  # fmt: skip
"""Causes that the power or the state decides on, the power's first."""


def in_words(cause: str) -> str:
    """Return what a cause is called."""
    return WORDS.get(cause, cause)
