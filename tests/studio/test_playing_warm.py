"""The studio gives what the ensemble gives, to the bit, whatever it has kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.engines.ensemble import simulate
from model.experiments.outcomes import observe
from model.inputs.scenarios.scenario_library import library_names
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.studio.playing import SHOWN, Runs, StaleError, first_difference

RUNS = 4


def never() -> bool:
    return False


def by_ensemble(scenario: Scenario, seeds: Seeds) -> dict[str, np.ndarray]:
    (batch,) = simulate(scenario, seeds, observe, runs=RUNS, entropy=1)
    return batch.outcomes


@pytest.fixture(scope="module")
def runs() -> Runs:
    return Runs(1)


@pytest.mark.parametrize("name", [name for name in library_names() if name != "history"])
def test_what_is_played_on_from_the_base_is_what_the_command_gives(
    name: str, runs: Runs, seeds: Seeds
) -> None:
    base, usual = load_scenario("baseline", seeds)
    kept = runs.base(base, usual, RUNS, never)
    scenario, changed = load_scenario(name, seeds)
    warm = kept if changed.digest == usual.digest else None
    played = runs.play(scenario, changed, RUNS, never, base=warm)
    expected = by_ensemble(scenario, changed)
    for outcome in SHOWN:
        assert np.array_equal(played.outcomes[outcome], expected[outcome]), outcome


def test_a_base_is_played_once(runs: Runs, seeds: Seeds) -> None:
    scenario = load_scenario("baseline", seeds)
    assert runs.base(*scenario, RUNS, never) is runs.base(*scenario, RUNS, never)


def test_nothing_differs_before_the_earliest_start_of_what_differs(seeds: Seeds) -> None:
    base, _ = load_scenario("baseline", seeds)
    cases = {
        ("events.cku-construction.value=0.9",): 4 * 2025,
        (): base.until + 1,
        ("engagement.JPN=2",): base.start,
    }
    for sets, first in cases.items():
        other, _ = load_scenario("baseline", seeds, sets)
        assert first_difference(base, other) == first, sets
    blocked, _ = load_scenario("sea-blocked", seeds)
    assert first_difference(base, blocked) == 4 * 2028
    sooner = replace(blocked, start=blocked.start + 1)
    assert first_difference(base, sooner) == sooner.start


def test_what_nobody_waits_for_is_stopped(runs: Runs, seeds: Seeds) -> None:
    scenario, changed = load_scenario("us-leaves", seeds)
    with pytest.raises(StaleError):
        runs.play(scenario, changed, RUNS, lambda: True)
