"""`steppewise show` says what a scenario assumes; `steppewise new` writes one to start from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from model.analysis.assumptions import PHRASES, list_assumptions
from model.inputs.scenarios.scenario_library import library_names
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.seeds import Seeds, read_seeds
from tests.cli.conftest import Steppewise

MINE = """title = "Mine"
question = "What if?"
extends = "baseline"
[[sources]]
title = "A paper"
address = "https://example.org/paper"
[[sources]]
title = "Not cited"
address = "https://example.org/other"
[[events]]
name = "more-money"
factor = "engagement.JPN"
multiply = [1.2, 1.6]
start = ["2026Q1", "2026Q4"]
end = "2030Q4"
ramp = 1
probability = [0.4, 0.6]
announced = true
delivery = [0.5, 0.8]
lag = [0, 4]
note = "A reason."
source = "A paper"
[[events]]
name = "early"
factor = "border.*.KAZ"
add = -0.1
start = "2025Q2"
[set]
"parameters.match" = 0.5
"""


@pytest.fixture
def mine(here: Path) -> Path:
    path = here / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


def test_own_events_come_first_in_order_of_time_with_all_that_is_said_of_them(
    steppewise: Steppewise, mine: Path
) -> None:
    said = steppewise("show", "mine.toml").output
    assert said.startswith("Mine (mine, 2025Q1 to 2040Q4)\nWhat if?\n")
    own, taken = said.split("\nWhat it takes over (29 events)\n")
    assert own.index("(early)") < own.index("(more-money")
    flat = " ".join(own.split())
    assert (
        "2026Q1 to 2026Q4 until 2030Q4: Japan's engagement budget: times 1.2 to 1.6, reached over "
        "1 quarter, in 40 to 60 % of runs, announced, 50 to 80 % of it comes, 0 to 4 quarters late "
        "A reason. (more-money, from A paper)"
    ) in flat
    assert (
        "from 2025Q2: what the posts between Kazakhstan and all powers let pass: changed by -0.1"
    ) in flat
    assert "(more-money" not in taken
    assert "parameters.match = 0.5" in said
    assert "A paper: https://example.org/paper" in said
    assert "Not cited" not in said
    assert "interests. `steppewise evidence` shows each with its" in " ".join(said.split())


def test_only_its_own_events_are_shown_where_that_is_asked(
    steppewise: Steppewise, mine: Path
) -> None:
    said = steppewise("show", "mine.toml", "--own").output
    assert "What it assumes of its own (2 events)" in said
    assert "What it takes over" not in said
    assert "Automotive World" not in said


def test_a_scenario_with_a_mistake_is_not_shown(refused: Callable[..., str], mine: Path) -> None:
    mine.write_text(MINE.replace("engagement.JPN", "engagement.JAP"), encoding="utf-8")
    assert "unknown power 'JAP'; did you mean 'JPN'?" in refused(2, "show", "mine.toml")


def test_every_factor_has_a_phrase_with_its_members() -> None:
    assert set(PHRASES) == set(FACTORS)
    for name, spec in FACTORS.items():
        for axis in spec.axes:
            if name != "tariff":
                assert "{" + axis in PHRASES[name], name


@pytest.mark.parametrize("name", library_names())
def test_every_scenario_of_the_library_is_told_without_a_gap(name: str, seeds: Seeds) -> None:
    for one in list_assumptions(*load_scenario(name, seeds)):
        assert "{" not in one.what
        assert one.note, one.name
        assert one.source, one.name


def test_a_new_file_passes_the_check_and_runs(steppewise: Steppewise, here: Path) -> None:
    told = steppewise("new", "north-sea")
    assert told.output == (
        "north-sea.toml is written. Change it, then: steppewise check north-sea.toml\n"
    )
    assert 'title = "North sea"' in (here / "north-sea.toml").read_text(encoding="utf-8")
    assert "north-sea.toml: ok (30 events" in steppewise("check", "north-sea.toml").output
    assert [path.name for path in here.iterdir()] == ["north-sea.toml"]


def test_a_new_file_may_build_on_another_scenario(steppewise: Steppewise, here: Path) -> None:
    assert steppewise("new", "a.toml", "--extends", "sea-blocked").exit_code == 0
    assert steppewise("new", "b.toml", "--extends", "a").exit_code == 0
    assert 'extends = "a"' in (here / "b.toml").read_text(encoding="utf-8")
    assert steppewise("check", "b.toml", "--no-effects").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["there.toml"], "there.toml: is there already; choose another name"),
        (["mine.txt"], "mine.txt: files must end in .toml; name it mine.toml"),
        (["no/mine.toml"], "no/mine.toml: there is no folder no"),
        (["a.toml", "--extends", "basline"], "--extends: unknown scenario 'basline'; did you mean"),
    ],
)
def test_nothing_is_written_over_or_beside_the_point(
    refused: Callable[..., str], here: Path, words: list[str], said: str
) -> None:
    (here / "there.toml").write_text("mine", encoding="utf-8")
    assert refused(2, "new", *words).startswith(said)
    assert (here / "there.toml").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in here.iterdir()] == ["there.toml"]


def test_a_file_system_without_links_gets_its_file_too(
    steppewise: Steppewise, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", no_links)
    assert steppewise("new", "a.toml").exit_code == 0
    assert os.listdir(here) == ["a.toml"]
