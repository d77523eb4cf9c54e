"""Pattern 7: the past from 2000 on, told what the world outside was like.

Evidence: China's share of Turkmen trade was 2 % in 2005, 7 % in 2008 and 49 % in 2013; of Kazakh
trade 13 % in 2005 and 20 % in 2010. The EU's share of the five's trade fell from 36 % in 2010 to
23 % in 2020. Russia's trade with the five fell from 32 bn USD in 2013 to 21 in 2016, its share from
17.5 to 16.5 % in 2014, after which it came back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from model.engines.ensemble import simulate
from model.engines.turn import Quarter
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.world.axes import TRADE, Array, one
from model.world.setting import Setting
from model.world.state import World
from tests.patterns.conftest import RUNS

Floats = npt.NDArray[np.float64]
PIPELINES = (
    "gas-line-first-year", "gas-lines-a-and-b", "gas-line-c-turkmen", "oil-atasu-alashankou",
    "oil-kenkiyak-kumkol",
)  # fmt: skip


FIRST = 2001


class Past(NamedTuple):
    """Trade of a run of the past by year from 2001 on, bn USD."""

    trade: Floats
    """(run, year, power, state)"""
    total: Floats
    """(run, year, state)"""
    powers: tuple[str, ...]
    states: tuple[str, ...]

    def share(self, power: str, state: str, year: int) -> Floats:
        """A power's share of a state's trade, (run,)."""
        p, s, y = self.powers.index(power), self.states.index(state), year - FIRST
        return np.asarray(self.trade[:, y, p, s] / self.total[:, y, s])

    def region(self, power: str, year: int) -> Floats:
        """A power's trade with the five together, (run,)."""
        return np.asarray(self.trade[:, year - FIRST, self.powers.index(power)].sum(axis=-1))

    def region_share(self, power: str, year: int) -> Floats:
        """Its share of all their trade, (run,)."""
        return np.asarray(self.region(power, year) / self.total[:, year - FIRST].sum(axis=-1))


def watch_trade(
    setting: Setting, parameters: Parameters, world: World, quarter: Quarter
) -> dict[str, Array]:
    """Trade with powers and with all."""
    trade = one(world.ties, TRADE)
    total = np.sum(trade, axis=1, keepdims=True) + one(world.others, TRADE)
    return {"trade": trade, "total": total}


def play_past(scenario: Scenario, seeds: Seeds) -> Past:
    """Run the past, and keep the means of years."""
    batches = list(simulate(scenario, seeds, watch_trade, runs=RUNS, entropy=20))
    means = {}
    for name in ("trade", "total"):
        turns = np.concatenate([np.asarray(b.outcomes[name], dtype=float) for b in batches])
        means[name] = turns.reshape(RUNS, -1, 4, *turns.shape[2:4]).mean(axis=2)
    return Past(means["trade"], means["total"][:, :, 0], seeds.ids("power"), seeds.ids("state"))


@pytest.fixture(scope="module")
def past(seeds: Seeds) -> Past:
    return play_past(*load_scenario("history", seeds))


@pytest.fixture(scope="module")
def still(seeds: Seeds) -> Past:
    """The same past without chance in trade, whose swings are larger than most of what happened."""
    still = ("shock_trade", "shock_lasting", "event_rate")
    changes = tuple(f"parameters.{name}=0" for name in still)
    return play_past(*load_scenario("history", seeds, changes))


@pytest.fixture(scope="module")
def unpiped(seeds: Seeds) -> Past:
    """The same past, had no pipeline to China been built."""
    scenario, stood = load_scenario("history", seeds)
    events = tuple(event for event in scenario.events if event.name not in PIPELINES)
    assert len(events) == len(scenario.events) - len(PIPELINES)
    return play_past(replace(scenario, events=events), stood)


def test_the_gas_pipelines_make_china_turkmenistans_first_partner(
    past: Past, unpiped: Past
) -> None:
    before, after = (past.share("CHN", "TKM", year) for year in (2008, 2013))
    assert np.median(before) < 0.08
    assert 0.35 < np.median(after) < 0.65
    assert (after - before > 0.25).mean() > 0.9
    assert np.median(unpiped.share("CHN", "TKM", 2013)) < 0.1


def test_the_oil_pipeline_lifts_china_in_kazakhstan(past: Past, still: Past, unpiped: Past) -> None:
    rise, stilled = (
        each.share("CHN", "KAZ", 2010) - each.share("CHN", "KAZ", 2005) for each in (past, still)
    )
    assert 0.03 < np.median(rise) < 0.11
    assert (stilled > 0.0).mean() > 0.95
    assert (past.share("CHN", "KAZ", 2010) > unpiped.share("CHN", "KAZ", 2010)).all()


def test_pipelines_change_nothing_before_they_are_built(past: Past, unpiped: Past) -> None:
    assert np.array_equal(past.trade[:, :5], unpiped.trade[:, :5])


def test_the_european_share_declines(past: Past, still: Past) -> None:
    """By a third of what it did, and from a lower level."""
    fall, stilled = (
        each.region_share("EU", 2020) - each.region_share("EU", 2010) for each in (past, still)
    )
    assert -0.2 < np.median(fall) < -0.02
    assert (stilled < 0.0).mean() > 0.95


def test_the_downturn_of_2014_to_2016_dents_russias_trade(past: Past, still: Past) -> None:
    left, stilled = (each.region("RUS", 2016) / each.region("RUS", 2013) for each in (past, still))
    assert 0.5 < np.median(left) < 0.9
    assert (stilled < 1.0).mean() > 0.95


def test_the_downturn_first_dents_russias_share(past: Past, still: Past) -> None:
    """At first: by 2016 the states' trade with others had fallen as far."""
    dent, stilled = (
        each.region_share("RUS", 2014) - each.region_share("RUS", 2013) for each in (past, still)
    )
    assert -0.03 < np.median(dent) < 0.0
    assert (stilled < 0.0).mean() > 0.95
