"""`steppewise sweep` and `steppewise status`: what they say and leave behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from model.experiments.store import open_result
from model.experiments.sweeps import open_sweep
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
    assert result.stdout.splitlines() == [
        "Two budgets: 2 runs; played by this process.",
        "2 runs",
        f"Results: out/{folder.name}",
        f"Quantiles: out/{folder.name}/summary.csv",
        f"What they tell: steppewise analyse out/{folder.name}",
    ]
    assert sorted(path.name for path in folder.iterdir()) == [
        "checksums.json", "completed.jsonl", "experiments.csv", "failures.csv", "manifest.json",
        "store.zarr", "summary.csv", "sweep.toml",
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
    assert told.output == (
        "budgets: 2 of 2 runs done, none failed\nFinished; its files are as they were written.\n"
    )


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(
    steppewise: Steppewise, budgets: Path
) -> None:
    before = contents(budgets)
    result = steppewise("sweep", "budgets.toml", "--dry-run", "--workers", "3")
    assert result.exit_code == 0, result.output
    size = "Two budgets: 2 runs; would be played by 3 workers on this machine."
    amounts = ["Time: about", "Memory: about", "in each process", "Disk: about"]
    for word in [size, *amounts, "Blocks: 1, of up to 256 runs each"]:
        assert word in result.output
    assert contents(budgets) == before


def test_a_full_disk_is_told_with_what_is_safe(
    refused: Callable[..., str], budgets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fill_up)
        said = refused(1, "sweep", "budgets.toml", "--out", "out")
    folder = only(budgets / "out", "budgets-*")
    assert said.endswith(
        f"No space left on device; 0 runs are safe in out/{folder.name}, --resume goes on."
    )
    assert refused(0, "sweep", "budgets.toml", "--out", "out", "--resume") == ""


IDLE = """
[[factors]]
name = "backing"
path = "parameters.council_base"
values = [1, 2]
[[levers]]
name = "japan"
[[levers.alternatives]]
name = "as it is"
[[levers.alternatives]]
name = "asks for a seat"
set.parameters.council_pressure = 1.5
[[levers.alternatives]]
name = "does more"
set.engagement.JPN = 2
"""


def test_a_sweep_is_checked_and_what_has_no_effect_is_warned_of(
    steppewise: Steppewise, budgets: Path, refused: Callable[..., str]
) -> None:
    good = steppewise("check", "budgets.toml", "corridor-and-controls", "--no-effects")
    assert good.exit_code == 0, good.output
    assert good.output.startswith("budgets.toml: ok (a sweep of 2 runs, 1 factor)")
    assert "corridor-and-controls.toml: ok (a sweep of 61,952 runs, 2 factors)" in good.output
    (budgets / "budgets.toml").write_text(SWEEP + IDLE)
    told = steppewise("check", "budgets.toml")
    assert told.exit_code == 0, told.output
    first, *warnings = told.output.splitlines()
    assert first == "budgets.toml: ok (a sweep of 12 runs, 2 factors, 1 lever)"
    lines = (SWEEP + IDLE).splitlines()
    factor, lever = (lines.index(f'name = "{name}"') for name in ("backing", "japan"))
    assert warnings == [
        f"warning: budgets.toml:{factor}: factors.backing: has no effect on any outcome that is "
        "kept",
        f"warning: budgets.toml:{lever}: levers.japan: 'asks for a seat' has no effect on any "
        "outcome that is kept: it does what 'as it is' does",
    ]
    (budgets / "budgets.toml").write_text(SWEEP.replace("values", "valeus"))
    assert "did you mean 'values'?" in refused(2, "check", "budgets.toml")


def test_a_factor_that_is_held_is_a_factor_of_a_sweep(
    steppewise: Steppewise, budgets: Path, refused: Callable[..., str]
) -> None:
    held = SWEEP.replace('"budgets.JPN"', '"engagement.JPN"')
    (budgets / "budgets.toml").write_text(held)
    result = steppewise("sweep", "budgets.toml", "--out", "out")
    assert result.exit_code == 0, result.output
    opened = open_sweep(only(budgets / "out", "budgets-*"))
    assert opened["budget"].attrs["units"] == "multiple"
    shares = opened["region_share_JPN"].values.ravel()
    for value, share in zip((1, 2), shares, strict=True):
        told = steppewise("run", "short.toml", "--runs", "1", "--set", f"engagement.JPN={value}",
                          "--out", f"run{value}", "--no-figures", "--workers", "1")  # fmt: skip
        assert told.exit_code == 0, told.output
        alone = open_result(only(budgets / f"run{value}", "short-*"))["region_share"]
        assert float(alone.sel(power="JPN")[0, -1]) == share
    assert shares[1] > shares[0]
    (budgets / "budgets.toml").write_text(held.replace("values = [1, 2]", "values = [1, 20]"))
    said = refused(2, "sweep", "budgets.toml", "--dry-run")
    assert "factors.budget.values: set of engagement.JPN: 20 is outside the bounds 0..10" in said
    (budgets / "budgets.toml").write_text(held.replace("values = [1, 2]", ""))
    assert "has no spread of its own" in refused(2, "sweep", "budgets.toml", "--dry-run")


def test_wrong_words_are_told_in_one_line(refused: Callable[..., str], budgets: Path) -> None:
    said = refused(2, "sweep", "japan-shre")
    assert said.startswith("japan-shre: unknown sweep 'japan-shre'; did you mean 'japan-share'?")
    assert refused(2, "sweep", "none.toml") == (
        "none.toml: there is no such file; the library has: corridor-and-controls, japan-share, "
        "policies-hold-up"
    )
    assert "no Dask scheduler at tcp://127.0.0.1" in refused(
        2, "sweep", "budgets.toml", "--cluster", "tcp://127.0.0.1"
    )
    assert refused(1, "status", "out") == (
        "out is not the folder of a sweep: it has no manifest.json"
    )
    (budgets / "budgets.toml").write_text(SWEEP.replace("budgets.JPN", "budgets.JPM"))
    said = refused(2, "sweep", "budgets.toml", "--dry-run")
    assert said.startswith("budgets.toml:7: factors.budget.path: unknown power 'JPM'; did you mean")
