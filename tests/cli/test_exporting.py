"""`steppewise export`: results as CSV, IAMC and netCDF, in full or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from click.testing import CliRunner

import model
from model.analysis.export import long_table, netcdf
from model.analysis.export.export_source import open_source
from model.analysis.export.iamc import iamc_table
from model.cli import cli
from model.experiments.outcomes import OUTCOMES
from model.experiments.store import StoreError
from tests.cli.conftest import Steppewise, only

SWEEP = """
title = "A small sweep"
scenarios = ["short", "=1+1,b"]
dates = ["2025Q3", "2026Q4"]
replications = 2
design = { kind = "latin", size = 3 }
factors = [{ name = "precision", path = "parameters.precision" }]
outcomes = [
  { outcome = "share", state = "KAZ" },
  { outcome = "region_share", power = "JPN", keep = "trajectory" },
  { outcome = "margin", keep = "highest" },
]
[[levers]]
name = "japan"
alternatives = [{ name = "as it is" }, { name = "more", set.budgets.JPN = 3 }]
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short run and a small sweep."""
    out = tmp_path_factory.mktemp("results")
    words = ["--until", "2026Q4", "--runs", "8", "--no-figures", "--workers", "1"]
    assert CliRunner().invoke(cli, ["run", "baseline", *words, "--out", str(out)]).exit_code == 0
    short = 'title = "Short"\nextends = "baseline"\nuntil = "2026Q4"\n'
    for name in ("short", "=1+1,b"):
        (out / f"{name}.toml").write_text(short)
    (out / "small.toml").write_text(SWEEP)
    model.sweep(out / "small.toml", out=out)
    return out


@pytest.fixture
def run(results: Path) -> Path:
    return only(results, "baseline-*")


@pytest.fixture
def sweep(results: Path) -> Path:
    return only(results, "small-*")


def export(steppewise: Steppewise, *words: str | Path) -> str:
    told = steppewise("export", *words)
    assert told.exit_code == 0, told.output
    return told.stdout


def test_the_long_table_holds_every_value_of_a_run(
    steppewise: Steppewise, run: Path, here: Path
) -> None:
    assert export(steppewise, run, "--csv", "all.csv") == "Written: all.csv\n"
    table = pd.read_csv(here / "all.csv", keep_default_na=False)
    opened = model.open_result(run)
    assert len(table) == sum(opened[name].size for name in opened.data_vars)
    ties = table[table["outcome"] == "ties"].reset_index(drop=True)
    stored = opened["ties"].to_dataframe().reset_index()
    for column in ("run", "turn", "power", "state", "domain"):
        assert ties[column].tolist() == stored[column].tolist()
    np.testing.assert_allclose(ties["value"], stored["ties"], rtol=1e-5)
    assert set(table.loc[table["outcome"] == "favour", "unit"]) == {"-1 to 1"}


def test_the_long_table_is_the_same_whatever_is_read_at_once(
    steppewise: Steppewise, run: Path, sweep: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, folder in (("run", run), ("sweep", sweep)):
        export(steppewise, folder, "--csv", f"{name}.csv")
    monkeypatch.setattr(long_table, "ROWS", 100)
    for name, folder in (("run", run), ("sweep", sweep)):
        export(steppewise, folder, "--csv", f"{name}-again.csv")
        assert (here / f"{name}-again.csv").read_bytes() == (here / f"{name}.csv").read_bytes()


def test_the_long_table_of_a_sweep_names_scenario_and_alternatives(
    steppewise: Steppewise, sweep: Path, here: Path
) -> None:
    export(steppewise, sweep, "--csv", "all.csv")
    table = pd.read_csv(here / "all.csv", keep_default_na=False)
    opened = model.open_result(sweep)
    assert list(table)[:5] == ["experiment", "replication", "scenario", "japan", "turn"]
    assert set(table["scenario"]) == {"short", "'=1+1,b"}
    share = table[table["outcome"] == "share_KAZ"]
    stored = opened["share_KAZ"].to_dataframe().reset_index()
    assert share["power"].tolist() == stored["power"].tolist()
    assert share["japan"].tolist() == stored["japan"].tolist()
    assert set(share["state"]) == {"KAZ"}
    np.testing.assert_allclose(share["value"], stored["share_KAZ"], rtol=1e-5)
    highest = table[table["outcome"] == "margin_highest"]
    assert set(highest["turn"]) == {""}
    assert len(highest) == opened["margin_highest"].size


def test_the_iamc_table_has_the_columns_and_the_numbers_of_the_summary(
    steppewise: Steppewise, run: Path, here: Path
) -> None:
    export(steppewise, run, "--iamc", "iamc.csv")
    table = pd.read_csv(here / "iamc.csv")
    index = ["model", "scenario", "region", "variable", "unit", "subannual"]
    assert list(table) == [*index, "2025", "2026"]
    assert not table.duplicated(index).any()
    one = table.set_index(index)["2026"]
    summary = pd.read_csv(run / "summary.csv")
    share = summary[(summary["outcome"] == "share") & (summary["turn"] == "2026Q4")]
    share = share[(share["power"] == "CHN") & (share["state"] == "KAZ")].iloc[0]
    for word, column in (("Mean", "mean"), ("Median", "p50"), ("5th Percentile", "p05")):
        key = ("Steppewise", "baseline", "Kazakhstan", f"Influence Share|China|{word}", "share")
        assert one[(*key, "Q4")] == share[column]
    assert "Influence Share|China|Mean" in set(
        table.loc[table["region"] == "Central Asia", "variable"]
    )
    ties = table[table["variable"].str.startswith("Ties|")]
    assert set(ties["unit"]) == {"bn USD a year", "points"}
    favour = table[table["variable"].str.startswith("Favour|")]
    assert set(favour["unit"]) == {"index -1 to 1"}


def test_every_outcome_of_a_run_has_rows_of_its_own_in_the_iamc_table(
    steppewise: Steppewise, run: Path, here: Path
) -> None:
    export(steppewise, run, "--iamc", "iamc.csv")
    table = pd.read_csv(here / "iamc.csv")
    opened = model.open_result(run)
    series = sum(opened[name].isel(run=0).size // 2 for name in OUTCOMES)
    assert len(table) == 6 * series


def test_the_iamc_table_of_a_sweep_has_a_scenario_for_each_combination(
    steppewise: Steppewise, sweep: Path, here: Path
) -> None:
    export(steppewise, sweep, "--iamc", "iamc.csv")
    table = pd.read_csv(here / "iamc.csv")
    assert set(table["scenario"]) == {
        f"{scenario}, japan {word}"
        for scenario in ("short", "'=1+1,b")
        for word in ("as it is", "more")
    }
    assert set(table["region"]) == {"Kazakhstan", "Central Asia"}
    late = table[(table["variable"] == "Influence Share|China|Mean") & (table["subannual"] == "Q4")]
    opened = model.open_result(sweep).sel(date="2026Q4", power="CHN")["share_KAZ"]
    few = opened.where((opened.scenario == "short") & (opened.japan == "more"), drop=True)
    (row,) = late[late["scenario"] == "short, japan more"]["2026"]
    assert row == pytest.approx(float(few.mean()), rel=1e-5)


def test_netcdf_holds_the_values_and_labels_of_a_result(
    steppewise: Steppewise, run: Path, sweep: Path, here: Path
) -> None:
    for folder in (run, sweep):
        export(steppewise, folder, "--netcdf", "all.nc", "--overwrite")
        opened = model.open_result(folder).load()
        with xr.open_dataset(here / "all.nc", engine="scipy") as read:
            xr.testing.assert_equal(read, opened)
            name = next(iter(opened.data_vars))
            assert read[name].attrs["units"] == opened[name].attrs["units"]
            assert read["power"].attrs["long_name"] == "outside power"


def test_only_the_outcomes_that_are_named_are_written(
    steppewise: Steppewise, run: Path, here: Path, refused: Callable[..., str]
) -> None:
    words = ("--csv", "a.csv", "--iamc", "a-iamc.csv", "--netcdf", "a.nc", "--outcome", "price")
    told = export(steppewise, run, *words)
    assert told == "Written: a.csv\nWritten: a-iamc.csv\nWritten: a.nc\n"
    assert set(pd.read_csv(here / "a.csv")["outcome"]) == {"price"}
    assert pd.read_csv(here / "a-iamc.csv")["variable"].str.startswith("Price|").all()
    assert list(xr.load_dataset(here / "a.nc", engine="scipy").data_vars) == ["price"]
    told = refused(2, "export", run, "--csv", "b.csv", "--outcome", "prise", "--outcome", "tie")
    assert "unknown outcome 'prise'; did you mean 'price'?" in told
    assert "unknown outcome 'tie'; did you mean 'ties'?" in told
    assert not (here / "b.csv").exists()


def test_a_file_that_must_not_be_written_is_refused_before_anything_is(
    steppewise: Steppewise, run: Path, here: Path, refused: Callable[..., str]
) -> None:
    (here / "there.csv").write_text("mine")
    told = refused(2, "export", run, "--csv", "there.csv", "--netcdf", "new.nc")
    assert told == "--csv: there.csv is already there; --overwrite replaces it"
    assert (here / "there.csv").read_text() == "mine"
    assert not (here / "new.nc").exists()
    told = refused(2, "export", run, "--csv", "none/a.csv", "--iamc", here)
    assert "--csv: none/a.csv cannot be written: there is no such folder" in told
    assert "is a folder, not a file" in told
    told = refused(2, "export", run, "--csv", "a.csv", "--iamc", "a.csv")
    assert told == "--iamc: a.csv is what --csv writes"
    (here / "loop.csv").symlink_to("loop.csv")
    told = refused(2, "export", run, "--csv", "loop.csv", "--overwrite")
    assert told == "--csv: loop.csv is a link that leads in a circle"
    told = refused(2, "export", run, "--csv", run / "summary.csv", "--overwrite")
    assert "lies in the results folder; there, exports are called export.csv, " in told
    assert "Say what to write: --csv, --iamc or --netcdf." in refused(2, "export", run)
    assert "is not a folder of results" in refused(1, "export", here, "--csv", "a.csv")


def test_an_export_that_fails_leaves_the_old_file_and_nothing_else(
    steppewise: Steppewise, run: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(steppewise, run, "--csv", "a.csv", "--outcome", "price")
    before = (here / "a.csv").read_bytes()

    def full(*words: object) -> None:
        raise OSError(28, "No space left on device", "a.csv")

    monkeypatch.setattr(long_table, "write_piece", full)
    told = steppewise("export", run, "--csv", "a.csv", "--overwrite")
    assert told.exit_code == 1
    assert told.stderr.endswith("a.csv: No space left on device\n")
    assert [path.name for path in here.iterdir()] == ["a.csv"]
    assert (here / "a.csv").read_bytes() == before


def test_netcdf_that_would_fill_the_memory_is_refused(
    run: Path, here: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netcdf, "LARGEST", 1000)
    told = refused(2, "export", run, "--netcdf", "a.nc")
    assert "choose some outcomes with --outcome, or read the result in Python" in told
    assert not any(here.iterdir())


def test_a_result_that_was_changed_is_not_exported(
    run: Path, here: Path, refused: Callable[..., str]
) -> None:
    path = run / "summary.csv"
    text = path.read_text()
    source = open_source(run)
    try:
        path.write_text(text.replace("p50", "q50", 1))
        told = refused(1, "export", run, "--csv", "a.csv")
        assert "summary.csv is not as it was written" in told
        with pytest.raises(StoreError, match=r"summary.csv was changed: it lacks Median"):
            iamc_table(source, {})
        path.write_text(text.replace("2025Q1,0", "2025Q1,zero", 1))
        with pytest.raises(StoreError, match=r"summary.csv was changed: could not convert"):
            iamc_table(source, {})
        path.unlink()
        with pytest.raises(StoreError, match=r"has no summary.csv: it was removed"):
            iamc_table(source, {})
    finally:
        path.write_text(text)
    assert not any(here.iterdir())
