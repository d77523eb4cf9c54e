"""Runs whose numbers are not finite are counted, written down, and averaged into nothing."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.experiments.store import open_result
from model.rules import minerals
from tests.cli.conftest import QUICK, Steppewise, only

Break = Callable[..., None]


@pytest.fixture
def break_runs(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Make the alarm of some runs not a number, as a rule would that divides by nothing."""
    feel_alarm = minerals.feel_alarm

    def set_broken(*runs: int) -> None:
        def broken(*given: np.ndarray) -> np.ndarray:
            alarm = feel_alarm(*given).copy()
            alarm[list(runs)] = np.nan
            return alarm

        monkeypatch.setattr(minerals, "feel_alarm", broken)

    return set_broken


def folder_of(here: Path, name: str) -> Path:
    return only(here / "results", f"{name}-{'[0-9a-f]' * 12}/manifest.json").parent


def test_failed_runs_are_counted_recorded_and_left_out(
    steppewise: Steppewise, here: Path, break_runs: Break
) -> None:
    assert steppewise("run", "baseline", *QUICK, "--out", "sound").exit_code == 0
    break_runs(1, 6)
    told = steppewise("run", "baseline", *QUICK)
    assert told.exit_code == 0, told.output
    assert (
        "2 of 8 runs failed, because a number was not finite. They are left out of all that "
        "follows; failures.csv lists which." in told.output
    )
    assert not re.search(r"\bnan\b", told.output, re.IGNORECASE)
    folder = folder_of(here, "baseline")
    with (folder / "failures.csv").open() as file:
        rows = list(csv.reader(file))
    told_of = "influence is not finite in 2025Q1"
    assert rows == [["run", "reason"], ["1", told_of], ["6", told_of]]
    kept = open_result(folder)
    assert kept["run"].values.tolist() == [0, 2, 3, 4, 5, 7]
    sound = open_result(only(here / "sound", "baseline-*/manifest.json").parent)
    for name in kept.data_vars:
        np.testing.assert_array_equal(kept[name].values, sound[name].sel(run=kept["run"]).values)
    summary = pd.read_csv(folder / "summary.csv")
    assert not summary[["mean", "p05", "p95"]].isna().any().any()
    share = summary[(summary["outcome"] == "council_backers") & (summary["turn"] == "2026Q4")]
    mean = float(kept["council_backers"].sel(turn="2026Q4").mean())
    assert float(share["mean"].iloc[0]) == pytest.approx(mean, rel=1e-5)


def test_a_comparison_leaves_out_runs_that_failed_in_either_result(
    steppewise: Steppewise, here: Path, break_runs: Break
) -> None:
    break_runs(2)
    assert steppewise("run", "baseline", *QUICK).exit_code == 0
    break_runs(5)
    told = steppewise("run", "japan-delivers", "--against", "baseline", *QUICK)
    assert told.exit_code == 0, told.output
    assert told.output.count("1 of 8 runs failed") == 3
    assert not re.search(r"\bnan\b", told.output, re.IGNORECASE)
    table = pd.read_csv(only(here / "results", "*-against-*/comparison.csv"))
    assert not table[["base_p50", "other_p50", "mean"]].isna().any().any()
    base, other = (
        open_result(folder_of(here, name))["share"].isel(turn=-1).sel(power="JPN", state="KAZ")
        for name in ("baseline", "japan-delivers")
    )
    runs = [0, 1, 3, 4, 6, 7]
    change = 100 * (other.sel(run=runs) - base.sel(run=runs)).values
    row = table[(table["outcome"] == "share") & (table["turn"] == "2026Q4")]
    row = row[(row["power"] == "JPN") & (row["state"] == "KAZ")]
    assert float(row["mean"].iloc[0]) == pytest.approx(change.mean(), rel=1e-4)
    folders = (folder_of(here, name) for name in ("baseline", "japan-delivers"))
    told = steppewise("compare", *folders, "--no-figures")
    assert (told.exit_code, told.output.count("1 of 8 runs failed")) == (0, 2)


def test_results_without_a_run_in_common_are_not_compared(
    steppewise: Steppewise, refused: Callable[..., str], break_runs: Break
) -> None:
    break_runs(0, 1, 2, 3)
    assert steppewise("run", "baseline", *QUICK).exit_code == 0
    break_runs(4, 5, 6, 7)
    said = refused(1, "run", "japan-delivers", "--against", "baseline", *QUICK)
    assert said == "no run came to its end in both results, so none can be compared"


def test_where_every_run_fails_there_is_an_error_and_no_result(
    refused: Callable[..., str], here: Path, break_runs: Break
) -> None:
    break_runs(*range(8))
    said = refused(1, "run", "baseline", *QUICK)
    assert said.startswith("baseline: not one of 8 runs came to its end; in run 0, ")
    assert said.endswith(" is not finite in 2025Q1")
    assert list((here / "results").iterdir()) == []


def test_failed_runs_are_the_same_whatever_the_number_of_workers(
    steppewise: Steppewise, here: Path
) -> None:
    """A parameter whose bounds were written too wide makes some runs of every process fail."""
    seeds = here / "seeds"
    seeds.mkdir()
    shipped = Path(__file__).resolve().parents[2] / "seeds"
    for path in shipped.glob("*.csv"):
        text = path.read_text()
        if path.name == "parameters.csv":
            assert text.count("lognormal,0.03,0.3,0,100") == 1
            text = text.replace("lognormal,0.03,0.3,0,100", "normal,-0.02,0.3,-100,100")
        (seeds / path.name).write_text(text)
    options = ("--seeds", seeds, "--runs", "300", "--until", "2025Q2", "--no-figures")
    for workers in ("1", "2"):
        told = steppewise("run", "baseline", *options, "--workers", workers, "--out", workers)
        assert told.exit_code == 0, told.output
    one, two = (only(here / each, "*/failures.csv").read_bytes() for each in ("1", "2"))
    assert one == two
    assert 5 <= one.count(b"\n") <= 60
    one, two = (only(here / each, "*/summary.csv").read_bytes() for each in ("1", "2"))
    assert one == two


def test_an_explanation_leaves_out_failed_runs(
    steppewise: Steppewise, here: Path, break_runs: Break
) -> None:
    break_runs(3)
    assert steppewise("run", "baseline", *QUICK).exit_code == 0
    told = steppewise("explain", folder_of(here, "baseline"), "--power", "CHN", "--state", "KAZ")
    assert told.exit_code == 0, told.output
    assert not re.search(r"\bnan\b", told.output, re.IGNORECASE)


def test_a_result_without_failures_says_nothing_of_them(made: Path) -> None:
    folder = next(made.glob("baseline-*"))
    assert not (folder / "failures.csv").exists()
    attributes = json.loads((folder / "trajectories.zarr" / "zarr.json").read_text())["attributes"]
    assert "failed_runs" not in attributes
