"""Where a report goes: never over a file that is not a report, unless it is asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem

NAME = "report.html"
"""Name of the page within the folder of a result."""

ENDING = ".html"


def find_target(folders: Sequence[Path], out: Path | None, overwrite: bool) -> Path:
    """Return the file that a page is written to, checked before anything is worked out.

    folders: of the results; without `out` the page goes into the last, over an older one. Raises
    InputError for a file that must not be written.
    """
    if out is None:
        return folders[-1] / NAME
    if wrong := _refuse(folders, out, overwrite):
        raise InputError([Problem("--out", None, "", f"{shown(out)} {wrong}")])
    return out


def _refuse(folders: Sequence[Path], out: Path, overwrite: bool) -> str:
    place = Path(os.path.realpath(out))
    inside = [folder for folder in folders if Path(os.path.realpath(folder)) in place.parents]
    if out.suffix != ENDING:
        return f"must end in {ENDING}"
    if not place.parent.is_dir():
        return "cannot be written: there is no such folder"
    if place.is_dir():
        return "is a folder, not a file"
    if inside and (place.name != NAME or place.parent != Path(os.path.realpath(inside[0]))):
        return f"lies in a folder of results; there, a report is called {NAME}"
    if place.exists() and not place.is_file():
        return "is not an ordinary file"
    if place.exists() and not inside and not overwrite:
        return "is already there; --overwrite replaces it"
    return ""
