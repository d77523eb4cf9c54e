"""Where a report goes: never over a file that is not a report, unless it is asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem

PAGE, SLIDES, TABLE = ".html", ".pptx", ".xlsx"
"""Endings of the page, of slides and of a workbook."""

NAME = f"report{PAGE}"
"""Name of the page within the folder of a result; the others are named as it is."""


def find_targets(
    folders: Sequence[Path], out: Path | None, endings: Sequence[str], overwrite: bool
) -> dict[str, Path]:
    """Return the files that a report is written to by their endings, checked before any work.

    folders: of the results; without `out` the page goes into the last, over an older one; endings:
    what is written, the page first. Raises InputError with every file that must not be written.
    """
    page = folders[-1] / NAME if out is None else out
    if page.suffix != PAGE:
        raise InputError([Problem("--out", None, "", f"{shown(page)} must end in {PAGE}")])
    targets = {ending: page.with_suffix(ending) for ending in endings}
    problems = [
        Problem("--out", None, "", f"{shown(path)} {wrong}")
        for path in targets.values()
        if (wrong := _refuse(folders, path, overwrite))
    ]
    if problems:
        raise InputError(problems)
    return targets


def _refuse(folders: Sequence[Path], out: Path, overwrite: bool) -> str:
    place = Path(os.path.realpath(out))
    real = [Path(os.path.realpath(folder)) for folder in folders]
    inside = next((folder for folder in real if folder in place.parents), None)
    if not place.parent.is_dir():
        return "cannot be written: there is no such folder"
    if place.is_dir():
        return "is a folder, not a file"
    if inside and (place.stem != Path(NAME).stem or place.parent != inside):
        return f"lies in a folder of results; there, a report is called {NAME}"
    if place.exists() and not place.is_file():
        return "is not an ordinary file"
    if place.exists() and not inside and not overwrite:
        return "is already there; --overwrite replaces it"
    return ""
