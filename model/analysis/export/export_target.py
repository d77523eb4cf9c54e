"""Where an export goes: never over a result's own file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem

NAMES = {"csv": "export.csv", "iamc": "export-iamc.csv", "netcdf": "export.nc"}
"""Name of the file within the results folder where none is given, by format."""


def check_targets(folder: Path, targets: Sequence[tuple[str, Path]], overwrite: bool) -> None:
    """Raise InputError with every file that must not be written, before anything is.

    targets: option and file.
    """
    problems = []
    taken: dict[Path, str] = {}
    for option, path in targets:
        place = Path(os.path.realpath(path))
        wrong = _refuse(Path(os.path.realpath(folder)), place, overwrite)
        if place in taken:
            wrong = f"is what {taken[place]} writes"
        taken.setdefault(place, option)
        if wrong:
            problems.append(Problem(option, None, "", f"{shown(path)} {wrong}"))
    if problems:
        raise InputError(problems)


def _refuse(folder: Path, place: Path, overwrite: bool) -> str:
    if not place.parent.is_dir():
        return "cannot be written: there is no such folder"
    if place.is_dir():
        return "is a folder, not a file"
    if folder in place.parents and (place.parent != folder or place.name not in NAMES.values()):
        names = ", ".join(NAMES.values())
        return f"lies in the results folder; there, exports are called {names}"
    if place.exists() and not place.is_file():
        return "is not an ordinary file"
    if place.is_symlink():
        return "is a link that leads in a circle"
    if place.exists() and not overwrite:
        return "is already there; --overwrite replaces it"
    return ""
