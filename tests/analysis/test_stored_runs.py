"""The files of a run are checked against their checksums when it is read again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xarray as xr
import zarr
from synthetic import made_manifest, store_runs

from model.commands.failures import describe_failure
from model.experiments import store
from model.experiments.checking import check_result
from model.experiments.run import read_result
from model.experiments.store import STORE, StoreError
from model.experiments.sweeps.make_sweep import open_folder
from model.storage import checksums
from model.storage import folder as folders
from model.storage.checksums import CHECKSUMS
from model.storage.stored_files import DamagedError

CHUNK = f"{STORE}/share/c/0/0/0/0"
Change = Callable[[Path], None]


@pytest.fixture
def written(base: xr.Dataset, tmp_path: Path) -> Path:
    """A folder of results as a run leaves it, figures too, with made-up outcomes."""
    manifest = made_manifest("A", "a", 20)
    with folders.result_folder(tmp_path, manifest) as folder:
        store_runs(folder / STORE, base, ["share"], 20)
        (folder / "summary.csv").write_text("x")
        (folder / "figures").mkdir()
        (folder / "figures" / "a.png").write_text("x")
    return tmp_path / folders.folder_name(manifest)


def flip(folder: Path) -> None:
    data = bytearray((folder / CHUNK).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / CHUNK).write_bytes(data)


DAMAGES: dict[str, tuple[Change, str]] = {
    "a flipped bit": (flip, f"{CHUNK} is not as it was written"),
    "a cut chunk": (lambda folder: (folder / CHUNK).write_bytes(b"cut"), "holds 3 bytes, and"),
    "a lost chunk": (lambda folder: (folder / CHUNK).unlink(), f"{CHUNK} is missing"),
    "a changed table": (
        lambda folder: (folder / "summary.csv").write_text("y"),
        "summary.csv is not as it was written",
    ),
    "no checksums": (lambda folder: (folder / CHECKSUMS).unlink(), f"{CHECKSUMS} is missing"),
    "no JSON": (lambda folder: (folder / CHECKSUMS).write_text("{"), f"{CHECKSUMS} is not JSON"),
    "deep JSON": (
        lambda folder: (folder / CHECKSUMS).write_text("[" * 100_000),
        f"{CHECKSUMS} is not JSON",
    ),
    "no list": (lambda folder: (folder / CHECKSUMS).write_text("{}"), "lists no files"),
    "an empty list": (
        lambda folder: (folder / CHECKSUMS).write_text('{"files": {}}'),
        f"{CHECKSUMS} lacks manifest.json",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_result_is_refused_with_the_file_and_what_to_do(
    written: Path, damage: str
) -> None:
    assert read_result(written, verify=True).folder == written
    change, told = DAMAGES[damage]
    change(written)
    for read in (read_result, check_result, open_folder):
        with pytest.raises(StoreError) as caught:
            read(written, False)
        assert told in str(caught.value)
        assert "run it again with --again, or move" in str(caught.value)


def test_figures_and_what_others_left_are_not_held_against_a_result(written: Path) -> None:
    shutil.rmtree(written / "figures")
    (written / "notes.txt").write_text("mine")
    check_result(written, verify=True)


def test_large_results_are_checked_by_size_unless_every_byte_is_asked_for(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checksums, "QUICK", 0)
    monkeypatch.setattr(checksums, "SMALL", 1000)
    flip(written)
    check_result(written)
    with pytest.raises(StoreError, match="is not as it was written"):
        check_result(written, verify=True)


def test_values_that_cannot_be_decoded_are_named_when_they_are_read(written: Path) -> None:
    (written / CHUNK).write_bytes(b"")
    opened = store.open_result(written)
    said = f"{CHUNK.split('/c/')[0]} holds values that cannot be read .*; --verify says which file"
    for read in (opened["share"].load, opened["share"].isel(run=[0, 3]).load):
        with pytest.raises(DamagedError, match=said) as caught:
            read()
        assert describe_failure(caught.value) == (str(caught.value), 1)


def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(written: Path) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes by name here")
    (written / CHUNK).unlink()
    os.mkfifo(written / CHUNK)
    with pytest.raises(StoreError, match="is not a regular file"):
        check_result(written)


def test_a_store_of_other_codecs_or_of_format_2_is_refused(tmp_path: Path, written: Path) -> None:
    meta = written / STORE / "share" / "zarr.json"
    told = json.loads(meta.read_text())
    meta.write_text(json.dumps({**told, "codecs": [{"name": "numcodecs.pickle"}]}))
    with pytest.raises(StoreError, match="asks for a codec that is not read"):
        store.open_result(written)
    zarr.create_group(tmp_path / "old.zarr", zarr_format=2)
    with pytest.raises(StoreError, match="a Zarr store of format 2, and only format 3 is read"):
        store.open_result(tmp_path / "old.zarr")
