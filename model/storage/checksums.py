"""Checksums of the files of a folder, by which a later reader sees that they are as written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from model.storage.stored_files import DamagedError, read_json, sha256_of, size_of

CHECKSUMS = "checksums.json"
"""Name of the file of checksums within a folder of results."""

QUICK = 64 << 20
"""Bytes in all up to which every file is read even when a quick check is asked for."""

SMALL = 1 << 20
"""Bytes of a file up to which it is always read."""

SHA256_DIGITS = 64


class Checksum(NamedTuple):
    """The size of a file in bytes, and its sha256 in hexadecimal digits."""

    bytes: int
    sha256: str


Checksums = Mapping[str, Checksum]
"""Checksums by path within the folder, with forward slashes."""


def files_below(folder: Path, but: Iterable[str] = ()) -> Iterator[str]:
    """Yield every file below a folder in order, without the folders and files named in `but`."""
    left_out = {CHECKSUMS, *but}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if relative.parts[0] not in left_out and path.is_file():
            yield relative.as_posix()


def measure(folder: Path, paths: Iterable[str]) -> dict[str, Checksum]:
    """Return the checksums of some files of a folder; raises DamagedError for one not there."""
    return {path: Checksum(size_of(folder / path), sha256_of(folder / path)) for path in paths}


def as_text(checksums: Checksums) -> str:
    """Return checksums as they are written."""
    files = {path: checksums[path]._asdict() for path in sorted(checksums)}
    return json.dumps({"files": files}, indent=1) + "\n"


def read_checksums(folder: Path) -> dict[str, Checksum]:
    """Return the checksums that a folder holds; raises DamagedError where they cannot be read."""
    path = folder / CHECKSUMS
    files = read_json(path).get("files")
    if not isinstance(files, dict):
        raise DamagedError(f"{path} lists no files")
    return {name: _read_entry(path, name, entry) for name, entry in files.items()}


def _read_entry(path: Path, name: str, entry: object) -> Checksum:
    pure = PurePosixPath(name)
    inside = not pure.is_absolute() and ".." not in pure.parts and "\0" not in name
    match entry:
        case {"bytes": int(size), "sha256": str(digest)} if inside and name.isprintable():
            if size >= 0 and len(digest) == SHA256_DIGITS:
                return Checksum(size, digest)
    raise DamagedError(f"{path} has an entry that is not a file of this folder with its checksum")


def find_damage(folder: Path, checksums: Checksums, whole: bool) -> dict[str, str]:
    """Return the files that are not as they were written, each with what is wrong with it.

    whole: read every byte; else only sizes are compared where the files are large in all.
    """
    whole = whole or sum(each.bytes for each in checksums.values()) <= QUICK
    found = {}
    for name, recorded in checksums.items():
        wrong = _compare(folder / name, recorded, whole)
        if wrong:
            found[name] = wrong
    return found


def _compare(path: Path, recorded: Checksum, whole: bool) -> str:
    try:
        size = size_of(path)
    except DamagedError as error:
        return str(error)
    if size != recorded.bytes:
        return f"{path} holds {size:,} bytes, and {recorded.bytes:,} were written"
    if (whole or size <= SMALL) and sha256_of(path) != recorded.sha256:
        return f"{path} is not as it was written"
    return ""


def describe_damage(found: Mapping[str, str], most: int = 3) -> str:
    """Return what is wrong with some files, in a line for each of the first ones."""
    lines = list(found.values())[:most]
    more = len(found) - len(lines)
    return "\n  ".join(lines + ([f"and {more:,} more"] if more > 0 else []))
