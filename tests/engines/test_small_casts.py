"""The cast may shrink to one state, one power, or none of a kind, and runs stay sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from playing import (
    ENTROPY,
    Played,
    assert_same_worlds,
    pick_all,
    play_runs,
    play_workshop,
    shorten,
    write_scenario,
)
from seed_folders import copy_seeds, keep_only
from soundness import assert_sound

from model.engines.workshop import Workshop
from model.experiments.outcomes import observe
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

RUNS, TURNS = 4, 24


def reduce_cast(tmp_path: Path, seeds: Seeds, kind: str, *kept: str) -> tuple[Scenario, Seeds]:
    """A quiet scenario for a cast of which only some members of a kind are left."""
    folder = keep_only(copy_seeds(tmp_path), seeds, kind, kept)
    path = write_scenario(tmp_path, 'title = "Few"')
    scenario, few = load_scenario(path, read_seeds(folder))
    return shorten(scenario, TURNS), few


def assert_both_engines_play(scenario: Scenario, seeds: Seeds) -> Played:
    """A sound ensemble whose first run is the workshop's."""
    played = play_runs(scenario, seeds, RUNS)
    assert_sound(played)
    workshop = Workshop(scenario, seeds, entropy=ENTROPY)
    assert_same_worlds(pick_all(played.worlds, 0, 1), play_workshop(workshop).worlds)
    return played


def test_a_state_may_stand_alone(tmp_path: Path, seeds: Seeds) -> None:
    played = assert_both_engines_play(*reduce_cast(tmp_path, seeds, "state", "TJK"))
    assert played.worlds[-1].ties.shape == (RUNS, 9, 1, 4)
    assert (played.quarters[-1].state_view.neighbours == 0.5).all()


def test_two_powers_may_be_all_there_are(tmp_path: Path, seeds: Seeds) -> None:
    played = assert_both_engines_play(*reduce_cast(tmp_path, seeds, "power", "CHN", "EU"))
    assert played.worlds[-1].ties.shape == (RUNS, 2, 5, 4)


def test_a_power_may_stand_alone(tmp_path: Path, seeds: Seeds) -> None:
    played = assert_both_engines_play(*reduce_cast(tmp_path, seeds, "power", "JPN"))
    world, quarter = played.worlds[-1], played.quarters[-1]
    seen = observe(played.ready.setting, played.ready.parameters, world, quarter)
    assert (seen["share"] == 1.0).all()
    assert (seen["concentration"] == 1.0).all()


@pytest.mark.parametrize("kind", ["corridor", "route", "mineral", "bloc"])
def test_one_member_of_a_kind_is_enough(kind: str, tmp_path: Path, seeds: Seeds) -> None:
    assert_both_engines_play(*reduce_cast(tmp_path, seeds, kind, seeds.ids(kind)[0]))


@pytest.mark.parametrize(
    "kind",
    [
        "corridor",
        "route",
        "mineral",
        "bloc",
    ],
)
def test_a_kind_may_have_no_member_at_all(kind: str, tmp_path: Path, seeds: Seeds) -> None:
    assert_both_engines_play(*reduce_cast(tmp_path, seeds, kind))
