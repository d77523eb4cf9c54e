"""The folder of a reading: the text, its paragraphs, and the drafts to decide on."""

from __future__ import annotations

import io
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from model.inputs.formats.csv_files import read_csv
from model.inputs.formats.files import read_bytes
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem, listed
from model.inputs.formats.toml_values import quoted
from model.inputs.scenarios.scenario_layout import SLUG
from model.reading.document import Document, Paragraph
from model.reading.draft import Draft
from model.storage.csv_text import write_csv
from model.storage.folder import HIDDEN, TAKEN, owner, put_in_place

DOCUMENT, TEXT_FILE, PARAGRAPHS = "document.toml", "text.txt", "paragraphs.csv"
DRAFTS, FACTS, EVENTS = "drafts.csv", "facts.csv", "events.csv"
STUBS = "events.toml"
"""Beginnings of events of a scenario."""

LARGEST_TEXT = 5_000_000
"""Bytes that the text of a reading may have."""


class Origin(NamedTuple):
    """Where a document comes from, and by what it was read."""

    title: str
    author: str
    publisher: str
    address: str
    published: str
    file: str
    file_sha256: str
    text_sha256: str
    extractor: str
    model: str
    tables_sha256: str
    seeds_sha256: str


def check_name(path: Path) -> None:
    """Raise InputError where a reading cannot be called so, or is there already."""
    wrong = ""
    if not SLUG.fullmatch(path.name):
        wrong = f"'{path.name}' is no name of a reading; use small letters, digits, '-' and '_'"
    elif path.exists():
        wrong = f"{TAKEN}, with --out"
    if wrong:
        raise InputError([Problem(shown(path), None, "", wrong)])


class Reading(NamedTuple):
    """A reading on disk: its name, where it lies, what it is of, and its text."""

    name: str
    folder: Path
    origin: Origin
    document: Document


def find_reading(word: Path, readings: Path) -> Path:
    """Return the folder of a reading: a path, or a name among the readings; raises InputError."""
    for path in (word, readings / word):
        if (path / DOCUMENT).is_file():
            return path
    known = sorted(path.parent.name for path in readings.glob(f"*/{DOCUMENT}"))
    wrong = f"there is no such reading; there are: {listed(known)}"
    raise InputError([Problem(shown(word), None, "", wrong)])


def open_reading(folder: Path) -> Reading:
    """Return a reading whose text is as it was read; raises InputError."""
    problems: list[Problem] = []
    lines = read_csv(folder / PARAGRAPHS, Paragraph._fields, problems)
    try:
        told = tomllib.loads(read_bytes(folder / DOCUMENT).decode())
        text = read_bytes(folder / TEXT_FILE, LARGEST_TEXT).decode().removesuffix("\n")
        origin = Origin(**{key: str(told[key]) for key in Origin._fields})
    except (ValueError, KeyError) as error:
        problems.append(Problem(shown(folder), None, "", f"is not a reading: {error}"))
        raise InputError(problems) from None
    if sha256(text.encode()).hexdigest() != origin.text_sha256:
        wrong = "is not the text that was read; read it anew, or put the old one back"
        problems.append(Problem(shown(folder / TEXT_FILE), None, "", wrong))
    found = []
    for line in lines:
        cells = line.cells
        if not (cells["start"].isdecimal() and cells["end"].isdecimal()):
            problems.append(line.problem("start", "start and end must be whole numbers"))
            continue
        start, end = int(cells["start"]), int(cells["end"])
        found.append(Paragraph(cells["id"], start, end, cells["kind"], cells["sha256"]))
    if problems:
        raise InputError(problems)
    return Reading(folder.name, folder, origin, Document(text, tuple(found)))


def find_read_already(folder: Path, digest: str) -> Path | None:
    """Return the reading beside a new one that has the same text, if there is one."""
    for path in sorted(folder.glob(f"*/{DOCUMENT}")):
        try:
            if tomllib.loads(path.read_text(encoding="utf-8")).get("text_sha256") == digest:
                return path.parent
        except (OSError, ValueError):
            continue
    return None


def write_reading(
    path: Path, document: Document, origin: Origin, tables: Mapping[str, str]
) -> None:
    """Write the folder of a reading, all of it or nothing.

    tables: name of each further file -> its text.
    """
    files = {
        DOCUMENT: as_toml(origin._asdict()),
        TEXT_FILE: document.text + "\n",
        PARAGRAPHS: as_csv(Paragraph._fields, document.paragraphs),
        **tables,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.parent / f"{HIDDEN}-{owner()}-{uuid4().hex[:8]}"
    hidden.mkdir()
    try:
        for name, text in files.items():
            (hidden / name).write_text(text, encoding="utf-8", newline="\n")
        put_in_place(hidden, path)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as the text of a CSV file."""
    file = io.StringIO()
    write_csv(file, header, rows)
    return file.getvalue()


def drafts_csv(drafts: Sequence[Draft]) -> str:
    """Return drafts as the text of `drafts.csv`."""
    return as_csv(Draft._fields, drafts)


def as_toml(told: Mapping[str, str]) -> str:
    """Return texts as a TOML file."""
    return "".join(f"{key} = {quoted(value)}\n" for key, value in told.items())
