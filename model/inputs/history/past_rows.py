"""A past year, and a row of the seeds as it stood then."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from model.inputs.history.history import History
from model.inputs.seeds.key_columns import bounds
from model.inputs.seeds.records import Key, Row
from model.inputs.seeds.seeds import Seeds
from model.inputs.seeds.tables import TABLES

Rows = Iterator[Row]


LEAST = 1e-3  # bn USD a year; no tie is nothing


class PastYear(NamedTuple):
    """What the rows of a past year are made from."""

    seeds: Seeds
    history: History
    year: int


def past_row(
    past: PastYear, table: str, key: Key, value: float, low: float = 0.0, high: float = 0.0
) -> Row:
    """A row like the seeds' own, with the value of the year; fixed unless both have a range."""
    old = past.seeds.tables[table].get(key)
    number = (value, "", "", (), "C", "fixed", None, None, "", "history", 0)
    base = old or Row(table, key, *number, bounds(TABLES[table], key))
    fixed = low >= high or base.distribution == "fixed"
    return base._replace(
        value=value,
        year=str(past.year),
        distribution="fixed" if fixed else base.distribution,
        low=None if fixed else low,
        high=None if fixed else high,
        note="",
    )


def around(share: float) -> tuple[float, float]:
    """A wide band around a share, half a unit of its logit each way."""
    if not 0.0 < share < 1.0:
        return 0.0, 0.0
    place = math.log(share / (1.0 - share))
    return 1.0 / (1.0 + math.exp(0.5 - place)), 1.0 / (1.0 + math.exp(-0.5 - place))
