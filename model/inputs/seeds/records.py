"""What the seed files hold, one record for each line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.inputs.formats.numbers import ANYTHING, Bounds

Key = tuple[str, ...]


class Member(NamedTuple):
    """A member of the cast: a power, state, corridor, route, mineral or bloc.

    `aliases` are other words for it, from `aliases.csv`.
    """

    id: str
    name: str
    colour: str
    hatch: str
    note: str
    aliases: tuple[str, ...] = ()


class Source(NamedTuple):
    """Where numbers and interests come from."""

    id: str
    title: str
    publisher: str
    address: str
    accessed: str
    note: str


class Paragraph(NamedTuple):
    """A paragraph of the document: its gist, what is wrong with it, what the model does."""

    paragraph: str
    gist: str
    defect: str
    handling: str


class Row(NamedTuple):
    """A number of the seeds.

    `value` is the median (the mode if triangular); `low` and `high` are the 5th and 95th
    percentile if normal, lognormal or logitnormal, the hard ends if uniform or triangular,
    and None if fixed. `source` holds ids of sources. `bounds` are the hard bounds of the value,
    of low and high, and of whatever is drawn.
    """

    table: str
    key: Key
    value: float
    unit: str
    year: str
    source: tuple[str, ...]
    grade: str
    distribution: str
    low: float | None
    high: float | None
    note: str
    file: str
    line: int
    bounds: Bounds = ANYTHING


class Interest(NamedTuple):
    """What holders want or resist (stance +1 or -1) in an issue, and how much.

    Salience is 0..5 with low and high as its 5th and 95th percentile; it grows by the share
    `elasticity` when the trigger is at 1. `targets` are states; empty if outside the region.
    """

    id: str
    holder: tuple[str, ...]
    issue: str
    stance: int
    domain: tuple[str, ...]
    targets: tuple[str, ...]
    trigger: str
    elasticity: float
    salience: float
    low: float
    high: float
    paragraph: tuple[str, ...]
    origin: str
    paraphrase: str
    source: tuple[str, ...]
    grade: str
    file: str
    line: int
    overlay: str = ""
    """name of the overlay that it comes from; "" for the seeds' own"""
    drawn_as: str = ""
    """id of the interest whose draws of salience it shares; "" for its own"""

    @property
    def draws(self) -> str:
        """Id by which its salience is drawn."""
        return self.drawn_as or self.id


Members = Mapping[str, tuple[Member, ...]]
Tables = Mapping[str, Mapping[Key, Row]]
