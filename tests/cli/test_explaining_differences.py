"""`steppewise explain --against`: the difference from a base taken apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from model.cli import cli
from model.experiments.store import open_result
from tests.cli.conftest import QUICK, Steppewise, contents, only

WHAT = ("--power", "JPN", "--state", "KAZ")


@pytest.fixture
def pair(made: Path, here: Path) -> tuple[Path, Path]:
    """Copies of the base and of a result that explanations may be written into."""
    for pattern in ("baseline-*", "japan-delivers-*"):
        path = only(made, pattern)
        shutil.copytree(path, here / path.name)
    return only(here, "baseline-*"), only(here, "japan-delivers-*")


@pytest.fixture(scope="module")
def explained(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A base, a result whose difference from it was taken apart, and what was said."""
    folder = tmp_path_factory.mktemp("explained")
    for pattern in ("baseline-*", "japan-delivers-*"):
        path = only(made, pattern)
        shutil.copytree(path, folder / path.name)
    base, other = only(folder, "baseline-*"), only(folder, "japan-delivers-*")
    words = ["explain", str(other), "--against", str(base), *WHAT, "--workers", "1"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return base, other, result.stdout


def read_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    paths = sorted((folder / "causes").glob("*.csv"), key=lambda path: len(path.name))
    lines, interests = (pd.read_csv(path, keep_default_na=False) for path in paths)
    return lines, interests


def test_the_difference_adds_up_to_that_of_the_stored_shares(
    explained: tuple[Path, Path, str],
) -> None:
    base, other, _ = explained
    place = {"power": "JPN", "state": "KAZ", "turn": "2026Q4"}
    first, second = (open_result(folder)["share"].sel(place).values for folder in (base, other))
    lines, interests = read_tables(other)
    own = lines[lines["within"] == ""]
    assert float(own["running"].iloc[-1]) == pytest.approx(100 * (second - first).mean(), abs=1e-4)
    changes = pd.to_numeric(own["change"], errors="coerce").fillna(0.0)
    running = pd.to_numeric(own["running"])
    assert running.iloc[0] + changes.sum() == pytest.approx(running.iloc[-1], abs=1e-6)
    rivals = pd.to_numeric(lines.loc[lines["within"] == "rivals", "change"])
    whole = float(own.loc[own["cause"] == "rivals", "change"].iloc[0])
    assert rivals.sum() == pytest.approx(whole, abs=1e-6)
    assert len(rivals) == 8
    holds = {"remittances", "debt", "supplies of arms", "transit of freight",
             "routes of oil and gas", "membership in blocs"}  # fmt: skip
    assert holds <= set(own["cause"])
    ended = interests[interests["runs"].astype(int) > 0]
    assert len(ended) == 4
    assert ended["difference"].nunique() == 1
    assert {path.suffix for path in (other / "causes").iterdir()} == {".csv", ".png", ".svg"}
    assert not (base / "causes").exists()


def test_what_differs_is_said_with_its_causes_decisions_rivals_and_interests(
    explained: tuple[Path, Path, str],
) -> None:
    said = explained[2]
    for words in (
        "against Baseline",
        "share of influence in Kazakhstan",
        "On average over the runs: ",
        "What did most: ",
        "how much the power spends",
        "Interests behind the bids of Japan for Kazakhstan, in the scenario and in the base",
        "JP2 (P12): ",
        "Without it the difference would",
        "were ended in both scenarios from the first quarter on, in 8 runs.)",
        "Written: ",
    ):
        assert words in said, said


def test_a_difference_from_a_seed_of_the_base_year_is_there_at_the_start(
    explained: tuple[Path, Path, str],
) -> None:
    """The scenario sets a tie of the base year, so that shares differ before anything happens."""
    lines, _ = read_tables(explained[1])
    assert float(lines["running"].iloc[0]) > 0.01
    assert lines["cause"].iloc[0] == "start"


def test_the_same_bytes_come_from_any_number_of_workers(
    steppewise: Steppewise, pair: tuple[Path, Path]
) -> None:
    base, other = pair
    answers = []
    for workers in ("1", "2"):
        shutil.rmtree(other / "causes", ignore_errors=True)
        words = (*WHAT, "--at", "2026Q1", "--workers", workers)
        assert steppewise("explain", other, "--against", base, *words).exit_code == 0
        answers.append(contents(other / "causes"))
    assert answers[0] == answers[1]
    assert any(name.startswith("JPN-KAZ-2026Q1-against-baseline-") for name in answers[0])


def test_a_difference_may_be_followed_between_two_quarters(
    steppewise: Steppewise, pair: tuple[Path, Path]
) -> None:
    base, other = pair
    words = (*WHAT, "--from", "2025Q3", "--to", "2026Q2", "--workers", "1")
    assert steppewise("explain", other, "--against", base, *words).exit_code == 0
    lines, _ = read_tables(other)
    for row, turn in ((0, "2025Q3"), (len(lines[lines["within"] == ""]) - 1, "2026Q2")):
        place = {"power": "JPN", "state": "KAZ", "turn": turn}
        first, second = (open_result(folder)["share"].sel(place).values for folder in pair)
        expected = 100 * np.mean(second - first)
        assert float(lines["running"].iloc[row]) == pytest.approx(expected, abs=1e-4)


def test_a_result_is_not_held_against_itself(
    refused: Callable[..., str], pair: tuple[Path, Path]
) -> None:
    said = refused(2, "explain", pair[0], "--against", pair[0], *WHAT)
    assert said.startswith("--against: ")
    assert "is the same result as" in said


def test_results_that_cannot_be_paired_are_refused_as_by_compare(
    refused: Callable[..., str], pair: tuple[Path, Path], here: Path
) -> None:
    words = ["run", "baseline", *QUICK, "--entropy", "2", "--out", str(here / "others")]
    assert CliRunner().invoke(cli, words).exit_code == 0
    other = only(here / "others", "baseline-*")
    said = refused(2, "explain", other, "--against", pair[0], *WHAT)
    assert "cannot be compared run by run: they differ in entropy (1 and 2)" in said
    assert not (other / "causes").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            [],
            "--power: is missing; say whose influence, such as JPN\n"
            "--state: is missing; say where, such as KAZ",
        ),
        (["--power", "JPN"], "--state: is missing; say where, such as KAZ"),
        ([*WHAT, "--at", "2026Q1", "--to", "2026Q2"], "--at: 2026Q1 and --to 2026Q2 are not the "),
        ([*WHAT, "--at", "2030Q1"], "--at: 2030Q1 is outside the scenario"),
        ([*WHAT, "--from", "2026Q2", "--at", "2026Q1"], "--at: 2026Q1 is not after 2026Q2"),
        (["--power", "JPM", "--state", "KAZ"], "--power: unknown power 'JPM'; did you mean 'JPN'?"),
    ],
)
def test_a_wrong_word_is_refused_with_what_is_allowed(
    refused: Callable[..., str], made: Path, words: list[str], said: str
) -> None:
    base, other = only(made, "baseline-*"), only(made, "japan-delivers-*")
    assert said in refused(2, "explain", other, "--against", base, *words)
    assert not (other / "causes").exists()


def test_a_base_that_is_no_result_is_said(
    refused: Callable[..., str], made: Path, here: Path
) -> None:
    other = only(made, "japan-delivers-*")
    assert "nowhere is not a folder of results" in refused(
        1, "explain", other, "--against", "nowhere", *WHAT
    )
