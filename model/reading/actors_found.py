"""Words that say who acts, and the actors that are found by them."""

from __future__ import annotations

from typing import NamedTuple

from model.reading.mentions import Mention
from model.reading.tables import OUTSIDE

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
PRONOUNS = frozenset(
    ("it", "they", "them", "its", "their", "he", "she", "his", "her", "both", "each")
)
PLURAL = frozenset(("they", "them", "their", "both"))
SINGULAR = frozenset(("it", "its", "he", "she", "his", "her"))
SPEAKERS = frozenset(("we", "our", "us"))
SHARES = frozenset(("all", "most", "some", "many", "both", "each"))
RELATIVES = frozenset(("which", "that", "who", "whose"))
ADJECTIVES = ("amod", "compound", "poss", "nmod", "appos")
OBJECT_CONTROL = frozenset(
    ("ask", "urge", "press", "encourage", "allow", "enable", "force", "help", "persuade", "invite",
     "push", "pressure", "compel", "lead", "prompt", "expect", "want", "permit", "require", "drive",
     "leave", "make", "let", "oblige")
)  # fmt: skip
"""Verbs whose object, not whose subject, does what follows: "urges Kazakhstan to seek"."""

SUPPORT = frozenset(
    ("have", "make", "take", "show", "express", "pursue", "voice", "hold", "share", "launch",
     "mount", "lead", "step", "intensify", "renew", "continue", "begin", "start", "declare",
     "announce", "adopt", "see", "retain", "keep", "raise", "signal", "reiterate", "harbor",
     "reveal", "demonstrate", "confirm")
)  # fmt: skip
"""Verbs that only lend a subject to a noun: "has an interest", "makes efforts"."""


class Held(NamedTuple):
    """Actors found for a wish, how they were found, and names outside the cast beside them."""

    ids: tuple[str, ...] = ()
    how: str = ""
    outside: tuple[str, ...] = ()
    word: int = -1

    def join(self, other: Held) -> Held:
        """Return both together."""
        ids = tuple(dict.fromkeys((*self.ids, *other.ids)))
        outside = tuple(dict.fromkeys((*self.outside, *other.outside)))
        word = self.word if self.word >= 0 else other.word
        return Held(ids, self.how or other.how, outside, word)


NOBODY = Held()


def held_by(mention: Mention, how: str, place: int) -> Held:
    """Return the actors of a name."""
    if mention.name.kind == OUTSIDE:
        return Held((), how, (mention.name.form,), place)
    by = mention.name.kind if how == "named" else how
    return Held(mention.name.ids, by, (), place)
