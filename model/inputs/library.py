"""The library of shipped scenarios, and how a name leads to a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from model.inputs.documents import read_document_file
from model.inputs.places import scenario_folder, shown
from model.inputs.problems import InputError, Problem, listed, suggest, unknown

SUFFIX = ".toml"


class Card(NamedTuple):
    """What a list of scenarios shows; `problem` is "" unless the file cannot be read."""

    name: str
    title: str
    question: str
    extends: tuple[str, ...]
    path: Path
    problem: str


def library_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios: baseline first, then by the alphabet."""
    names = (path.stem for path in scenario_folder().glob(f"*{SUFFIX}"))
    return tuple(sorted(names, key=lambda name: (name != "baseline", name)))


def list_scenarios() -> list[Card]:
    """Return a card for each shipped scenario; a broken file gets a card that says so."""
    cards = []
    for name in library_names():
        path = scenario_folder() / f"{name}{SUFFIX}"
        problems: list[Problem] = []
        document = read_document_file(path, problems)
        problem = str(problems[0]) if problems else ""
        if document is None:
            cards.append(Card(name, "", "", (), path, problem))
        else:
            entry = document.entry
            title, question = entry.title or "", entry.question or ""
            cards.append(Card(name, title, question, entry.extends or (), path, problem))
    return cards


def is_path(word: str) -> bool:
    """Tell whether a word means a file rather than a name in the library."""
    separators = {"/", os.sep, os.altsep or "/"}
    return word.endswith(SUFFIX) or any(mark in word for mark in separators)


def find_scenario(word: str | Path) -> Path:
    """Return the file that a name or a path means; raises InputError if there is none."""
    text = str(word)
    names = library_names()
    if isinstance(word, Path) or is_path(text):
        path = Path(word)
        if not _exists(path):
            near = suggest(path.stem, names)
            wrong = f"there is no such file;{near} the library has: {listed(names, len(names))}"
            raise InputError([Problem(shown(path), None, "", wrong)])
        return path
    if text in names:
        return scenario_folder() / f"{text}{SUFFIX}"
    raise InputError([Problem(text, None, "", unknown("scenario", text, names))])


def find_base(word: str, child: Path) -> Path | None:
    """Return the file that `extends` means: beside the child, else in the library, else None."""
    name = word if word.endswith(SUFFIX) else f"{word}{SUFFIX}"
    for path in (child.parent / name, scenario_folder() / name):
        if _exists(path) and not (path.parent == child.parent and _same(path, child, word)):
            return path
    return None


def _same(path: Path, child: Path, word: str) -> bool:
    beside_library = path.parent.resolve() == scenario_folder().resolve()
    return not beside_library and word in library_names() and path.resolve() == child.resolve()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
