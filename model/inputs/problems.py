"""What is wrong in a file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

LISTED = 12


class Problem(NamedTuple):
    """One thing that is wrong: where (file, line, key) and what, with what is allowed."""

    file: str
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.message) if part)


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
    return f"unknown {what} '{word}';{near} allowed: {listed(known)}"


def listed(words: Iterable[str], most: int = LISTED) -> str:
    """Join words with commas, at most `most` of them, then "and N more"."""
    every = tuple(words)
    shown = ", ".join(every[:most]) or "none"
    return shown if len(every) <= most else f"{shown} and {len(every) - most} more"
