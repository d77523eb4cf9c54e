"""The seeds and scenarios that are shipped can be read."""

from __future__ import annotations

import pytest

from model.inputs.scenarios.scenario_library import library_names
from model.inputs.scenarios.scenarios import list_scenarios, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds()


@pytest.mark.parametrize("name", library_names())
def test_a_shipped_scenario_can_be_loaded(shipped: Seeds, name: str) -> None:
    scenario, _ = load_scenario(name, shipped)
    assert scenario.name == name
    assert scenario.question
    assert scenario.narrative
    assert scenario.lineage[0] == ("baseline" if scenario.base_year is None else name)


def test_no_shipped_scenario_has_a_problem() -> None:
    assert [card.problem for card in list_scenarios() if card.problem] == []


def test_every_source_that_is_shipped_is_named_once(shipped: Seeds) -> None:
    titles = [(source.title, source.address) for source in shipped.sources.values()]
    assert len(set(titles)) == len(titles)


def test_an_issue_has_more_than_one_side_somewhere(shipped: Seeds) -> None:
    sides: dict[str, set[int]] = {}
    for interest in shipped.interests:
        sides.setdefault(interest.issue, set()).add(interest.stance)
    assert any(len(stances) == 2 for stances in sides.values())
