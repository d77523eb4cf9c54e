"""The one door for files: what is not an ordinary, small, readable file of UTF-8 is refused."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import NamedTuple

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


SAVE = "save the file as UTF-8"
EDITORS = "in Notepad: Save as, Encoding: UTF-8"

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
WIDE = 0.3
"""Share of zero bytes from which a file without a mark is taken for UTF-16."""

WORD = re.compile(rb"[\xc0-\xff\xa8\xb8]{2,}")
"""Two letters of Cyrillic or more side by side, as Windows-1251 has them."""


class Encoding(NamedTuple):
    """Why a file is not UTF-8 text, and the line where that shows first."""

    line: int
    message: str


def find_encoding(data: bytes) -> Encoding | None:
    """Return what is wrong with the encoding of a file; None if it is UTF-8 text."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return Encoding(1, f"is {name} text; {SAVE} ({EDITORS})")
    if b"\0" in data:
        if _is_wide(data):
            return Encoding(1, f"is UTF-16 text; {SAVE} ({EDITORS})")
        return Encoding(_line(data, data.index(b"\0")), "is a binary file, not text")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        like = f" but looks like {_guess(data)}" if _is_text(data) else ""
        return Encoding(_line(data, error.start), f"is not UTF-8 text{like}; {SAVE} ({EDITORS})")
    return None


def _is_wide(data: bytes) -> bool:
    """Tell whether every other byte is mostly zero, as in Latin text in UTF-16."""
    pairs = max(len(data) // 2, 1)
    shares = sorted(data[start::2].count(0) / pairs for start in (0, 1))
    return shares[0] < WIDE / 3 and shares[1] > WIDE


def _is_text(data: bytes) -> bool:
    return not any(byte < 32 and byte not in b"\t\n\r" for byte in data)


def _guess(data: bytes) -> str:
    """Name the code page of Windows: Cyrillic words have such letters side by side."""
    high = sum(byte >= 0x80 for byte in data)
    words = sum(len(word) for word in WORD.findall(data))
    return "Windows-1251 (Cyrillic)" if words > high / 2 else "Windows-1252 (Western European)"


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
