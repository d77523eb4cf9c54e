"""Where the shipped files lie, in a checkout and in an installed package."""

from __future__ import annotations

from os.path import abspath
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


def seeds_folder() -> Path:
    """Return the folder of the shipped seed files."""
    return _shipped("seeds")


def scenario_folder() -> Path:
    """Return the folder of the shipped scenario files: the library."""
    return _shipped("scenarios")


def given_path(word: str | Path) -> Path:
    """Return the path that a user gave, in a command or to a function, with ``~`` expanded.

    A ``~`` that means nobody's home stays as it is.
    """
    try:
        return Path(word).expanduser()
    except RuntimeError:
        return Path(word)


def shown(path: Path) -> str:
    """Return the path as messages show it: relative to the current folder where possible."""
    try:
        return Path(abspath(path)).relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)


def _shipped(name: str) -> Path:
    installed = PACKAGE / "_data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name
