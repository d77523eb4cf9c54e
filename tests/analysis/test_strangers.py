"""Stores as people open them who do not know this package: xarray, pandas, JSON, other files."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from synthetic import OUTCOMES, store_runs

from model.experiments import store
from model.experiments.sweeps import sweep_store

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*does not have a Zarr V3 specification"),
    pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part"),
]

NAMES = ("share", "throughput", "council_backers")


def write(path: Path, base: xr.Dataset, batch: int) -> Path:
    return store_runs(path, base, list(NAMES), batch)


@pytest.fixture
def path(base: xr.Dataset, tmp_path: Path) -> Path:
    return write(tmp_path / "trajectories.zarr", base, 20)


@pytest.fixture
def opened(path: Path) -> xr.Dataset:
    return xr.open_zarr(path)


def test_xarray_opens_a_store_without_a_warning_and_with_its_coordinates(
    path: Path, base: xr.Dataset
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = xr.open_zarr(path)
    assert set(opened.data_vars) == set(NAMES)
    assert {"time", "year"} < set(opened.coords)
    xr.testing.assert_equal(opened["share"].load(), base["share"])


@pytest.mark.parametrize("batch", [20, 2])
def test_every_variable_and_coordinate_says_what_it_is(
    base: xr.Dataset, tmp_path: Path, batch: int
) -> None:
    path = write(tmp_path / "trajectories.zarr", base, batch)
    for opened in (xr.open_zarr(path), store.open_result(path)):
        for name, array in opened.variables.items():
            assert array.attrs["long_name"], name
            assert ("units" in array.attrs) == (array.dtype.kind != "U"), name
        assert opened["share"].attrs["units"] == OUTCOMES["share"].unit


@pytest.mark.parametrize(
    "cut",
    [
        {"turn": slice(3, 12)},
        {"run": slice(5, 11)},
        {"power": 2, "turn": slice(1, None)},
        {"state": [0, 2], "run": [1, 4, 5]},
    ],
)
def test_a_part_of_a_store_is_saved_as_it_is(
    opened: xr.Dataset, tmp_path: Path, cut: dict[str, object]
) -> None:
    part = opened.isel(cut)
    part.to_zarr(tmp_path / "part.zarr")
    xr.testing.assert_equal(xr.open_zarr(tmp_path / "part.zarr").load(), part.load())


def test_a_part_of_a_large_store_is_saved_when_opened_by_the_package(
    base: xr.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_store, "FEW", 4)
    path = write(tmp_path / "trajectories.zarr", base, 2)
    assert xr.open_zarr(path)["share"].encoding["shards"]
    part = store.open_result(path).isel(turn=slice(3, 12), run=slice(3, 9))
    part.to_zarr(tmp_path / "part.zarr")
    xr.testing.assert_equal(xr.open_zarr(tmp_path / "part.zarr").load(), part.load())


def test_words_quarters_and_years_select_group_and_plot(path: Path) -> None:
    import matplotlib

    matplotlib.use("agg", force=True)
    opened = xr.open_dataset(path)
    share = opened["share"]
    one = share.sel(power="CHN", state="KAZ")
    assert one.sel(turn=slice("2026Q1", "2027Q4")).sizes["turn"] == 8
    assert one.sel(turn="2027Q2")["time"] == 2027.25
    yearly = one.groupby("year").mean()
    np.testing.assert_allclose(yearly[0, 1], one[0, 4:8].mean(), rtol=1e-6)
    assert one.quantile([0.1, 0.9], "run").sizes["quantile"] == 2
    frame = share.to_dataframe()
    assert frame.loc[(0, "2027Q2", "CHN", "KAZ"), "year"] == 2027
    for axis in ("turn", "time"):
        assert len(share.mean("run").sel(state="KAZ").plot.line(x=axis)) == share.sizes["power"]
    assert json.loads(json.dumps(share.isel(run=0, turn=0).to_dict()))["dims"] == ["power", "state"]
    days = pd.PeriodIndex(opened["turn"].values, freq="Q").to_timestamp()
    assert share.assign_coords(turn=days).resample(turn="YS").mean().sizes["turn"] == 16


def test_other_files_hold_what_the_store_does(opened: xr.Dataset, tmp_path: Path) -> None:
    opened.to_netcdf(tmp_path / "all.nc", engine="scipy")
    with xr.open_dataset(tmp_path / "all.nc", engine="scipy") as read:
        xr.testing.assert_equal(read.load(), opened.load())


def test_a_store_of_an_earlier_version_is_still_read(tmp_path: Path) -> None:
    import zarr

    group = zarr.create_group(tmp_path / "trajectories.zarr", zarr_format=3)
    for name, labels in (("run", np.arange(2)), ("turn", np.array(["2025Q4", "2026Q1"], object))):
        kind = str if labels.dtype == object else labels.dtype
        array = group.create_array(name, shape=(2,), dtype=kind, dimension_names=(name,))
        array[:] = labels
    notes = {"unit": "share", "meaning": "a share"}
    array = group.create_array(
        "share", shape=(2, 2), dtype="f4", dimension_names=("run", "turn"), attributes=notes
    )
    array[:] = 0.5
    opened = store.open_result(tmp_path)
    assert opened["turn"].values.tolist() == ["2025Q4", "2026Q1"]
    assert opened["year"].values.tolist() == [2025, 2026]
    from model.experiments.result import unit_of

    assert unit_of(opened["share"]) == "share"
