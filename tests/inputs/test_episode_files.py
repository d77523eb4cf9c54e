"""Episodes of the past: found by name like any scenario, listed apart, and all good."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_seeds import write_scenario

from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import START
from model.inputs.scenarios.episodes import read_observations
from model.inputs.scenarios.scenario_library import (
    episode_names,
    find_scenario,
    library_names,
    list_episodes,
    list_scenarios,
)
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

EPISODE = """title = "Drought"
[[events]]
name = "dry"
factor = "corridor_capacity.middle"
multiply = 0.5
start = "2026Q1"
"""


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds()


@pytest.mark.parametrize("name", episode_names())
def test_a_shipped_episode_stands_for_itself_in_its_own_time(shipped: Seeds, name: str) -> None:
    scenario, _ = load_scenario(name, shipped)
    assert scenario.name == name
    assert scenario.question
    assert scenario.narrative
    assert "baseline" not in scenario.lineage
    assert scenario.start < START
    titles = {source.title for source in scenario.sources}
    assert all(event.note and event.source in titles for event in scenario.events)


def test_no_shipped_episode_has_a_problem_or_the_name_of_a_scenario() -> None:
    assert [card.problem for card in list_episodes() if card.problem] == []
    assert not set(episode_names()) & set(library_names())
    assert len(list_episodes()) == len(episode_names()) >= 7


def test_something_was_observed_of_every_shipped_episode(shipped: Seeds) -> None:
    seen = {one.episode for one in read_observations(shipped)}
    assert seen == set(episode_names())


def test_every_observation_has_a_source_that_can_be_looked_up(shipped: Seeds) -> None:
    for one in read_observations(shipped):
        assert any(shipped.sources[word].address.startswith("http") for word in one.source), one


def test_episodes_are_listed_apart_from_the_library(library: Path) -> None:
    write_scenario(library / "episodes", "drought-1975", EPISODE)
    assert [card.name for card in list_scenarios()] == ["baseline"]
    assert [(card.name, card.title) for card in list_episodes()] == [("drought-1975", "Drought")]


def test_an_episode_is_found_by_its_name(library: Path, seeds: Seeds) -> None:
    path = write_scenario(library / "episodes", "drought-1975", EPISODE)
    assert find_scenario("drought-1975") == path
    scenario, _ = load_scenario("drought-1975", seeds)
    assert (scenario.name, scenario.file) == ("drought-1975", "library/episodes/drought-1975.toml")


def test_a_near_name_of_an_episode_is_told(library: Path) -> None:
    write_scenario(library / "episodes", "drought-1975", EPISODE)
    with pytest.raises(InputError, match="did you mean 'drought-1975'"):
        find_scenario("drougth-1975")


def test_a_file_of_ones_own_and_another_episode_can_build_on_an_episode(
    library: Path, seeds: Seeds
) -> None:
    write_scenario(library / "episodes", "drought-1975", EPISODE)
    again = 'title = "Again"\nextends = "drought-1975"'
    write_scenario(library / "episodes", "drought-1986", again)
    mine = write_scenario(library.parent, "mine", again)
    same = write_scenario(library.parent, "drought-1975", again)
    for word in ("drought-1986", mine, same):
        scenario, _ = load_scenario(word, seeds)
        assert [event.name for event in scenario.events] == ["dry"]
        assert scenario.lineage[0] == "drought-1975"


def test_an_episode_that_builds_on_itself_goes_round_in_a_circle(
    library: Path, seeds: Seeds
) -> None:
    text = 'title = "Again"\nextends = "drought-1986"'
    write_scenario(library / "episodes", "drought-1986", text)
    with pytest.raises(InputError, match="goes round in a circle"):
        load_scenario("drought-1986", seeds)
