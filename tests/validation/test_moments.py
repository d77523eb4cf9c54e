"""What is observed in a quarter: like the outcomes of any run, and exports like a slow count."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from model.engines.outlook import Outlook
from model.experiments.outcomes import OUTCOMES, observe
from model.inputs.scenarios.episodes import OBSERVED
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds
from model.validation.episodes.snapshots import MEASURES, Snapshot, play_snapshots
from model.world.drawn import Drawn

RUNS = 3


@pytest.fixture(scope="module")
def moments(shipped: Seeds) -> list[Snapshot]:
    """The episode of antimony, which ends licences on some and bans on one."""
    scenario, changed = load_scenario("antimony-2024", shipped)
    return list(play_snapshots(scenario, Drawn(changed, 5, 0, RUNS)))


def test_everything_that_can_be_observed_is_measured() -> None:
    assert MEASURES.keys() == OBSERVED.keys()


@pytest.mark.parametrize("name", sorted(OUTCOMES.keys() & MEASURES.keys()))
def test_what_is_an_outcome_is_measured_as_that_outcome(name: str, moments: list[Snapshot]) -> None:
    assert OUTCOMES[name].axes == OBSERVED[name]
    for snapshot in moments:
        setting, parameters = snapshot.ready.setting, snapshot.ready.parameters
        outcome = observe(setting, parameters, snapshot.world, snapshot.quarter)[name]
        np.testing.assert_array_equal(MEASURES[name](snapshot), outcome)


def test_the_world_before_a_quarter_is_the_one_after_the_last(moments: list[Snapshot]) -> None:
    assert moments[0].before is moments[0].ready.world
    for earlier, later in pairwise(moments):
        assert later.before is earlier.world


def test_exports_are_those_of_a_slow_count(shipped: Seeds, moments: list[Snapshot]) -> None:
    scenario, changed = load_scenario("antimony-2024", shipped)
    drawn = Drawn(changed, 5, 0, RUNS)
    outlook, powers = Outlook(scenario, drawn), changed.ids("power")
    place = changed.ids("mineral").index("antimony")
    for step, snapshot in enumerate(moments):
        factors = outlook.at(scenario.start + step)
        alone, whole = MEASURES["exports_to"](snapshot), MEASURES["exports"](snapshot)
        for run in range(RUNS):
            recoverable = drawn.value("minerals", "antimony", "recoverable")[run]
            sold = usual = 0.0
            for p, power in enumerate(powers):
                control = factors.export_control[run, p, 0, place]
                embargo = factors.embargo[run, p, 0, place]
                adapted = snapshot.before.adaptation[run, p, 0, place]
                cut = max(min(max(control - recoverable * adapted, 0.0), 1.0), embargo)
                start = drawn.value("reliance", power, "antimony")[run]
                now = snapshot.before.reliance[run, p, 0, place] * (1.0 - cut)
                demand = drawn.value("demand", power, "antimony")[run]
                sold, usual = sold + demand * now, usual + demand * start
                expected = now / start if start > 0 else 0.0
                assert alone[run, p, 0, place] == pytest.approx(expected, rel=1e-12)
            assert whole[run, 0, 0, place] == pytest.approx(sold / usual, rel=1e-12)


def test_exports_are_whole_until_something_is_withheld(moments: list[Snapshot]) -> None:
    first = moments[0]
    relied = first.ready.world.reliance > 0
    sold = MEASURES["exports_to"](first)
    assert (sold[relied] == 1.0).all()
    assert (sold[~relied] == 0.0).all()


def test_nothing_is_exported_of_what_nobody_buys_from_a_controller(moments: list[Snapshot]) -> None:
    demanded = moments[0].ready.setting.minerals.demand * moments[0].ready.world.reliance
    nobody = demanded.sum(axis=1, keepdims=True) == 0
    assert nobody.any()
    assert (MEASURES["exports"](moments[0])[nobody] == 0.0).all()


def test_shares_of_freight_sum_to_one(moments: list[Snapshot]) -> None:
    assert MEASURES["freight_share"](moments[-1]).sum(axis=-1) == pytest.approx(1.0)
