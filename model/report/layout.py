"""Where things stand on a slide at 16:9, and how much text fits; all in inches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


SLIDE = (13.333, 7.5)
MARGIN = 0.6
WIDE = SLIDE[0] - 2 * MARGIN
TITLE = Box(MARGIN, 0.35, WIDE, 1.1)
BODY = Box(MARGIN, 1.6, WIDE, 5.5)
PICTURE = Box(MARGIN, 1.3, WIDE, 6.0)

LETTER = 0.52
"""Mean width of a letter as a part of its size."""

LINE = 1.35
"""Height of a line as a part of the size of its letters, the room between paragraphs included."""

POINT = 1 / 72
"""A point in inches."""

CELL = 0.12
"""Room above and below the text of a cell."""


def lines_of(text: str, width: float, size: int) -> int:
    """Return about how many lines a text takes: letters times their width, over the width."""
    return max(math.ceil(len(text) * LETTER * size * POINT / width), 1)


def fit_text(texts: Sequence[str], box: Box, sizes: Sequence[int]) -> int:
    """Return the first size, in points, with which texts fit into a box; the last if none does."""
    for size in sizes:
        lines = sum(lines_of(text, box.width, size) for text in texts)
        room = len(texts) * 8 * POINT
        if lines * LINE * size * POINT + room <= box.height:
            return size
    return sizes[-1]


def pages_of(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: int
) -> list[list[Sequence[str]]]:
    """Return rows over as many slides as they need, in order; a row is never cut.

    widths: of the columns; size: of the letters, in points.
    """
    pages: list[list[Sequence[str]]] = []
    left = 0.0
    for row in rows:
        tallest = max(lines_of(text, width, size) for text, width in zip(row, widths, strict=True))
        height = tallest * LINE * size * POINT + CELL
        if not pages or height > left:
            pages.append([])
            left = BODY.height - LINE * size * POINT - CELL
        pages[-1].append(row)
        left -= height
    return pages


def fit_picture(size: tuple[int, int]) -> Box:
    """Return the largest place for a picture of a size, in the middle and below the title."""
    scale = min(PICTURE.width / size[0], PICTURE.height / size[1])
    width, height = (scale * side for side in size)
    return Box((SLIDE[0] - width) / 2, PICTURE.top, width, height)
