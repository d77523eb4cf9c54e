"""File names of the figures of a sweep: what each shows, and of which outcome or condition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 80
"""Letters of a name at most."""

SIGNS: dict[str, str] = {
    "!=": "not",
    "<=": "at-most",
    ">=": "at-least",
    "<": "below",
    ">": "above",
    "=": "is",
    "+": "plus",
    "%": "percent",
}
"""What a file is named for each sign of a condition; the longer signs first."""


def file_name(*words: str) -> str:
    """Return words as the name of a file: small letters, figures and hyphens, 80 at most.

    Signs of a condition become words; accents go; ("drivers", "share JPN KAZ") is
    `drivers-share-jpn-kaz`.
    """
    text = " ".join(word for word in words if word)
    for sign, word in SIGNS.items():
        text = text.replace(sign, f" {word} ")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")


def all_different(names: Iterable[str]) -> Iterator[str]:
    """Yield names in their order; one that was there before gets the next number behind it."""
    taken: set[str] = set()
    for name in names:
        free, count = name, 1
        while free in taken:
            count += 1
            free = f"{name}-{count}"
        taken.add(free)
        yield free
