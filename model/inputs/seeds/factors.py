"""Factors: the quantities that the events of a scenario move.

They are listed in ``specification/factors.csv``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.inputs.seeds.specification import read_bounds, read_specification
from model.inputs.seeds.tables import FOLDER


class FactorSpec(NamedTuple):
    """A factor: its axes, the value it has when nothing happens, and the bounds it keeps to."""

    name: str
    axes: tuple[str, ...]
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    against: str
    """how it counts against a base year (see ``count_against``): ``ratio``, ``difference`` or
    ``duty``; blank for what counts as it stands"""


FACTORS: dict[str, FactorSpec] = {
    row["factor"]: FactorSpec(
        name=row["factor"],
        axes=tuple(row["axes"].split()),
        default=float(row["default"]),
        low=read_bounds(row).low,
        high=read_bounds(row).high,
        unit=row["unit"],
        meaning=row["meaning"],
        against=row["against"],
    )
    for row in read_specification(FOLDER / "factors.csv")
}
"""Every factor by name; axes are kinds of the cast, or `domain`."""

INTEREST = "interest"
"""The factor whose base is drawn from the saliences of ``interests.csv``."""
