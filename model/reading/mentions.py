"""Actors where a paragraph names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from model.reading.parse import Parse
from model.reading.tables import Name

PLACES = frozenset(("in", "at", "near", "from", "across", "within", "throughout", "inside"))
"""Prepositions after which a name is a place and not somebody who acts."""


class Mention(NamedTuple):
    """A name in a paragraph: its words from `first` to `last`, and the one that others hang on."""

    name: Name
    first: int
    last: int
    head: int


@dataclass(frozen=True)
class NameFinder:
    """Finds names in text: the longest form wins; one in small letters may begin a sentence."""

    pattern: re.Pattern[str]
    forms: dict[str, Name]

    @classmethod
    def of(cls, names: Sequence[Name]) -> NameFinder:
        """Return a finder of some names."""
        forms: dict[str, Name] = {}
        for name in names:
            forms[name.form] = name
            if name.form[:1].islower():
                forms[name.form[:1].upper() + name.form[1:]] = name
        longest = sorted(forms, key=lambda form: (-len(form), form))
        every = "|".join(re.escape(form) for form in longest)
        return cls(re.compile(rf"(?<![\w-])(?:{every})(?![\w])"), forms)

    def find(self, text: str) -> list[tuple[Name, int, int]]:
        """Return (name, start, end) of every name in a text, in order."""
        found = self.pattern.finditer(text)
        return [(self.forms[match[0]], match.start(), match.end()) for match in found]


@dataclass(frozen=True)
class Mentions:
    """The names of one paragraph, by word."""

    every: tuple[Mention, ...]
    at: dict[int, Mention]
    """index of each word of a name -> the name"""

    def among(self, words: Iterable[int]) -> list[Mention]:
        """Return the names whose heads are among some words, in the order of the text."""
        wanted = set(words)
        return [mention for mention in self.every if mention.head in wanted]


def find_mentions(text: str, parse: Parse, finder: NameFinder) -> Mentions:
    """Return the names in a paragraph of which the grammar is known."""
    every: list[Mention] = []
    at: dict[int, Mention] = {}
    for name, start, end in finder.find(text):
        inside = [
            place for place, word in enumerate(parse.words) if word.start < end and word.end > start
        ]
        if not inside:
            continue
        heads = [place for place in inside if parse.words[place].head not in inside]
        head = heads[-1] if heads else inside[-1]
        mention = Mention(name, inside[0], inside[-1], head)
        every.append(mention)
        at.update(dict.fromkeys(inside, mention))
    return Mentions(tuple(every), at)


def is_place(parse: Parse, mention: Mention) -> bool:
    """Tell whether a name is said as a place: "in Tashkent", "from Iran"."""
    word = parse.words[mention.head]
    above = parse.words[word.head]
    return word.relation == "pobj" and above.lemma in PLACES
