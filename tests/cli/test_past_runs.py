"""`run`, `compare` and `explain` on a scenario that starts from the past."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from model.cli import cli
from model.inputs.formats.places import seeds_folder
from tests.cli.conftest import Steppewise, contents, only

QUICK = ("--runs", "4", "--no-figures", "--workers", "1")
WHAT = ("--power", "RUS", "--state", "UZB")
SINCE_2011 = 'title = "From 2011"\nextends = "history"\nbase_year = 2011\nstart = "2012Q1"\n'
SINCE_2011 += 'until = "2013Q2"\n'


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short result of a run from the end of 2011, and the file that it was made from."""
    folder = tmp_path_factory.mktemp("past")
    file = folder / "since-2011.toml"
    file.write_text(SINCE_2011)
    words = ["run", str(file), *QUICK, "--out", str(folder)]
    told = CliRunner().invoke(cli, words)
    assert told.exit_code == 0, told.output
    assert "From 2011: 4 runs, 2012Q1 to 2013Q2, entropy 1" in told.output
    return folder


@pytest.fixture
def result(past: Path, here: Path) -> Path:
    """A copy of the result that explanations may be written into."""
    made = only(past, "since-2011-*")
    return Path(shutil.copytree(made, here / made.name))


@pytest.mark.long
def test_the_whole_of_history_is_run_and_drawn(steppewise: Steppewise, here: Path) -> None:
    told = steppewise("run", "history", "--runs", "2", "--until", "2001Q4", "--workers", "1")
    assert told.exit_code == 0, told.output
    assert "2001Q1 to 2001Q4" in told.output
    folder = only(here, "results/history-*")
    prices = (folder / "figures" / "mineral-prices.svg").read_text()
    assert "multiple of 2000" in prices
    assert "2024" not in prices.replace("What happened, 2001 to 2024", "")


def test_the_same_run_is_the_same_bytes_and_is_found_again(
    steppewise: Steppewise, past: Path, here: Path
) -> None:
    file = past / "since-2011.toml"
    assert steppewise("run", file, *QUICK).exit_code == 0
    again = only(here, "results/since-2011-*")
    first = only(past, "since-2011-*")
    assert again.name == first.name
    assert contents(again) == contents(first)
    assert "was there already" in steppewise("run", file, *QUICK, "--out", past).output


def test_a_run_from_the_past_is_explained_and_adds_up(steppewise: Steppewise, result: Path) -> None:
    told = steppewise("explain", result, *WHAT)
    assert told.exit_code == 0, told.output
    assert "Russia in Uzbekistan: influence from 2012Q1 to 2013Q2" in told.output
    table = pd.read_csv(only(result, "causes/RUS-UZB-2012Q1-2013Q2.csv"))
    start, end = table["running"].iloc[[0, -1]]
    assert table["change"].sum() == pytest.approx(end - start, abs=1e-4)
    structure = table.set_index("cause")["change"].filter(like="membership")
    assert structure.iloc[0] < 0  # Uzbekistan left the alliance in June 2012


def test_another_past_is_refused(refused: Callable[..., str], result: Path, here: Path) -> None:
    seeds = Path(shutil.copytree(seeds_folder(), here / "seeds"))
    with (seeds / "history" / "prices.csv").open("a") as file:
        file.write("\n")
    said = refused(2, "explain", result, *WHAT, "--seeds", seeds)
    assert "made with another past (digest " in said
    assert "seeds/history (" in said
    shutil.rmtree(seeds / "history")
    said = refused(2, "explain", result, *WHAT, "--seeds", seeds)
    assert said == "seeds/history: there is no such folder of the past"


def test_what_would_have_been_is_compared_with_what_was(
    steppewise: Steppewise, past: Path, here: Path
) -> None:
    file = here / "no-uzbek-gas.toml"
    event = '[set]\n"events.gas-uzbek-first.probability" = 0\n'
    file.write_text(SINCE_2011.replace("From", "No Uzbek gas, from") + event)
    told = steppewise("compare", only(past, "since-2011-*"), file, "--no-figures")
    assert told.exit_code == 0, told.output
    assert "No Uzbek gas, from 2011, against From 2011" in told.output
    table = pd.read_csv(only(here, "results/*-against-*/comparison.csv"))
    trade = table[(table["outcome"] == "ties") & (table["domain"] == "trade")]
    moved = trade[(trade["power"] == "CHN") & (trade["state"] == "UZB")]
    assert moved.iloc[0]["p50"] < 0
    assert set(trade[trade["state"] == "TJK"]["cannot_tell"]) == {"yes"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "x"\ndrivers = "observed"\n', "mine.toml:2: drivers: needs a base_year beside"),
        ('title = "x"\nbase_year = 2013\n', "mine.toml:2: base_year: 2013 does not go with a run"),
        ('title = "x"\nbase_year = 1999\n', "mine.toml:2: base_year: 1999 is outside 2000..2020"),
    ],
)
def test_a_wrong_key_is_refused_and_nothing_is_written(
    refused: Callable[..., str], here: Path, text: str, said: str
) -> None:
    (here / "mine.toml").write_text(text)
    assert said in refused(2, "run", "mine.toml", *QUICK)
    assert [path.name for path in here.iterdir()] == ["mine.toml"]


def test_a_past_and_a_future_are_no_pair(refused: Callable[..., str], here: Path) -> None:
    said = refused(2, "compare", "baseline", "history", *QUICK)
    assert "base year (none and 2000)" in said
    assert list(here.iterdir()) == []
