"""A report as slides at 16:9: the question, the finding, a figure each, why, and assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from model.inputs.formats.plain_text import visible
from model.report.layout import BODY, MARGIN, SLIDE, TITLE, Box, fit_picture, fit_text, pages_of
from model.report.page import size_of
from model.report.parts import Lines, Picture, Report, Table, Text

TITLE_ONLY = 5
"""Place of the layout with nothing but a title among those of the empty presentation."""

NO_CLOCK = datetime(2000, 1, 1)
"""Stands in the file for when it was made, so that its bytes do not depend on that."""

SIZES = (24, 20, 18, 16, 14)
"""Sizes of letters on a slide, in points; the first with which a text fits is taken."""

TABLE_SIZE = 12
COLUMNS = (("What", 3.4), ("When", 1.9), ("Change", 2.2), ("Why", 4.6))
"""Columns of the assumptions and their widths in inches."""


def write_slides(report: Report) -> bytes:
    """Return the slides as PPTX; the same report gives the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = (Inches(side) for side in SLIDE)
    subject = report.subject
    add_text(deck, subject.question or subject.title, [subject.title, subject.played])
    heading, lines = find_finding(report)
    add_text(deck, heading, lines)
    for picture in report.pictures:
        add_picture(deck, picture)
    for title, said in list_reasons(report):
        add_text(deck, title, said)
    for title, rows in list_assumed(report):
        add_table(deck, title, rows)
    core = deck.core_properties
    core.title, core.author, core.created, core.modified = (
        visible(subject.title), "Steppewise", NO_CLOCK, NO_CLOCK,
    )  # fmt: skip
    held = BytesIO()
    deck.save(held)
    return without_clock(held.getvalue())


def find_finding(report: Report) -> tuple[str, list[str]]:
    """Return the one finding: what moved most, and what else is said of the same quarter.

    Without a share that was taken apart, it is the first list of the answer.
    """
    answers = [block for block in report.sections[0].blocks if isinstance(block, Lines)]
    why = report.find("why")
    moved = [block for block in why.blocks if isinstance(block, Lines)] if why else []
    if not moved or not moved[0].lines:
        return answers[0].heading or report.sections[0].heading, [*answers[0].lines]
    about = moved[0].heading
    same = [block for block in answers if block.heading[:6] and block.heading[:6] in about]
    told = (same or answers)[0]
    return moved[0].lines[0], [told.heading, *told.lines]


def list_reasons(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield title and lines of the slides on why, and on how sure."""
    for name in ("why", "sure"):
        section = report.find(name)
        lists = [block for block in section.blocks if isinstance(block, Lines)] if section else []
        notes = (
            [block.text for block in section.blocks if isinstance(block, Text)] if section else []
        )
        for place, block in enumerate(lists, start=1):
            heading = block.heading or (section.heading if section else "")
            yield heading, [*block.lines, *(notes if place == len(lists) else [])]


def list_assumed(report: Report) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """Yield title and rows of the slides on what the scenario itself assumes."""
    section = report.find("assumed")
    tables = [block for block in section.blocks if isinstance(block, Table)] if section else []
    if not tables or "Why" not in tables[0].head:
        return
    places = [tables[0].head.index(name) for name, _ in COLUMNS]
    rows = [[row[place] for place in places] for row in tables[0].rows]
    widths = [width for _, width in COLUMNS]
    pages = pages_of(rows, widths, TABLE_SIZE)
    for number, page in enumerate(pages, start=1):
        yield f"{tables[0].caption}{f', {number} of {len(pages)}' if len(pages) > 1 else ''}", page


def add_slide(deck: Any, title: str) -> Any:
    """Add a slide with a title and return it."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    place(shape, TITLE)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = visible(title)
    size = fit_text([title], TITLE, SIZES[:-1])
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(size), True
    return slide


def add_text(deck: Any, title: str, lines: Sequence[str]) -> None:
    """Add slides of a title and lines below it, as many as they need."""
    shown = [line for line in lines if line]
    for page in pages_of([[line] for line in shown], [BODY.width], SIZES[-1]) or [[]]:
        slide = add_slide(deck, title)
        shape = slide.shapes.add_textbox(*(Inches(side) for side in BODY))
        frame = shape.text_frame
        frame.word_wrap = True
        texts = [visible(row[0]) for row in page]
        size = fit_text(texts, BODY, SIZES)
        for number, text in enumerate(texts):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.text, paragraph.font.size, paragraph.space_after = text, Pt(size), Pt(8)


def add_picture(deck: Any, picture: Picture) -> None:
    """Add a slide of one figure, as large as it can be, with the text that says what it shows."""
    slide = add_slide(deck, picture.title)
    box = fit_picture(size_of(picture))
    shape = slide.shapes.add_picture(BytesIO(picture.png), *(Inches(side) for side in box))
    shape._element.nvPicPr.cNvPr.set("descr", visible(picture.alt))
    slide.notes_slide.notes_text_frame.text = visible(picture.alt)


def add_table(deck: Any, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Add a slide of a table under the heads of ``COLUMNS``."""
    slide = add_slide(deck, title)
    shape = slide.shapes.add_table(
        len(rows) + 1, len(COLUMNS), Inches(MARGIN), Inches(BODY.top), Inches(BODY.width), Inches(1)
    )
    heads = [name for name, _ in COLUMNS]
    for column, (_, width) in enumerate(COLUMNS):
        shape.table.columns[column].width = Inches(width)
    for number, row in enumerate([heads, *rows]):
        for column, text in enumerate(row):
            cell = shape.table.cell(number, column)
            cell.text = visible(text)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(TABLE_SIZE)


def place(shape: Any, box: Box) -> None:
    """Put a shape into a box, in inches."""
    shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in box)


def without_clock(data: bytes) -> bytes:
    """Return a zipped file with all its times set to the same day."""
    held = BytesIO()
    with ZipFile(BytesIO(data)) as read, ZipFile(held, "w", ZIP_DEFLATED) as write:
        for name in read.namelist():
            entry = ZipInfo(name, NO_CLOCK.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            write.writestr(entry, read.read(name))
    return held.getvalue()
