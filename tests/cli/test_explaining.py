"""`steppewise explain`: a stored result played again and taken apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from model.experiments.run import read_result
from model.experiments.scenario_record import restore_scenario
from model.inputs.seeds.seeds import read_seeds
from tests.cli.conftest import Steppewise, only

WHAT = ("--power", "JPN", "--state", "KAZ")


@pytest.fixture
def result(made: Path, here: Path) -> Path:
    """A copy of a result that explanations may be written into."""
    made_one = only(made, "japan-delivers-*")
    return Path(shutil.copytree(made_one, here / made_one.name))


def test_causes_add_up_and_interests_are_named(steppewise: Steppewise, result: Path) -> None:
    told = steppewise("explain", result, *WHAT)
    assert told.exit_code == 0, told.output
    assert "Japan in Kazakhstan: influence from 2025Q1 to 2026Q4" in told.output
    assert "JP2 (P12): " in told.output
    assert "Interests behind the bids of Japan for Kazakhstan" in told.output
    table = pd.read_csv(only(result, "causes/JPN-KAZ-2025Q1-2026Q4.csv"))
    start, end = table["running"].iloc[[0, -1]]
    assert table["change"].sum() == pytest.approx(end - start, abs=1e-4)
    assert {path.suffix for path in (result / "causes").iterdir()} == {".csv", ".png", ".svg"}


def test_a_name_serves_as_well_as_an_id(steppewise: Steppewise, result: Path) -> None:
    words = ("--power", "Tokyo", "--state", "kazakhstan", "--from", "2025Q2", "--to", "2026Q1")
    assert steppewise("explain", result, *words).exit_code == 0
    assert (result / "causes" / "JPN-KAZ-2025Q2-2026Q1.png").is_file()


def test_a_manifest_holds_all_that_a_replay_needs(made: Path) -> None:
    manifest = read_result(only(made, "japan-delivers-*")).manifest
    scenario, changed = restore_scenario(manifest, read_seeds())
    assert changed.tables["ties"]["JPN", "KAZ", "trade"].value == 2.5
    assert scenario.events
    assert all(event.targets for event in scenario.events)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--power", "JPM", "--state", "KAZ"], "--power: unknown power 'JPM'; did you mean 'JPN'?"),
        (["--power", "JPN", "--state", "KAS"], "--state: unknown state 'KAS'; did you mean 'KAZ'?"),
        (
            ["--power", "EAEU", "--state", "KAZ"],
            "--power: unknown power 'EAEU'; that is the bloc eaeu, not a power: ",
        ),
        ([*WHAT, "--from", "2026Q4", "--to", "2026Q1"], "--to: 2026Q1 is not after 2026Q4"),
        ([*WHAT, "--to", "2030Q1"], "--to: 2030Q1 is outside the scenario"),
        (["--power", "JPN"], "--state"),
    ],
)
def test_a_wrong_word_is_refused(
    refused: Callable[..., str], made: Path, words: list[str], said: str
) -> None:
    assert said in refused(2, "explain", only(made, "baseline-*"), *words)


def test_no_result_is_told(refused: Callable[..., str], here: Path) -> None:
    assert "nowhere is not a folder of results" in refused(1, "explain", "nowhere", *WHAT)


def test_other_seeds_are_refused(refused: Callable[..., str], result: Path, here: Path) -> None:
    from model.inputs.formats.places import seeds_folder

    seeds = Path(shutil.copytree(seeds_folder(), here / "seeds"))
    with (seeds / "sources.csv").open("a") as file:
        file.write("\n")
    said = refused(2, "explain", result, *WHAT, "--seeds", seeds)
    assert "made with other seeds" in said
