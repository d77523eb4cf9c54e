"""The library of shipped scenarios, and how a name leads to a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.places import given_path, scenario_folder, shown
from model.inputs.formats.problems import InputError, Problem, listed, suggest, unknown
from model.inputs.formats.toml_files import read_toml
from model.inputs.scenarios.scenario_file import read_document_file

SUFFIX = ".toml"
BASELINE = "baseline"
"""Name of the scenario that others are built upon and compared with."""

SWEEPS = "sweeps"
"""Subfolder of the library with its sweeps."""

SWEPT = frozenset({"design", "factors", "levers", "outcomes"})
"""Keys of which a sweep file has some, and a scenario none."""

EPISODES = "episodes"
"""Subfolder of the library with episodes of the past, which have names like all others."""


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
    return tuple(sorted(_stems(scenario_folder()), key=lambda name: (name != "baseline", name)))


def episode_names() -> tuple[str, ...]:
    """Return the names of the shipped episodes of the past, by the alphabet."""
    return tuple(sorted(_stems(scenario_folder() / EPISODES)))


def sweep_names() -> tuple[str, ...]:
    """Return the names of the shipped sweeps, by the alphabet."""
    return tuple(sorted(_stems(scenario_folder() / SWEEPS)))


def sweep_path(name: str) -> Path:
    """Return the file of a shipped sweep."""
    return scenario_folder() / SWEEPS / f"{name}{SUFFIX}"


def is_sweep(word: str) -> bool:
    """Tell whether a name or a file means a sweep; what cannot be read is taken for a scenario."""
    if not is_path(word):
        return word in sweep_names() and word not in library_names()
    found = read_toml(given_path(word), [])
    return found is not None and bool(SWEPT & found[0].keys())


def list_sweeps() -> list[Card]:
    """Return a card for each shipped sweep, by what its file says of itself."""
    cards = []
    for name in sweep_names():
        path = sweep_path(name)
        problems: list[Problem] = []
        found = read_toml(path, problems)
        told = {} if found is None else found[0]
        title, question = (str(told.get(key, "")) for key in ("title", "question"))
        problem = str(problems[0]) if problems else ""
        cards.append(Card(name, title, question, (), path, problem))
    return cards


def list_scenarios() -> list[Card]:
    """Return a card for each shipped scenario; a broken file gets a card that says so."""
    return [_read_card(name) for name in library_names()]


def list_episodes() -> list[Card]:
    """Return a card for each shipped episode of the past."""
    return [_read_card(name) for name in episode_names()]


def _stems(folder: Path) -> list[str]:
    return [path.stem for path in folder.glob(f"*{SUFFIX}")]


def _read_card(name: str) -> Card:
    path = _shipped_file(name)
    problems: list[Problem] = []
    document = read_document_file(path, problems)
    problem = str(problems[0]) if problems else ""
    if document is None:
        return Card(name, "", "", (), path, problem)
    entry = document.entry
    return Card(name, entry.title or "", entry.question or "", entry.extends or (), path, problem)


def _shipped_file(name: str) -> Path:
    folder = scenario_folder()
    return (folder if name in library_names() else folder / EPISODES) / f"{name}{SUFFIX}"


def is_path(word: str) -> bool:
    """Tell whether a word means a file rather than a name in the library, which has no dot."""
    separators = {"/", ".", os.sep, os.altsep or "/"}
    return any(mark in word for mark in separators)


def find_file(word: str | Path, names: tuple[str, ...] = ()) -> Path:
    """Return the TOML file that a path of a user means; raises InputError if there is none.

    names: those of the library that could be meant instead; the scenarios unless given.
    """
    names = names or library_names()
    path = given_path(word)
    problems: list[Problem] = []
    if not exists(path):
        near = suggest(path.stem, (*library_names(), *episode_names(), *sweep_names()))
        known = listed(names, len(names), "steppewise list shows all")
        wrong = f"there is no such file;{near} the library has: {known}"
        problems.append(Problem(shown(path), None, "", wrong))
    elif path.is_file() and path.suffix.casefold() != SUFFIX:
        wrong = f"files must end in {SUFFIX}; rename it to {path.stem}{SUFFIX}"
        problems.append(Problem(shown(path), None, "", wrong))
    if problems:
        raise InputError(problems)
    return path


def find_scenario(word: str | Path) -> Path:
    """Return the file that a name or a path means; raises InputError if there is none."""
    text = str(word)
    names = (*library_names(), *episode_names())
    if isinstance(word, Path) or is_path(text):
        return find_file(word)
    if text in names:
        return _shipped_file(text)
    raise InputError([Problem(text, None, "", unknown("scenario", text, names))])


def find_base(word: str, child: Path) -> Path | None:
    """Return the file that `extends` means: beside the child, else in the library, else None."""
    name = word if word.endswith(SUFFIX) else f"{word}{SUFFIX}"
    for folder in (child.parent, *_shelves()):
        path = folder / name
        if exists(path) and not (path.parent == child.parent and _same(path, child, word)):
            return path
    return None


def _shelves() -> tuple[Path, Path]:
    return scenario_folder(), scenario_folder() / EPISODES


def _same(path: Path, child: Path, word: str) -> bool:
    shipped = path.parent.resolve() in [shelf.resolve() for shelf in _shelves()]
    known = word in library_names() or word in episode_names()
    return not shipped and known and path.resolve() == child.resolve()


def exists(path: Path) -> bool:
    """Tell whether there is anything at a path; nothing is where the path itself is impossible."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
