"""What a wish is about: its domain, its rival, its targets and the trigger offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from model.inputs.formats.fixed_words import DOMAINS, POWER_TRIGGERS, STATE_TRIGGERS
from model.reading.mentions import Mention, Mentions, is_place
from model.reading.parse import Parse
from model.reading.tables import OUTSIDE, ReadingTables

CLOSE = 0.8
"""A second domain is named where it has at least so much of the words of the first."""

LEADING = frozenset(("of", "on", "upon", "from", "with", "against", "by", "to", "over"))
"""Prepositions between a word of rivalry and the rival: "dependence on China"."""

NOUNS = ("NOUN", "PROPN")
PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "ADP": "adverb", "ADV": "adverb",
         "PROPN": "noun"}  # fmt: skip


def count_domains(
    parse: Parse, places: Iterable[int], words: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """Return how many words of each domain stand at some places; phrases of two words count 2."""
    lemmas = [(parse.words[place].lemma, parse.words[place].text.casefold()) for place in places]
    by_lemma = f" {' '.join(lemma for lemma, _ in lemmas)} "
    by_text = f" {' '.join(text for _, text in lemmas)} "
    found = {}
    for domain in DOMAINS:
        total = 0.0
        for word in words[domain]:
            told = max(by_lemma.count(f" {word} "), by_text.count(f" {word} "))
            total += told * (1 + word.count(" "))
        if total:
            found[domain] = total
    return found


def choose_domain(levels: Sequence[Mapping[str, float]]) -> tuple[str, int]:
    """Return the domains of the first level that has any, most words first, and its index.

    levels: counts in the words of the wish, its sentence, the sentence before, and so on.
    """
    for number, counts in enumerate(levels):
        if counts:
            most = max(counts.values())
            order = sorted(counts, key=lambda domain: (-counts[domain], DOMAINS.index(domain)))
            near = [domain for domain in order if counts[domain] >= CLOSE * most]
            return " ".join(near[:2] if number == 0 else order[:1]), number
    return "", len(levels)


def find_rival(
    parse: Parse, mentions: Mentions, tables: ReadingTables, about: Sequence[int], own: set[str]
) -> tuple[str, ...]:
    """Return actors in what is wished that a word of rivalry governs; `own` are the holders."""
    found: dict[str, None] = {}
    for mention in mentions.among(about):
        word = parse.words[mention.head]
        supplier = parse.words[word.head].lemma == "from"
        if mention.name.kind == OUTSIDE or (is_place(parse, mention) and not supplier):
            continue
        if _rivals(parse, tables, mention):
            found.update(dict.fromkeys(one for one in mention.name.ids if one not in own))
    return tuple(found)


def _rivals(parse: Parse, tables: ReadingTables, mention: Mention) -> bool:
    """Climb from a name to a word of rivalry, through nouns and prepositions that lead to it."""
    for below, above in parse.climb(mention.head):
        word = parse.words[above]
        if tables.has(word.lemma, PARTS.get(word.part, ""), "rivalry"):
            return True
        leads = word.lemma in LEADING if word.part in ("ADP", "SCONJ") else word.part in NOUNS
        joined = parse.words[below].relation == "conj"
        if not (leads or joined):
            return False
    return False


def find_targets(mentions: Mentions, about: Sequence[int], states: Sequence[str]) -> str:
    """Return the states named in what is wished, or ``all``."""
    named = {one for mention in mentions.among(about) for one in mention.name.ids}
    found = [state for state in states if state in named]
    return " ".join(found) if found and len(found) < len(states) else "all"


def find_trigger(
    text: str, words: Mapping[str, Sequence[str]], holder: Sequence[str], states: Sequence[str]
) -> str:
    """Return the trigger that a sentence offers, or ""; only those that its holders may have."""
    plain = f" {text.casefold()} "
    for trigger in POWER_TRIGGERS + STATE_TRIGGERS:
        allowed = all(
            trigger in (STATE_TRIGGERS if one in states else POWER_TRIGGERS) for one in holder
        )
        if allowed and any(word in plain for word in words[f"trigger.{trigger}"]):
            return trigger
    return ""
