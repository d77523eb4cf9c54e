"""Other readers, added by packages of others: their rows are checked against the text, not trusted.

A reader is an entry point of the group ``steppewise.readers``: a function that is called with the
paragraphs of running text, ``[{"id": "P1", "text": "..."}]``, and returns rows of ``Offered``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import entry_points
from typing import Any, NamedTuple

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.formats.problems import InputError, Problem, cut, unknown
from model.reading.document import TEXT, Document, Paragraph
from model.reading.draft import Draft, identify
from model.reading.drafting import MOST_QUOTED, Reader

GROUP = "steppewise.readers"
OFFERED_CONFIDENCE = "0.30"
"""Confidence of every draft of another reader: below that from which drafts are counted."""

MOST_ROWS = 2000
"""Rows of another reader that are looked at."""

SHOWN = 40
"""Letters of what another reader says that a message shows at most."""


class Offered(NamedTuple):
    """A row of another reader; start and end count letters of the paragraph, from 0.

    quote must be what stands there; holder and rival are names as a text has them or ids, several
    of them divided by semicolons; domain: one or two words; stance: + or -.
    """

    paragraph: str
    start: int
    end: int
    quote: str
    holder: str
    domain: str
    stance: str
    rival: str = ""


class Taken(NamedTuple):
    """What was taken of another reader, and why each other row was left out."""

    drafts: tuple[Draft, ...] = ()
    left_out: tuple[str, ...] = ()


def ask_reader(reader: Reader, word: str, document: Document, name: str) -> Taken:
    """Return the rows of the reader called `word` that the text bears out, as drafts.

    name: that of the reading. Raises InputError where there is no such reader, or it fails.
    """
    known = {entry.name: entry for entry in entry_points(group=GROUP)}
    if word not in known:
        raise InputError([Problem("--reader", None, "", unknown("reader", word, sorted(known)))])
    within = {one.id: one for one in document.paragraphs if one.kind == TEXT}
    asked = [{"id": one.id, "text": document.words_of(one)} for one in within.values()]
    try:
        rows = _first(known[word].load()(asked))
    except Exception as error:  # whatever the code of others raises is told in one line
        wrong = f"failed: {type(error).__name__}: {cut(str(error), SHOWN)}"
        raise InputError([Problem(f"the reader {word}", None, "", wrong)]) from None
    drafts: list[Draft] = []
    left_out: list[str] = []
    for number, row in enumerate(rows, 1):
        try:
            drafts.append(_draft(reader, word, document, name, _offered(row, within)))
        except ValueError as error:
            left_out.append(f"row {number} of the reader {word} is left out: {error}")
    return Taken(tuple(drafts), tuple(left_out))


def add_offered(drafts: Sequence[Draft], offered: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return drafts with those of another reader that say something more, in order of the text.

    One (holder, domain, paragraph) is kept once, and the first who found it keeps it.
    """
    kept = list(drafts)
    seen = {(one.paragraph, one.holder, word) for one in drafts for word in one.domain.split()}
    for draft in offered:
        keys = {(draft.paragraph, draft.holder, word) for word in draft.domain.split()}
        if not keys <= seen:
            kept.append(draft)
            seen |= keys
    return tuple(sorted(kept, key=lambda one: int(one.paragraph[1:])))


def _first(rows: Iterable[Any]) -> list[Any]:
    return [row for _, row in zip(range(MOST_ROWS), rows, strict=False)]


def _offered(row: Any, within: Mapping[str, Paragraph]) -> tuple[Offered, Paragraph]:
    """A row whose cells are of the right kinds; raises ValueError."""
    told = dict(row) if isinstance(row, Mapping) else {}
    needed = [key for key in Offered._fields if key not in Offered._field_defaults]
    if missing := [key for key in needed if key not in told]:
        raise ValueError(f"it has no {', '.join(missing)}")
    one = Offered(**{key: told[key] for key in Offered._fields if key in told})
    for key, cell in one._asdict().items():
        kind = int if key in ("start", "end") else str
        if type(cell) is not kind:
            raise ValueError(f"{key} must be {'a whole number' if kind is int else 'text'}")
    if one.paragraph not in within:
        raise ValueError(f"there is no paragraph '{cut(one.paragraph, SHOWN)}'")
    return one, within[one.paragraph]


def _draft(
    reader: Reader, word: str, document: Document, name: str, given: tuple[Offered, Paragraph]
) -> Draft:
    """The draft that a row makes; raises ValueError with what the text or our names deny."""
    one, paragraph = given
    text = document.words_of(paragraph)
    if not 0 <= one.start < one.end <= len(text) or text[one.start : one.end] != one.quote:
        raise ValueError(
            f"its quotation does not stand at {one.start}..{one.end} of {paragraph.id}"
        )
    if (count := len(one.quote.split())) > MOST_QUOTED:
        raise ValueError(f"its quotation has {count} words, at most {MOST_QUOTED} are kept")
    holder, rival = _ids(reader, "holder", one.holder), _ids(reader, "rival", one.rival)
    domains = one.domain.split()
    if not 1 <= len(domains) <= 2 or not {*domains} <= {*DOMAINS}:
        raise ValueError(f"unknown domain '{cut(one.domain, SHOWN)}'")
    if not holder or one.stance not in ("+", "-"):
        raise ValueError("it has no holder" if not holder else "its stance must be + or -")
    at = paragraph.start + one.start
    near = reader.issues.nearest(one.quote, holder, one.domain)
    blank = dict.fromkeys(Draft._fields, "")
    told = {
        "id": identify(name, holder, one.domain, paragraph.id, at),
        "holder": " ".join(holder), "domain": " ".join(domains), "targets": "all",
        "near": " ".join(f"{each.issue}:{each.score:.2f}" for each in near),
        "stance": one.stance, "rival": " ".join(rival),
        "salience": "3", "low": "1", "high": "5", "elasticity": "0", "grade": "C",
        "paragraph": paragraph.id, "start": str(at), "end": str(paragraph.start + one.end),
        "quote": one.quote, "rule": f"reader {word}", "kind": "implied", "tense": "present",
        "confidence": OFFERED_CONFIDENCE, "origin": f"drafted-by:{word}",
    }  # fmt: skip
    return Draft(**{**blank, **told})


def _ids(reader: Reader, what: str, cell: str) -> tuple[str, ...]:
    """The actors that names mean in our tables; raises ValueError for one that is not there."""
    found: dict[str, None] = {}
    actors = reader.seeds.ids("actor")
    for word in filter(None, (part.strip() for part in cell.split(";"))):
        name = reader.finder.forms.get(word)
        if word in actors:
            found[word] = None
        elif name is not None and name.ids:
            found.update(dict.fromkeys(name.ids))
        else:
            raise ValueError(f"its {what} '{cut(word, SHOWN)}' is nobody in names.csv")
    return tuple(found)
