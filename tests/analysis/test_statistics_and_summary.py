"""Summaries hold NumPy's quantiles, and the same results give the same bytes."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from model.experiments.result import as_dataset
from model.experiments.statistics import LEVELS, STATISTICS, blocks, quantiles, summarise
from model.experiments.summary import COLUMNS, summary_table, write_summary


@pytest.mark.parametrize("runs", [1, 2, 7, 20])
def test_quantiles_equal_numpys(runs: int) -> None:
    values = np.random.default_rng(1).normal(size=(runs, 5, 3)).astype(np.float32)
    expected = np.quantile(values.astype(float), list(LEVELS.values()), axis=0)
    np.testing.assert_allclose(quantiles(values, list(LEVELS.values())), expected, rtol=1e-6)


def test_quantiles_by_hand() -> None:
    found = quantiles(np.array([3.0, 0.0, 1.0, 2.0, 4.0]), (0.05, 0.25, 0.5, 1.0))
    np.testing.assert_allclose(found, [0.2, 1.0, 2.0, 4.0])


def test_a_missing_value_makes_its_quantiles_missing_and_no_others() -> None:
    values = np.array([[1.0, 1.0], [2.0, np.nan], [3.0, 3.0]])
    found = quantiles(values, (0.5,))
    assert found[0, 0] == 2.0
    assert np.isnan(found[0, 1])


def test_a_missing_value_makes_low_quantiles_missing_too() -> None:
    values = np.array([*range(20), np.nan])[:, np.newaxis]
    assert np.isnan(quantiles(values, list(LEVELS.values()))).all()


def test_blocks_cover_every_turn_once() -> None:
    assert [index for block in blocks(19, 8) for index in range(19)[block]] == list(range(19))


def test_a_summary_keeps_the_axes_and_the_unit(base: xr.Dataset) -> None:
    summary = summarise(base, ["share", "council_backers"])
    assert summary["share"].dims == ("statistic", "turn", "power", "state")
    assert summary["share"].attrs["units"] == "share"
    assert summary["council_backers"].dims == ("statistic", "turn")
    expected = base["share"].values.astype(float).mean(axis=0)
    np.testing.assert_allclose(summary["share"].sel(statistic="mean").values, expected)


def test_the_table_is_tidy_and_blank_where_an_axis_does_not_apply(base: xr.Dataset) -> None:
    table = summary_table(base[["share", "throughput", "influence"]])
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 64 * (45 + 7 + 180)
    row = table[(table.outcome == "share") & (table.power == "JPN") & (table.state == "UZB")]
    row = row[row.turn == "2035Q4"].iloc[0]
    assert (row.domain, row.corridor, row.mineral) == ("", "", "")
    values = base["share"].sel(power="JPN", state="UZB", turn="2035Q4").values.astype(float)
    assert row["mean"] == pytest.approx(values.mean())
    for name, level in LEVELS.items():
        assert row[name] == pytest.approx(np.quantile(values, level), rel=1e-6)


def test_the_same_result_gives_the_same_bytes(base: xr.Dataset, tmp_path: Path) -> None:
    chosen = base[["throughput", "share"]]
    first = write_summary(chosen, tmp_path / "a.csv").read_bytes()
    again = write_summary(summarise(chosen[["share", "throughput"]]), tmp_path / "b.csv")
    assert first == again.read_bytes()
    assert b"\r" not in first


def test_the_file_reads_back(base: xr.Dataset, tmp_path: Path) -> None:
    table = summary_table(base[["margin"]])
    read = pd.read_csv(write_summary(base[["margin"]], tmp_path / "a.csv"), keep_default_na=False)
    statistics = list(STATISTICS)
    np.testing.assert_allclose(read[statistics], table[statistics], rtol=1e-5)
    assert list(read.columns) == list(COLUMNS)


def test_a_shape_that_does_not_fit_is_told() -> None:
    class Flat:
        axes, unit, meaning = ("state",), "share", "a test"

    with pytest.raises(ValueError, match="shape"):
        as_dataset({"x": np.zeros((2, 3, 4))}, {"x": Flat()}, {"turn": "abc", "state": "ab"}, {})
