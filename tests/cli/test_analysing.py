"""`steppewise analyse`: from the folder of a sweep to answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from model.cli import cli
from model.experiments.sweeps.open_sweep_folder import open_sweep
from model.inputs.formats.places import seeds_folder
from tests.cli.conftest import Steppewise, contents, only

SHORT = 'title = "A short baseline"\nextends = "baseline"\nuntil = "2026Q4"\n'

SWEEP = """
title = "Who leads"
scenarios = ["short.toml"]
dates = ["2025Q4", "2026Q4"]
entropy = 5
[design]
kind = "{design}"
size = {size}
{more}
[[factors]]
name = "china-trade"
path = "ties.CHN.KAZ.trade"
range = [5, 200]
[[factors]]
name = "russia-trade"
path = "ties.RUS.KAZ.trade"
range = [10, 40]
[[outcomes]]
name = "share"
outcome = "share"
state = "KAZ"
{levers}
"""

LEVERS = """
[[levers]]
name = "japan"
[[levers.alternatives]]
name = "as it is"
[[levers.alternatives]]
name = "more"
[levers.alternatives.set]
budgets.JPN = 4
"""

QUIET = ("--no-figures", "--outcome", "share RUS KAZ")


@pytest.fixture(scope="session")
def swept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of three short sweeps, by their design."""
    folder = tmp_path_factory.mktemp("swept")
    (folder / "short.toml").write_text(SHORT)
    made = {}
    for design, size, more, levers in (
        ("latin", 120, "", LEVERS),
        ("sobol", 32, "", ""),
        ("morris", 8, "levels = 4", ""),
    ):
        file = folder / f"{design}.toml"
        file.write_text(SWEEP.format(design=design, size=size, more=more, levers=levers))
        words = ["sweep", str(file), "--workers", "1", "--out", str(folder)]
        told = CliRunner().invoke(cli, words)
        assert told.exit_code == 0, told.output
        made[design] = only(folder, f"{design}-*")
    return made


def test_a_sweep_is_asked_where_something_happens_and_which_alternative_holds_up(
    steppewise: Steppewise, swept: dict[str, Path], here: Path
) -> None:
    share = open_sweep(swept["latin"])["share"].sel(power="CHN", date="2026Q4")
    where = f"share CHN KAZ > {float(share.quantile(0.5)):.4f} at 2026"
    told = steppewise("analyse", swept["latin"], *QUIET, "--where", where, "--out", here)
    assert told.exit_code == 0, told.output
    assert "Who leads: 240 runs, latin design" in told.output
    assert f"'{where}' holds in" in told.output
    assert "It happens mostly where" in told.output
    assert "china-trade is above" in told.output
    assert "japan: " in told.output
    folder = only(here, "answers-*")
    boxes = pd.read_csv(folder / "boxes.csv")
    assert "china-trade" in set(boxes["input"])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["command"][-4:] == ["--outcome", "share RUS KAZ", "--where", where]
    assert "It happens mostly where" in (folder / "answers.md").read_text()


def test_a_sobol_sweep_tells_what_drives_an_outcome(
    steppewise: Steppewise, swept: dict[str, Path], here: Path
) -> None:
    told = steppewise("analyse", swept["sobol"], *QUIET, "--at", "2026Q4", "--out", here)
    assert told.exit_code == 0, told.output
    assert "Of the variance of Russia's share of influence in Kazakhstan in 2026Q4" in told.output
    table = pd.read_csv(only(here, "answers-*") / "drivers.csv")
    assert set(table["factor"]) == {"china-trade", "russia-trade"}
    assert (table["groups"] == 32).all()
    total = table[table["turn"] == "2026Q4"]["ST"]
    rest = table[table["turn"] == "2026Q4"]["not_varied"].iloc[0]
    assert 0.05 < total.sum() < 0.5
    assert rest > 0.5
    assert "everything held out of the sweep, chance included, brings" in told.output


