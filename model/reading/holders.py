"""Whose wish it is: from the word of a wish to the actors who hold it."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.reading.actors_found import (
    ADJECTIVES,
    NOBODY,
    OBJECT_CONTROL,
    PLURAL,
    PRONOUNS,
    RELATIVES,
    SHARES,
    SINGULAR,
    SPEAKERS,
    SUBJECTS,
    SUPPORT,
    Held,
    held_by,
)
from model.reading.mentions import Mention, Mentions
from model.reading.parse import Parse
from model.reading.tables import ReadingTables


@dataclass
class Holders:
    """Answers who acts in one paragraph; `last` holds the subjects seen before each sentence."""

    parse: Parse
    mentions: Mentions
    tables: ReadingTables
    antecedents: dict[int, Held] = field(default_factory=dict)
    """sentence -> the last subject before it that is an actor, or nobody"""

    def __post_init__(self) -> None:
        last = NOBODY
        for number in range(len(self.parse.spans)):
            self.antecedents[number] = last
            for place, word in enumerate(self.parse.words):
                if word.sentence == number and word.relation in ("nsubj", "nsubjpass"):
                    if word.lemma in PRONOUNS | RELATIVES or word.part == "PRON":
                        continue
                    top = self.parse.words[word.head].relation in ("ROOT", "ccomp", "conj")
                    found = self.at(place)
                    if found.ids or found.outside:
                        last = found
                    elif top and word.part == "PROPN":
                        last = NOBODY

    def at(self, place: int, depth: int = 0) -> Held:
        """Return the actors that a noun means, with those joined to it by "and"."""
        if depth > 6:
            return NOBODY
        found = self._own(place, depth)
        for other in self.parse.kids(place, "conj"):
            found = found.join(self.at(other, depth + 1))
        return found

    def _own(self, place: int, depth: int) -> Held:
        word = self.parse.words[place]
        mention = self.mentions.at.get(place)
        if mention is not None and mention.head == place and self._acts(mention):
            return held_by(mention, "named", place)
        if word.lemma in RELATIVES and word.part in ("PRON", "DET", "SCONJ"):
            return self._before_clause(place, depth)
        if word.text.casefold() in SPEAKERS:
            return self._speaker(place)
        if word.lemma in SHARES and self.parse.kids(place, "prep"):
            return self._of(place, depth)
        if word.lemma in PRONOUNS or word.text.casefold() in PRONOUNS:
            return self._pronoun(place)
        if self.tables.has(word.lemma, "noun", "agent"):
            return self.whose(place, "officials", depth)
        return NOBODY

    def _acts(self, mention: Mention) -> bool:
        """Demonyms alone are nobody: "Chinese" acts only as a noun of its own ("the Chinese")."""
        word = self.parse.words[mention.head]
        return mention.name.kind != "demonym" or word.part in ("PROPN", "NOUN")

    def _before_clause(self, place: int, depth: int) -> Held:
        """The noun that a relative clause hangs on."""
        for _, above in self.parse.climb(place):
            if self.parse.words[above].relation == "relcl":
                return self.at(self.parse.words[above].head, depth + 1)
        return NOBODY

    def _of(self, place: int, depth: int) -> Held:
        """The actors of "all of them" or "leaders of Kazakhstan"."""
        found = NOBODY
        for prep in self.parse.kids(place, "prep"):
            if self.parse.words[prep].lemma == "of":
                for kid in self.parse.kids(prep, "pobj"):
                    found = found.join(self.at(kid, depth + 1))
        return found

    def _speaker(self, place: int) -> Held:
        """Who says "we" in a quotation: the subject of the verb of saying in its sentence."""
        for other in self.parse.sentence_of(place):
            if self.tables.has(self.parse.words[other].lemma, "verb", "say"):
                for kid in self.parse.kids(other, "nsubj"):
                    if self.parse.words[kid].text.casefold() not in SPEAKERS:
                        return self.at(kid)
        return NOBODY

    def _verb_above(self, place: int) -> int:
        return next((above for _, above in self.parse.climb(place)
                     if self.parse.words[above].part in ("VERB", "AUX")), -1)  # fmt: skip

    def _pronoun(self, place: int) -> Held:
        sentence = self.parse.words[place].sentence
        object_of = self.parse.words[place].relation in ("pobj", "dobj")
        own_verb = self._verb_above(place) if object_of else -1
        inside = NOBODY
        for other in range(place):
            word = self.parse.words[other]
            if word.sentence == sentence and word.relation in ("nsubj", "nsubjpass"):
                if word.lemma in PRONOUNS or word.part == "PRON" or word.head == own_verb:
                    continue  # nobody is both subject and object of one verb
                found = self.at(other)
                inside = found if found.ids or found.outside else inside
        found = inside if inside.ids or inside.outside else self.antecedents[sentence]
        written = self.parse.words[place].text.casefold()
        many = len(found.ids) > 1 or found.how == "officials"
        if (written in PLURAL and not many) or (
            written in SINGULAR and many and found.how != "officials"
        ):
            return NOBODY
        return found._replace(how="pronoun", word=place) if found.ids else found

    def whose(self, place: int, how: str, depth: int = 0) -> Held:
        """Return the actors that own a noun: "Russian officials", "leaders of Kazakhstan"."""
        found = NOBODY
        for kid in self.parse.kids(place, *ADJECTIVES):
            mention = self.mentions.at.get(kid)
            if mention is not None:
                found = found.join(held_by(mention, how, place))
                for other in self.parse.kids(kid, "conj"):
                    if (more := self.mentions.at.get(other)) is not None:
                        found = found.join(held_by(more, how, place))
            elif self.parse.words[kid].relation == "poss":
                found = found.join(self.at(kid, depth + 1)._replace(how=how))
        own = self.mentions.at.get(place)
        if own is not None and not found.ids:
            found = held_by(own, how, place)
        found = found if found.ids else found.join(self._of(place, depth))
        return found._replace(how=how) if found.ids else found

    def subject(self, place: int, depth: int = 0) -> Held:
        """Return who does what a verb says."""
        if depth > 8:
            return NOBODY
        for kid in self.parse.kids(place, *SUBJECTS):
            if self.parse.words[kid].relation == "nsubjpass":
                return self._agent(place)
            return self.at(kid)
        if (found := self._agent(place)).ids:
            return found
        return self._controlled(place, depth)

    def _agent(self, place: int) -> Held:
        found = NOBODY
        for agent in self.parse.kids(place, "agent"):
            for kid in self.parse.kids(agent, "pobj"):
                found = found.join(self.at(kid))
        return found._replace(how="agent") if found.ids else found

    def _controlled(self, place: int, depth: int) -> Held:
        """The subject of a verb without one of its own, from the word that it hangs on."""
        word = self.parse.words[place]
        above, head = word.head, self.parse.words[word.head]
        if above == place:
            return NOBODY
        if word.relation in ("xcomp", "advcl", "ccomp") and head.lemma in OBJECT_CONTROL:
            for kid in self.parse.kids(above, "dobj", "nsubjpass"):
                return self.at(kid)
        if word.relation in ("conj", "xcomp", "advcl", "dep", "ccomp"):
            if head.part in ("NOUN", "PROPN"):
                return self.of_noun(above, depth + 1)
            if head.part == "ADJ":
                return self.of_adjective(above, depth + 1)
            return self.subject(above, depth + 1)
        if word.relation == "pcomp":
            for _, upper in self.parse.climb(above):
                if self.parse.words[upper].part in ("VERB", "AUX"):
                    return self.subject(upper, depth + 1)
        if word.relation in ("acl", "relcl"):
            infinitive = any(self.parse.words[k].tag == "TO" for k in self.parse.kids(place, "aux"))
            if not infinitive and (found := self.at(above)).ids:
                return found
            return self.of_noun(above, depth + 1) if infinitive else NOBODY
        return NOBODY

    def of_noun(self, place: int, depth: int = 0) -> Held:
        """Return who holds a wish that a noun names: "China's bid", "has an interest"."""
        found = self.whose(place, "possessor", depth)
        if found.ids or found.outside or depth > 8:
            return found
        for prep in self.parse.kids(place, "prep", "agent"):
            if self.parse.words[prep].lemma in ("by", "from"):
                for kid in self.parse.kids(prep, "pobj"):
                    if (found := self.at(kid)).ids:
                        return found
        word = self.parse.words[place]
        head = self.parse.words[word.head]
        if word.relation in ("dobj", "conj") and head.part in ("NOUN", "PROPN") and depth < 6:
            return self.of_noun(word.head, depth + 1)
        if word.relation == "dobj" and head.lemma in SUPPORT:
            return self.subject(word.head, depth + 1)
        return NOBODY

    def of_adjective(self, place: int, depth: int = 0) -> Held:
        """Return who is said to be keen, wary or the like."""
        word = self.parse.words[place]
        above, head = word.head, self.parse.words[word.head]
        own = NOBODY
        for kid in self.parse.kids(place, *SUBJECTS):
            own = own.join(self.at(kid))
        if own.ids or own.outside:
            return own
        if word.relation in ("acomp", "oprd", "attr", "ccomp", "xcomp") and above != place:
            return self.subject(above, depth + 1)
        if word.relation == "conj":
            return self.of_adjective(above, depth + 1) if depth < 6 else NOBODY
        if word.relation in ("amod", "acl", "appos", "relcl") and head.part in ("NOUN", "PROPN"):
            return self.at(above)
        if word.relation == "advcl" and above != place:
            return self.subject(above, depth + 1)
        return NOBODY
