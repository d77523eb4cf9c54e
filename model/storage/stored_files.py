"""Reading files of a stored folder, which may hold anything."""

from __future__ import annotations

import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.inputs.formats import json_files
from model.inputs.formats.files import UnreadableError

PIECE = 1 << 20


class DamagedError(Exception):
    """A file that is not as it was written; the message begins with the path of the file."""


def size_of(path: Path) -> int:
    """Return the bytes of a regular file; raises DamagedError where there is none."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise DamagedError(f"{path} is missing") from None
    if not stat.S_ISREG(found.st_mode):
        raise DamagedError(f"{path} is not a regular file")
    return found.st_size


def read_json(path: Path) -> dict[str, Any]:
    """Return the JSON object that a file holds; raises DamagedError where it holds none."""
    size_of(path)
    try:
        found = json_files.read_json(path)
    except UnreadableError as error:
        raise DamagedError(f"{path} {error}") from None
    if not isinstance(found, dict):
        raise DamagedError(f"{path} does not hold a JSON object")
    return found


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, read piece by piece; raises OSError."""
    total = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()
