"""Cutting the text of a condition into words, numbers and signs."""

from __future__ import annotations

import re
from typing import NamedTuple

RESERVED: tuple[str, ...] = ("and", "or", "not", "at", "by", "until", "leader", "rank")
"""Words that join, date or measure; nothing else may be called so without quotes."""

PIECE = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.])(?:\s*%)?)
    | (?P<quarter>[0-9]{4}[Qq][1-4](?![A-Za-z0-9_]))
    | (?P<word>[^\W\d](?:[\w.]|-(?=[^\W\d]))*)
    | (?P<quoted>"[^"]*"|'[^']*')
    | (?P<sign><=|>=|!=|==|<|>|=|\+|-|\*|\(|\))
    )""",
    re.VERBOSE,
)


class ConditionError(ValueError):
    """A condition that cannot be read; the text says what is wrong and where."""


class Word(NamedTuple):
    """One piece of a condition: its kind, its text and where it begins, counted from 1."""

    kind: str
    text: str
    place: int


def cut_words(text: str) -> list[Word]:
    """Return the pieces of a condition and an end; raises ConditionError at what is none."""
    found: list[Word] = []
    place = 0
    whole = text.rstrip()
    while place < len(whole):
        match = PIECE.match(whole, place)
        if match is None or match.lastgroup is None:
            start = place + len(whole[place:]) - len(whole[place:].lstrip())
            raise ConditionError(refuse(whole[start:], start + 1))
        kind = match.lastgroup
        found.append(make_word(kind, match[kind], match.start(kind) + 1))
        place = match.end()
    return [*found, Word("end", "", len(whole) + 1)]


def make_word(kind: str, text: str, place: int) -> Word:
    """Return a piece in its plain form: reserved words in small letters, no quotes, `=` alone."""
    if kind == "quoted":
        return Word("word", text[1:-1], place)
    if kind == "word" and text.casefold() in RESERVED:
        return Word("reserved", text.casefold(), place)
    if kind == "sign" and text == "==":
        return Word(kind, "=", place)
    return Word(kind, text.upper() if kind == "quarter" else text, place)


def refuse(rest: str, place: int) -> str:
    """Say what is wrong with text that is no word, number or sign."""
    if rest[0] in "\"'":
        return f"the quotation that begins at character {place} does not end"
    piece = rest.split()[0]
    return f"'{piece}' at character {place} is no word, number, quarter or sign"
