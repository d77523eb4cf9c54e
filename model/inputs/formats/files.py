"""The one door for files: what is not an ordinary, small, readable file is refused at once."""

from __future__ import annotations

import os
import re
from pathlib import Path

from model.inputs.formats.encodings import find_encoding
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import find_control
from model.inputs.formats.problems import Problem

LONE_RETURN = re.compile(rb"\r(?!\n)")

LARGEST = 1_000_000
"""Bytes that an input file may have; a larger one is refused before it is read."""


class UnreadableError(ValueError):
    """A file that cannot be read; the message says why in a few words, without its name."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return what an ordinary file of at most so many bytes holds.

    A folder, a pipe, a device or a larger file is not opened. Raises UnreadableError.
    """
    try:
        if wrong := _refuse(path, largest):
            raise UnreadableError(wrong)
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from None
    except UnreadableError:
        raise
    except ValueError as error:
        raise UnreadableError(f"cannot be read: {error}") from None
    if len(data) > largest:
        raise UnreadableError(_too_large(len(data), largest))
    return data


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """Return the text of a UTF-8 file; otherwise add a problem and return None."""
    name = shown(path)
    try:
        data = read_bytes(path)
        if wrong := find_control(path.name, one_line=True):
            raise UnreadableError(f"the name of the file {wrong}")
        if not data:
            raise UnreadableError("is empty")
    except UnreadableError as error:
        problems.append(Problem(name, None, "", str(error)))
        return None
    return _decode(data, name, problems)


def _refuse(path: Path, largest: int) -> str:
    if path.is_dir():
        return "is a folder, not a file"
    if not os.path.lexists(path):
        return "there is no such file"
    if not path.exists():
        return "is a link to a file that is not there"
    if not path.is_file():
        return "is not an ordinary file"
    size = path.stat().st_size
    return _too_large(size, largest) if size > largest else ""


def _too_large(size: int, largest: int) -> str:
    return f"is too large: {size / 1e6:.1f} MB, at most {largest / 1e6:.0f} MB is read"


def _decode(data: bytes, name: str, problems: list[Problem]) -> str | None:
    found = find_encoding(data)
    if found is not None:
        problems.append(Problem(name, found.line, "", found.message))
        return None
    if (lone := LONE_RETURN.search(data)) is not None:
        line = data.count(b"\n", 0, lone.start()) + 1
        wrong = "holds a carriage return (\\r) alone; save the file with usual line ends"
        problems.append(Problem(name, line, "", wrong))
        return None
    return data.decode("utf-8-sig")
