"""`steppewise sweep` and `steppewise status`: what they say and leave behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Steppewise, contents, only

SHORT = 'title = "Short"\nextends = "baseline"\nuntil = "2025Q4"\n'

SWEEP = """title = "Two budgets"
scenarios = ["short"]
[design]
kind = "factorial"
[[factors]]
name = "budget"
path = "budgets.JPN"
values = [1, 2]
[[outcomes]]
outcome = "region_share"
power = "JPN"
"""


@pytest.fixture
def budgets(here: Path) -> Path:
    """A sweep of two runs in the current folder."""
    (here / "short.toml").write_text(SHORT)
    (here / "budgets.toml").write_text(SWEEP)
    return here


def test_a_sweep_says_who_plays_it_and_where_its_results_are(
    steppewise: Steppewise, budgets: Path
) -> None:
    result = steppewise("sweep", "budgets.toml", "--out", "out")
    assert result.exit_code == 0, result.output
    folder = only(budgets / "out", "budgets-*")
    assert result.output.splitlines() == [
        "Two budgets: 2 runs; played by this process.",
        "2 runs",
        f"Results: out/{folder.name}",
        f"Quantiles: out/{folder.name}/summary.csv",
        f"What they tell: steppewise analyse out/{folder.name}",
    ]
    assert sorted(path.name for path in folder.iterdir()) == [
        "completed.jsonl", "experiments.csv", "failures.csv", "manifest.json", "store.zarr",
        "summary.csv", "sweep.toml",
    ]  # fmt: skip
    assert (folder / "sweep.toml").read_text() == SWEEP
    assert (folder / "experiments.csv").read_text().splitlines() == [
        "experiment,scenario,budget", "0,short,1.0", "1,short,2.0",
    ]  # fmt: skip
    before = contents(budgets)
    again = steppewise("sweep", "budgets.toml", "--out", "out", "--resume")
    assert again.output.strip().endswith("was there already; nothing was played again.")
    assert contents(budgets) == before
    told = steppewise("status", folder)
    assert told.output == "budgets: 2 of 2 runs done, none failed\nFinished.\n"


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(
    steppewise: Steppewise, budgets: Path
) -> None:
    before = contents(budgets)
    result = steppewise("sweep", "budgets.toml", "--dry-run", "--workers", "3")
    assert result.exit_code == 0, result.output
    size = "Two budgets: 2 runs; would be played by a Dask cluster of 3 workers on this machine."
    amounts = ["Time: about", "Memory: about", "in each process", "Disk: about"]
    for word in [size, *amounts, "Blocks: 1, of up to 256 runs each"]:
        assert word in result.output
    assert contents(budgets) == before


def test_wrong_words_are_told_in_one_line(refused: Callable[..., str], budgets: Path) -> None:
    said = refused(2, "sweep", "japan-shre")
    assert said.startswith("japan-shre: unknown sweep 'japan-shre'; did you mean 'japan-share'?")
    assert refused(2, "sweep", "none.toml") == "none.toml: there is no such file"
    assert "no Dask scheduler at tcp://127.0.0.1" in refused(
        2, "sweep", "budgets.toml", "--cluster", "tcp://127.0.0.1"
    )
    assert refused(1, "status", "out") == (
        "out is not the folder of a sweep: it has no manifest.json"
    )
    (budgets / "budgets.toml").write_text(SWEEP.replace("budgets.JPN", "budgets.JPM"))
    said = refused(2, "sweep", "budgets.toml", "--dry-run")
    assert said.startswith("budgets.toml:7: factors.budget.path: unknown power 'JPM'; did you mean")
