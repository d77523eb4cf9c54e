"""How far runs had gone from where they started, squared: what liveliness is worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.inputs.seeds.seeds import Seeds
from model.validation.hindcast.arms import YEARS
from model.validation.hindcast.windows import Forecast
from model.world.draws import Floats

DECADE = 10
"""Years after which changes of trade and of positions are compared with those on record."""


class Moved(NamedTuple):
    """Mean over runs of squared changes since the origin, (state, power); NaN in shorter runs."""

    trade: Floats
    """of the share of trade after DECADE years, from the share on record"""
    arms: Floats
    """of the share of arms after YEARS years, from the share on record"""
    positions: Floats
    """of alignment after DECADE years, from that of the run's own base year"""


def square_moves(forecast: Forecast, shares: Floats, arms: Floats) -> Moved:
    """Mean squares over runs of what trade, arms and positions changed by.

    m = mean over runs of (x_h - x_0)^2

    shares, arms: x_0 of trade and of arms, (state, power). Both begin from the record, give or take
    what trade is known to; alignment begins from a wider range, so that each run has its own x_0.
    """
    return Moved(
        mean_square(forecast.shares - shares, DECADE),
        mean_square(forecast.arms - arms, YEARS),
        mean_square(forecast.closer, DECADE),
    )


def mean_square(changes: Floats, years: int) -> Floats:
    """Mean over runs of squared changes after some years: (run, year, ...) to (...)."""
    if changes.shape[1] < years:
        return np.full(changes.shape[2:], np.nan)
    found: Floats = (changes[:, years - 1] ** 2).mean(axis=0)
    return found


def arms_at(seeds: Seeds, states: Sequence[str], powers: Sequence[str]) -> Floats:
    """Shares of arms of the base year, (state, power); 0 for a pair without a row."""
    rows = seeds.tables["dependence"]
    found = [[rows.get(("arms", power, state)) for power in powers] for state in states]
    return np.array([[0.0 if row is None else row.value for row in each] for each in found])
