"""What the guide to scenarios shows can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model.analysis.warnings.find import find_warnings
from model.inputs.formats.fixed_words import POWER_TRIGGERS, STATE_TRIGGERS
from model.inputs.scenarios.scenario_layout import EventEntry, ScenarioEntry
from model.inputs.scenarios.scenario_library import library_names
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.seeds import Seeds, read_seeds

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "scenarios.md").read_text()
BLOCKS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
(BRIEF,) = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
WHOLE = [block for block in BLOCKS if block.startswith("title")]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: text.splitlines()[0][9:-1])
def test_an_example_can_be_run_as_it_stands(tmp_path: Path, seeds: Seeds, text: str) -> None:
    path = tmp_path / "example.toml"
    path.write_text(text)
    (tmp_path / "brief.csv").write_text(BRIEF)
    scenario, _ = load_scenario(path, seeds)
    assert scenario.events
    assert bool(scenario.overlays) == ("brief.csv" in text)
    assert not find_warnings(path, seeds)


@pytest.mark.parametrize("text", [block for block in BLOCKS if block not in WHOLE])
def test_a_piece_fits_into_a_scenario(tmp_path: Path, seeds: Seeds, text: str) -> None:
    path = tmp_path / "example.toml"
    path.write_text(f'title = "x"\nextends = "japan-delivers"\n{text}')
    scenario, _ = load_scenario(path, seeds)
    assert scenario.changes


def test_examples_of_every_kind_are_there() -> None:
    assert len(WHOLE) >= 5
    used = {name for name in FACTORS if re.search(rf'"{name}\b', "".join(WHOLE))}
    assert {"energy_price", "gas_flow", "purchasing", "corridor_capacity", "pledge"} <= used
    assert "base_year = " in "".join(WHOLE)


def section(heading: str) -> str:
    """The text of a section of the guide."""
    return GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_every_key_is_in_its_table() -> None:
    top, event = section("Keys of the file"), section("Keys of an event")
    for key in ScenarioEntry.model_fields:
        assert re.search(rf"^\|.*`(\[+)?{key}(\]+)?`.*\|", top, re.MULTILINE), key
    for key in EventEntry.model_fields:
        assert re.search(rf"^\|.*`{key}`.*\|", event, re.MULTILINE), key


def test_every_column_and_trigger_of_an_interest_is_in_its_table() -> None:
    named = set(re.findall(r"`([a-z_]+)`", section("What actors want")))
    assert set(BRIEF.splitlines()[0].split(",")) <= named
    assert {*POWER_TRIGGERS, *STATE_TRIGGERS} <= named


def test_every_scenario_of_the_library_is_listed() -> None:
    listed = re.findall(r"`([a-z0-9-]+)`", section("What the library holds"))
    assert set(library_names()) <= set(listed)
