"""Which events figures mark, how they are named, and when they are shaded."""

from __future__ import annotations

import pytest

from model.analysis.trajectories.events_shown import (
    EventsShown,
    events_of_difference,
    events_of_result,
    events_of_scenario,
)
from model.commands.requests import Terms, build_request
from model.experiments.request import manifest_of
from model.figures.event_marks import Mark, describe_marks
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.storage.manifest import Manifest


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds()


def made(name: str, seeds: Seeds) -> Manifest:
    return manifest_of(build_request(name, Terms(seeds, 10, 1)))


def test_a_result_marks_the_events_that_its_root_does_not_have(shipped: Seeds) -> None:
    shown = events_of_result(made("japan-delivers", shipped), shipped)
    assert shown.words == (
        "Events (shaded while they last): 1 Japan pledge 2025 (2026Q1 to 2030Q4); "
        "2 Japan summits kept (from 2027Q1)"
    )
    assert [(mark.first, mark.last) for mark in shown.marks] == [(2026.0, 2031.0), (2027.0, None)]


def test_a_comparison_marks_the_events_that_differ(shipped: Seeds) -> None:
    base, other = made("baseline", shipped), made("council-reform", shipped)
    there, back = (events_of_difference(*pair, shipped) for pair in ((base, other), (other, base)))
    assert there.words == (
        "Events (shaded while they last): 1 Reform on the agenda (2028Q1 to 2031Q4)"
    )
    assert back == there
    assert events_of_difference(base, base, shipped) == EventsShown()


def test_a_scenario_of_no_other_marks_what_begins_after_its_first_year(shipped: Seeds) -> None:
    shown = events_of_result(made("baseline", shipped), shipped)
    assert "CKU opens (begins between 2031Q1 and 2035Q4)" in shown.words
    assert min(mark.first for mark in shown.marks) > 2026.0
    assert [mark.number for mark in shown.marks] == list(range(1, len(shown.marks) + 1))


def test_events_that_begin_and_end_together_share_a_mark(shipped: Seeds) -> None:
    shown = events_of_result(made("us-leaves", shipped), shipped)
    assert [mark.words for mark in shown.marks] == [
        "US disengages, US deals lapse and 2 more (from 2027Q1)",
        "US standing erodes (2027Q1 to 2029Q4)",
    ]


def test_a_scenario_as_read_marks_the_events_of_its_own_file(shipped: Seeds) -> None:
    scenario, _ = load_scenario("council-reform", shipped)
    assert events_of_scenario(scenario, shipped).words == (
        "Events (shaded while they last): 1 Reform on the agenda (2028Q1 to 2031Q4)"
    )


def test_more_events_than_there_is_room_for_are_counted(shipped: Seeds) -> None:
    shown = events_of_result(made("history", shipped), shipped)
    assert len(shown.marks) == 5
    assert shown.words.endswith(" more not marked")


def test_no_events_are_no_words() -> None:
    assert describe_marks((), 0) == ""
    assert describe_marks((Mark(1, 2026.0, None, "A (from 2026Q1)"),), 2) == (
        "Events (shaded while they last): 1 A (from 2026Q1); 2 more not marked"
    )
