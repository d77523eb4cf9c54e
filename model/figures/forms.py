"""The two forms of a figure: a page to read, and a slide of 16:9 to show on a wall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Form(NamedTuple):
    """How a figure is laid out.

    ending: what stands behind its name in the names of its files; size: width and height in inches,
    None where each figure has its own; least: points of the smallest letters; dpi: of the PNG;
    title, text, note: points of the title, the subtitle and the footer; tall, wide: how much more
    room letters take within a panel than on a page, up and across.
    """

    ending: str
    size: tuple[float, float] | None
    least: float
    dpi: int
    title: float
    text: float
    note: float
    tall: float
    wide: float

    @property
    def is_slide(self) -> bool:
        """Whether this is a slide."""
        return self.size is not None


PAGE = Form("", None, 0.0, 150, 15.0, 9.5, 7.0, 1.0, 1.0)
SLIDE = Form("-slide", (40 / 3, 7.5), 10.5, 144, 19.0, 11.5, 10.5, 1.75, 1.45)
"""On a screen of 1280 by 720 its smallest letters, of 10.5 points, are 14 pixels high."""

_drawn: ContextVar[Form] = ContextVar("form", default=PAGE)


def form() -> Form:
    """Return the form in which figures are drawn at the moment."""
    return _drawn.get()


@contextmanager
def drawn_as(chosen: Form) -> Iterator[None]:
    """Draw in a form."""
    token = _drawn.set(chosen)
    try:
        yield
    finally:
        _drawn.reset(token)


def points(size: float) -> float:
    """Return the size of letters in points: as asked, and no smaller than the form allows."""
    return max(size, form().least)
