"""Finding results that were made before."""

from __future__ import annotations

from pathlib import Path

from model.review.checking import check_result
from model.review.manifest import MANIFEST, read_manifest
from model.review.run import Result
from model.review.store import STORE, StoreError


def read_result(folder: Path, verify: bool = False) -> Result:
    """Return the result in a folder; raises StoreError if there is none that can be trusted.

    verify: check every byte of its files, however large they are.
    """
    if not (folder / MANIFEST).is_file():
        raise StoreError(f"{folder} is not a folder of results: it has no {MANIFEST}")
    if not (folder / STORE).is_dir():
        raise StoreError(f"{folder} is not a folder of results: it has no {STORE}")
    check_result(folder, verify)
    try:
        return Result(folder, read_manifest(folder), old=True)
    except ValueError as error:
        raise StoreError(f"{folder} cannot be trusted: {error}") from None
