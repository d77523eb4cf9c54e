"""Both engines give the same runs of an episode of the past, which begins before the base year."""

from __future__ import annotations

import pytest
from playing import ENTROPY, assert_same_worlds, pick_all, play_runs, play_workshop, shorten

from model.engines.workshop import Workshop
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds


@pytest.mark.parametrize("name", ["rare-earths-2010", "red-sea-2024"])
def test_both_engines_give_the_same_episode(name: str, seeds: Seeds) -> None:
    scenario, changed = load_scenario(name, seeds)
    scenario = shorten(scenario, 8)
    ensemble = play_runs(scenario, changed, 2)
    asked = play_workshop(Workshop(scenario, changed, entropy=ENTROPY, run=1))
    assert_same_worlds(pick_all(ensemble.worlds, 1, 2), asked.worlds)
