"""PDF files as blocks: lines joined to paragraphs, headers and page numbers left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from model.inputs.formats.files import UnreadableError
from model.inputs.formats.plain_text import plural
from model.reading.document import Block, Extracted

MOST_PAGES = 600
FEWEST_LETTERS = 20
"""Letters of a page below which it counts as one without text."""

FULL_LINE = 0.8
"""A line shorter than this share of a usual one ends a paragraph where it ends a sentence."""

FEWEST_WORDS = 8
LEAST_WHOLE = 0.5
"""Share of paragraphs that end as sentences do, below which the order cannot be told."""

SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s*\d{0,3}$")
PAGE_NUMBER = re.compile(r"(page\s*)?\d{1,4}(\s*(of|/|\|)\s*\d{1,4})?", re.I)


def read_pdf(data: bytes) -> Extracted:
    """Return the blocks of a PDF file; raises UnreadableError with what to do."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UnreadableError("is encrypted; save it without a password first")
        if len(reader.pages) > MOST_PAGES:
            pages = len(reader.pages)
            raise UnreadableError(f"has {pages} pages, at most {MOST_PAGES} are read; cut it")
        texts = [str(page.extract_text() or "") for page in reader.pages]
        told: Any = reader.metadata or {}
        title, author = str(told.get("/Title") or ""), str(told.get("/Author") or "")
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"is a broken PDF ({type(error).__name__}); save it anew") from None
    empty = [number for number, text in enumerate(texts, 1) if len(text.strip()) < FEWEST_LETTERS]
    if len(empty) > len(texts) / 2:
        raise UnreadableError("is scanned: its pages hold pictures and no text; run OCR first")
    warnings = (f"{plural(len(empty), 'page')} without text, first: {empty[0]}",) if empty else ()
    blocks = tuple(Block(text) for text in join_lines(texts))
    return Extracted(
        blocks, f"pypdf {pypdf.__version__}", title, author, "", warnings, order_unsure(blocks)
    )


def join_lines(pages: Sequence[str]) -> list[str]:
    """Return the paragraphs of pages of lines."""
    lines = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    edges = Counter(line for page in lines for line in {*page[:2], *page[-2:]} if line)
    repeated = {line for line, count in edges.items() if count > max(2, len(pages) / 2)}
    kept = [line for page in lines for line in page
            if line not in repeated and not PAGE_NUMBER.fullmatch(line)]  # fmt: skip
    usual = median([len(line) for line in kept if len(line) > 20] or [80])
    return [text for text in _paragraphs(kept, usual) if text]


def _paragraphs(lines: Sequence[str], usual: float) -> Iterator[str]:
    gathered = ""
    for line in lines:
        if not line:
            if SENTENCE_END.search(gathered) or len(gathered) < usual:
                yield gathered
                gathered = ""
            continue
        if gathered.endswith("-") and line[:1].islower():
            gathered = gathered[:-1] + line
        else:
            gathered = f"{gathered} {line}".strip()
        if len(line) < FULL_LINE * usual and SENTENCE_END.search(line):
            yield gathered
            gathered = ""
    yield gathered


def order_unsure(blocks: Sequence[Block]) -> bool:
    """Tell whether paragraphs look like columns mixed up: too short, or without ends."""
    counts = [len(block.text.split()) for block in blocks]
    long_ones = [block.text for block in blocks if len(block.text.split()) > FEWEST_WORDS]
    whole = sum(bool(SENTENCE_END.search(text)) for text in long_ones)
    few = bool(counts) and sum(counts) / len(counts) < FEWEST_WORDS
    return few or whole < LEAST_WHOLE * len(long_ones)
