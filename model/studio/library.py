"""The scenarios that can be opened: those of the library, and those that lie in one folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.scenarios.scenario_library import library_names, list_scenarios
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import HIDDEN, TAKEN, owner, put_file, put_new_file

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""Names of scenarios that a page may open or save: nothing that could lead out of the folder."""

SUFFIX = ".toml"

MOST_FILES = 200
"""Files of a folder that are listed at most."""


class Shelf:
    """The library, and the folder in which people's own scenarios are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def own(self) -> list[str]:
        """Names of the scenarios in the folder, in order."""
        found = sorted(self.folder.glob(f"*{SUFFIX}"))[:MOST_FILES]
        return [path.stem for path in found if NAME.fullmatch(path.stem) and path.is_file()]

    def cards(self) -> list[dict[str, Any]]:
        """Return name, title and question of every scenario, own ones first."""
        mine = [{"name": name, "title": name, "question": "", "own": True} for name in self.own()]
        shipped = [
            {"name": one.name, "title": one.title, "question": one.question, "own": False}
            for one in list_scenarios()
        ]
        taken = {card["name"] for card in mine}
        return [*mine, *(card for card in shipped if card["name"] not in taken)]

    def find(self, name: str) -> str | Path:
        """Return what a name means: a file of the folder, else the library's.

        Raises InputError for any other word.
        """
        if NAME.fullmatch(name) and name in self.own():
            return self.folder / f"{name}{SUFFIX}"
        if name in library_names():
            return name
        known = (*self.own(), *library_names())
        raise InputError([Problem("scenario", None, "", unknown("scenario", name, known))])

    def take(self, name: str, text: str, seeds: Seeds) -> Path:
        """Take in a scenario that somebody has written, never over a file, once it can be played.

        Raises InputError with all that is wrong with it. It extends others by name alone: no file
        elsewhere is read for it.
        """
        path = self._new(name)
        draft = path.with_name(f"{HIDDEN}-{owner()}-{path.name}")
        put_file(draft, text.encode())
        try:
            refuse_paths(text, path)
            load_scenario(draft, seeds)
        except InputError as error:
            named = [
                one._replace(file=path.name) if draft.name in one.file else one
                for one in error.problems
            ]
            raise InputError(named) from None
        finally:
            draft.unlink(missing_ok=True)
        put_new_file(path, text.encode())
        return path

    def save(self, name: str, text: str) -> Path:
        """Write a scenario of one's own; never over a file. Raises InputError."""
        path = self._new(name)
        put_new_file(path, text.encode())
        return path

    def _new(self, name: str) -> Path:
        """Return the file for a name that nothing has yet; raises InputError for any other."""
        if not NAME.fullmatch(name) or name in library_names():
            wrong = "is the library's; choose another name"
            if not NAME.fullmatch(name):
                wrong = "small letters, digits and hyphens only, such as my-scenario"
            raise InputError([Problem("name", None, "", f"'{name[:60]}': {wrong}")])
        path = self.folder / f"{name}{SUFFIX}"
        if path.exists():
            raise InputError([Problem(shown(path), None, "", TAKEN)])
        return path


def refuse_paths(text: str, path: Path) -> None:
    """Raise InputError where a scenario names files by path, or interests that lie in files."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return  # told better where it is read
    words = table.get("extends", [])
    problems = [
        Problem(path.name, None, "extends", f"'{word}' is not a name of a scenario")
        for word in (words if isinstance(words, list) else [words])
        if isinstance(word, str) and not NAME.fullmatch(word)
    ]
    if "interests" in table:
        wrong = "lie in a file of their own; put both into the folder and start again"
        problems.append(Problem(path.name, None, "interests", wrong))
    if problems:
        raise InputError(problems)


def write_scenario(title: str, question: str, base: str, changes: Mapping[str, str]) -> str:
    """Return the text of a scenario that makes changes to another, as the command runs it.

    changes: path -> value as it stands in TOML.
    """
    lines = [f"{_quoted(path)} = {value}" for path, value in changes.items()]
    return "\n".join(
        [
            f"title = {_quoted(title)}",
            f"question = {_quoted(question)}",
            f"extends = {_quoted(base)}",
            "",
            "# What was changed by hand; `steppewise show` says it in words.",
            "[set]",
            *lines,
            "",
        ]
    )


def _quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter >= " " else " " for letter in escaped) + '"'
