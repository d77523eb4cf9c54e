"""A document as reading sees it: one text, and the paragraphs in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

TEXT, HEADING, QUOTE, CAPTION, BYLINE = "text", "heading", "quote", "caption", "byline"
LETTERS = {TEXT: "P", HEADING: "H", QUOTE: "Q", CAPTION: "K", BYLINE: "B"}
"""First letter of the ids of each kind of paragraph."""

GAP = "\n\n"
SPACES = re.compile(r"\s+")
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
BYLINES = re.compile(r"(by|author|published|updated|posted|written by|source:|share)\b", re.I)
CAPTIONS = re.compile(
    r"(photo|image|figure|fig\.|map|credit|source|picture|table)\b[^.]{0,80}[:.]", re.I
)
MONTHS = "January February March April May June July August September October November December"
DATE_ALONE = re.compile(
    rf"(\d{{1,2}} )?({'|'.join(MONTHS.split())})[a-z]* (\d{{1,2}},? )?\d{{4}}\W*", re.I
)
ENDS = (".", "!", "?", "\u201d", '"', "\u2019", ":", ";", ")", "\u2026")
SHORT = 14
"""Words that a heading has at most."""


class Block(NamedTuple):
    """A piece of text as a file has it; `kind` is "" where only its words can tell."""

    text: str
    kind: str = ""


class Extracted(NamedTuple):
    """What a file holds: its blocks in order, and what it says of itself."""

    blocks: tuple[Block, ...]
    extractor: str
    title: str = ""
    author: str = ""
    published: str = ""
    warnings: tuple[str, ...] = ()
    unsure: bool = False
    """whether the order of the paragraphs could not be told"""


class Paragraph(NamedTuple):
    """A paragraph: where it stands in the text, and what it is."""

    id: str
    start: int
    end: int
    kind: str
    sha256: str


@dataclass(frozen=True)
class Document:
    """A text with its paragraphs; offsets count letters of the text."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    def words_of(self, paragraph: Paragraph) -> str:
        """Return the words of a paragraph."""
        return self.text[paragraph.start : paragraph.end]

    @property
    def digest(self) -> str:
        """Return the sha256 of the text."""
        return sha256(self.text.encode()).hexdigest()


def make_document(blocks: Sequence[Block]) -> Document:
    """Return the document that blocks make: spaces evened, kinds told, each with an id."""
    plain = [Block(_even(block.text), block.kind) for block in blocks]
    plain = [block for block in plain if block.text]
    every = [block.text.casefold() for block in plain if len(block.text) > 200]
    counts = dict.fromkeys(LETTERS.values(), 0)
    paragraphs: list[Paragraph] = []
    pieces, at = [], 0
    for block in plain:
        short = len(block.text.split()) <= SHORT and not block.text.endswith(".")
        first = short and not paragraphs
        kind = block.kind or (HEADING if first else _guess(block.text, every))
        letter = LETTERS[kind]
        counts[letter] += 1
        digest = sha256(block.text.encode()).hexdigest()
        end = at + len(block.text)
        paragraphs.append(Paragraph(f"{letter}{counts[letter]}", at, end, kind, digest))
        pieces.append(block.text)
        at = end + len(GAP)
    return Document(GAP.join(pieces), tuple(paragraphs))


def _even(text: str) -> str:
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip()


def _guess(text: str, long_ones: Sequence[str]) -> str:
    """The kind of a block by its words: a pull quote says again what a longer one says."""
    count = len(text.split())
    if count <= SHORT and (BYLINES.match(text) or DATE_ALONE.fullmatch(text)):
        return BYLINE
    if count <= 40 and CAPTIONS.match(text):
        return CAPTION
    bare = text.casefold().strip("\"'\u201c\u201d\u2018\u2019 .")
    if 5 <= count <= 60 and any(bare in other and text.casefold() != other for other in long_ones):
        return QUOTE
    if count <= SHORT and not text.endswith(ENDS):
        return HEADING
    return TEXT


def count_words(document: Document) -> int:
    """Return how many words the paragraphs of running text hold."""
    return sum(
        len(document.words_of(one).split()) for one in document.paragraphs if one.kind == TEXT
    )
