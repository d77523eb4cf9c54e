"""What the tests of fits share: the shipped past, small fits of it, and stand-ins for windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import cache
from typing import Any

import numpy as np

from model.engines.chance import cast_of, draw_shock
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.engines.turn import turn
from model.inputs.history.history import History, read_history
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.records import Row
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.rules.influence import share_of_ties
from model.validation.calibration.find import FITTED, Problem, Settings
from model.validation.calibration.likelihood import Case, Proposal, Windows
from model.validation.hindcast.windows import Origin, yearly
from model.world.axes import TRADE, one
from model.world.draws import Floats

CHANCE = ("shock_trade", "shock_lump", "shock_lasting")
"""The fewest parameters that a fit can have: those that the spread is worked out from."""

SMALL = Settings(last=2001, names=CHANCE, walkers=6, steps=4, burn=1, kept=10)
"""A fit of a second: one window of one year."""


@cache
def shipped_past() -> tuple[Scenario, Seeds, History]:
    """History as a scenario, the shipped seeds without a sample, and the shipped past."""
    seeds = read_seeds(sampled=False)
    return load_scenario("history", seeds)[0], seeds, read_history(seeds.folder)


@cache
def windows_to(last: int) -> Windows:
    """The windows of the shipped past up to a year."""
    return Windows(*shipped_past(), last)


def rows_of(names: Sequence[str] = FITTED) -> tuple[Row, ...]:
    """The shipped rows of some parameters."""
    return tuple(shipped_past()[1].tables["parameters"][name,] for name in names)


def made_case(origin: int = 2000, horizon: int = 1, **changes: Any) -> Case:
    """One state and one power: a share of 0.2 of 2 bn USD that comes out as 0.25."""
    whole = {"observed": 0.25, "before": 0.2, "size": 2.0, "counts": 1.0} | changes
    return Case(origin, horizon, **{name: np.atleast_2d(value) for name, value in whole.items()})


class StandIn(Windows):
    """Windows that foretell what they are told to, by origin: (vector, year, state, power)."""

    def __init__(self, cases: Sequence[Case], told: Mapping[int, Any]) -> None:
        scenario, self.seeds, _ = shipped_past()
        self.cases = tuple(cases)
        self.told = told
        self.origins = tuple(Origin(year, 5, scenario, self.seeds) for year in told)

    def foretell(self, origin: Origin, parameters: Mapping[str, Floats]) -> Floats:
        vectors = len(next(iter(parameters.values())))
        told = np.asarray(self.told[origin.year], dtype=float)
        return np.repeat(told[None], vectors, axis=0)


class Bowl(Windows):
    """Windows whose log likelihood is known: normal about a place, the same in both states."""

    def __init__(self, rows: Sequence[Row], place: float, spread: float) -> None:
        self.seeds = shipped_past()[1]
        self.rows, self.place, self.spread = rows, place, spread
        self.origins, self.cases = (), ()

    def judge(self, parameters: Mapping[str, Floats]) -> Floats:
        (row,) = self.rows
        where = np.log(parameters[row.key[0]] / row.value) / scale_of(row)
        half = -0.25 * ((where - self.place) / self.spread) ** 2
        return np.stack([half, half], axis=1)


def play_with_chance(origin: Origin, parameters: Mapping[str, Floats], entropy: int) -> Floats:
    """Yearly shares with the engine's own chance: (vector, year, state, power)."""
    drawn = Proposal(origin.seeds, parameters)
    drawn.central, drawn.entropy = False, entropy  # what passes in the base year is chance too
    world, setting, values = prepare(drawn)
    outlook, cast = Outlook(origin.scenario, drawn), cast_of(origin.seeds)
    quarters = []
    for quarter in range(origin.scenario.start, origin.scenario.until + 1):
        shock = draw_shock(entropy, cast, quarter, 0, drawn.runs)
        world, _ = turn(world, values, setting, outlook.at(quarter), shock)
        quarters.append(share_of_ties(one(world.ties, TRADE), one(world.others, TRADE)))
    return yearly(np.stack(quarters, axis=1))


def simulate_pasts(
    windows: Windows, parameters: Mapping[str, Floats], entropy: int
) -> list[Windows]:
    """Windows in which what was observed is what the model makes of parameters, by vector.

    Each origin has a chance of its own, and each figure is misreported and rounded as real ones.
    """
    shares = {
        origin.year: play_with_chance(origin, parameters, entropy + origin.year)
        for origin in windows.origins
    }
    vectors = len(next(iter(parameters.values())))
    return [_replace_past(windows, shares, vector, entropy) for vector in range(vectors)]


def _replace_past(
    windows: Windows, shares: Mapping[int, Floats], vector: int, entropy: int
) -> Windows:
    dice = np.random.default_rng([entropy, vector])
    cases = []
    for case in windows.cases:
        scale = case.before * (1 - case.before) * np.log(1.08) / 1.645
        told = shares[case.origin][vector, case.horizon - 1]
        told = told + scale * dice.standard_normal(told.shape)
        cases.append(case._replace(observed=told + 0.002 * dice.standard_normal(told.shape)))
    past = copy(windows)
    past.cases = tuple(cases)
    return past


def scale_of(row: Row) -> float:
    """Spread of the logarithm of a lognormal parameter whose range is as wide to both sides."""
    assert row.low is not None
    assert row.high is not None
    up, down = np.log(row.high / row.value), np.log(row.value / row.low)
    assert row.distribution == "lognormal"
    assert abs(up - down) < 1e-9
    return float(up / 1.6448536269514722)


def even_row(name: str = "shock_lump") -> Row:
    """A lognormal parameter of median 1 that is e^-1.645 to e^1.645: its logarithm is normal."""
    (row,) = rows_of([name])
    edge = float(np.exp(1.6448536269514722))
    return row._replace(value=1.0, low=1.0 / edge, high=edge, distribution="lognormal")


def problem_of(windows: Windows, rows: Sequence[Row], weight: float = 1.0) -> Problem:
    """A problem that is worked out here."""
    return Problem(windows, tuple(rows), weight)
