"""Reading a TOML file into values and their positions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from model.inputs.formats.files import read_text
from model.inputs.formats.json_files import DEEPEST, find_deep
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import find_control
from model.inputs.formats.positions import Path, Positions, find_positions, key_text
from model.inputs.formats.problems import Problem
from model.inputs.formats.toml_repair import mend_toml

LONG_TEXT = re.compile(r"\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}")
TEXT = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
PAIR = re.compile(r"\s*[\w.\"'-]+\s*=")

LONG_TEXTS = frozenset({"question", "narrative", "note"})
"""Keys whose text may have several lines."""


def read_toml(path: FilePath, problems: list[Problem]) -> tuple[dict[str, Any], Positions] | None:
    """Return the values of a TOML file and where they stand, or None after adding problems.

    A text with mistakes that can be mended is read as it seems to be meant, so that what else is
    wrong in it can be said too: only if no problem was added is the file good.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    name = shown(path)
    line, refused = _refuse(text)
    if refused:
        problems.append(Problem(name, line, "", refused))
        return None
    good, wrong = mend_toml(text, name)
    problems.extend(wrong)
    if good is None:
        return None
    values, positions = tomllib.loads(good), find_positions(good)
    if (deep := find_deep(values)) is not None:
        short = key_text(deep[:3])
        problems.append(Problem(name, positions.line(deep), f"{short}...", "nests too deeply"))
        return None
    problems.extend(_find_controls(values, positions, name))
    return values, positions


def _refuse(text: str) -> tuple[int | None, str]:
    """The line and the reason for which a text is not parsed at all; "" if it may be."""
    if not text.strip():
        return None, "is empty"
    deep = _find_deep_line(text)
    return deep, "is not TOML: nests too deeply" if deep else ""


def _find_deep_line(text: str) -> int | None:
    """The first line on which brackets lie too deep for a parser that recurses.

    They are counted from the line of a key on, without those within texts.
    """
    depth = 0
    bare = LONG_TEXT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), 1):
        if PAIR.match(line):
            depth = 0
        for letter in TEXT.sub("", line):
            depth = max(depth + (letter in "[{") - (letter in "]}"), 0)
            if depth > DEEPEST:
                return number
    return None


def _find_controls(values: dict[str, Any], positions: Positions, name: str) -> Iterator[Problem]:
    waiting: list[tuple[Path, Any]] = [((), values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), item) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, place), item) for place, item in enumerate(value)]
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        wrong = find_control(key, one_line=True) and f"the key {find_control(key, one_line=True)}"
        if isinstance(value, str) and not wrong:
            wrong = find_control(value, one_line=key not in LONG_TEXTS)
        if wrong:
            yield Problem(name, positions.line(path), key_text(path), wrong)


__all__ = ["Path", "Positions", "key_text", "read_toml"]
