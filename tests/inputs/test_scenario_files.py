"""Good scenarios are resolved with everything that they extend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_seeds import BASELINE, write_scenario

from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import (
    Scenario,
    Span,
    list_scenarios,
    load_scenario,
    scenario_schema,
)
from model.inputs.seeds.seeds import Seeds

Loader = Callable[..., tuple[Scenario, Seeds]]

FULL = """title = "Licences"
question = "What if?"
narrative = '''
Licences bite.'''
extends = "baseline"
until = "2035Q4"

[[sources]]
title = "A book"
address = "https://example.org"

[[events]]
name = "licences"
factor = ["export_control.JPN.*", "export_control.JPN.gallium", "sea_blocked"]
set = [0.5, 0.9]
start = ["2026Q1", "2026Q4"]
end = "2029Q4"
ramp = 2
probability = 0.8
announced = true
delivery = [0.3, 0.8]
lag = [0, 8]
note = "why"
source = "who"
"""


def test_a_full_event_is_spelt_out(load: Loader) -> None:
    event = load(FULL)[0].events[1]
    assert event.targets == (
        ("export_control", ("JPN", "gallium")),
        ("export_control", ("JPN", "tungsten")),
        ("sea_blocked", ()),
    )
    assert (event.change, event.value) == ("set", Span(0.5, 0.9))
    assert event.start == Span(quarter_index("2026Q1"), quarter_index("2026Q4"))
    assert (event.end, event.ramp) == (quarter_index("2029Q4"), 2)
    assert event.probability == Span(0.8, 0.8)
    assert (event.announced, event.delivery, event.lag) == (True, Span(0.3, 0.8), Span(0, 8))
    assert (event.file, event.line) == ("mine.toml", 12)


def test_a_scenario_knows_its_horizon_and_its_parents(load: Loader) -> None:
    scenario, _ = load(FULL)
    assert (scenario.start, scenario.until) == (quarter_index("2025Q1"), quarter_index("2035Q4"))
    assert scenario.lineage == ("baseline", "mine")
    assert (scenario.name, scenario.file, scenario.title) == ("mine", "mine.toml", "Licences")
    assert scenario.narrative == "Licences bite."
    assert scenario.sources[0].title == "A book"


def test_an_event_that_says_little_is_certain_and_lasts(load: Loader) -> None:
    event = load('title = "x"\nextends = "baseline"')[0].events[0]
    assert (event.end, event.ramp, event.announced) == (None, 0, False)
    assert event.probability == event.delivery == Span(1, 1)
    assert event.lag == Span(0, 0)


def test_what_a_child_leaves_out_is_inherited(load: Loader) -> None:
    scenario, _ = load('title = "Mine"\nextends = "baseline"')
    assert (scenario.title, scenario.question) == ("Mine", "What if nothing new happens?")


def test_an_event_of_the_same_name_replaces_the_parents_in_its_place(
    load: Loader, library: Path
) -> None:
    more = '[[events]]\nname = "later"\nfactor = "council"\nset = 1\nstart = "2031Q1"\n'
    write_scenario(library, "baseline", BASELINE + more)
    scenario, _ = load(
        'title = "x"\nextends = "baseline"\n'
        '[[events]]\nname = "cku-opens"\nfactor = "unity"\nadd = 0.1\nstart = "2026Q1"\n'
    )
    assert [event.name for event in scenario.events] == ["cku-opens", "later"]
    assert scenario.events[0].targets == (("unity", ()),)


def test_several_scenarios_are_combined_without_undoing_each_other(
    load: Loader, library: Path
) -> None:
    event = '[[events]]\nname = "{}"\nfactor = "unity"\nset = {}\nstart = "2026Q1"\n'
    head = 'title = "x"\nextends = "baseline"\n'
    write_scenario(library, "first", head + event.format("cku-opens", 0.9))
    write_scenario(library, "second", head + event.format("other", 0.2))
    scenario, _ = load('title = "both"\nextends = ["first", "second"]')
    assert scenario.lineage == ("baseline", "first", "second", "mine")
    assert [(each.name, each.value.low) for each in scenario.events] == [
        ("cku-opens", 0.9),
        ("other", 0.2),
    ]


def test_a_file_extends_its_neighbour_before_the_library(load: Loader, library: Path) -> None:
    write_scenario(library.parent, "baseline", 'title = "Beside"\nuntil = "2030Q4"')
    scenario, _ = load('title = "x"\nextends = "baseline"')
    assert scenario.until == quarter_index("2030Q4")
    assert scenario.events == ()


def test_a_file_may_have_the_name_of_the_library_scenario_that_it_extends(
    library: Path, seeds: Seeds
) -> None:
    path = write_scenario(library.parent, "baseline", 'title = "x"\nextends = "baseline"')
    assert len(load_scenario(path, seeds)[0].events) == 1


def test_a_shorter_horizon_is_no_fault_of_inherited_events(load: Loader) -> None:
    assert load('title = "x"\nextends = "baseline"\nuntil = "2027Q4"')[0].events


def test_the_digest_is_of_the_meaning_not_of_the_file(load: Loader) -> None:
    first = load(FULL)[0]
    assert load("# a remark\n\n" + FULL)[0].text_digest == first.text_digest
    assert load(FULL.replace("0.9]", "0.8]"))[0].text_digest != first.text_digest
    assert len(first.text_digest) == 64


def test_a_library_scenario_is_found_by_name(library: Path, seeds: Seeds) -> None:
    scenario, same = load_scenario("baseline", seeds)
    assert scenario.file == "library/baseline.toml"
    assert same is seeds


def test_the_library_is_listed_with_the_baseline_first(library: Path) -> None:
    write_scenario(library, "arctic", 'title = "Arctic"\nextends = "baseline"')
    write_scenario(library, "broken", "title = ")
    cards = list_scenarios()
    assert [card.name for card in cards] == ["baseline", "arctic", "broken"]
    assert (cards[1].title, cards[1].extends) == ("Arctic", ("baseline",))
    assert cards[2].problem == "library/broken.toml:1: title: has no value"


def test_the_schema_knows_every_key(load: Loader) -> None:
    schema = scenario_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert set(schema["properties"]) == {
        *("title", "question", "narrative", "extends"),
        *("start", "until", "base_year", "drivers", "sources", "events", "set"),
        *("interests", "interests_from", "interests_ramp", "interests_mode"),
    }
    event = schema["$defs"]["EventEntry"]
    assert event["required"] == ["name", "factor", "start"]
    assert event["additionalProperties"] is False


@pytest.mark.parametrize("word", ["library/baseline.toml", "./library/baseline.toml"])
def test_a_word_that_looks_like_a_path_is_one(library: Path, seeds: Seeds, word: str) -> None:
    assert load_scenario(word, seeds)[0].title == "Baseline"
