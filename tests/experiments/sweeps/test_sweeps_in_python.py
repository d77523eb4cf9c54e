"""Sweeps from Python: played, opened, and driven by SALib and the EMA workbench."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from small_sweeps import play_all

import model
from model.experiments.conditions.sample import read_sample
from model.experiments.sweeps import open_sweep
from model.experiments.sweeps.connectors import as_workbench_model
from model.experiments.sweeps.make_sweep import plan_sweep
from model.experiments.sweeps.sweep_files import SweepError
from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import Seeds


def test_a_sweep_is_played_and_opened_with_its_labels_and_units(
    sweep_file: Callable[..., Path], seeds: Seeds, tmp_path: Path
) -> None:
    path = sweep_file()
    opened = model.sweep(path, out=tmp_path / "out")
    played, _ = play_all(plan_sweep(path, seeds))
    assert opened["share_KAZ"].dims == ("experiment", "replication", "date", "power")
    assert opened["region_share_JPN"].dims == ("experiment", "replication", "turn")
    assert opened["share_KAZ"].attrs["units"] == "share"
    assert not opened["share_KAZ"].variable._in_memory
    for name, values in played.items():
        np.testing.assert_array_equal(opened[name].values, values)
    (folder,) = (tmp_path / "out").iterdir()
    table = pd.read_csv(folder / "experiments.csv", dtype={"japan": str})
    assert list(table) == ["experiment", "scenario", "japan", "precision", "delivery"]
    for name in list(table)[1:]:
        np.testing.assert_array_equal(opened[name].values, table[name].to_numpy())
        assert opened[name].dims == ("experiment",)
    chosen = opened.sel(date="2026Q4", power="JPN").where(opened.japan == "more", drop=True)
    assert chosen["share_KAZ"].shape == (12, 2)
    assert opened.attrs["design"] == "latin"
    assert model.open_result(folder).identical(open_sweep(folder))
    assert model.sweep(path, out=tmp_path / "out").identical(opened)


def test_labels_come_in_one_order_whatever_the_disk_answers_first(
    sweep_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = model.sweep(sweep_file(), out=tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    real = xr.open_dataset

    def backwards(*words: object, **more: object) -> xr.Dataset:
        found = real(*words, **more)
        return found[sorted(found.variables, key=str, reverse=True)]

    monkeypatch.setattr(xr, "open_dataset", backwards)
    other = open_sweep(folder)
    assert list(other.coords) == list(opened.coords)
    assert list(other.data_vars) == list(opened.data_vars)
    factors = ["precision", "delivery"]
    assert list(opened.coords)[-4:] == ["scenario", "japan", *factors]
    turned = opened.drop_vars(factors).assign_coords(
        {name: opened[name].variable for name in reversed(factors)}
    )
    assert list(turned.coords)[-2:] == factors[::-1]
    assert list(read_sample(turned).factors) == factors


def test_the_summary_holds_means_and_quantiles_of_each_combination(
    sweep_file: Callable[..., Path], tmp_path: Path
) -> None:
    opened = model.sweep(sweep_file(), out=tmp_path / "out")
    (file,) = tmp_path.glob("out/small-*/summary.csv")
    table = (
        pd.read_csv(file)
        .fillna({"date": "", "power": ""})
        .set_index(["outcome", "scenario", "japan", "date", "power"])
    )
    some = opened["share_KAZ"].sel(date="2026Q4", power="CHN")
    some = some.where((opened.scenario == "closed") & (opened.japan == "more"), drop=True)
    row = table.loc[("share_KAZ", "closed", "more", "2026Q4", "CHN")]
    assert row["runs"] == 12
    assert row["mean"] == pytest.approx(float(some.mean()), rel=1e-5)
    exact = np.sort(some.values.ravel())
    for column, rank in (("p5", 0), ("p25", 2), ("p50", 5), ("p75", 8), ("p95", 11)):
        assert row[column] == pytest.approx(exact[rank], rel=1 / 2000)
    turn = table.loc[("region_share_JPN", "short", "as it is", "2025Q3", "JPN")]
    path = opened["region_share_JPN"].sel(turn="2025Q3")[:6]
    assert turn["mean"] == pytest.approx(float(path.mean()), rel=1e-5)


def test_salib_drives_the_model(sweep_file: Callable[..., Path], seeds: Seeds) -> None:
    from SALib import ProblemSpec

    path = sweep_file(top='title = "A"\nscenarios = ["short"]\ndates = ["2026Q4"]', levers="",
                      outcomes='[[outcomes]]\noutcome = "region_share"\npower = "JPN"')  # fmt: skip
    driven = model.simulator(path)
    spec = ProblemSpec(driven.problem)
    spec.sample_sobol(4, calc_second_order=False)
    spec.evaluate(driven.evaluate)
    assert spec.results.shape == (16,)
    again = driven.run(spec.samples)["region_share_JPN"][:, 0, 0]
    np.testing.assert_array_equal(spec.results, again)
    with pytest.raises(ValueError, match="points need 2 columns, one a factor, not 3"):
        driven.run(np.ones((2, 3)))


def test_a_simulator_gives_the_runs_of_the_sweep(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    path = sweep_file()
    planned = plan_sweep(path, seeds)
    played, _ = play_all(planned)
    driven = model.simulator(path)
    assert driven.structures[1] == ("short", "more")
    for structure in (3, 1):
        mine = driven.run(planned.design, structure)
        for name, values in mine.items():
            np.testing.assert_array_equal(values, played[name][6 * structure : 6 * structure + 6])


def test_a_point_is_the_same_whoever_asks_for_it_and_how_often_it_is_played_can_be_said(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    path = sweep_file(top='title = "A"\nscenarios = ["short"]\ndates = ["2026Q4"]\ndice = "own"')
    driven = model.simulator(path, replications=3)
    point = plan_sweep(path, seeds).design[0]
    together = driven.run(np.stack([point, point]))["share_KAZ"]
    assert together.shape[:2] == (2, 3)
    np.testing.assert_array_equal(together[0], together[1])
    assert len(np.unique(together[0, :, 0, 0])) == 3


def test_the_ema_workbench_drives_the_model(sweep_file: Callable[..., Path], seeds: Seeds) -> None:
    workbench = pytest.importorskip("ema_workbench")
    path = sweep_file(top='title = "A"\nscenarios = ["short"]\ndates = ["2026Q4"]')
    driven = model.simulator(path)
    known = as_workbench_model(driven)
    samples, outcomes = workbench.perform_experiments(known, scenarios=3, policies=2)
    assert len(samples) == 6
    assert set(samples["japan"]) <= {"as it is", "more"}
    assert outcomes["region_share_JPN"].shape == (6, 8)
    assert outcomes["region_share_JPN_2026Q4"].shape == (6,)
    np.testing.assert_array_equal(
        outcomes["region_share_JPN_2026Q4"], outcomes["region_share_JPN"][:, -1]
    )
    china = outcomes["share_KAZ_CHN_2026Q4"]
    assert china.shape == (6,)
    for place, row in samples.reset_index(drop=True).iterrows():
        point = {name: [row[name]] for name in ("precision", "delivery")}
        alone = driven.run(point, {"scenario": "short", "japan": row["japan"]})
        np.testing.assert_allclose(china[place], alone["share_KAZ"][0, :, 0, 0].mean())
    scalars = {name: values for name, values in outcomes.items() if values.ndim == 1}
    scores = importlib.import_module("ema_workbench.analysis.feature_scoring")
    assert "share_KAZ_CHN_2026Q4" in scores.get_feature_scores_all(samples, scalars)


def test_points_and_structures_can_be_named(sweep_file: Callable[..., Path]) -> None:
    driven = model.simulator(sweep_file())
    plain = driven.run(np.array([[0.9, 0.2], [0.9, 0.7]]), 3)
    table = pd.DataFrame({"delivery": [0.2, 0.7], "precision": [0.9, 0.9]})
    for points in (table, {"precision": 0.9, "delivery": [0.2, 0.7]}):
        named = driven.run(points, {"scenario": "closed", "japan": "more"})
        for name, values in plain.items():
            np.testing.assert_array_equal(named[name], values)
    with pytest.raises(ValueError, match="did you mean 'precision'"):
        driven.run({"precison": 1.0, "delivery": 0.5})
    with pytest.raises(ValueError, match="points lack the factors delivery"):
        driven.run({"precision": 1.0})
    with pytest.raises(ValueError, match="did you mean 'closed'"):
        driven.run(table, {"scenario": "close"})
    with pytest.raises(ValueError, match="did you mean 'japan'"):
        driven.run(table, {"japn": "more"})


def test_what_is_no_sweep_is_told(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match=r"it has no manifest\.json"):
        open_sweep(tmp_path)
    with pytest.raises(InputError, match="did you mean 'japan-share'"):
        model.sweep("japan-shares")
    with pytest.raises(InputError, match="there is no such file"):
        model.sweep(tmp_path / "none.toml")


@pytest.mark.filterwarnings("ignore:.*does not have a Zarr V3 specification")
@pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part")
def test_xarray_opens_the_store_of_a_sweep_with_scenario_levers_and_factors(
    sweep_file: Callable[..., Path], tmp_path: Path
) -> None:
    opened = model.sweep(sweep_file(), out=tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*/store.zarr")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plain = xr.open_zarr(path)
    assert set(plain.coords) == set(opened.coords)
    for name in opened.variables:
        xr.testing.assert_equal(plain[name].load(), opened[name].load())
        assert plain[name].attrs == opened[name].attrs
        assert opened[name].attrs["long_name"]
    assert opened["japan"].attrs["role"] == "lever"
    assert opened["date_time"].values.tolist() == [2025.5, 2026.75]
    assert opened["year"].values.tolist() == [2025] * 4 + [2026] * 4
    part = plain.isel(turn=slice(1, 5), experiment=slice(3, 8))
    part.to_zarr(tmp_path / "part.zarr")
    xr.testing.assert_equal(xr.open_zarr(tmp_path / "part.zarr").load(), part.load())
    assert plain["share_KAZ"].groupby("scenario").mean().sizes["scenario"] == 2


@pytest.mark.parametrize("name", ["time", "year", "date-time"])
def test_a_factor_may_not_have_the_name_of_a_coordinate(
    name: str, sweep_file: Callable[..., Path]
) -> None:
    factors = f'[[factors]]\nname = "{name}"\npath = "parameters.precision"\n'
    path = sweep_file(factors=factors)
    if name == "date-time":
        assert model.simulator(path).problem["names"] == ["date-time"]
        return
    with pytest.raises(InputError, match=name):
        model.simulator(path)
