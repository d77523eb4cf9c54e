"""Readings of the text of our own, as tests make and decide on them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from articles import ARTICLE

from model.reading.decisions import ACCEPT, Decided, read_decided
from model.reading.document import make_document
from model.reading.draft import MIRROR, Draft
from model.reading.drafting import Reader
from model.reading.readings import DRAFTS, Origin, Reading, drafts_csv, open_reading, write_reading
from model.reading.text_files import read_plain

RIVAL = "\n\nJapan wants to contain China in the diplomacy of the five states.\n"


def make(reader: Reader, folder: Path, text: str = ARTICLE + RIVAL) -> Reading:
    """Write the reading of a text and open it."""
    document = make_document(read_plain(text).blocks)
    drafts = reader.read(document, folder.name).drafts
    digest = sha256(document.text.encode()).hexdigest()
    origin = Origin("Roads", "A. Writer", "", "", "2026-05", "mine.txt", "", digest, "", "", "", "")
    write_reading(folder, document, origin, {DRAFTS: drafts_csv(drafts)})
    return open_reading(folder)


def drafts_of(reading: Reading) -> list[Draft]:
    return [one.draft for one in read_decided(reading.folder)]


def decide(reading: Reading, drafts: Sequence[Draft]) -> list[Decided]:
    """Write drafts with their decisions, and read them again."""
    (reading.folder / DRAFTS).write_text(drafts_csv(drafts), encoding="utf-8")
    return read_decided(reading.folder)


def accepted(draft: Draft, issue: str = "railway-over-the-tien-shan", **more: str) -> Draft:
    told = {
        "decision": ACCEPT,
        "issue": issue,
        "paraphrase": f"Said again by us for {draft.holder}",
    }
    return draft._replace(**{**told, **more})


def place_of(drafts: Sequence[Draft], holder: str) -> int:
    """Return where the first draft of a holder stands that is no mirror."""
    return next(n for n, one in enumerate(drafts) if one.holder == holder and one.kind != MIRROR)
