"""Drivers: what is known to have happened outside the model, year by year, as paths of factors."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import NamedTuple

from model.inputs.factors import FACTORS
from model.inputs.history import History
from model.inputs.quarters import quarter_index
from model.inputs.records import Key, Row

RECENT = 3
"""Years over which commitments of finance are spread: they are signed at once, spent over years."""


class Driver(NamedTuple):
    """The path of one factor: its value in every quarter from the first on, held beyond both."""

    factor: str
    keys: tuple[str, ...]
    first: int
    """index of the quarter of the first value"""
    values: tuple[float, ...]

    def at(self, quarter: int) -> float:
        """The value in a quarter; the first before, and the last after, what is known."""
        return self.values[min(max(quarter - self.first, 0), len(self.values) - 1)]


def read_drivers(history: History, leaders: Mapping[Key, Row]) -> tuple[Driver, ...]:
    """Return what the past tells of growth, money, energy, remittances, finance and blocs.

    - ``power_growth``, ``state_growth``: real growth of the year, a year
    - ``purchasing``: GDP in dollars over real GDP, first year = 1; for states whose dollars are
      counted at an official rate that few could buy at (grade C) there is none
    - ``energy_price``: price of crude oil, first year = 1
    - ``migration``: remittances over GDP, first year = 1
    - ``engagement``: what a power committed, mean of three years, first year = 1
    - ``membership``: bond by blocs, 1 - prod (1 - leader x member / 2)

    leaders: the seeds' table of who leads which bloc.
    """
    years = history.years("economy")
    found = []
    for kind in ("power", "state"):
        for actor in history.ids(kind):
            growth = [history.value("economy", actor, "growth", year) for year in years]
            found.append(_path(f"{kind}_growth", (actor,), years, _fill(growth, 0.0)))
    for state in history.ids("state"):
        if _counted_in_dollars(history, state, years):
            found.append(_path("purchasing", (state,), years, _purchasing(history, state, years)))
        received = [history.value("remittances", state, year) for year in years]
        if any(received):
            paths = _relative(_fill(received, 0.0))
            for power in history.ids("power"):
                found.append(_path("migration", (power, state), years, paths))
    crude = [history.value("prices", "crude", year) for year in years]
    found.append(_path("energy_price", (), years, _relative(_fill(crude, 1.0))))
    for power in sorted({key[0] for key in history.tables["finance"]}):
        spent = _spread(lambda year, power=power: _committed(history, power, year), history)  # type: ignore[misc]
        found.append(_path("engagement", (power,), history.years("finance"), _relative(spent)))
    found += _read_bonds(history, leaders)
    return tuple(found)


def _read_bonds(history: History, leaders: Mapping[Key, Row]) -> list[Driver]:
    first = history.years("economy")[0]
    quarters = range(4 * first, 4 * history.years("economy")[-1] + 4)
    found = []
    for power in history.ids("power"):
        for state in history.ids("state"):
            path = [_bond(history, leaders, power, state, quarter) for quarter in quarters]
            if any(path):
                found.append(Driver("membership", (power, state), quarters[0], tuple(path)))
    return found


def _bond(
    history: History, leaders: Mapping[Key, Row], power: str, state: str, quarter: int
) -> float:
    free = 1.0
    for (bloc, leader), row in leaders.items():
        if leader == power:
            free *= 1.0 - row.value * standing_in(history, bloc, state, quarter) / 2.0
    return 1.0 - free


def standing_in(history: History, bloc: str, state: str, quarter: int) -> float:
    """Standing of a state in a bloc or its forerunners: 1 member, 0.5 observer, else 0.

    A forerunner counts for as much as it bound: a customs union whole, a community half.
    """
    forerunners = {"customs-union": 1.0, "eurasec": 0.5} if bloc == "eaeu" else {}
    counted = {bloc: 1.0, **forerunners}
    return max(
        weight * history.standing("memberships", quarter, name, state)
        for name, weight in counted.items()
    )


def _counted_in_dollars(history: History, state: str, years: tuple[int, ...]) -> bool:
    rows = [history.row("economy", state, "gdp", year) for year in years]
    return all(row is None or row.grade != "C" for row in rows)


def _path(
    factor: str, keys: tuple[str, ...], years: tuple[int, ...], values: list[float]
) -> Driver:
    spec = FACTORS[factor]
    # A multiple of the first year keeps to its bound when it is counted against the base year.
    high = math.inf if spec.against == "ratio" else spec.high
    held = [min(max(value, spec.low), high) for value in values for _ in range(4)]
    return Driver(factor, keys, quarter_index(f"{years[0]}Q1"), tuple(held))


def _fill(values: list[float | None], missing: float) -> list[float]:
    """Hold the last known value where a year is missing, and the first known before it."""
    known = [value for value in values if value is not None]
    last, filled = known[0] if known else missing, []
    for value in values:
        last = last if value is None else value
        filled.append(last)
    return filled


def _relative(values: list[float]) -> list[float]:
    return [value / values[0] for value in values]


def _purchasing(history: History, state: str, years: tuple[int, ...]) -> list[float]:
    """GDP in dollars over real GDP, first year = 1."""
    money = _fill([history.value("economy", state, "gdp", year) for year in years], 1.0)
    growth = _fill([history.value("economy", state, "growth", year) for year in years], 0.0)
    real = list(accumulate(growth, lambda level, rate: level * (1.0 + rate), initial=1.0))[1:]
    return _relative([m / r for m, r in zip(money, real, strict=True)])


def _committed(history: History, power: str, year: int) -> float:
    amounts = [history.value("finance", power, state, year) for state in history.ids("state")]
    return sum(amount or 0.0 for amount in amounts)


def _spread(committed: Callable[[int], float], history: History) -> list[float]:
    years = history.years("finance")
    return [
        max(sum(committed(year - back) for back in range(RECENT)) / RECENT, 1.0) for year in years
    ]
