"""Text for people: safe to show, numbers of things in words, and broken into lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters other than tab and line feed, marks that turn the direction of text round, and
what is no character at all: none can be drawn, and some command a terminal."""

WIDTH = 96
"""Letters of a line that is printed."""

ONE_LINE = re.compile(f"{UNSAFE.pattern}|[\n\t]")
"""What must not stand in a text of one line."""


def escaped(letter: str) -> str:
    """Return a character as an escape sequence, such as the four characters ``\\x1b``."""
    code = ord(letter)
    names = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return names.get(letter) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def visible(text: str, encoding: str = "utf-8") -> str:
    """Return text of several lines with its control characters shown as escape sequences.

    So is what an encoding, that of a terminal for example, does not hold.
    """
    shown = UNSAFE.sub(lambda match: escaped(match[0]), text)
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def visible_line(text: str) -> str:
    """Return text as one line: line breaks and tabs too are shown as escape sequences."""
    return ONE_LINE.sub(lambda match: escaped(match[0]), text)


def find_control(text: str, *, one_line: bool = False) -> str:
    """Return what must not stand in a text, said in a few words; "" if nothing is wrong."""
    found = (ONE_LINE if one_line else UNSAFE).search(text)
    if found is None:
        return ""
    if found[0] in "\n\t":
        return f"must stand on one line; leave out {escaped(found[0])}"
    return f"holds the control character {escaped(found[0])}; leave it out"


def plural(number: int, noun: str) -> str:
    """Return a number of things in words, such as `1 run` or `1,000 runs`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def wrap(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """Break a text into lines that fit a terminal, the first behind `indent`.

    hanging: what the other lines begin with, the same unless given.
    """
    rest = indent if hanging is None else hanging
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=rest)


def write_lines(lines: Sequence[str], heading: str) -> str:
    """Return sentences as a list under a heading, ready to be printed."""
    return "\n".join([f"\n{heading}", *(f"  - {line}" for line in lines)])
