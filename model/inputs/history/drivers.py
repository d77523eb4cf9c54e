"""Drivers: what is known to have happened outside the model, year by year, as paths of factors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from model.inputs.formats.quarters import quarter_index
from model.inputs.history.history import History
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.records import Key, Row

RECENT = 3
"""Years over which commitments of finance are spread: they are signed at once, spent over years."""

_LEAST = 1.0  # million USD; a year without commitments still has embassies and old projects

Known = Sequence[float | None]
"""Values of years in order, None where the past does not tell them."""


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
    - ``finance``: what a power committed, mean of three years, first year = 1
    - ``membership``: bond by blocs, 1 - prod (1 - leader x member / 2)

    What the past does not tell has no driver, and stays at its base. leaders: the seeds' table of
    who leads which bloc.
    """
    every = (
        _read_growth(history), _read_purchasing(history), _read_energy(history),
        _read_migration(history), _read_finance(history), _read_bonds(history, leaders),
    )  # fmt: skip
    return tuple(chain.from_iterable(every))


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


def _read_growth(history: History) -> Iterator[Driver]:
    for kind in ("power", "state"):
        for actor in history.ids(kind):
            growth = _by_year(history, "economy", actor, "growth")
            yield from _path(f"{kind}_growth", (actor,), history.years("economy"), _fill(growth))


def _read_purchasing(history: History) -> Iterator[Driver]:
    """GDP in dollars over real GDP, which growth chains from the first year's."""
    for state in history.ids("state"):
        dollars = _fill(_by_year(history, "economy", state, "gdp"))
        growth = _fill(_by_year(history, "economy", state, "growth"))
        if dollars and growth and _counted_in_dollars(history, state):
            real = accumulate(growth[1:], lambda level, rate: level * (1.0 + rate), initial=1.0)
            bought = [money / goods for money, goods in zip(dollars, real, strict=True)]
            yield from _path("purchasing", (state,), history.years("economy"), _relative(bought))


def _counted_in_dollars(history: History, state: str) -> bool:
    rows = [history.row("economy", state, "gdp", year) for year in history.years("economy")]
    return all(row is None or row.grade != "C" for row in rows)


def _read_energy(history: History) -> Iterator[Driver]:
    crude = _fill(_by_year(history, "prices", "crude"))
    yield from _path("energy_price", (), history.years("economy"), _relative(crude))


def _read_migration(history: History) -> Iterator[Driver]:
    """Remittances of a state, the same path whichever power its migrants work in."""
    for state in history.ids("state"):
        received = _relative(_fill(_by_year(history, "remittances", state)))
        for power in history.ids("power"):
            yield from _path("migration", (power, state), history.years("economy"), received)


def _read_finance(history: History) -> Iterator[Driver]:
    """What a power committed to all states, mean of the years on record of the last three.

    Loans and grants pay for projects: what is spent on trade and resources follows them, and not
    contact or arms.
    """
    years, states = history.years("finance"), history.ids("state")
    for power in sorted({key[0] for key in history.tables["finance"]}):
        committed = [
            sum(history.value("finance", power, state, year) or 0.0 for state in states)
            for year in years
        ]
        recent = [committed[max(0, last - RECENT) : last] for last in range(1, len(years) + 1)]
        spent = [max(sum(amounts) / len(amounts), _LEAST) for amounts in recent]
        yield from _path("finance", (power,), years, _relative(spent))


def _read_bonds(history: History, leaders: Mapping[Key, Row]) -> Iterator[Driver]:
    years = history.years("economy")
    quarters = range(4 * years[0], 4 * years[-1] + 4) if years else range(0)
    for power in history.ids("power"):
        led = {bloc: row.value for (bloc, leader), row in leaders.items() if leader == power}
        for state in history.ids("state"):
            path = tuple(_bond(history, led, state, quarter) for quarter in quarters)
            if any(path):
                yield Driver("membership", (power, state), quarters[0], path)


def _bond(history: History, led: Mapping[str, float], state: str, quarter: int) -> float:
    """Bond by the blocs that a power leads, each with how hard it binds."""
    free = 1.0
    for bloc, strength in led.items():
        free *= 1.0 - strength * standing_in(history, bloc, state, quarter) / 2.0
    return 1.0 - free


def _by_year(history: History, table: str, *key: str) -> Known:
    """Values of a row by the years of the economies, on which all paths but finance run."""
    return [history.value(table, *key, year) for year in history.years("economy")]


def _fill(values: Known) -> list[float]:
    """Hold the last known value where a year is missing, and the first known before it."""
    known = [value for value in values if value is not None]
    last, filled = known[0] if known else 0.0, []
    for value in values:
        last = last if value is None else value
        filled.append(last)
    return filled if known else []


def _relative(values: Sequence[float]) -> list[float]:
    """Values as multiples of the first that is not zero; none if all are."""
    first = next((value for value in values if value), None)
    return [] if first is None else [value / first for value in values]


def _path(
    factor: str, keys: tuple[str, ...], years: Sequence[int], values: Sequence[float]
) -> Iterator[Driver]:
    """The driver of a factor from its values by year; none where there are none."""
    spec = FACTORS[factor]
    # A multiple of the first year keeps to its bound when it is counted against the base year.
    high = math.inf if spec.against == "ratio" else spec.high
    held = tuple(min(max(value, spec.low), high) for value in values for _ in range(4))
    if held:
        yield Driver(factor, keys, quarter_index(f"{years[0]}Q1"), held)
