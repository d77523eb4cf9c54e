"""The store: batches in, a lazy labelled result out, the same bytes for the same inputs."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from synthetic import OUTCOMES, store_runs

from model.experiments import store
from model.experiments.failed_runs import FAILED, numbers_of
from model.experiments.statistics import summarise
from model.experiments.sweeps import sweep_store

NAMES = ("share", "throughput", "council_backers")


def written(path: Path, base: xr.Dataset, blocks: list[int] | None = None) -> Path:
    """Store runs in blocks of eight, some of them in an order or all."""
    return store_runs(path, base, list(NAMES), 8, blocks)


def fingerprint(path: Path) -> dict[str, str]:
    return {
        str(file.relative_to(path)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


def test_what_was_appended_comes_back_labelled(base: xr.Dataset, tmp_path: Path) -> None:
    path = written(tmp_path / store.STORE, base)
    result = store.open_result(tmp_path)
    assert result.attrs == base.attrs
    for name in NAMES:
        xr.testing.assert_equal(result[name].load(), base[name])
        assert result[name].attrs["units"] == OUTCOMES[name].unit
    assert result.sel(turn="2030Q4", power="JPN")["share"].shape == (20, 5)
    assert store.open_result(path).sizes["run"] == 20


def test_nothing_is_read_before_it_is_asked_for(base: xr.Dataset, tmp_path: Path) -> None:
    written(tmp_path / store.STORE, base)
    result = store.open_result(tmp_path)
    summarise(result)
    assert not any(result[name].variable._in_memory for name in NAMES)


def test_batches_in_any_order_give_the_same_bytes(base: xr.Dataset, tmp_path: Path) -> None:
    one = written(tmp_path / "one.zarr", base, [0, 1, 2])
    two = written(tmp_path / "two.zarr", base, [2, 1, 0])
    assert fingerprint(one) == fingerprint(two)


def test_a_store_that_was_not_finished_is_told(base: xr.Dataset, tmp_path: Path) -> None:
    written(tmp_path / store.STORE, base, [0, 1])
    with pytest.raises(store.StoreError, match="not finished"):
        store.open_result(tmp_path)


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError, match="holds no"):
        store.open_result(tmp_path)


@pytest.mark.parametrize("few", [1, 64])
def test_turns_that_fill_no_whole_chunk_are_kept(
    base: xr.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(sweep_store, "FEW", few)
    short = base.isel(turn=slice(0, 11))
    written(tmp_path / store.STORE, short)
    for name in NAMES:
        xr.testing.assert_equal(store.open_result(tmp_path)[name].load(), short[name])


def test_a_batch_of_which_every_run_failed_is_written_and_left_out(
    base: xr.Dataset, tmp_path: Path
) -> None:
    failed = base.copy(deep=True)
    for name in NAMES:
        failed[name].values[:8] = np.nan
    path = written(tmp_path / store.STORE, failed)
    store.note(path, FAILED, numbers_of(range(8)))
    result = store.open_result(tmp_path)
    assert result["run"].values.tolist() == list(range(8, 20))
    xr.testing.assert_equal(result["share"].load(), base["share"].isel(run=slice(8, 20)))


@pytest.mark.parametrize("words", ["1 two", "-1", "1.5", "9" * 5000])
def test_failed_runs_that_are_no_numbers_are_refused(
    base: xr.Dataset, tmp_path: Path, words: str
) -> None:
    path = written(tmp_path / store.STORE, base)
    store.note(path, FAILED, words)
    with pytest.raises(store.StoreError, match="failed_runs does not hold the numbers of runs"):
        store.open_result(tmp_path)
