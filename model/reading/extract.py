"""Files of any kind that is read, as blocks; each kind is opened by a module of its own."""

from __future__ import annotations

from pathlib import Path

from model.inputs.formats.files import UnreadableError, find_encoding, read_bytes
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem, listed
from model.reading.document import Extracted
from model.reading.html_pages import read_page
from model.reading.parse import EXTRA
from model.reading.pdf_pages import read_pdf
from model.reading.text_files import read_markdown, read_plain
from model.reading.word_files import read_word

LARGEST = 50_000_000
"""Bytes that a document may have."""

TEXTS = {".txt": read_plain, ".md": read_markdown, ".markdown": read_markdown, ".html": read_page,
         ".htm": read_page}  # fmt: skip
OTHERS = {".docx": read_word, ".pdf": read_pdf}
"""Kinds of file whose libraries come with the extra `read`."""

MOST_ODD = 0.01
"""Share of control characters from which a text is taken for something else."""


def extract(path: Path) -> Extracted:
    """Return the blocks of a file; raises InputError with what is wrong and what to do."""
    suffix = path.suffix.casefold()
    known = (*TEXTS, *OTHERS)
    if suffix not in known:
        wrong = f"files of the kind '{suffix}' are not read; read are: {listed(known)}"
        raise InputError([Problem(shown(path), None, "", wrong)])
    try:
        data = read_bytes(path, LARGEST)
        return OTHERS[suffix](data) if suffix in OTHERS else TEXTS[suffix](_decode(data))
    except ImportError:
        wrong = f"'{suffix}' needs more packages; install them with: {EXTRA}"
        raise InputError([Problem(shown(path), None, "", wrong)]) from None
    except UnreadableError as error:
        raise InputError([Problem(shown(path), None, "", str(error))]) from None


def _decode(data: bytes) -> str:
    if (wrong := find_encoding(data)) is not None:
        raise UnreadableError(wrong.message)
    text = data.decode("utf-8-sig")
    odd = sum(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text)
    if odd > MOST_ODD * max(len(text), 1):
        raise UnreadableError(f"holds {odd:,} control characters; is it text?")
    return text
