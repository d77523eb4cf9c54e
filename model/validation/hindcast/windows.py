"""Windows: the model started from what was on record at an origin, and run for some years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from model.engines.ensemble import simulate
from model.engines.turn import Quarter
from model.engines.variant import WHOLE, Variant
from model.inputs.history.history import History
from model.inputs.history.past_seeds import stand_at
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.rules.influence import share_of_ties
from model.world.axes import DIPLOMACY, TRADE, Array, one
from model.world.draws import Floats
from model.world.setting import Setting
from model.world.space import add_over
from model.world.state import World

WATCHED = ("share", "alignment", "arms", "volume", "total", "closer", "contact")
"""What is kept of a quarter, in the order of the fields of a forecast."""


class Origin(NamedTuple):
    """A start in the past: the scenario cut to its years, and the seeds as they stood."""

    year: int
    years: int
    scenario: Scenario
    seeds: Seeds


@dataclass(frozen=True)
class Forecast:
    """What the runs of one origin predicted, yearly means."""

    origin: int
    shares: Floats
    """(run, year, state, power); the power's share of the state's trade without gold hubs"""
    alignment: Floats
    """(run, year, state, power); closeness of diplomatic positions, -1..1"""
    arms: Floats
    """(run, year, state, power); the power's share of arms held"""
    volumes: Floats
    """(run, year, state, power); trade of the pair, bn USD a year"""
    totals: Floats
    """(run, year, state, 1); all trade of the state without gold hubs, bn USD a year"""
    closer: Floats
    """(run, year, state, power); alignment less that of the origin"""
    contact: Floats
    """(run, year, state, power); ties in diplomacy less those of the origin, points"""

    def at(self, horizon: int) -> Floats:
        """Shares a number of years ahead: (run, state, power)."""
        found: Floats = self.shares[:, horizon - 1]
        return found


def start_at(
    scenario: Scenario,
    seeds: Seeds,
    history: History,
    year: int,
    years: int,
    *,
    events: bool = True,
) -> Origin:
    """The scenario from the quarter after a year's end, for some years, on that year's seeds.

    events: whether the dated events are known; the drivers always are.
    """
    cut = replace(
        scenario,
        start=4 * (year + 1),
        until=4 * (year + years) + 3,
        base_year=year,
        events=scenario.events if events else (),
    )
    return Origin(year, years, cut, stand_at(seeds, history, year))


def foretell(origin: Origin, *, runs: int, entropy: int, variant: Variant = WHOLE) -> Forecast:
    """Run the ensemble from an origin, and keep the yearly means of what the past can judge.

    variant: what is held still meanwhile; nothing unless given.
    """
    scenario, seeds = origin.scenario, origin.seeds
    batches = [
        batch.outcomes
        for batch in simulate(scenario, seeds, watch, runs=runs, entropy=entropy, variant=variant)
    ]
    joined = {name: np.concatenate([each[name] for each in batches]) for name in batches[0]}
    return Forecast(origin.year, *(yearly(joined[name]) for name in WATCHED))


def watch(
    setting: Setting, parameters: Parameters, world: World, quarter: Quarter
) -> dict[str, Array]:
    """What is kept of a quarter, ``(run, power, state, 1)``; all trade has no power."""
    trade, others = one(world.ties, TRADE), one(world.others, TRADE)
    base = setting.anchor
    return {
        "share": share_of_ties(trade, others),
        "alignment": world.alignment,
        "arms": one(world.dependence, 1),
        "volume": trade,
        "total": add_over(trade, -3) + others,
        "closer": world.alignment - base.alignment,
        "contact": one(world.ties, DIPLOMACY) - one(base.ties, DIPLOMACY),
    }


def yearly(quarters: Array) -> Floats:
    """Means of years: (run, turn, power, state, 1) to (run, year, state, power)."""
    runs, turns, powers, states, _ = quarters.shape
    years = np.asarray(quarters, dtype=float).reshape(runs, turns // 4, 4, powers, states)
    return np.swapaxes(years.mean(axis=2), -1, -2)


def origins(first: int, last: int, latest: int, longest: int = 5) -> Iterator[tuple[int, int]]:
    """Origins and the years that each runs, so that none runs beyond the latest target."""
    for year in range(first, last + 1):
        if year < latest:
            yield year, min(longest, latest - year)
