"""Every mistake in the text of a TOML file at once: each line that stops the parser is mended, as
far as it can be guessed how it is meant, and the text is parsed again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from model.inputs.formats.plain_text import visible_line
from model.inputs.formats.positions import find_positions, key_text
from model.inputs.formats.problems import Problem
from model.inputs.formats.toml_hints import hints_for, key_of, value_of

PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
TWICE = re.compile(r"Cannot|twice|Duplicate")
OPEN_LIST = re.compile(r"\s*([^=#\[\]]+?)\s*=\s*\[")
TRIPLE = re.compile(r"\"{3}|'{3}")
DIGITS = re.compile(r"\d[\d_]{4000,}")

MOST = 25
"""Mistakes of one file that are named; a file with more of them is no TOML at all."""

LARGE = 100_000
"""Letters from which only the first mistake is named, because each is parsed for again."""

LONGEST = 140
"""Letters of a line that is shown as it should be."""

PLAIN = {
    "Invalid value": "the value is no number, no text in quotation marks, no list, true or false",
    "Invalid statement": "is neither a key with = and a value nor a heading in brackets",
    "Expected newline or end of document after a statement": "something follows the value",
    "Expected '=' after a key in a key/value pair": "a key is followed by = and a value",
    "Invalid initial character for a key part": "a key begins with a letter, a digit or a "
    "quotation mark",
    "Unclosed array": "a list has no closing bracket",
    "Unterminated string": "a text has no closing quotation marks",
    "Unclosed inline table": "a table in braces has no closing brace; it stands on one line",
}


class Mended(NamedTuple):
    """A text without its mistakes; `text` is None if some could not be mended."""

    text: str | None
    problems: list[Problem]


class _Stop(NamedTuple):
    """Where the parser stops, why, and on which line what is not closed was opened, if any."""

    line: int
    column: str
    message: str
    opened: int | None = None

    @property
    def told(self) -> int:
        """The line that is named."""
        return self.opened or self.line


def mend_toml(text: str, name: str) -> Mended:
    """Return a text that is good TOML, as it seems to be meant, and what was wrong with it.

    name: of the file, as messages show it.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    problems: list[Problem] = []
    whole, before = True, 0
    most = MOST if len(text) < LARGE else 1
    while (stop := _parse(lines)) is not None:
        if TWICE.match(stop.message):
            problems.extend(_find_twice("\n".join(lines), name, stop))
            return Mended(None, problems)
        if stop.line <= before or len(problems) >= most:
            return Mended(None, problems)
        place, found = stop.line, _mend_line(lines, stop.line, stop)
        if found is None and stop.opened:
            place, found = stop.opened, _mend_line(lines, stop.opened, stop)
        if found is not None:
            problems.append(Problem(name, place, *found))
        else:
            problems.append(_generic(stop, name, lines[stop.told - 1]))
            _blank(lines, stop.told - 1)
        whole, before = whole and found is not None, stop.line
    return Mended("\n".join(lines) if whole else None, problems)


def _parse(lines: list[str]) -> _Stop | None:
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _read_stop(str(error), lines)
    except RecursionError:
        return _Stop(len(lines), "", "nests too deeply")
    except ValueError:
        line = next((n for n, line in enumerate(lines, 1) if DIGITS.search(line)), len(lines))
        return _Stop(line, "", "a number or date is too long or impossible")
    return None


def _read_stop(message: str, lines: list[str]) -> _Stop:
    """Where a text goes wrong: for what is not closed, where it was opened."""
    found = PLACE.search(message)
    last = len("\n".join(lines).rstrip("\n").split("\n"))
    line = int(found[1]) if found and found[1] else last
    column = f" (column {found[2]})" if found and found[2] else " (at the end)"
    said = PLACE.sub("", message)
    opened = _find_opening(said, lines, line)
    return _Stop(line, "" if opened else column, said, opened)


def _find_opening(said: str, lines: list[str], line: int) -> int | None:
    if said == "Unclosed array":
        for number in range(min(line, len(lines)), 0, -1):
            if OPEN_LIST.match(lines[number - 1]):
                return number
    if said.startswith(("Unterminated string", 'Expected \'"""\'', "Expected \"'''\"")):
        for number in range(min(line, len(lines)), 0, -1):
            if len(TRIPLE.findall(lines[number - 1])) % 2:
                return number
    return None


def _mend_line(lines: list[str], number: int, stop: _Stop) -> tuple[str, str] | None:
    """Put another line in place of one if that lets the parser get farther; its key and reason."""
    place = number - 1
    old = lines[place]
    for hint in hints_for(old):
        lines[place] = hint.line
        after = _parse(lines)
        if after is None or after.line > stop.line or TWICE.match(after.message):
            return hint.key.strip("\"' "), f"{hint.wrong}; write: {_shorten(hint.line)}"
    lines[place] = old
    return None


def _generic(stop: _Stop, name: str, line: str) -> Problem:
    key, value = key_of(line), value_of(line)
    if value == "":
        return Problem(name, stop.told, key, "has no value")
    if value is not None and value.startswith("{") and "}" not in value:
        return Problem(name, stop.told, key, "a table in braces stands on one line")
    said = PLAIN.get(stop.message, stop.message)
    return Problem(name, stop.told, key, f"is not TOML: {said}{stop.column}")


def _blank(lines: list[str], place: int) -> None:
    """Leave out a line, and with one that opens a bracket what comes before the closing one."""
    value = value_of(lines[place]) or ""
    closing = {"{": "}", "[": "]"}.get(value[:1], "")
    lines[place] = ""
    if not closing or closing in value:
        return
    for number in range(place + 1, len(lines)):
        line, lines[number] = lines[number], ""
        if closing in line:
            return


def _find_twice(text: str, name: str, stop: _Stop) -> Iterator[Problem]:
    twice = find_positions(text).duplicates
    for path, line, first in twice:
        yield Problem(name, line, key_text(path), f"is there twice, first on line {first}")
    if not twice:
        yield _generic(stop, name, text.split("\n")[stop.line - 1])


def _shorten(line: str) -> str:
    shown = visible_line(line.strip())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 3]}..."
