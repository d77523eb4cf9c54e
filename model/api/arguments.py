"""What is given to a function, checked as the options of the commands are."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral

from model.inputs.formats.problems import InputError, Problem, unknown


def check_count(name: str, value: object, least: int, most: int) -> list[Problem]:
    """Return what is wrong with a whole number that must lie within a span; nothing if all is."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if whole and least <= int(value) <= most:  # type: ignore[call-overload]
        return []
    wrong = f"must be a whole number from {least:,} to {most:,}, and is {value!r}"
    return [Problem(name, None, "", wrong)]


def check_choice(name: str, value: object, choices: Iterable[str]) -> list[Problem]:
    """Return what is wrong with a word that must be one of a few."""
    known = tuple(choices)
    return [] if value in known else [Problem(name, None, "", unknown("word", str(value), known))]


def words_of(name: str, given: str | Iterable[str]) -> tuple[str, ...]:
    """Return one or several words as a tuple; raises InputError where they are not text."""
    words = (given,) if isinstance(given, str) else tuple(given)
    wrong = [word for word in words if not isinstance(word, str)]
    if wrong:
        raise InputError([Problem(name, None, "", f"must be text, and is {wrong[0]!r}")])
    return words


def refuse(problems: list[Problem]) -> None:
    """Raise InputError with all problems, if there are any."""
    if problems:
        raise InputError(problems)
