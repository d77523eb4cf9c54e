"""What was predicted and what was observed, by horizon, target, state and power."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.validation.hindcast.arms import Supply
from model.validation.hindcast.benchmarks import (
    Pull,
)
from model.validation.hindcast.contact import Contacts
from model.validation.hindcast.find import (
    LEVELS,
    MEDIAN,
)
from model.validation.hindcast.liveliness import Liveliness
from model.validation.hindcast.record import Past
from model.validation.hindcast.scores import Flags, squared_error
from model.validation.hindcast.volumes import Volumes
from model.world.draws import Floats

SIMPLE = ("persistence", "trend", "gravity")
"""Simpler forecasts that the model is held against."""

PERSISTENCE, TREND, GRAVITY = SIMPLE


FROZEN = "frozen"
"""The model itself with decisions frozen, of which the median is held against its own."""


RIVALS = (*SIMPLE, FROZEN)
"""All forecasts that the model is held against where the dated events are known."""


class Cells(NamedTuple):
    """The forecasts of trade at one horizon and what was observed; axes (target, state, power)."""

    horizon: int
    shares: Floats
    """(level, target, state, power); quantiles over runs"""
    crps: Floats
    left_out: Floats
    """median by parameters that have not seen the state's past; NaN without a posterior sample"""
    observed: Floats
    rivals: Mapping[str, Floats]
    counted: Flags
    """whether both the origin and the target are on record"""

    @property
    def forecast(self) -> Floats:
        """The median of the runs."""
        found: Floats = self.shares[MEDIAN]
        return found

    def band(self, low: float, high: float) -> tuple[Floats, Floats]:
        """Two quantiles, lower and upper."""
        return self.shares[LEVELS.index(low)], self.shares[LEVELS.index(high)]

    def error(self, rival: str = "") -> Floats:
        """Squared error of the median, or of a simpler forecast; 0 where nothing counts."""
        forecast = self.rivals[rival] if rival else self.forecast
        return squared_error(forecast, self.observed, self.counted)


class Positions(NamedTuple):
    """The states' ideal points at one horizon; axes (target, state)."""

    horizon: int
    targets: tuple[int, ...]
    points: Floats
    """(level, target, state); quantiles over runs"""
    observed: Floats
    kept: Floats
    """the state's own last known position: persistence"""
    gaps_kept: Floats
    """where it would stand had it kept its gaps from the powers"""
    counted: Flags

    def error(self, forecast: Floats) -> Floats:
        """Squared error of a forecast; 0 where nothing counts."""
        return squared_error(forecast, self.observed, self.counted)


class Armed(NamedTuple):
    """Who supplied a state with arms in five years, and what was predicted."""

    supply: Supply
    shares: Floats
    """(level, power); quantiles over runs"""
    frozen: Floats
    """(power,); median of the model with decisions frozen"""


class Hindcast(NamedTuple):
    """All that was predicted, and what was observed."""

    states: tuple[str, ...]
    powers: tuple[str, ...]
    past: Past
    pull: Pull
    cells: Mapping[int, Cells]
    """by horizon; the dated events are known"""
    blind: Mapping[int, Cells]
    """by horizon; no dated event is known"""
    positions: Mapping[int, Positions]
    decade: Cells
    """trade DECADE years ahead; the dated events are known"""
    blind_decade: Cells
    """the same, no dated event known"""
    arms: Mapping[int, tuple[Armed, ...]]
    """by horizon"""
    contact: Mapping[int, Contacts]
    """by horizon; formal diplomatic contact"""
    liveliness: Mapping[bool, Mapping[str, Liveliness]]
    """by whether the dated events are known, and by what changes"""
    volumes: Mapping[int, Volumes]
    """by horizon; trade of pairs in money"""
    totals: Mapping[int, Volumes]
    """by horizon; all trade of states in money"""
    fans: Mapping[int, Floats]
    """by origin, (level, year, state, power)"""
