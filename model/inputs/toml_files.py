"""Reading a TOML file into values and their positions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

from model.inputs.files import read_text
from model.inputs.places import shown
from model.inputs.positions import Path, Positions, find_positions
from model.inputs.problems import Problem

PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
TWICE = re.compile(r"Cannot|twice|Duplicate")


def read_toml(path: FilePath, problems: list[Problem]) -> tuple[dict[str, Any], Positions] | None:
    """Return the values of a TOML file and where they stand, or None after adding problems."""
    text = read_text(path, problems)
    if text is None:
        return None
    name = shown(path)
    if not text.strip():
        problems.append(Problem(name, None, "", "is empty"))
        return None
    try:
        return tomllib.loads(text), find_positions(text)
    except tomllib.TOMLDecodeError as error:
        problems.extend(_explain(str(error), text, name))
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        wrong = "nests too deeply" if deep else "a number or date is too long or impossible"
        problems.append(Problem(name, None, "", f"is not TOML: {wrong}"))
    return None


def key_text(path: Sequence[str | int]) -> str:
    """Return a path as messages show it: `events[1].factor`; items count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _explain(message: str, text: str, name: str) -> list[Problem]:
    if TWICE.match(message) and (twice := find_positions(text).duplicates):
        return [
            Problem(name, line, key_text(path), f"is there twice, first on line {first}")
            for path, line, first in twice
        ]
    found = PLACE.search(message)
    last = text.rstrip("\n").count("\n") + 1
    line = int(found[1]) if found and found[1] else last
    where = f" (column {found[2]})" if found and found[2] else " (at the end)"
    wrong = f"is not TOML: {PLACE.sub('', message)}{where}"
    return [Problem(name, line, "", wrong)]


__all__ = ["Path", "Positions", "key_text", "read_toml"]
