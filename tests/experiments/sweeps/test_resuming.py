"""Sweeps that are resumed elsewhere or after an upgrade: what goes on, and what is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import zarr
from small_sweeps import contents

from model.experiments.sweeps.executors import InProcess
from model.experiments.sweeps.make_sweep import (
    Planned,
    folder_of,
    make_sweep,
    plan_sweep,
    stored_design,
)
from model.experiments.sweeps.resume import describe_libraries
from model.experiments.sweeps.sweep_files import STORE, RefusedError, SweepError
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import write_manifest


def begin(planned: Planned, out: Path) -> Path:
    """The folder of a sweep that was stopped before its first block."""

    def interrupt(done: int, total: int, failed: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sweep(planned, out, InProcess(), False, interrupt)
    return folder_of(planned, out)


@pytest.fixture
def planned(sweep_file: Callable[..., Path], seeds: Seeds) -> Planned:
    return plan_sweep(sweep_file(), seeds)


def test_a_design_of_other_last_digits_is_the_same_sweep_and_plays_what_is_stored(
    planned: Planned, tmp_path: Path, seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(planned, tmp_path / "out")
    made = make_sweep(planned, tmp_path / "whole", InProcess(), False)
    with monkeypatch.context() as patched:
        other = planned.design * (1 + 1e-15)
        patched.setattr("model.experiments.sweeps.make_sweep.lay_out_design", lambda sweep: other)
        elsewhere = plan_sweep(planned.path, seeds)
    assert (elsewhere.design != planned.design).any()
    assert elsewhere.manifest["digest"] == planned.manifest["digest"]
    resumed = make_sweep(elsewhere, tmp_path / "out", InProcess(), True)
    assert contents(resumed.folder) == contents(made.folder)


def test_a_stored_design_comes_back_to_the_bit(planned: Planned, tmp_path: Path) -> None:
    folder = begin(planned, tmp_path)
    np.testing.assert_array_equal(stored_design(planned, folder), planned.design)


def test_a_damaged_design_is_made_again_only_where_it_comes_out_as_it_was(
    planned: Planned, tmp_path: Path, seeds: Seeds
) -> None:
    whole = make_sweep(planned, tmp_path / "whole", InProcess(), False)
    folder = begin(planned, tmp_path / "out")
    column = zarr.open_array(folder / STORE / "delivery", mode="r+")
    column[0] = 0.123
    before = contents(folder / STORE)
    elsewhere = planned._replace(design=planned.design * (1 + 1e-15))
    with pytest.raises(SweepError, match="damaged, and is not made the same again by this machine"):
        make_sweep(elsewhere, tmp_path / "out", InProcess(), True)
    assert contents(folder / STORE) == before
    made = make_sweep(planned, tmp_path / "out", InProcess(), True)
    assert "store.zarr/delivery/c/0" in made.mended[0]
    assert contents(made.folder) == contents(whole.folder)


def test_a_design_that_is_not_the_recorded_one_is_not_played(
    planned: Planned, tmp_path: Path
) -> None:
    folder = begin(planned, tmp_path)
    column = zarr.open_array(folder / STORE / "delivery", mode="r+")
    column[0] = 0.123
    with pytest.raises(SweepError, match=r"store\.zarr is damaged: the values of its factors"):
        stored_design(planned, folder)
    (folder / STORE / "delivery" / "zarr.json").write_text("{")
    with pytest.raises(SweepError, match="delivery cannot be read: the design of the sweep"):
        stored_design(planned, folder)


def test_other_libraries_are_the_same_sweep_and_are_said(planned: Planned, tmp_path: Path) -> None:
    folder = begin(planned, tmp_path)
    assert describe_libraries(folder) == ""
    now = planned.manifest["versions"]["zarr"]
    versions = {**planned.manifest["versions"], "zarr": "2.0"}
    write_manifest({**planned.manifest, "versions": versions}, folder)
    said = f"Made with zarr 2.0, now {now}: numbers may differ in their last digits."
    assert describe_libraries(folder) == said
    assert not make_sweep(planned, tmp_path, InProcess(), True).old


@pytest.mark.parametrize("finished", [False, True])
def test_a_sweep_of_another_version_stops_a_resumption_with_what_is_there(
    planned: Planned, tmp_path: Path, seeds: Seeds, monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    folder = begin(planned, tmp_path / "out")
    if finished:
        make_sweep(planned, tmp_path / "out", InProcess(), True)
    before = contents(tmp_path / "out")
    old = planned.manifest["model_version"]
    monkeypatch.setattr("model.experiments.sweeps.sweep_manifest.sweep_version", lambda: "9.9.9+ab")
    upgraded = plan_sweep(planned.path, seeds)
    with pytest.raises(RefusedError) as caught:
        make_sweep(upgraded, tmp_path / "out", InProcess(), True)
    assert str(caught.value).splitlines() == [
        f"{folder} ({48 if finished else 0} of 48 runs done) cannot be resumed, its inputs were "
        "others:",
        f'  model_version: "{old}" there, "9.9.9+ab" now',
        "Resume it with what it was begun with (model_version names the version to install), "
        "or leave --resume out to begin anew beside it.",
    ]
    assert contents(tmp_path / "out") == before


def test_sweeps_of_other_names_and_broken_ones_stand_in_no_way(
    planned: Planned, tmp_path: Path
) -> None:
    for name, text in (("small-2-ab", json.dumps({**planned.manifest, "name": "small-2"})),
                       ("small-ab", "{")):  # fmt: skip
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(text)
    assert not make_sweep(planned, tmp_path, InProcess(), True).old


def test_a_sweep_of_an_older_layout_is_named(planned: Planned, tmp_path: Path) -> None:
    (tmp_path / "small-ab").mkdir()
    (tmp_path / "small-ab" / "manifest.json").write_text(json.dumps(planned.manifest))
    with pytest.raises(RefusedError, match=r"small-ab \(0 of 48 runs done\) cannot be resumed: .*"
                       "was written by an older version"):  # fmt: skip
        make_sweep(planned, tmp_path, InProcess(), True)
