"""A sweep that lies in its folder is checked when it is read, and mended when it is resumed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zarr
from small_sweeps import contents, write_sweep

import model
from model.experiments.sweeps.executors import InProcess
from model.experiments.sweeps.journal import Journal, read_journal
from model.experiments.sweeps.make_sweep import Planned, folder_of, make_sweep, plan_sweep
from model.experiments.sweeps.open_sweep_folder import open_sweep
from model.experiments.sweeps.status import read_status
from model.experiments.sweeps.sweep_files import (
    FAILURES,
    JOURNAL,
    STORE,
    SUMMARY,
    WRITING,
    SweepError,
)
from model.inputs.seeds.seeds import Seeds
from model.storage import checksums
from model.storage.checksums import CHECKSUMS

BLOCK = f"{STORE}/share_KAZ/c/1/0/0/0"
MENDS = "--resume` makes it again and keeps what is whole"
Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, seeds: Seeds) -> tuple[Planned, Path]:
    """The plan of a sweep of three blocks, and its finished folder."""
    here = tmp_path_factory.mktemp("finished")
    top = 'title = "Small"\nscenarios = ["short"]\ndates = ["2026Q4"]'
    planned = plan_sweep(write_sweep(here, top=top, levers=""), seeds)
    planned = planned._replace(plan=planned.plan._replace(size=2))
    return planned, make_sweep(planned, here / "out", InProcess(), False).folder


@pytest.fixture
def copied(finished: tuple[Planned, Path], tmp_path: Path) -> Path:
    """A copy of the folder, to be damaged."""
    planned, folder = finished
    copy = folder_of(planned, tmp_path)
    shutil.copytree(folder, copy)
    return copy


def flip(path: str) -> Change:
    """Change one bit in the middle of a file."""

    def change(folder: Path) -> None:
        data = bytearray((folder / path).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / path).write_bytes(data)

    return change


def remove(path: str) -> Change:
    return lambda folder: (folder / path).unlink()


def halve(folder: Path) -> None:
    array = zarr.open_group(folder / STORE, mode="r+")["share_KAZ"]
    assert isinstance(array, zarr.Array)
    array[:] = np.asarray(array[:]) / 2


DAMAGES: dict[str, tuple[Change, str]] = {
    "a flipped bit": (flip(BLOCK), f"{STORE}/*/c/1 is not as it was written"),
    "a removed block": (remove(BLOCK), f"{BLOCK} is missing"),
    "halved shares": (halve, f"{STORE}/*/c/0 is not as it was written"),
    "a flipped label": (flip(f"{STORE}/precision/c/0"), "precision/c/0 is not as it was written"),
    "a changed experiment": (flip("experiments.csv"), "experiments.csv is not as it was written"),
    "a changed log": (flip(JOURNAL), f"{JOURNAL} is not as it was written"),
    "no summary": (remove(SUMMARY), f"{SUMMARY} is missing"),
    "no failures": (remove(FAILURES), f"{FAILURES} is missing"),
    "no checksums": (remove(CHECKSUMS), f"{CHECKSUMS} is missing"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_sweep_is_refused_by_every_reader_and_made_again_on_resuming(
    finished: tuple[Planned, Path], copied: Path, damage: str
) -> None:
    planned, whole = finished
    change, told = DAMAGES[damage]
    change(copied)
    readers: list[Callable[[], object]] = [
        lambda: open_sweep(copied),
        lambda: model.open_result(copied),
        lambda: read_status(copied),
        lambda: make_sweep(planned, copied.parent, InProcess(), resume=False),
    ]
    for read in readers:
        with pytest.raises(SweepError) as caught:
            read()
        assert told in str(caught.value)
        assert MENDS in str(caught.value)
    made = make_sweep(planned, copied.parent, InProcess(), resume=True)
    assert not made.old
    assert any(told in words for words in made.mended), made.mended
    assert contents(copied) == contents(whole)
    assert make_sweep(planned, copied.parent, InProcess(), resume=True).old


def test_a_block_that_the_log_lacks_is_seen(finished: tuple[Planned, Path], copied: Path) -> None:
    (copied / WRITING).mkdir()
    with Journal(copied) as journal:
        journal.drop([1])
    (copied / WRITING).rmdir()
    recorded = checksums.read_checksums(copied) | checksums.measure(copied, [JOURNAL])
    (copied / CHECKSUMS).write_text(checksums.as_text(recorded))
    with pytest.raises(SweepError, match=f"{JOURNAL} lacks block 1"):
        open_sweep(copied)


def test_large_sweeps_are_checked_by_size_unless_every_byte_is_asked_for(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.experiments.sweeps.verify.QUICK", 0)
    flip(BLOCK)(copied)
    assert open_sweep(copied).attrs["runs_done"] == read_status(copied).done
    with pytest.raises(SweepError, match=r"\*/c/1 is not as it was written"):
        open_sweep(copied, verify=True)
    (copied / BLOCK).write_bytes(b"short")
    with pytest.raises(SweepError, match="5 bytes instead of"):
        open_sweep(copied)


def test_a_damaged_line_of_the_log_costs_its_own_block_alone(copied: Path) -> None:
    lines = (copied / JOURNAL).read_bytes().splitlines(keepends=True)
    broken = [b'{"block":0}\n', b"[1]\n", b"\xff\n", b"null\n"]
    (copied / JOURNAL).write_bytes(b"".join([lines[0], *broken, lines[2]]))
    assert [receipt.block for receipt in read_journal(copied)] == [0, 2]


def edit(path: str, **values: Any) -> Change:
    """Give other values to keys of a JSON file, with the checksum that a forger would write."""

    def change(folder: Path) -> None:
        told = json.loads((folder / path).read_text())
        (folder / path).write_text(json.dumps({**told, **values}))
        recorded = checksums.read_checksums(folder) | checksums.measure(folder, [path])
        (folder / CHECKSUMS).write_text(checksums.as_text(recorded))

    return change


ARRAY, GROUP = f"{STORE}/share_KAZ/zarr.json", f"{STORE}/zarr.json"
PICKLE = [{"name": "numcodecs.pickle", "configuration": {}}]
FORGED: dict[str, tuple[Change, str]] = {
    "a huge shape": (edit(ARRAY, shape=[10**15, 2, 1, 9]), "labels for others"),
    "a negative shape": (edit(ARRAY, shape=[-1, 2, 1, 9]), "a shape or a type of data"),
    "another type": (edit(ARRAY, data_type="float64"), "does not describe an outcome"),
    "an unknown type": (edit(ARRAY, data_type="object"), "a shape or a type of data"),
    "an unknown codec": (edit(ARRAY, codecs=PICKLE), "asks for a codec that is not read"),
    "no codec": (edit(ARRAY, codecs=None), "names no codecs"),
    "no axes": (edit(ARRAY, dimension_names=None), "does not name each axis"),
    "a transformer": (edit(ARRAY, storage_transformers=[{"name": "x"}]), "storage transformers"),
    "nested attributes": (edit(ARRAY, attributes={"unit": [1]}), "attributes that no result has"),
    "format 2": (edit(GROUP, zarr_format=2), "does not describe a Zarr group of format 3"),
    "other metadata": (
        edit(GROUP, consolidated_metadata={"metadata": {"share_KAZ": {}}}),
        "describes other arrays than lie beside it",
    ),
    "a missing array": (
        lambda folder: shutil.rmtree(folder / STORE / "share_KAZ"),
        "describes other arrays than lie beside it",
    ),
    "missing labels": (
        lambda folder: shutil.rmtree(folder / STORE / "experiment"),
        "labels for others",
    ),
    "manifest": (edit("manifest.json", runs="many"), "runs: Input should be a valid integer"),
    "outcomes": (edit("manifest.json", sweep=[]), "sweep: Input should be"),
    "experiments": (edit("manifest.json", experiments=10**8), "must be the points"),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_store_is_refused_before_anything_opens_it(
    copied: Path, monkeypatch: pytest.MonkeyPatch, forged: str
) -> None:
    def open_it(*words: object, **more: object) -> None:
        raise AssertionError("the store was opened")

    change, told = FORGED[forged]
    change(copied)
    monkeypatch.setattr("xarray.open_dataset", open_it)
    with pytest.raises(SweepError) as caught:
        open_sweep(copied)
    assert told in str(caught.value)


def test_a_store_of_zarr_format_2_is_refused(copied: Path) -> None:
    shutil.rmtree(copied / STORE)
    zarr.create_group(copied / STORE, zarr_format=2)
    with pytest.raises(SweepError, match="a Zarr store of format 2, and only format 3 is read"):
        open_sweep(copied)


@pytest.mark.parametrize("name", ["/etc/passwd", "../other", "a\x1b[2Jb"])
def test_checksums_of_files_elsewhere_are_not_followed(copied: Path, name: str) -> None:
    entry = {"bytes": 1, "sha256": "0" * 64}
    (copied / CHECKSUMS).write_text(json.dumps({"files": {name: entry}}))
    with pytest.raises(SweepError, match="an entry that is not a file of this folder") as caught:
        open_sweep(copied)
    assert name not in str(caught.value)
