"""The command `hindcast`: what it writes and says, and how it refuses."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from model.inputs.formats.places import seeds_folder
from model.storage.manifest import read_manifest
from tests.cli.conftest import Steppewise, contents, only

FEW = ("--parameters", "prior", "--runs", "3", "--no-figures")


@pytest.mark.long
def test_scores_and_forecasts_are_the_same_bytes_at_any_number_of_workers(
    steppewise: Steppewise, here: Path
) -> None:
    told = steppewise("hindcast", *FEW, "--workers", "1", "--out", "a")
    assert told.exit_code == 0, told.output
    assert "skill against persistence (nothing changes)" in told.output
    again = steppewise("hindcast", *FEW, "--workers", "2", "--out", "b")
    assert again.exit_code == 0, again.output
    assert contents(here / "a") == contents(here / "b")
    folder = only(here, "a/hindcast-????????????")
    assert f"Scores: a/{folder.name}/skill.json" in told.output
    assert sorted(contents(folder)) == [
        "arms.csv", "benchmarks.csv", "checksums.json", "contact.csv",
        "forecasts-without-events.csv", "forecasts.csv", "manifest.json", "pairs.csv",
        "positions.csv", "skill.json", "volumes.csv",
    ]  # fmt: skip
    manifest = read_manifest(folder)
    assert (manifest["runs"], manifest["entropy"], manifest["parameters"]) == (3, 1, "prior")
    assert manifest["command"][:4] == ["steppewise", "hindcast", "--parameters", "prior"]
    check_scores(folder)


def check_scores(folder: Path) -> None:
    """What the file of scores says follows from the file of forecasts."""
    told = json.loads((folder / "skill.json").read_text(encoding="utf-8"))
    with (folder / "forecasts.csv").open(encoding="utf-8", newline="") as file:
        forecasts = list(csv.DictReader(file))
    with (folder / "benchmarks.csv").open(encoding="utf-8", newline="") as file:
        simple = list(csv.DictReader(file))
    for horizon in ("1", "3", "5", "10"):
        scores = told["ten_years"] if horizon == "10" else told
        error = dict.fromkeys(("p50", "persistence", "trend"), 0.0)
        inside = count = 0
        for one, other in zip(forecasts, simple, strict=True):
            if one["horizon"] != horizon:
                continue
            observed = float(one["observed"])
            for name, row in (("p50", one), ("persistence", other), ("trend", other)):
                error[name] += (float(row[name]) - observed) ** 2
            inside += float(one["p10"]) <= observed <= float(one["p90"])
            count += 1
        skill = 1 - error["p50"] / error["persistence"]
        assert abs(scores["skill_vs_persistence"][horizon] - skill) < 1e-3
        assert abs(scores["skill_vs_trend"][horizon] - (1 - error["p50"] / error["trend"])) < 1e-3
        assert abs(scores["coverage_80"][horizon] - inside / count) < 0.01
        assert scores["n"][horizon] == count


def test_wrong_words_are_told_at_once_and_nothing_is_written(
    refused: Callable[..., str], here: Path
) -> None:
    assert "'priors' is not one of 'posterior', 'prior'" in refused(
        2, "hindcast", "--parameters", "priors"
    )
    assert "--runs" in refused(2, "hindcast", "--runs", "0")
    assert "--entropy" in refused(2, "hindcast", "--entropy", "-1")
    assert "did you mean 'hindcast'?" in refused(2, "hindcasts")
    assert list(here.iterdir()) == []


def test_a_missing_sample_or_a_broken_past_is_told_with_its_place(
    refused: Callable[..., str], here: Path
) -> None:
    shutil.copytree(seeds_folder(), here / "mine", ignore=shutil.ignore_patterns("posterior"))
    assert refused(2, "hindcast", "--seeds", "mine") == (
        "mine/posterior/to-2013.csv: there is no such file; `steppewise calibrate --until 2013` "
        "makes it, and --parameters prior does without"
    )
    table = here / "mine" / "history" / "positions.csv"
    text = table.read_text(encoding="utf-8").replace("CHN,2001,-0.55", "CHX,2001,high", 1)
    table.write_text(text, encoding="utf-8")
    said = refused(2, "hindcast", "--seeds", "mine", "--parameters", "prior").splitlines()
    assert len(said) == 2
    assert all(line.startswith("mine/history/positions.csv:3: ") for line in said)
    assert any("did you mean 'CHN'?" in line for line in said)
    assert not (here / "results").exists()
