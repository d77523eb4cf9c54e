"""`steppewise episodes`, and episodes among the other commands."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from model.inputs.formats.places import seeds_folder
from model.inputs.scenarios.scenario_library import episode_names
from model.storage.manifest import read_manifest
from tests.cli.conftest import QUICK, Steppewise, contents, only

FEW = ("--runs", "6", "--no-figures")


def test_verdicts_are_told_and_written(steppewise: Steppewise, here: Path) -> None:
    told = steppewise("episodes", *FEW)
    assert told.exit_code == 0, told.output
    assert "price at its height, 2010Q3-2012Q1: outside" in told.output
    assert "observations are inside" in told.output
    folder = only(here, "results/episodes-????????????")
    assert f"Verdicts: results/{folder.name}/verdicts.csv" in told.output
    assert sorted(contents(folder)) == ["checksums.json", "manifest.json", "verdicts.csv"]
    with (folder / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["episode"] for row in csv.DictReader(file)} == set(episode_names())
    manifest = read_manifest(folder)
    assert (manifest["runs"], manifest["entropy"]) == (6, 1)
    assert set(manifest["scenario_digests"]) == set(episode_names())
    assert manifest["command"] == ["steppewise", "episodes", "--runs", "6", "--entropy", "1"]


@pytest.mark.long
def test_the_same_question_gets_the_same_bytes(steppewise: Steppewise, here: Path) -> None:
    found = []
    for out in ("a", "b", "b"):
        assert steppewise("episodes", *FEW, "--out", out).exit_code == 0
        found.append(contents(here / out))
    assert found[0] == found[1] == found[2]
    assert steppewise("episodes", *FEW, "--entropy", "2", "--out", "a").exit_code == 0
    assert len(list((here / "a").glob("episodes-*"))) == 2


def test_every_episode_gets_a_figure(steppewise: Steppewise, here: Path) -> None:
    told = steppewise("episodes", "--runs", "3", "--out", "out")
    assert told.exit_code == 0, told.output
    figures = only(here, "out/episodes-????????????/figures")
    assert f"Figures: {figures.relative_to(here)}" in told.output
    names = {"episodes-multiples", "episodes-shares", *episode_names()}
    assert {path.name for path in figures.iterdir()} == {
        f"{name}.{kind}" for name in names for kind in ("png", "svg")
    }


def test_a_wrong_table_is_told_at_once_and_nothing_is_written(
    refused: Callable[..., str], here: Path
) -> None:
    shutil.copytree(seeds_folder(), here / "mine")
    table = here / "mine" / "history" / "episodes.csv"
    text = table.read_text(encoding="utf-8").replace("JPN.rare-earths", "JPM.rare-earths")
    table.write_text(text.replace(",2024Q4,,0.6,", ",2034Q4,,0.6,"), encoding="utf-8")
    said = refused(2, "episodes", "--seeds", "mine").splitlines()
    assert len(said) == 4
    assert all("unknown power 'JPM'; did you mean 'JPN'?" in line for line in said)
    table.write_text(table.read_text(encoding="utf-8").replace("JPM", "JPN"), encoding="utf-8")
    said = refused(2, "episodes", "--seeds", "mine").splitlines()
    assert said == [
        "mine/history/episodes.csv:8: last: 2034Q4 is outside rare-earths-2010, 2010Q1 to 2024Q4"
    ]
    table.unlink()
    assert refused(2, "episodes", "--seeds", "mine") == (
        "mine/history/episodes.csv: there is no such file"
    )
    assert not (here / "results").exists()


def test_the_list_tells_episodes_apart(steppewise: Steppewise) -> None:
    library, _, past = steppewise("list").output.partition("\nEpisodes of the past")
    assert "export-controls: " in library
    assert "red-sea-2024" not in library
    assert "red-sea-2024: Ships leave the Red Sea, 2024\n" in past
    assert "steppewise episodes" in past


def test_an_episode_runs_like_any_scenario(steppewise: Steppewise, here: Path) -> None:
    quick = [word for word in QUICK if word not in ("--until", "2026Q4")]
    told = steppewise("run", "red-sea-2024", *quick)
    assert told.exit_code == 0, told.output
    folder = only(here, "results/red-sea-2024-????????????")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["horizon"] == ["2023Q1", "2024Q4"]
    assert manifest["scenario"]["name"] == "red-sea-2024"
