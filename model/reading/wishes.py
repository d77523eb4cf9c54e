"""Words that tell a wish, who holds it, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from model.reading.actors_found import NOBODY, SUBJECTS, Held
from model.reading.holders import Holders
from model.reading.tables import WISHES, Cue

OBJECTS = (
    "dobj",
    "xcomp",
    "ccomp",
    "prep",
    "oprd",
    "attr",
    "acomp",
    "dative",
    "prt",
    "acl",
    "pobj",
)
PART_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
COUNTLESS = ("interest",)
"""Nouns that tell a wish in the singular only: "interests" may be any."""

PLAIN = ("be", "remain", "become", "seem", "appear", "stay")


class Wish(NamedTuple):
    """A word that tells a wish: its cue, its holder, and the words of what is wished."""

    place: int
    cue: Cue
    held: Held
    about: tuple[int, ...]
    rule: str


def find_wishes(holders: Holders) -> Iterator[Wish]:
    """Yield every wish of a paragraph that somebody holds, or may hold, in the order of the text.

    Wishes of nobody that a name stands for are left out; those of actors outside the cast are
    kept, so that they can be told.
    """
    parse, tables = holders.parse, holders.tables
    for place, word in enumerate(parse.words):
        if place in holders.mentions.at:
            continue  # "Central" of "Central Asia" tells no wish
        if word.lemma in COUNTLESS and word.tag == "NNS":
            continue
        part = PART_OF.get(word.part, "")
        cues = tables.cues.get((word.lemma, part), ())
        if part == "verb" and not cues and word.tag in ("VBN", "JJ"):
            part, cues = "adjective", tables.cues.get((word.text.casefold(), "adjective"), ())
        elif part == "adjective" and not cues and word.text[-2:] == "ed":
            cues = tables.cues.get((word.text.casefold(), "adjective"), ())
        for cue in cues:
            if cue.kind not in WISHES and cue.kind != "refuse":
                continue
            if cue.kind == "refuse" and part != "adjective":
                continue
            wish = _wish(holders, place, cue, part)
            if wish is not None and (wish.held.ids or wish.held.outside):
                yield wish
                break


def leave_out_inner(wishes: Iterable[Wish]) -> list[Wish]:
    """Return the wishes without those that are part of another: "seeks to reduce"."""
    every = list(wishes)
    return [
        wish
        for wish in every
        if not any(wish.place in one.about and wish.held.ids == one.held.ids for one in every)
    ]


def _wish(holders: Holders, place: int, cue: Cue, part: str) -> Wish | None:
    if cue.kind == "matter":
        return _important(holders, place, cue)
    if not _takes(holders, place, cue):
        return None
    if part == "verb" and _of_claim(holders, place):
        return None
    if part == "verb":
        held = holders.subject(place)
        rule = f"subject ({held.how})"
    elif part == "adjective":
        held = holders.of_adjective(place)
        rule = f"adjective ({held.how})"
    else:
        held, rule = _noun_holder(holders, place)
    return Wish(place, cue, held, _about(holders, place, part), rule)


def _of_claim(holders: Holders, place: int) -> bool:
    """Tell whether a verb is about a claim: to reject a report is no wish."""
    parse = holders.parse
    return any(
        holders.tables.has(parse.words[kid].lemma, "noun", "claim")
        for kid in parse.kids(place, "dobj", "nsubjpass")
    )


def _noun_holder(holders: Holders, place: int) -> tuple[Held, str]:
    held = holders.of_noun(place)
    if not held.ids:
        for prep in holders.parse.kids(place, "prep"):
            if holders.parse.words[prep].lemma == "for":
                for kid in holders.parse.kids(prep, "pobj"):
                    held = held.join(holders.at(kid))
    return held, f"noun ({held.how})"


def _takes(holders: Holders, place: int, cue: Cue) -> bool:
    """Tell whether one of the words that a cue asks for follows it."""
    return not cue.takes or any(_followed(holders, place, word) for word in cue.takes)


def _followed(holders: Holders, place: int, wanted: str) -> bool:
    parse = holders.parse
    if wanted == "obj":
        passive = parse.kids(place, "nsubjpass")
        return bool(parse.kids(place, "dobj") or passive)
    if wanted == "that":
        return bool(parse.kids(place, "ccomp", "acl"))
    if wanted == "to":
        for kid in parse.kids(place, "xcomp", "advcl", "acl", "ccomp", "relcl"):
            if any(parse.words[aux].tag == "TO" for aux in parse.kids(kid, "aux")):
                return True
    marks = [
        mark for kid in parse.kids(place, "advcl", "ccomp") for mark in parse.kids(kid, "mark")
    ]
    return any(parse.words[kid].lemma == wanted for kid in (*parse.kids(place, "prep"), *marks))


def _about(holders: Holders, place: int, part: str) -> tuple[int, ...]:
    """The words of what is wished, without who wishes it."""
    parse = holders.parse
    tops = parse.kids(place, *OBJECTS, "nsubjpass")
    for kid in parse.kids(place, "advcl"):
        if any(parse.words[aux].tag == "TO" for aux in parse.kids(kid, "aux")):
            tops.append(kid)
    head = parse.words[place].head
    if part == "noun":
        tops += parse.kids(place, "amod", "compound", "relcl")
        if parse.words[place].relation in SUBJECTS and parse.words[head].lemma in PLAIN:
            tops += parse.kids(head, "attr", "xcomp", "ccomp", "acomp")
    found = {one for top in tops for one in parse.subtree(top)}
    return tuple(sorted(found - {place}))


def _important(holders: Holders, place: int, cue: Cue) -> Wish | None:
    """What is important for whom: the holder follows "for" or "to", or stands in front."""
    parse = holders.parse
    word = parse.words[place]
    spots = [place]
    verb = -1
    for below, above in parse.climb(place):
        if parse.words[below].relation not in (
            "acomp",
            "attr",
            "conj",
            "amod",
            "oprd",
            "pobj",
            "prep",
        ):
            break
        spots.append(above)
        if parse.words[above].part in ("VERB", "AUX"):
            verb = above
            break
    held = NOBODY
    for spot in spots:
        for prep in parse.kids(spot, "prep", "dative"):
            if parse.words[prep].lemma in cue.takes:
                for kid in parse.kids(prep, "pobj"):
                    named = holders.at(kid)
                    held = held.join(named if named.ids else holders.whose(kid, "possessor"))
    if not held.ids and not held.outside and word.part == "NOUN":
        held = holders.whose(place, "possessor")
    if not held.ids:
        return None
    about = set(parse.subtree(verb if verb >= 0 else word.head))
    about -= {place, held.word}
    return Wish(place, cue, held, tuple(sorted(about)), "important for")
