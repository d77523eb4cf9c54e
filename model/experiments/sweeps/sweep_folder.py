"""The folder of a sweep before its first run: put in place whole, mended where damaged."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from model.experiments.sweeps.open_sweep_folder import check_expected
from model.experiments.sweeps.sweep_files import (
    FINISHED,
    MANIFEST,
    STORE,
    SWEEP,
    WRITING,
    SweepError,
    write_whole,
)
from model.experiments.sweeps.verify import find_wrong_files
from model.storage.checksums import (
    CHECKSUMS,
    Checksums,
    as_text,
    files_below,
    measure,
    read_checksums,
)
from model.storage.folder import HIDDEN, owner, remove_stale
from model.storage.stored_files import DamagedError
from model.storage.zarr_metadata import read_store

LayOut = Callable[[Path], None]
"""Writes all that is in the folder before the first run."""


def start_or_mend(folder: Path, manifest: Mapping[str, Any], lay_out: LayOut) -> list[str]:
    """Start the folder of a sweep, or write again what is damaged of its beginning.

    Return what was damaged. The lock of the folder is held. Raises OSError.
    """
    if folder.exists():
        return mend_folder(folder, manifest, lay_out)
    start(folder, lay_out)
    return []


def start(folder: Path, lay_out: LayOut) -> None:
    """Put the folder in place as it is before the first run, whole or not at all."""
    remove_stale(folder.parent)
    with _laid_out(folder.parent, lay_out) as hidden:
        (hidden / WRITING).mkdir()
        hidden.rename(folder)


@contextmanager
def _laid_out(parent: Path, lay_out: LayOut) -> Iterator[Path]:
    """Give a hidden folder as a sweep begins, with its checksums; it goes if it is still there."""
    hidden = parent / f"{HIDDEN}-{owner()}-{uuid4().hex[:8]}"
    hidden.mkdir()
    try:
        lay_out(hidden)
        text = as_text(measure(hidden, files_below(hidden)))
        (hidden / CHECKSUMS).write_text(text, encoding="utf-8", newline="\n")
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def mend_folder(folder: Path, manifest: Mapping[str, Any], lay_out: LayOut) -> list[str]:
    """Write again the files of a sweep's beginning that are not as they were; return which.

    The manifest was checked by its digest and stays. Tables of a finished sweep are written again
    after the last block anyway.
    """
    found = find_wrong_files(folder, whole=True)
    (folder / WRITING).mkdir(exist_ok=True)
    wrong = {name: words for name, words in found.items() if name not in FINISHED}
    if not wrong:
        wrong = _wrong_in_store(folder, manifest)
    if wrong:
        _write_again(folder, set(wrong), lay_out)
        for words in _wrong_in_store(folder, manifest).values():
            raise SweepError(f"{words}; move away what does not belong there")
    else:
        recorded = read_checksums(folder)
        _record(folder, {name: recorded[name] for name in recorded if name not in FINISHED})
    return sorted({**found, **wrong}.values())


def _write_again(folder: Path, wrong: set[str], lay_out: LayOut) -> None:
    """Write some files of the beginning again, all of them where others are wrong too."""
    with _laid_out(folder / WRITING, lay_out) as fresh:
        made = read_checksums(fresh)
        every = not wrong <= set(made)
        names = set(made) if every else wrong
        recorded = made if every else read_checksums(folder)
        for name in sorted(names - {MANIFEST, SWEEP}):
            if made[name] != recorded[name]:
                why = "is damaged, and is not made the same again by this machine"
                raise SweepError(f"{folder / name} {why}; resume it where it was begun")
        for name in sorted(names - {MANIFEST}):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, (fresh / name).read_bytes(), folder / WRITING)
    _record(folder, {n: recorded[n] for n in made} | measure(folder, [MANIFEST, SWEEP]))


def _record(folder: Path, checksums: Checksums) -> None:
    write_whole(folder / CHECKSUMS, as_text(checksums).encode(), folder / WRITING)


def _wrong_in_store(folder: Path, manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the metadata of a store although its checksums are right."""
    try:
        check_expected(folder / STORE, read_store(folder / STORE), manifest)
    except DamagedError as error:
        return {STORE: str(error)}
    return {}
