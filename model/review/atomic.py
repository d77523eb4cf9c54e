"""Writing a file whole or not at all: a new one never over another, an old one at once."""

from __future__ import annotations

import os
from pathlib import Path

from model.inputs.places import shown
from model.inputs.problems import InputError, Problem

TAKEN = "is there already; choose another name"


def write_new(path: Path, text: str) -> None:
    """Write a new text file; raises InputError where one of that name is there."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8", newline="\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        raise InputError([Problem(shown(path), None, "", TAKEN)]) from None
    except OSError:  # a stick, say, whose file system has no links
        if path.exists():
            raise InputError([Problem(shown(path), None, "", TAKEN)]) from None
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def replace_text(path: Path, text: str) -> None:
    """Write a text file in the place of the one that may be there: the old one or the new."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
