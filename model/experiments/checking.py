"""Whether the files of a result are as they were written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from model.experiments.store import STORE, StoreError
from model.inputs.formats.places import shown
from model.storage.checksums import CHECKSUMS, describe_damage, find_damage, read_checksums
from model.storage.manifest import MANIFEST
from model.storage.stored_files import DamagedError


def check_result(folder: Path, verify: bool = False) -> None:
    """Raise StoreError where a file of the result of a run is not as it was written.

    verify: read every byte; else, where files are large in all, only the sizes of large ones are
    compared.
    """
    check_files(folder, (f"{STORE}/zarr.json",), verify)


def check_files(folder: Path, needed: Iterable[str], verify: bool = False) -> None:
    """Raise StoreError where a file of a finished folder is not as it was written.

    needed: files that such a folder holds besides its manifest; verify: as for `check_result`.
    """
    try:
        checksums = read_checksums(folder)
        lacking = sorted({MANIFEST, *needed} - set(checksums))
        if lacking:
            raise DamagedError(f"{folder / CHECKSUMS} lacks {lacking[0]}")
    except DamagedError as error:
        raise StoreError(f"{error}\n{mends(folder)}") from None
    found = find_damage(folder, checksums, verify)
    if found:
        raise StoreError(f"{describe_damage(found)}\n{mends(folder)}")


def mends(folder: Path) -> str:
    """Say how a damaged result is made again."""
    return f"run it again with --again, or move {shown(folder)} away first"
