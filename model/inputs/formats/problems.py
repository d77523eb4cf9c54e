"""What is wrong in a file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from model.inputs.formats.plain_text import visible_line

LISTED = 12
"""Words of a list that a message shows at most."""

WIDEST = 170
"""Letters of such a list at most."""

LONGEST = 300
"""Letters of a key and a message together at most; what goes beyond is cut."""

LONG_KEY = 120
"""Letters of a key or a path at most."""

LONG_WORD = 60
"""Letters of a word that a message quotes at most."""


class Problem(NamedTuple):
    """One thing that is wrong: where (file, line, key) and what, with what is allowed."""

    file: str
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        key = cut(visible_line(self.key), LONG_KEY)
        message = cut(visible_line(self.message), LONGEST - len(key))
        return ": ".join(part for part in (visible_line(place), key, message) if part)


class InputError(Exception):
    """Everything that is wrong with an input, all at once; `problems` holds one entry each.

    Files stand in the order in which they were read, and within each the lines in theirs.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        told = tuple(problems)
        files = list(dict.fromkeys(problem.file for problem in told))
        self.problems: tuple[Problem, ...] = tuple(
            sorted(told, key=lambda each: (files.index(each.file), each.line or 0))
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return " did you mean 'x'?" for the choice nearest to the word, or "" if none is near."""
    plain = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(str(word).casefold(), plain, n=1, cutoff=0.6)
    return f" did you mean '{plain[near[0]]}'?" if near else ""


def unknown(what: str, word: str, choices: Iterable[str]) -> str:
    """Say that a word is not one of the choices: the nearest one, and what is allowed."""
    known = tuple(choices)
    near = suggest(word, known)
    return f"unknown {what} '{cut(word, LONG_WORD)}';{near} allowed: {listed(known)}"


def unknown_key(word: str, known: Sequence[str], schema: str) -> str:
    """Say that a key is not one of the known ones; schema: the command that shows them all."""
    keys = listed(known, len(known), f"{schema} shows all")
    return f"unknown key;{suggest(word, known)} allowed: {keys}"


def listed(words: Iterable[str], most: int = LISTED, see: str = "") -> str:
    """Join words with commas, at most `most` of them and on at most one line, then "and N more".

    see: where all can be seen, said if some are left out.
    """
    every = tuple(words)
    width, count = 0, 0
    for word in every[:most]:
        width += len(word) + 2
        if count and width > WIDEST:
            break
        count += 1
    shown = ", ".join(cut(word, LONG_WORD) for word in every[:count]) or "none"
    if len(every) <= count:
        return shown
    return f"{shown} and {len(every) - count} more{f' ({see})' if see else ''}"


def cut(text: str, most: int) -> str:
    """Cut a text to so many letters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."
