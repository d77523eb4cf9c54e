"""What really happened: the record that forecasts are held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.inputs.history.history import History
from model.inputs.history.past_contact import dated_points, has_dates
from model.validation.hindcast.scores import Flags
from model.validation.hindcast.voting import positions_of
from model.world.draws import Floats
from model.world.past_trade import trade_matrix

CONTACT = "diplomacy"
"""Domain whose formal contact is scored."""


class Past(NamedTuple):
    """What really happened, by year of `years`."""

    years: tuple[int, ...]
    shares: Floats
    """(year, state, power); share of the state's trade, NaN where it is not to be scored"""
    unreported: Flags
    """(year, state, power); a zero that means no report, scored all the same"""
    powers: Floats
    """(year, power); ideal points, NaN where none is on record"""
    states: Floats
    """(year, state); ideal points, NaN where none is on record"""
    volumes: Floats
    """(year, state, power); trade, bn USD, NaN where it is not to be scored"""
    totals: Floats
    """(year, state); all trade without gold hubs, bn USD"""
    mean_gap: float
    """mean gap of ideal points over all pairs, the scale on which alignment is put"""
    contact: Floats
    """(year, state, power); formal diplomatic contact at the end of the year less that of the
    base year of the seeds, points; NaN for a pair without a record"""

    def place(self, year: int) -> int:
        """Where a year stands."""
        return self.years.index(year)


def gather_past(history: History) -> Past:
    """Return what really happened, masked figures as NaN."""
    powers, states = history.ids("power"), history.ids("state")
    trade = trade_matrix(history, powers, states)
    return Past(
        trade.years,
        np.where(trade.mask, np.nan, trade.shares),
        trade.gap & (trade.shares == 0.0),
        positions_of(history, powers, trade.years),
        positions_of(history, states, trade.years),
        np.where(trade.mask, np.nan, trade.exports + trade.imports),
        trade.total,
        history.assumed.mean_gap,
        contact_by_year(history, trade.years),
    )


def contact_by_year(history: History, years: Sequence[int]) -> Floats:
    """Formal diplomatic contact less that of the base year, (year, state, power), points.

    NaN for a pair of which no part is on record.
    """
    powers, states = history.ids("power"), history.ids("state")
    found = [
        [
            [
                -dated_points(history, power, state, CONTACT, year)
                if has_dates(history, power, state, CONTACT)
                else np.nan
                for power in powers
            ]
            for state in states
        ]
        for year in years
    ]
    return np.array(found, dtype=np.float64)
