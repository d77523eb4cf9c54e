"""How far a wish is meant: negated, denied, doubted, conditional, past, or said by somebody."""

from __future__ import annotations

from typing import NamedTuple

from model.reading.actors_found import NOBODY
from model.reading.around import CONDITIONS, TURNED, Surroundings
from model.reading.holders import Holders
from model.reading.wishes import Wish

FLAGS = ("negation", "denial", "doubt", "condition", "past", "attribution")
WEIGHTS = {
    "negation": 0.3, "denial": 0.3, "doubt": 0.5, "condition": 0.5, "past": 0.8, "attribution": 0.8,
}  # fmt: skip
"""What the confidence that a text says so is multiplied by, for each flag."""

LONG_PAST = 0.45
"""The same where a text names a time long past, such as "in the 1990s"."""

SAME_CLAIM = ("xcomp", "acomp", "attr", "dobj", "oprd", "nsubj", "pcomp", "amod", "nsubjpass")
"""Relations through which a "not" at the upper word negates the wish itself."""

OTHER_CLAIM = ("ccomp", "acl", "prep", "pobj", "csubj", "advcl", "appos", "dep")
"""Relations through which a "not" at the upper word negates a claim about the wish."""

UNDER_SAYING = ("ccomp", "advcl", "xcomp", "dep", "pobj", "pcomp", "dobj")
QUOTES = frozenset(('"', "``", "''"))


class Signs(NamedTuple):
    """What is said around a wish; `voice` is whose claim it is where it is not the author's."""

    flags: tuple[str, ...]
    tense: str
    voice: str
    long_past: bool

    @property
    def weight(self) -> float:
        """Return what the confidence is multiplied by."""
        total = LONG_PAST if self.long_past else 1.0
        for flag in self.flags:
            total *= 1.0 if flag == "past" and self.long_past else WEIGHTS[flag]
        return total

    @property
    def kind(self) -> str:
        """Return ``attributed``, ``hedged`` or ``stated``."""
        if "attribution" in self.flags:
            return "attributed"
        return "hedged" if {"doubt", "condition"} & {*self.flags} else "stated"


def find_signs(holders: Holders, wish: Wish) -> Signs:
    """Return how far a wish is meant, from its sentence."""
    reader = _SignReader(holders, wish)
    reader.own_words()
    reader.climb()
    reader.phrases()
    reader.sentence_as_a_whole()
    flags = tuple(flag for flag in FLAGS if flag in reader.flags)
    voice = reader.voice or ("unnamed" if "attribution" in flags else "")
    return Signs(flags, reader.tense(), voice, reader.long_past)


