"""Suppliers of arms by periods of five years: from the last one on record to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.inputs.history.history import History
from model.inputs.history.history_tables import OTHER_SUPPLIER

STATES: tuple[str, ...] = ("KAZ", "TKM", "UZB")
"""States that buy enough for a share to be more than one delivery."""

YEARS = 5
"""Years of a period."""

ENDS: tuple[int, ...] = (2014, 2019)
"""Last years of the periods that are predicted."""

AHEAD: tuple[int, ...] = (YEARS, 2 * YEARS)
"""Years from an origin to the end of the period that is predicted."""

WHOLE = 0.97
"""Least sum of all suppliers' shares in a period that counts as read in full, after rounding."""


class Supply(NamedTuple):
    """Who supplied a state in a period, and in the last one before it that is on record."""

    state: str
    period: str
    before: str
    observed: tuple[float, ...]
    """share of each power, 0..1"""
    kept: tuple[float, ...]
    """share of each power in the period before"""
    ahead: int
    """years from the origin to the end of the period"""

    @property
    def origin(self) -> int:
        """The year at whose end the forecast starts."""
        return last_year(self.period) - self.ahead


def supplies(history: History, powers: Sequence[str], ahead: int = YEARS) -> tuple[Supply, ...]:
    """Every period of a state that is on record in full and has one that had ended at the origin.

    ahead: years from the origin to the end of the period.
    """
    found = []
    for state in STATES:
        periods = whole_periods(history, state)
        for last in ENDS:
            period = f"{last - YEARS + 1}-{last}"
            before = [each for each in periods if last_year(each) <= last - ahead]
            if period in periods and before:
                then, now = (
                    shares_of(history, state, each, powers) for each in (before[-1], period)
                )
                found.append(Supply(state, period, before[-1], now, then, ahead))
    return tuple(found)


def last_year(period: str) -> int:
    """The year with which a period ends."""
    return int(period.partition("-")[2])


def whole_periods(history: History, state: str) -> list[str]:
    """Periods in which the shares of all suppliers of a state are on record, in order."""
    periods = sorted({key[2] for key in history.tables["arms"] if key[0] == state})
    known = (*history.ids("power"), OTHER_SUPPLIER)
    return [each for each in periods if sum(shares_of(history, state, each, known)) >= WHOLE]


def shares_of(
    history: History, state: str, period: str, suppliers: Sequence[str]
) -> tuple[float, ...]:
    """Shares of some suppliers in a period; 0 for one without a row."""
    return tuple(history.value("arms", state, each, period) or 0.0 for each in suppliers)