def test_a_sweep_of_many_draws_tells_what_an_outcome_goes_with(
    steppewise: Steppewise, swept: dict[str, Path], here: Path
) -> None:
    told = steppewise("analyse", swept["latin"], *QUIET, "--out", here)
    assert told.exit_code == 0, told.output
    assert "What they go with, of all numbers" in told.output
    table = pd.read_csv(only(here, "answers-*") / "goes_with.csv")
    assert {"russia-trade", "measure.security.weight"} & set(table["number"])
    assert (table["draws"] == 120).all()
    prior = steppewise("analyse", swept["latin"], *QUIET, "--seeds", other_seeds(here))
    assert "is not told: the seeds are not those that the sweep drew from" in prior.output


def other_seeds(here: Path) -> Path:
    """The shipped seeds with another number among them."""
    folder = shutil.copytree(seeds_folder(), here / "seeds")
    path = folder / "budgets.csv"
    path.write_text(path.read_text().replace("CHN,3.5,", "CHN,3.4,"))
    return folder


def test_a_morris_sweep_is_screened(
    steppewise: Steppewise, swept: dict[str, Path], here: Path
) -> None:
    told = steppewise("analyse", swept["morris"], *QUIET, "--out", here)
    assert told.exit_code == 0, told.output
    assert "Over its range, each moves Russia's share" in told.output
    assert "china-trade" in told.output


def test_answers_and_figures_go_into_the_folder_of_the_sweep_and_are_the_same_twice(
    steppewise: Steppewise, swept: dict[str, Path]
) -> None:
    words = ("analyse", swept["sobol"], "--outcome", "share JPN KAZ")
    first = steppewise(*words)
    assert first.exit_code == 0, first.output
    folder = only(swept["sobol"], "answers-*")
    assert {path.name for path in (folder / "figures").iterdir()} == {
        "drivers-share-jpn.png", "drivers-share-jpn.svg",
        "enough-runs-share-jpn.png", "enough-runs-share-jpn.svg",
    }  # fmt: skip
    before = contents(folder)
    again = steppewise(*words)
    assert again.stdout == first.stdout
    assert contents(folder) == before


def test_all_that_is_asked_wrongly_is_told_at_once_and_nothing_is_written(
    refused: Callable[..., str], swept: dict[str, Path], here: Path
) -> None:
    said = refused(
        2, "analyse", swept["latin"], "--out", here / "out",
        "--outcome", "shaer JPN KAZ", "--where", "leader KAZ = RSU", "--at", "2031Q4",
        "--lower", "share", "--enough", "share JPN >",
    )  # fmt: skip
    lines = said.splitlines()
    assert len(lines) == 4
    assert "--outcome: 'shaer JPN KAZ': unknown outcome 'shaer'; did you mean 'share'?" in said
    assert "--where: 'leader KAZ = RSU': unknown power 'RSU'; did you mean 'RUS'?" in said
    assert "--lower: 'share': 'share' needs a power; allowed: CHN, RUS" in said
    assert "--enough: 'share JPN >': a number, an outcome, leader or rank expected" in said
    assert not (here / "out").exists()


def test_a_date_that_was_not_kept_is_refused(
    refused: Callable[..., str], swept: dict[str, Path]
) -> None:
    said = refused(2, "analyse", swept["latin"], "--at", "2031Q4,soon")
    assert "--at: 2031Q4 was not kept; kept: 2025Q4, 2026Q4" in said
    assert "--at: 'soon' is not a quarter" in said


@pytest.mark.parametrize("inside", [None, "{}", '{"format": 1, "name": "run"}'])
def test_a_folder_that_is_no_sweep_is_refused(
    refused: Callable[..., str], here: Path, inside: str | None
) -> None:
    if inside is not None:
        (here / "manifest.json").write_text(inside)
    said = refused(1, "analyse", here)
    assert "is not the folder of a sweep" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--enough", "share CHN KAZ > 0.1"),
            "--enough: is about the alternatives of levers, and this sweep has none; use --where",
        ),
        (("--enough", "(((("), "--enough: '(((('"),
        (("--at", "2026Q4,"), "--at: "),
    ],
)
def test_what_would_be_left_aside_is_refused(
    refused: Callable[..., str], swept: dict[str, Path], here: Path, words: tuple[str, ...],
    said: str,
) -> None:  # fmt: skip
    assert said in refused(2, "analyse", swept["sobol"], "--out", here / "out", *words)
    assert not (here / "out").exists()
