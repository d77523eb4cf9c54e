"""A file made a reading: extracted, checked, drafted, and written as a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.seeds.seeds import Seeds
from model.reading.document import Document, Extracted, make_document
from model.reading.drafting import Found, Reader
from model.reading.events import Event, stubs_toml
from model.reading.extract import extract
from model.reading.facts import Fact
from model.reading.mentions import NameFinder
from model.reading.parse import MODEL, MODEL_SHA256, MODEL_VERSION
from model.reading.plugins import Taken, add_offered, ask_reader
from model.reading.readings import (
    DRAFTS,
    EVENTS,
    FACTS,
    STUBS,
    Origin,
    as_csv,
    check_name,
    drafts_csv,
    find_read_already,
    write_reading,
)
from model.reading.refusals import find_warnings, refuse, refuse_without_actors
from model.reading.tables import ReadingTables, read_tables
from model.storage.folder import put_new_file

PUBLISHED = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?")


class Asked(NamedTuple):
    """What is told of a document on the command line; blank where nothing is."""

    published: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    address: str = ""
    reader: str = ""
    """another reader that is asked too"""


class Made(NamedTuple):
    """A reading that was written, and what there is to say of it."""

    folder: Path
    document: Document
    found: Found
    warnings: tuple[str, ...]


class Opened(NamedTuple):
    """A file that can be read: its text, and what it says of itself."""

    path: Path
    out: Path
    document: Document
    extracted: Extracted


def check_published(word: str) -> None:
    """Raise InputError where a date of publication is none."""
    if word and not PUBLISHED.fullmatch(word):
        wrong = f"'{word}' is no date; write it like 2026-01 or 2026-01-15"
        raise InputError([Problem("--published", None, "", wrong)])


def name_of(path: Path) -> str:
    """Return a name for the reading of a file, from the file's own."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40] or "reading"


def open_file(path: Path, out: Path, tables: ReadingTables) -> Opened:
    """Return the text of a file where it can be read; raises InputError otherwise."""
    check_name(out)
    extracted = extract(path)
    document = make_document(extracted.blocks)
    if extracted.unsure:
        refuse_order(path, out, document)
    refuse(shown(path), document)
    names = (name for name, _, _ in NameFinder.of(tables.names).find(document.text))
    refuse_without_actors(shown(path), names)
    already = find_read_already(out.parent, document.digest)
    if already is not None:
        wrong = f"was read already: {shown(already)}; review it, or delete that folder"
        raise InputError([Problem(shown(path), None, "", wrong)])
    return Opened(path, out, document, extracted)


def refuse_order(path: Path, out: Path, document: Document) -> None:
    """Write the paragraphs of a file whose order is not sure, and raise InputError."""
    text = out.with_name(f"{out.name}-paragraphs.txt")
    text.parent.mkdir(parents=True, exist_ok=True)
    put_new_file(text, (document.text + "\n").encode())
    wrong = (
        f"the order of its columns cannot be told; mend the paragraphs in {shown(text)}, "
        f"then: steppewise read {shown(text)} --out {shown(out)}"
    )
    raise InputError([Problem(shown(path), None, "", wrong)])


def make_reading(
    opened: Opened, asked: Asked, language: Any, tables: ReadingTables, seeds: Seeds
) -> Made:
    """Draft the interests of a document and write its reading."""
    document, extracted = opened.document, opened.extracted
    published = asked.published or _date(extracted.published)
    reader = Reader(language, tables, seeds)
    found, taken = reader.read(document, opened.out.name, published), Taken()
    if asked.reader:
        taken = ask_reader(reader, asked.reader, document, opened.out.name)
        found = found._replace(drafts=add_offered(found.drafts, taken.drafts))
    origin = Origin(
        title=asked.title or extracted.title or opened.path.stem,
        author=asked.author or extracted.author,
        publisher=asked.publisher,
        address=asked.address,
        published=published,
        file=opened.path.name,
        file_sha256=sha256(opened.path.read_bytes()).hexdigest(),
        text_sha256=document.digest,
        extractor=extracted.extractor,
        model=f"{MODEL} {MODEL_VERSION} {MODEL_SHA256}",
        tables_sha256=tables.digest,
        seeds_sha256=seeds.digest,
    )
    warnings = (*extracted.warnings, *find_warnings(document, published), *taken.left_out)
    files = {
        DRAFTS: drafts_csv(found.drafts),
        FACTS: as_csv(Fact._fields, found.facts),
        EVENTS: as_csv(Event._fields, found.events),
        STUBS: stubs_toml(found.events),
    }
    write_reading(opened.out, document, origin, files)
    return Made(opened.out, document, found, warnings)


def _date(word: str) -> str:
    return word if PUBLISHED.fullmatch(word) else ""


def read_files(
    files: list[tuple[Path, Path]], asked: Asked, seeds: Seeds, load: Callable[[], Any]
) -> list[Made]:
    """Read files, each with the folder of its reading; all are checked before any is written.

    load: loads the model of English. Raises InputError with what is wrong in any of the files.
    """
    check_published(asked.published)
    tables = read_tables(seeds)
    problems: list[Problem] = []
    opened = []
    for path, out in files:
        try:
            opened.append(open_file(path, out, tables))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    language = load()
    return [make_reading(one, asked, language, tables, seeds) for one in opened]
