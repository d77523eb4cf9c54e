"""Word files (.docx) as blocks; the archive is looked over before it is opened."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from model.inputs.formats.files import UnreadableError
from model.reading.document import CAPTION, HEADING, QUOTE, Block, Extracted

LARGEST = 50_000_000
"""Bytes that an archive may unpack to, and that each part may have."""

MOST_PARTS = 5_000
MAIN = "word/document.xml"
STYLES = (("heading", HEADING), ("title", HEADING), ("subtitle", HEADING), ("caption", CAPTION),
          ("quote", QUOTE))  # fmt: skip
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")


def read_word(data: bytes) -> Extracted:
    """Return the blocks of a Word file; raises UnreadableError with what to do.

    Tables, footnotes and text boxes are left out, and that is told.
    """
    check_archive(data)
    import docx

    try:
        document: Any = docx.Document(io.BytesIO(data))
        found = [(one.text, str(one.style.name or "").casefold()) for one in document.paragraphs]
        core = document.core_properties
        told = (str(core.title or ""), str(core.author or ""))
        tables = len(document.tables)
    except Exception as error:
        raise UnreadableError(
            f"is a broken Word file ({type(error).__name__}); save it anew"
        ) from None
    blocks = tuple(Block(text, _kind(style)) for text, style in found if text.strip())
    warnings = (f"{tables} table(s) left out",) if tables else ()
    return Extracted(blocks, f"python-docx {docx.__version__}", *told, warnings=warnings)


def check_archive(data: bytes) -> None:
    """Raise UnreadableError for what is no archive of a Word file, or one that would swell up.

    Nothing is unpacked but by pieces, and never more than `LARGEST` bytes of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST:
                raise UnreadableError(
                    f"unpacks to more than {LARGEST / 1e6:.0f} MB; save its text alone"
                )
            if MAIN not in archive.namelist():
                raise UnreadableError("is no Word file (.docx); save it as one")
            for one in parts:
                if one.filename.endswith((".xml", ".rels")):
                    _check_part(archive, one)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableError(f"is a broken archive ({error}); save it anew") from None


def _check_part(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> None:
    with archive.open(one) as part:
        text = part.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise UnreadableError(f"unpacks to more than {LARGEST / 1e6:.0f} MB; save its text alone")
    if any(mark in text for mark in ENTITIES) or b"\0<\0!\0D" in text:
        raise UnreadableError(f"{one.filename} declares entities; save it anew in a word processor")


def _kind(style: str) -> str:
    return next((kind for word, kind in STYLES if word in style), "")
