"""A reading in words: its drafts as a table, by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.inputs.formats.plain_text import plural, wrap
from model.inputs.formats.problems import InputError, Problem, unknown
from model.reading.document import TEXT, Document, count_words
from model.reading.draft import SURE, Draft
from model.reading.events import Event
from model.reading.facts import Fact
from model.reading.readings import Reading

INDENT = "    "


def tell_drafts(document: Document, drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the drafts by paragraph, most sure first; those hardly said are only counted."""
    paragraphs = sum(one.kind == TEXT for one in document.paragraphs)
    sure = [one for one in drafts if float(one.confidence) >= SURE]
    words = f"{plural(count_words(document), 'word')} in {plural(paragraphs, 'paragraph')}"
    yield f"{words}: {plural(len(sure), 'draft')} of interests"
    for draft in sure:
        yield from tell_draft(draft)
    weak = [one for one in drafts if float(one.confidence) < SURE and one.kind != "mirror"]
    mirrors = sum(one.kind == "mirror" for one in drafts)
    if weak:
        yield f"{plural(len(weak), 'draft')} more in the file of confidence below {SURE:g}"
    if mirrors:
        yield f"{plural(mirrors, 'row')} for rivals named, off unless accepted"


def tell_paragraph(reading: Reading, drafts: Sequence[Draft], wanted: str) -> Iterator[str]:
    """Yield a paragraph of a reading with its drafts and decisions; raises InputError."""
    within = {one.id: one for one in reading.document.paragraphs}
    if wanted not in within:
        wrong = unknown("paragraph", wanted, within)
        raise InputError([Problem("--paragraph", None, "", f"{reading.name}: {wrong}")])
    yield f"{reading.name}:{wanted}, {reading.origin.title or reading.name}"
    yield from wrap(reading.document.words_of(within[wanted]), f"{INDENT}| ")
    here = [one for one in drafts if one.paragraph == wanted]
    for draft in here:
        yield from tell_draft(draft)
        issue = f" in {draft.issue}" if draft.issue else ""
        yield f"{INDENT}{draft.id}: {draft.decision or 'not decided'}{issue}"
        if draft.paraphrase:
            yield from wrap(draft.paraphrase, INDENT)
    if not here:
        yield f"{INDENT}Nothing was drafted from it."


def tell_draft(draft: Draft) -> Iterator[str]:
    """Yield the lines on one draft: who, what about, how sure, and the words that say so."""
    wants = "resists" if draft.stance == "-" else "wants"
    rival = f" against {draft.rival}" if draft.rival else ""
    told = f"{draft.paragraph} {draft.holder} {wants}: {draft.domain or 'domain not told'}{rival}"
    flags = f" [{draft.flags.replace(' ', ', ')}]" if draft.flags else ""
    voice = f" said by {draft.voice}" if draft.voice else ""
    yield f"{told}, confidence {draft.confidence}{flags}{voice}"
    yield from wrap(f"\u201c{draft.quote}\u201d", INDENT)


def tell_facts(facts: Sequence[Fact], events: Sequence[Event]) -> Iterator[str]:
    """Yield how many facts and events there are, and where they disagree with the seeds."""
    if facts:
        yield f"{plural(len(facts), 'fact')} with numbers in facts.csv"
        yield from (
            f"{INDENT}{one.paragraph} {one.mineral}: {one.note}" for one in facts if one.note
        )
    if events:
        yield f"{plural(len(events), 'dated event')} in events.csv, to be filled in in events.toml"
        for one in events:
            told = f": {one.note}" if one.note else ""
            yield f"{INDENT}{one.paragraph} {one.when or one.said} {one.kind} {one.actors}{told}"
