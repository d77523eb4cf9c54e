"""Dated events of a document, as stubs: a person must choose what each changes, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from model.inputs.formats.quarters import quarter_index
from model.inputs.formats.toml_values import quoted
from model.inputs.seeds.seeds import Seeds
from model.reading.dates import Dated, find_date
from model.reading.document import Paragraph
from model.reading.mentions import Mentions
from model.reading.parse import Parse
from model.reading.tables import ReadingTables

HAPPENING = "happen"
EVENT = "event"
SUMMIT = "summit"
USUAL_LENGTH = 90


class Event(NamedTuple):
    """A row of `events.csv`: what happened when, and what the calendar of summits has."""

    id: str
    when: str
    said: str
    kind: str
    actors: str
    paragraph: str
    start: str
    end: str
    quote: str
    note: str


def drop_repeated(events: Iterable[Event]) -> list[Event]:
    """Return the events without summits of the same actors at the same time told again."""
    kept: list[Event] = []
    for event in events:
        own = {*event.actors.split()}
        again = any(
            (one.when, one.kind) == (event.when, event.kind) and own & {*one.actors.split()}
            for one in kept
            if event.kind == SUMMIT
        )
        if not again:
            kept.append(event)
    return kept


class EventFinder:
    """Finds dated events; `year` is the one that was named last."""

    def __init__(self, tables: ReadingTables, seeds: Seeds, published: str) -> None:
        self.tables, self.published = tables, published
        self.powers = seeds.ids("power")
        self.calendar: dict[str, list[str]] = {}
        for power, quarter in seeds.tables["summits"]:
            self.calendar.setdefault(power, []).append(quarter)
        self.year = 0

    def find(
        self, paragraph: Paragraph, text: str, parse: Parse, mentions: Mentions
    ) -> Iterator[Event]:
        """Yield the dated events of a paragraph."""
        for number, (first, last) in enumerate(parse.spans):
            sentence = text[first:last]
            date = find_date(sentence, self.published, self.year)
            if date is None:
                continue
            self.year = date.year or self.year
            inside = [n for n, word in enumerate(parse.words) if word.sentence == number]
            for place in self.heads(parse, inside):
                words = self.clause(parse, place, inside)
                yield self.event(paragraph, text, parse, words, mentions, date)

    def heads(self, parse: Parse, inside: Sequence[int]) -> list[int]:
        """Return the words of a sentence that tell something happened, one for each event.

        What stands before a colon only announces what stands behind it; a noun counts where no verb
        does.
        """
        has = self.tables.has
        verbs = [n for n in inside if parse.words[n].part in ("VERB", "AUX")
                 and has(parse.words[n].lemma, "verb", HAPPENING)]  # fmt: skip
        colon = next((n for n in inside if parse.words[n].text == ":"), -1)
        verbs = [n for n in verbs if n > colon] or verbs
        nested = {
            other
            for n in verbs
            for other in parse.subtree(n)
            if other != n and parse.words[other].relation in ("xcomp", "acl", "relcl", "ccomp")
        }
        heads = [n for n in verbs if n not in nested] or verbs[:1]
        if heads:
            return heads
        nouns = [n for n in inside if has(parse.words[n].lemma, "noun", EVENT)]
        return nouns[:1]

    def clause(self, parse: Parse, head: int, inside: Sequence[int]) -> list[int]:
        """Return the words of one event, without those of another beside it."""
        apart = [kid for kid in parse.kids(head, "conj", "advcl", "parataxis", "ccomp", "relcl")
                 if parse.words[kid].part == "VERB"]  # fmt: skip
        away = {one for kid in apart for one in parse.subtree(kid)}
        words = [one for one in parse.subtree(head) if one not in away]
        if parse.words[head].relation == "acl":
            words = sorted({*words, *parse.subtree(parse.words[head].head)} - away)
        return words or list(inside)

    def event(
        self, paragraph: Paragraph, text: str, parse: Parse, words: Sequence[int],
        mentions: Mentions, date: Dated,
    ) -> Event:  # fmt: skip
        """Return the row of one event."""
        told = [one for one in words if parse.words[one].part not in ("PUNCT", "SPACE")]
        words = told or words
        start, end = parse.words[words[0]].start, parse.words[words[-1]].end
        named = [m for m in mentions.every if m.head in set(words)]
        actors = tuple(dict.fromkeys(one for m in named for one in m.name.ids))
        kind = next((parse.words[n].lemma for n in words
                     if self.tables.has(parse.words[n].lemma, "noun", EVENT)), "other")  # fmt: skip
        quote = " ".join(text[start:end].split()[:25])
        end = start + len(quote) if text[start : start + len(quote)] == quote else end
        digest = sha256(f"{paragraph.id}|{start}|{date.when}".encode()).hexdigest()[:6]
        return Event(
            id=f"event-{digest}",
            when=date.when,
            said=date.said,
            kind=kind,
            actors=" ".join(actors),
            paragraph=paragraph.id,
            start=str(paragraph.start + start),
            end=str(paragraph.start + end),
            quote=text[start:end],
            note=self.note(date, kind, actors),
        )

    def note(self, date: Dated, kind: str, actors: Sequence[str]) -> str:
        """Say what the calendar of summits has where a text tells of one."""
        if not date.year:
            return "cannot be placed without --published"
        if kind != SUMMIT:
            return ""
        known = {power: self.calendar[power] for power in actors if power in self.calendar}
        if not known:
            return ""
        if any(date.when in quarters for quarters in known.values()):
            return "in the calendar of summits"
        wanted = quarter_index(date.when if date.quarter else f"{date.year}Q1")
        power, near = min(
            ((power, quarter) for power, quarters in known.items() for quarter in quarters),
            key=lambda pair: (abs(quarter_index(pair[1]) - wanted), pair),
        )
        return f"the text says {date.when}, the calendar of summits has {power} {near}"


def stubs_toml(events: Sequence[Event]) -> str:
    """Return events as beginnings of events of a scenario; what each changes is left open."""
    lines = ["# Dated events that a document tells of. Each needs a factor, a size and a reason,",
             "# as docs/scenarios.md says. Copy what you want into a scenario.", ""]  # fmt: skip
    for event in events:
        if event.when:
            start = event.when if "Q" in event.when else f"{event.when}Q1"
            lines += [
                "# [[events]]",
                f"# name = {quoted(event.id)}",
                f"# title = {quoted(event.quote[:USUAL_LENGTH])}",
                f"# start = {quoted(start)}  # {event.paragraph}: {event.said}",
                "# changes = {}  # choose: which factor, and how much",
                "",
            ]
    return "\n".join(lines)
