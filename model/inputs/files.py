"""Reading a file as text, with a plain word when it is no text that we can read."""

from __future__ import annotations

from pathlib import Path

from model.inputs.places import shown
from model.inputs.problems import Problem

LARGEST = 1_000_000
"""Bytes that an input file may have; a larger one is refused before it is read."""


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """Return the text of a UTF-8 file; otherwise add a problem and return None."""
    name = shown(path)
    try:
        wrong = _refuse(path)
        data = b"" if wrong else path.read_bytes()
    except (OSError, ValueError) as error:
        wrong, data = f"cannot be read: {getattr(error, 'strerror', None) or error}", b""
    if wrong:
        problems.append(Problem(name, None, "", wrong))
        return None
    return _decode(data, name, problems)


def _refuse(path: Path) -> str:
    if path.is_dir():
        return "is a folder, not a file"
    if not path.exists():
        return "there is no such file"
    if not path.is_file():
        return "is not an ordinary file"
    size = path.stat().st_size
    if size > LARGEST:
        return f"is too large: {size / 1e6:.1f} MB, at most {LARGEST / 1e6:.0f} MB is read"
    return "" if size else "is empty"


def _decode(data: bytes, name: str, problems: list[Problem]) -> str | None:
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        problems.append(Problem(name, line, "", "is a binary file, not text"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "", "is not UTF-8 text; save the file as UTF-8"))
        return None
