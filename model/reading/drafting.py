"""Drafts of interests: what a text says that somebody wants, for a person to decide on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from model.inputs.seeds.seeds import Seeds
from model.reading.document import HEADING, TEXT, Document, Paragraph
from model.reading.domains import (
    choose_domain,
    count_domains,
    find_rival,
    find_targets,
    find_trigger,
)
from model.reading.draft import Draft, identify, keep_best, mirror_of
from model.reading.events import Event, EventFinder, drop_repeated
from model.reading.facts import Fact, FactFinder
from model.reading.holders import Holders
from model.reading.issues import IssueFinder
from model.reading.mentions import Mentions, NameFinder, find_mentions
from model.reading.parse import Parse, parse_paragraphs
from model.reading.signs import Signs, find_signs
from model.reading.tables import ReadingTables
from model.reading.wishes import Wish, find_wishes, leave_out_inner

MOST_QUOTED = 25
"""Words of a quotation at most."""

LEVEL_WEIGHTS = (1.0, 0.95, 0.85, 0.8, 0.75, 0.5)
"""What the confidence is multiplied by where the domain is told by the words of the wish, by its
sentence, the sentence before, the paragraph, the heading, or by nothing."""

DONE = 0.8
"""The same for verbs such as "expand", where they say what was done and not what is wanted."""

MUST = 1.4
"""The same for those verbs after "must"."""

FINDER_WEIGHTS = {"pronoun": 0.9, "bloc": 0.95, "programme": 0.85, "leader": 0.95}
"""The same for how the holder was found."""


class Found(NamedTuple):
    """What was found in a document; `outside` are actors outside the cast that hold wishes."""

    drafts: tuple[Draft, ...]
    outside: tuple[str, ...]
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]


class Reader:
    """Reads documents with one model of English, one set of tables and one set of seeds."""

    def __init__(self, language: Any, tables: ReadingTables, seeds: Seeds) -> None:
        self.language, self.tables, self.seeds = language, tables, seeds
        self.finder = NameFinder.of(tables.names)
        self.issues = IssueFinder(seeds.interests)
        self.states = seeds.ids("state")

    def parse(self, document: Document) -> list[tuple[Paragraph, Parse]]:
        """Return the grammar of every paragraph of running text."""
        wanted = [one for one in document.paragraphs if one.kind == TEXT]
        parses = parse_paragraphs(self.language, [document.words_of(one) for one in wanted])
        return list(zip(wanted, parses, strict=True))

    def read(self, document: Document, name: str, published: str = "") -> Found:
        """Return what a document holds, in the order of its paragraphs, most sure drafts first."""
        headings = _headings(document)
        drafts: list[Draft] = []
        outside: dict[str, None] = {}
        fact_finder = FactFinder(self.seeds, self.finder)
        event_finder = EventFinder(self.tables, self.seeds, published)
        facts: list[Fact] = []
        events: list[Event] = []
        for paragraph, parse in self.parse(document):
            text = document.words_of(paragraph)
            page = _Page(self, name, paragraph, text, parse, headings.get(paragraph.id, ""))
            drafts += keep_best(page.drafts(outside))
            facts += fact_finder.find(paragraph, text)
            events += event_finder.find(paragraph, text, parse, page.mentions)
        return Found(tuple(drafts), tuple(outside), tuple(facts), tuple(drop_repeated(events)))


def _headings(document: Document) -> dict[str, str]:
    """The heading above each paragraph."""
    found, last = {}, ""
    for one in document.paragraphs:
        last = document.words_of(one) if one.kind == HEADING else last
        found[one.id] = last
    return found


class _Page:
    """One paragraph being read."""

    def __init__(
        self, reader: Reader, name: str, paragraph: Paragraph, text: str, parse: Parse, heading: str
    ) -> None:
        self.reader, self.name, self.paragraph = reader, name, paragraph
        self.text, self.parse, self.heading = text, parse, heading
        self.mentions: Mentions = find_mentions(text, parse, reader.finder)
        self.holders = Holders(parse, self.mentions, reader.tables)

    def drafts(self, outside: dict[str, None]) -> Iterable[Draft]:
        """Yield a draft for every wish of the cast; holders outside it are noted."""
        for wish in leave_out_inner(find_wishes(self.holders)):
            if not wish.held.ids:
                outside.update(dict.fromkeys(wish.held.outside))
                continue
            signs = find_signs(self.holders, wish)
            draft = self.draft(wish, signs)
            yield draft
            if draft.rival and not signs.flags:
                yield mirror_of(draft)

    def draft(self, wish: Wish, signs: Signs) -> Draft:
        tables, holder = self.reader.tables, wish.held.ids
        domain, level = choose_domain(self.levels(wish))
        weight = LEVEL_WEIGHTS[level] * FINDER_WEIGHTS.get(wish.held.how, 1.0) * signs.weight
        done = self.parse.words[wish.place].tag in ("VBD", "VBN")
        weight *= DONE if wish.cue.kind == "weak" and done else 1.0
        helping = (self.parse.words[kid].lemma for kid in self.parse.kids(wish.place, "aux"))
        weight *= MUST if wish.cue.kind == "weak" and "must" in helping else 1.0
        start, end = self.quotation(wish)
        rival = find_rival(self.parse, self.mentions, tables,
                           (wish.place, *wish.about), set(holder))  # fmt: skip
        stance = wish.cue.sign * self.about_sign(wish)
        said = " ".join(self.parse.words[place].lemma for place in wish.about)
        near = self.reader.issues.nearest(said, holder, domain)
        at = self.paragraph.start + start
        return Draft(
            id=identify(self.name, holder, domain, self.paragraph.id, at),
            holder=" ".join(holder),
            domain=domain,
            targets=find_targets(self.mentions, wish.about, self.reader.states),
            issue="",
            near=" ".join(f"{one.issue}:{one.score:.2f}" for one in near),
            stance="+" if stance > 0 else "-",
            rival=" ".join(rival),
            salience="3", low="1", high="5",
            trigger=find_trigger(self.text[start:end], tables.words, holder, self.reader.states),
            elasticity="0", grade="C",
            paragraph=self.paragraph.id,
            start=str(at),
            end=str(self.paragraph.start + end),
            quote=self.text[start:end],
            cue=f"{wish.cue.lemma} ({wish.cue.place})",
            rule=wish.rule,
            kind=signs.kind,
            flags=" ".join(signs.flags),
            negated="yes" if {"negation", "denial"} & {*signs.flags} else "",
            tense=signs.tense,
            voice=signs.voice,
            confidence=f"{wish.cue.confidence * weight:.2f}",
            origin="drafted",
            decision="", reviewer="", reason="", paraphrase="",
        )  # fmt: skip

    def levels(self, wish: Wish) -> list[dict[str, float]]:
        """Words of the domains in what is wished, its sentence, the one before, and around."""
        words = self.reader.tables.words
        sentence = self.parse.words[wish.place].sentence
        here = range(len(self.parse.words))
        at = [place for place in here if self.parse.words[place].sentence == sentence]
        before = [place for place in here if self.parse.words[place].sentence == sentence - 1]
        counts = [count_domains(self.parse, some, words)
                  for some in (wish.about, at, before, here)]  # fmt: skip
        heading = f" {self.heading.casefold()} "
        told = {d: 1.0 for d, every in words.items() if "." not in d
                and any(f" {word} " in heading for word in every)}  # fmt: skip
        return [*counts, told]

    def about_sign(self, wish: Wish) -> int:
        """-1 where a goal is to hinder something: "wants to contain China"."""
        if wish.cue.sign < 0 or wish.cue.kind not in ("goal", "weak"):
            return 1
        steps = [wish.place]
        for _ in range(3):
            steps = [kid for one in steps for kid in self.parse.kids(one, "xcomp", "acl", "advcl",
                     "prep", "pcomp", "conj")]  # fmt: skip
            for kid in steps:
                cue = self.reader.tables.has(self.parse.words[kid].lemma, "verb", "oppose")
                if cue and kid in wish.about:
                    return -1
        return 1

    def quotation(self, wish: Wish) -> tuple[int, int]:
        """First and last letter of the sentence, or of 25 words around the wish in it."""
        sentence = self.parse.words[wish.place].sentence
        first, last = self.parse.spans[sentence]
        said = self.text[first:last]
        if len(said.split()) <= MOST_QUOTED:
            return first, last
        places = [0, *(at + 1 for at, letter in enumerate(said) if letter == " "), len(said) + 1]
        cue = self.parse.words[wish.place].start - first
        holder = self.parse.words[wish.held.word].start - first if wish.held.word >= 0 else cue
        number = max(n for n, at in enumerate(places[:-1]) if at <= cue)
        other = max((n for n, at in enumerate(places[:-1]) if at <= holder), default=number)
        begin = min(number, other) if abs(number - other) < MOST_QUOTED - 5 else number - 5
        begin = max(0, min(begin, len(places) - 1 - MOST_QUOTED))
        return first + places[begin], first + places[begin + MOST_QUOTED] - 1
