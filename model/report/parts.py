"""What a report is made of: sections of text, lists, tables and figures, before it has a format.

All texts are plain: whoever writes them into a format sees to it that none is taken for markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import pandas as pd


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Lines:
    """A list of sentences, under a heading of its own if it has one."""

    heading: str
    lines: Sequence[str]
    kind: ClassVar[str] = "lines"


@dataclass(frozen=True)
class Command:
    """Commands as one types them, a line each."""

    lines: Sequence[str]
    kind: ClassVar[str] = "command"


@dataclass(frozen=True)
class Table:
    """A table of texts; the first cell of a row says what the row is about.

    sheet: what the table is called in a workbook, empty where its numbers stand there in full.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    sheet: str = ""
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Picture:
    """A figure as PNG: its name, what it is called, and what it shows for those who cannot see."""

    name: str
    title: str
    alt: str
    png: bytes
    kind: ClassVar[str] = "picture"


class Slider(NamedTuple):
    """A factor that a reader moves: its name, what it is, and the ends and stops of the slider.

    start, said: where it stands at first, and that as a text.
    """

    name: str
    note: str
    low: float
    high: float
    step: float
    start: float
    said: str


class Row(NamedTuple):
    """An outcome of a live answer: its number, its label with unit, and its first cells.

    cells: mean and range at each date, as texts.
    """

    number: int
    label: str
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Live:
    """Sliders with the answers of a surrogate, by groups of outcomes; data: what the page reads."""

    sliders: Sequence[Slider]
    dates: Sequence[str]
    groups: Mapping[str, Sequence[Row]]
    data: Mapping[str, object]
    kind: ClassVar[str] = "live"


Block = Text | Lines | Command | Table | Picture | Live


@dataclass(frozen=True)
class Section:
    """A part of a report: a word that identifies it, its heading and what stands below."""

    name: str
    heading: str
    blocks: Sequence[Block]


class Subject(NamedTuple):
    """What a report is about: title, question, what was played, and what the scenario tells."""

    title: str
    question: str
    played: str
    narrative: str


@dataclass(frozen=True)
class Report:
    """A whole report: its subject, its sections in order, and the tables behind the words.

    tables: numbers in full, by the name of the sheet that they fill in a workbook.
    """

    subject: Subject
    sections: Sequence[Section]
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def find(self, name: str) -> Section | None:
        """Return the section of a name, None where the report has none such."""
        return next((section for section in self.sections if section.name == name), None)

    @property
    def blocks(self) -> list[Block]:
        """All that stands below the headings of sections, in the order of the page."""
        return [block for section in self.sections for block in section.blocks]

    @property
    def pictures(self) -> list[Picture]:
        """All figures in the order of the page."""
        return [block for block in self.blocks if isinstance(block, Picture)]