class _SignReader:
    """Goes from a wish up its sentence and gathers what changes its meaning."""

    def __init__(self, holders: Holders, wish: Wish) -> None:
        self.holders, self.wish = holders, wish
        self.parse, self.tables = holders.parse, holders.tables
        self.flags: set[str] = set()
        self.voice = ""
        self.long_past = False
        self.sentence = self.parse.sentence_of(wish.place)
        words = [self.parse.words[one].text.casefold() for one in self.sentence]
        self.text = f" {' '.join(words)} "
        self.phrases_here = [cue for cue in self.tables.phrases if f" {cue.lemma} " in self.text]
        affirmed = any(cue.kind == "affirm" for cue in self.phrases_here)
        self.around = Surroundings(self.parse, self.tables, affirmed)

    def own_words(self) -> None:
        """What hangs on the wish itself."""
        if self.wish.cue.kind == "refuse":
            self.flags.add("negation")
        self.flags.update(self.around.flags(self.wish.place))
        if self.parse.words[self.wish.place].tag == "VBD":
            self.flags.add("past")

    def climb(self) -> None:
        """What the words above a wish say of it, as far as its clause reaches."""
        for below, above in self.parse.climb(self.wish.place):
            relation = self.parse.words[below].relation
            if relation == "relcl" and self.around.is_own(above, "claim"):
                relation = "acl"  # "reports that ..." is often parsed as a relative clause
            if relation == "conj" and not self.shares(below, above):
                continue
            if relation in SAME_CLAIM or relation == "conj":
                self.flags.update(self.around.flags(above))
                self.flags.update(self.around.unsure_claim(above) if relation == "nsubj" else ())
            elif relation in OTHER_CLAIM:
                self.flags.update(self.around.unsure_claim(above))
            else:
                return
            self.governed(above, relation)
            if relation == "advcl" and self.around.is_condition(below):
                self.flags.add("condition")
            carries_tense = relation in (*SAME_CLAIM, "acl", "prep", "pobj")
            saying = self.around.is_own(above, "say")
            if self.parse.words[above].tag == "VBD" and carries_tense and not saying:
                self.flags.add("past")

    def shares(self, below: int, above: int) -> bool:
        """Tell whether joined verbs share what is said of the first: not after "but"."""
        if self.parse.kids(below, "nsubj", "nsubjpass", "neg"):
            return False
        joins = (self.parse.words[kid].lemma for kid in self.parse.kids(above, "cc"))
        if any(lemma in ("but", "yet") for lemma in joins):
            return False
        return self.parse.words[below].tag not in ("VBZ", "VBP", "VBD")

    def governed(self, above: int, relation: str) -> None:
        """Words of denial, doubt, refusal and saying that a wish hangs on."""
        is_own = self.around.is_own
        refused = relation in ("xcomp", "dobj", "pcomp", "prep", "acomp")
        if is_own(above, "deny"):
            self.flags.add("denial")
            self.claimed(above)
        elif is_own(above, "doubt") and relation != "conj":
            self.flags.add("doubt")
        elif is_own(above, "refuse") and refused:
            self.flags.add("negation")
        elif is_own(above, "say") and relation in UNDER_SAYING:
            self.claimed(above)
        elif is_own(above, "claim") and relation in ("acl", "ccomp", "relcl"):
            self.flags.add("attribution")
            self.voice = self.voice or self.phrase(above)

    def claimed(self, verb: int) -> None:
        """A claim by somebody else than the holder and the author."""
        for kid in self.parse.kids(verb, "nsubj", "nsubjpass"):
            if self.parse.words[kid].text.casefold() in ("i", "we"):
                return
            speaker = self.holders.at(kid)
            if not {*speaker.ids} & {*self.wish.held.ids}:
                self.flags.add("attribution")
            self.voice = self.voice or " ".join(speaker.ids) or self.phrase(kid)
            return
        self.flags.add("attribution")

    def phrase(self, place: int) -> str:
        """A few words around a noun, such as "some analysts"."""
        near = [one for one in self.parse.subtree(place) if abs(one - place) <= 3][:5]
        return " ".join(self.parse.words[one].text for one in near)

    def phrases(self) -> None:
        """Fixed phrases of the sentence."""
        for cue in self.phrases_here:
            if cue.kind in ("past", "condition"):
                self.flags.add(cue.kind)
                self.long_past = self.long_past or cue.kind == "past"
            elif cue.kind == "negate":
                self.flags.add("negation")
            elif cue.kind == "attribute":
                self.according(self.text.partition(f" {cue.lemma} ")[2])

    def according(self, rest: str) -> None:
        """Whose view "according to" names; the holder's own is no other voice."""
        heads = [
            one
            for one in self.sentence
            if self.parse.words[one].relation == "pobj"
            and rest.startswith(self.phrase(one).casefold()[:6])
        ]
        speaker = self.holders.at(heads[0]) if heads else NOBODY
        if not {*speaker.ids} & {*self.wish.held.ids}:
            self.flags.add("attribution")
        said = " ".join(rest.partition(" ,")[0].split()[:5])
        self.voice = self.voice or " ".join(speaker.ids) or said

    def sentence_as_a_whole(self) -> None:
        """Questions, conditions turned round, times long past, and quotations."""
        words = [self.parse.words[one] for one in self.sentence]
        if words[-1].text == "?":
            self.flags.add("doubt")
        first = words[0].text.casefold()
        if first in TURNED or first in CONDITIONS:
            self.flags.add("condition")
        years = [word.text[:4] for word in words if len(word.text) in (4, 5)]
        if "past" in self.flags and any(y.isdigit() and y[:2] in ("18", "19") for y in years):
            self.long_past = True
        marks = [one for one in self.sentence if self.parse.words[one].text in QUOTES]
        before = sum(one < self.wish.place for one in marks)
        if before % 2 and before < len(marks) and not self.voice:
            self.flags.add("attribution")
            self.voice = "quoted"

    def tense(self) -> str:
        """Return ``conditional``, ``past``, ``future`` or ``present``."""
        for flag, tense in (("condition", "conditional"), ("past", "past")):
            if flag in self.flags:
                return tense
        for spot in (self.wish.place, self.parse.words[self.wish.place].head):
            lemmas = (self.parse.words[kid].lemma for kid in self.parse.kids(spot, "aux"))
            if any(lemma in ("will", "shall") for lemma in lemmas):
                return "future"
        return "present"
