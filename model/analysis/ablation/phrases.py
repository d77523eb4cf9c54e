"""Names, phrases and columns that the words of an ablation are put together from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.analysis.ablation.background import Idle
from model.analysis.ablation.measures import Estimate
from model.analysis.ablation.rows import Row
from model.analysis.units import PERCENT
from model.analysis.wording import Names, number, possessive, spoken
from model.inputs.formats.quarters import BASE_YEAR
from model.inputs.seeds.records import Interest

LEAST_SPREAD = 5
"""Per cent of the variance between runs below which a change of it is not worth a figure."""

NOT_ADDITIVE = "these do not add up: what one part moves depends on the others"


def spread_words(spread: Estimate) -> str:
    """Return what a part does to the spread between runs, as the end of a sentence."""
    if math.isnan(spread.value):
        return "runs do not differ in any case"
    size = round(100.0 * abs(spread.value))
    if size < LEAST_SPREAD:
        return f"the variance between runs is nearly the same (within {LEAST_SPREAD} %)"
    if not (spread.low > 0.0 or spread.high < 0.0):
        return "the variance between runs is not clearly larger or smaller"
    return f"the variance between runs is {size} % {'smaller' if spread.value > 0 else 'larger'}"


def is_small(row: Row) -> bool:
    """Tell whether a change, as it is printed, is too small to matter."""
    return round(row.change.value, 2) < PERCENT.least


def verdict(row: Row) -> str:
    """Return why a change is not to be relied on; "" where it is large enough and clear."""
    if is_small(row):
        return f"too small to matter (less than {PERCENT.least:g})"
    if row.change.value <= 2.0 * row.noise:
        return f"not clear: chance alone gives about {number(row.noise, 2)} in so few runs"
    return ""


def name_most(row: Row, names: Names, when: str) -> str:
    """Say which pair a case moves most, and which way."""
    if not row.power:
        return ""
    power = spoken("power", names["power"].get(row.power, row.power))
    state = names["state"].get(row.state, row.state)
    way = "higher" if row.pair_change > 0 else "lower"
    size = number(abs(row.pair_change), 2)
    return f" Most of all, {when}{possessive(power)} share in {state} is {size} points {way}."


def points(estimate: Estimate) -> str:
    """Return a number of points with its interval."""
    return _between(estimate, 1.0, 2, "")


def percent(estimate: Estimate) -> str:
    """Return a share in whole per cent with its interval."""
    return _between(estimate, 100.0, 0, " %")


def _between(estimate: Estimate, scale: float, places: int, unit: str) -> str:
    value, low, high = (scale * part for part in estimate)
    if math.isnan(value):
        return "none"
    text = f"{number(value, places)}{unit}"
    if math.isnan(low) or low == high:
        return text
    return f"{text} ({number(low, places)} to {number(high, places)})"


def bullets(lines: Sequence[str]) -> list[str]:
    """Return lines as a list."""
    return [f"  - {line}" for line in lines]


def align(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows of cells as lines with columns under one another."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        (
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


LABELS: dict[str, str] = {
    "interests": "all interests ended",
    "permuted": "interests passed on to the next power",
    "document": "the document's interests alone",
    "powers": "powers' programmes held at the base year's",
    "states": "what states accept held at the base year's",
    "decisions": "both held: no decisions",
    "events": "no events",
    "growth": "no growth of economies",
    "chance": "no quarterly chance",
    "numbers": "uncertain numbers at their central values",
}
"""Parts that are left out one at a time."""

STEP_LABELS: dict[str, str] = {
    "decisions": "decisions of powers and states",
    "events": "events",
    "growth": "growth of economies",
    "chance": "quarterly chance",
    "rest": "the rest",
}
"""Steps that add up; the rest is what happens without all of them."""

REST = (
    "The rest is what still drifts when nothing else is left: debt that is repaid, suppliers of "
    "arms that follow security ties, trade that states spread, and planned summits."
)
REST_SPREAD = "Its spread is that of the uncertain numbers behind it."


class Told(NamedTuple):
    """A scenario, its runs, and the names and interests of its cast."""

    title: str
    runs: int
    names: Names
    interests: Mapping[str, Interest]
    idle: Sequence[Idle]
    base_year: int = BASE_YEAR
