"""The store: batches in, a lazy labelled result out, the same bytes for the same inputs."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from synthetic import COORDS, OUTCOMES

from model.experiments import store
from model.experiments.failed_runs import FAILED, numbers_of
from model.experiments.statistics import summarise

NAMES = ("share", "throughput", "council_backers")


def written(path: Path, base: xr.Dataset, steps: list[tuple[int, int]], batch: int = 8) -> Path:
    chosen = {name: OUTCOMES[name] for name in NAMES}
    store.create(path, chosen, COORDS, dict(base.attrs), runs=20, batch=batch)
    for start, stop in steps:
        store.append(path, {name: base[name].values[start:stop] for name in NAMES}, start)
    return path


def fingerprint(path: Path) -> dict[str, str]:
    return {
        str(file.relative_to(path)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


def test_what_was_appended_comes_back_labelled(base: xr.Dataset, tmp_path: Path) -> None:
    path = written(tmp_path / store.STORE, base, [(0, 8), (8, 16), (16, 20)])
    result = store.open_result(tmp_path)
    assert result.attrs == base.attrs
    for name in NAMES:
        xr.testing.assert_equal(result[name].load(), base[name])
        assert result[name].attrs["units"] == OUTCOMES[name].unit
    assert result.sel(turn="2030Q4", power="JPN")["share"].shape == (20, 5)
    assert store.open_result(path).sizes["run"] == 20


def test_nothing_is_read_before_it_is_asked_for(base: xr.Dataset, tmp_path: Path) -> None:
    written(tmp_path / store.STORE, base, [(0, 20)])
    result = store.open_result(tmp_path)
    summarise(result)
    assert not any(result[name].variable._in_memory for name in NAMES)


def test_batches_in_any_order_give_the_same_bytes(base: xr.Dataset, tmp_path: Path) -> None:
    one = written(tmp_path / "one.zarr", base, [(0, 8), (8, 16), (16, 20)])
    two = written(tmp_path / "two.zarr", base, [(16, 20), (8, 16), (0, 8)])
    assert fingerprint(one) == fingerprint(two)


def test_a_store_that_was_not_finished_is_told(base: xr.Dataset, tmp_path: Path) -> None:
    written(tmp_path / store.STORE, base, [(0, 8), (8, 16)])
    with pytest.raises(store.StoreError, match="not finished"):
        store.open_result(tmp_path)


def test_a_batch_that_does_not_fit_is_told(base: xr.Dataset, tmp_path: Path) -> None:
    path = written(tmp_path / store.STORE, base, [])
    arrays = {name: base[name].values for name in NAMES}
    with pytest.raises(store.StoreError, match="runs 4 to 24 of 20"):
        store.append(path, arrays, 4)
    with pytest.raises(store.StoreError, match="share"):
        store.append(path, {name: arrays[name] for name in NAMES[1:]}, 0)
    with pytest.raises(store.StoreError, match="already"):
        store.create(path, {}, COORDS, {}, runs=20)
    with pytest.raises(store.StoreError, match="at least one"):
        store.create(tmp_path / "none", {}, COORDS, {}, runs=0)


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError, match="holds no"):
        store.open_result(tmp_path)


def test_turns_that_fill_no_whole_chunk_are_kept(tmp_path: Path) -> None:
    coords = {**COORDS, "turn": COORDS["turn"][:11]}
    values = np.arange(3 * 11, dtype=np.float32).reshape(3, 11)
    path = tmp_path / store.STORE
    store.create(path, {"council_backers": OUTCOMES["council_backers"]}, coords, {}, runs=3)
    store.append(path, {"council_backers": values}, 0)
    np.testing.assert_array_equal(store.open_result(tmp_path)["council_backers"].values, values)


def test_axes_that_do_not_apply_may_have_length_one(tmp_path: Path) -> None:
    chosen = {name: OUTCOMES[name] for name in ("margin", "price")}
    path = tmp_path / store.STORE
    store.create(path, chosen, COORDS, {}, runs=2)
    margin = np.arange(2 * 64 * 5, dtype=np.float32).reshape(2, 64, 1, 5, 1)
    price = np.ones((2, 64, 1, 1, 8), dtype=np.float32)
    store.append(path, {"margin": margin, "price": price}, 0)
    stored = store.open_result(path)
    np.testing.assert_array_equal(stored["margin"].values, margin[:, :, 0, :, 0])
    with pytest.raises(store.StoreError, match="price has shape"):
        store.append(path, {"margin": margin, "price": price[..., :3]}, 0)


def test_a_batch_of_which_every_run_failed_is_written_and_left_out(
    base: xr.Dataset, tmp_path: Path
) -> None:
    failed = base.copy(deep=True)
    for name in NAMES:
        failed[name].values[:8] = np.nan
    path = written(tmp_path / store.STORE, failed, [(0, 8), (8, 16), (16, 20)])
    store.note(path, FAILED, numbers_of(range(8)))
    result = store.open_result(tmp_path)
    assert result["run"].values.tolist() == list(range(8, 20))
    xr.testing.assert_equal(result["share"].load(), base["share"].isel(run=slice(8, 20)))


@pytest.mark.parametrize("words", ["1 two", "-1", "1.5", "9" * 5000])
def test_failed_runs_that_are_no_numbers_are_refused(
    base: xr.Dataset, tmp_path: Path, words: str
) -> None:
    path = written(tmp_path / store.STORE, base, [(0, 20)])
    store.note(path, FAILED, words)
    with pytest.raises(store.StoreError, match="failed_runs does not hold the numbers of runs"):
        store.open_result(tmp_path)
