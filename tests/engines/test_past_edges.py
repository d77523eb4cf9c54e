"""At the edges of what a past start allows, runs stay finite, within bounds, and make sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playing import (
    ENTROPY,
    Loader,
    assert_same_worlds,
    pick_all,
    play_runs,
    play_workshop,
    shorten,
    write_scenario,
)
from seed_folders import copy_seeds, keep_only, write_gulf_states
from soundness import assert_sound

from model.engines.workshop import Workshop
from model.inputs.formats.quarters import quarter_index
from model.inputs.history.history import read_history
from model.inputs.history.past_seeds import stand_at
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.seeds import Seeds, read_seeds

Case = tuple[Scenario, Seeds]
TAKEN_OVER = [name for name, spec in FACTORS.items() if spec.against]
Begin = Callable[[str], Case]


@pytest.fixture
def begin(load: Loader, since_2008: Case) -> Begin:
    """Six years from the end of 2008 with these events alone, which may start in 2008."""
    scenario, seeds = since_2008

    def with_events(text: str) -> Case:
        told, _ = load('start = "2008Q1"\nuntil = "2014Q4"\n' + text)
        return replace(scenario, events=told.events), seeds

    return with_events


def at_bound(name: str, bound: float, start: str, end: str = "") -> str:
    """An event that puts a factor to a value everywhere."""
    path = ".".join([name, *("*" for _ in FACTORS[name].axes)])
    last = f'end = "{end}"\n' if end else ""
    head = f'[[events]]\nname = "{name.replace("_", "-")}-{start.lower()}"\nfactor = "{path}"\n'
    return f'{head}set = {bound}\nstart = "{start}"\n{last}'


@pytest.mark.parametrize("which", ["low", "high"])
@pytest.mark.parametrize("name", TAKEN_OVER)
def test_what_counts_against_the_base_year_may_go_from_any_bound_to_the_other(
    name: str, which: str, begin: Begin
) -> None:
    """At one bound in the base year, and at the other from 2010 on."""
    spec = FACTORS[name]
    first, then = (spec.low, spec.high) if which == "low" else (spec.high, spec.low)
    events = at_bound(name, first, "2008Q1", "2009Q4") + at_bound(name, then, "2010Q1")
    assert_sound(play_runs(*begin(events), runs=2))


@pytest.mark.parametrize("which", ["low", "high"])
def test_all_factors_may_stand_at_their_bounds_after_a_past_start(which: str, begin: Begin) -> None:
    events = (at_bound(name, getattr(spec, which), "2010Q1") for name, spec in FACTORS.items())
    assert_sound(play_runs(*begin("".join(events)), runs=2))


@pytest.mark.parametrize("year", [2000, 2013, 2020])
def test_any_past_year_makes_a_sound_start(year: int, since_2008: Case, seeds: Seeds) -> None:
    """From the year after the base year on, which is the first that is forecast."""
    stood = stand_at(seeds, read_history(seeds.folder), year)
    scenario = replace(since_2008[0], base_year=year, start=4 * (year + 1), until=4 * year + 15)
    assert_sound(play_runs(scenario, stood, runs=2))


def test_beyond_what_is_on_record_the_last_values_of_drivers_hold(since_2008: Case) -> None:
    far = replace(since_2008[0], start=quarter_index("2038Q1"), until=quarter_index("2039Q4"))
    assert_sound(play_runs(far, since_2008[1], runs=2))


WITHOUT_EVENTS = 'title = "Past"\nstart = "2010Q1"\nbase_year = 2009\ndrivers = "observed"\n'


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("state", ["TJK"]), ("power", ["JPN"]), ("power", ["CHN", "RUS"]), ("bloc", []),
     ("route", []), ("corridor", []), ("mineral", [])],
)  # fmt: skip
def test_a_small_cast_may_start_in_the_past(
    kind: str, kept: list[str], tmp_path: Path, seeds: Seeds
) -> None:
    folder = keep_only(copy_seeds(tmp_path), seeds, kind, kept)
    scenario, few = load_scenario(write_scenario(tmp_path, WITHOUT_EVENTS), read_seeds(folder))
    scenario = shorten(scenario, 12)
    played = play_runs(scenario, few, 2)
    assert_sound(played)
    asked = play_workshop(Workshop(scenario, few, entropy=ENTROPY, run=1))
    assert_same_worlds(pick_all(played.worlds, 1, 2), asked.worlds)


def test_a_power_without_a_past_may_join(tmp_path: Path, seeds: Seeds) -> None:
    """Nothing is on record of the Gulf states: next to no trade, and no driver moves them."""
    folder = copy_seeds(tmp_path)
    write_gulf_states(folder, seeds)
    case = load_scenario(write_scenario(tmp_path, WITHOUT_EVENTS), read_seeds(folder))
    played = play_runs(shorten(case[0], 12), case[1], 2)
    assert_sound(played)
    assert (played.ready.world.ties[:, -1, :, 0] <= 0.002).all()
    assert not any("GCC" in d.keys and d.factor.endswith("growth") for d in case[0].drivers)


def test_events_alone_may_start_in_the_past(load: Loader) -> None:
    """A base year without drivers: nothing moves outside but what the events say."""
    scenario, stood = load('start = "2011Q1"\nbase_year = 2010\n')
    assert not scenario.drivers
    played = play_runs(shorten(scenario, 8), stood, 2)
    assert_sound(played)
    assert (played.worlds[-1].power_output == 1.0).all()
