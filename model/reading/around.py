"""What hangs on one word and changes how far it is meant: "not", "may", "if", "once"."""

from __future__ import annotations

from collections.abc import Iterator

from model.reading.parse import Parse
from model.reading.tables import ReadingTables

MODALS = frozenset(("may", "might", "could"))
CONDITIONS = frozenset(("if", "unless", "provided", "suppose", "supposing", "assuming"))
TURNED = frozenset(("were", "should", "had"))
"""First words of a condition turned round: "were China to ..."."""

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}


class Surroundings:
    """Tells the flags that the words around one word give it."""

    def __init__(self, parse: Parse, tables: ReadingTables, affirmed: bool) -> None:
        self.parse, self.tables = parse, tables
        self.affirmed = affirmed
        """whether the sentence has a phrase such as "not only", whose "not" negates nothing"""

    def is_cue(self, place: int, part: str, kind: str) -> bool:
        """Tell whether a word is a cue of a kind."""
        return self.tables.has(self.parse.words[place].lemma, part, kind) is not None

    def is_own(self, place: int, kind: str) -> bool:
        """Tell whether a word is a cue of a kind as the part of speech that it is here."""
        part = PARTS.get(self.parse.words[place].part, "")
        return self.is_cue(place, part, kind)

    def flags(self, place: int) -> Iterator[str]:
        """Yield the flags that the words which hang on one word give it."""
        for kid in self.parse.below[place]:
            word = self.parse.words[kid]
            if self.negates(kid):
                yield "negation"
            yield from self.of_verb(kid)
            for kind in ("doubt", "past"):
                if self.is_cue(kid, "adverb", kind):
                    yield kind
            if word.relation == "mark" and word.lemma in CONDITIONS:
                yield "condition"
            if word.relation == "mark" and word.lemma == "whether":
                yield "doubt"
            if word.relation == "advcl" and self.is_condition(kid):
                yield "condition"
            if word.relation in ("nsubj", "nsubjpass", "preconj") and self.negative_noun(kid):
                yield "negation"
            if self.is_insertion(kid):
                yield "attribution"

    def is_insertion(self, kid: int) -> bool:
        """Tell whether a word says whose claim the sentence is: "X, critics allege, wants"."""
        word = self.parse.words[kid]
        if word.relation in ("nsubj", "nsubjpass"):
            return any(self.is_own(one, "say") for one in self.parse.kids(kid, "appos"))
        return word.relation in ("ccomp", "parataxis", "dep") and self.is_own(kid, "say")

    def of_verb(self, kid: int) -> Iterator[str]:
        """Yield what an auxiliary verb says."""
        word = self.parse.words[kid]
        said = word.text.casefold()
        if word.relation not in ("aux", "auxpass"):
            return
        if said in MODALS or said == "should":
            yield "doubt"
        if said == "would":
            yield "condition"
        elif word.tag == "VBD":
            yield "past"

    def negates(self, kid: int) -> bool:
        """Tell whether a word negates the one that it hangs on."""
        word = self.parse.words[kid]
        if self.affirmed:
            return False
        if word.relation == "neg" or (word.relation == "det" and word.lemma == "no"):
            return True
        exact = word.text.casefold() not in ("a", "little") or word.relation == "amod"
        return exact and self.is_cue(kid, "adverb", "negate")

    def negative_noun(self, place: int) -> bool:
        """ "Neither A nor B", "nobody in Moscow", "few in Tashkent", "no state"."""
        for kid in (place, *self.parse.below[place]):
            word = self.parse.words[kid]
            few = word.lemma in ("few", "little") and any(
                self.parse.words[one].lemma == "a" for one in self.parse.below[kid]
            )
            if self.is_cue(kid, "adverb", "negate") and not few:
                return True
            if word.relation == "det" and word.lemma == "no":
                return True
        return False

    def is_condition(self, place: int) -> bool:
        """Tell whether a clause is an "if" clause, or one turned round."""
        if self.parse.words[place].text.casefold() in CONDITIONS:
            return True
        first = self.parse.subtree(place)[0]
        if self.parse.words[first].text.casefold() in TURNED:
            return True
        marks = self.parse.kids(place, "mark", "advmod", "prep")
        return any(self.parse.words[kid].lemma in CONDITIONS for kid in marks)

    def predicates(self, place: int) -> list[int]:
        """Return what is said of a noun or by a bare "be": "reports that ... are false"."""
        return self.parse.kids(place, "acomp", "attr", "oprd")

    def unsure_claim(self, above: int) -> Iterator[str]:
        """Yield what a negated or doubted claim says: "does not mean that China wants"."""
        for kid in self.parse.below[above]:
            word = self.parse.words[kid]
            subject = word.relation in ("nsubj", "nsubjpass")
            if self.negates(kid) or (subject and self.negative_noun(kid)):
                yield "negation"
                yield "doubt"
            modal = word.relation == "aux" and word.lemma in MODALS
            if modal or self.is_cue(kid, "adverb", "doubt"):
                yield "doubt"
        for kid in self.predicates(above):
            for kind, flag in (("deny", "denial"), ("doubt", "doubt"), ("refuse", "negation")):
                if self.is_own(kid, kind):
                    yield flag
