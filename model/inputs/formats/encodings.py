"""Which encoding a text that is not UTF-8 seems to have, and what to do about it."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

SAVE = "save the file as UTF-8"
EDITORS = "in Notepad: Save as, Encoding: UTF-8"

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
WIDE = 0.3
"""Share of zero bytes from which a file without a mark is taken for UTF-16."""

WORD = re.compile(rb"[\xc0-\xff\xa8\xb8]{2,}")
"""Two letters of Cyrillic or more side by side, as Windows-1251 has them."""


class Encoding(NamedTuple):
    """Why a file is not UTF-8 text, and the line where that shows first."""

    line: int
    message: str


def find_encoding(data: bytes) -> Encoding | None:
    """Return what is wrong with the encoding of a file; None if it is UTF-8 text."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return Encoding(1, f"is {name} text; {SAVE} ({EDITORS})")
    if b"\0" in data:
        if _is_wide(data):
            return Encoding(1, f"is UTF-16 text; {SAVE} ({EDITORS})")
        return Encoding(_line(data, data.index(b"\0")), "is a binary file, not text")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        like = f" but looks like {_guess(data)}" if _is_text(data) else ""
        return Encoding(_line(data, error.start), f"is not UTF-8 text{like}; {SAVE} ({EDITORS})")
    return None


def _is_wide(data: bytes) -> bool:
    """Tell whether every other byte is mostly zero, as in Latin text in UTF-16."""
    pairs = max(len(data) // 2, 1)
    shares = sorted(data[start::2].count(0) / pairs for start in (0, 1))
    return shares[0] < WIDE / 3 and shares[1] > WIDE


def _is_text(data: bytes) -> bool:
    return not any(byte < 32 and byte not in b"\t\n\r" for byte in data)


def _guess(data: bytes) -> str:
    """Name the code page of Windows: Cyrillic words have such letters side by side."""
    high = sum(byte >= 0x80 for byte in data)
    words = sum(len(word) for word in WORD.findall(data))
    return "Windows-1251 (Cyrillic)" if words > high / 2 else "Windows-1252 (Western European)"


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
