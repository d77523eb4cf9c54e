"""Reading a scenario file together with everything that it extends."""

from __future__ import annotations

from pathlib import Path

from model.inputs.formats.problems import Problem, unknown
from model.inputs.formats.quarters import START, UNTIL
from model.inputs.formats.toml_files import Path as KeyPath
from model.inputs.scenarios.scenario_events import Horizon
from model.inputs.scenarios.scenario_file import Document, read_document_file
from model.inputs.scenarios.scenario_library import find_base, library_names
from model.inputs.seeds.changes import Change

SPREAD = {"value", "low", "high", "distribution"}


class Lineage:
    """Scenario files by path, each with the files that it extends, read once each."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Problem] = []
        self.documents: dict[Path, Document] = {}
        self.bases: dict[Path, tuple[Path, ...]] = {}
        self.complete = True
        self.root = path.resolve()
        self._read(path, ())

    def order(self, path: Path | None = None) -> tuple[Document, ...]:
        """Return a file and all that it extends, parents first, each file once."""
        found: dict[Path, Document] = {}
        self._collect(path or self.root, found)
        return tuple(found.values())

    def horizon(self, path: Path | None = None) -> Horizon | None:
        """Return the horizon of a file, which the nearest file that gives one decides.

        None if any file could not be read, because then it cannot be known.
        """
        entries = [document.entry for document in self.order(path)]
        start = [entry.start for entry in entries if entry.start is not None]
        until = [entry.until for entry in entries if entry.until is not None]
        base = [entry.base_year for entry in entries if entry.base_year is not None]
        horizon = Horizon(
            (start or [START])[-1], (until or [UNTIL])[-1], base[-1] if base else None
        )
        known = self.complete and horizon.start <= horizon.until
        return horizon if known else None

    def _collect(self, path: Path, found: dict[Path, Document]) -> None:
        for base in self.bases.get(path, ()):
            self._collect(base, found)
        if path in self.documents:
            found[path] = self.documents[path]

    def _read(self, path: Path, below: tuple[Path, ...]) -> None:
        key = path.resolve()
        document = read_document_file(path, self.problems)
        if document is None:
            self.complete = False
            return
        self.documents[key] = document
        if {("start",), ("until",), ("extends",)} & document.bad:
            self.complete = False
        bases = []
        for index, word in enumerate(document.entry.extends or ()):
            listed = isinstance(document.raw["extends"], list)
            place: KeyPath = ("extends", index) if listed else ("extends",)
            base = self._find(document, place, word, (*below, key))
            if base is None:
                self.complete = False
                continue
            bases.append(base.resolve())
            if base.resolve() not in self.documents:
                self._read(base, (*below, key))
        self.bases[key] = tuple(bases)

    def _find(
        self, document: Document, place: KeyPath, word: str, above: tuple[Path, ...]
    ) -> Path | None:
        base = find_base(word, document.path)
        if base is None:
            beside = sorted(path.stem for path in document.path.parent.glob("*.toml"))
            known = tuple(dict.fromkeys((*library_names(), *beside)))
            message = unknown("scenario", word, [n for n in known if n != document.path.stem])
        elif base.resolve() in above:
            circle = above[above.index(base.resolve()) :]
            names = " -> ".join(path.stem for path in (*circle, base))
            message = f"goes round in a circle: {names}"
        else:
            return base
        self.problems.append(document.problem(place, message))
        return None


def read_changes(document: Document, problems: list[Problem]) -> list[Change]:
    """Return the changes that the `[set]` table of a file asks for, in its order."""
    changes: dict[str, Change] = {}
    for place, value in _flatten(document.entry.set, ("set",)):
        path = ".".join(str(part) for part in place[1:])
        line = document.positions.line(place)
        if path in changes:
            wrong = f"is there twice, first on line {changes[path].line}"
            problems.append(Problem(document.file, line, path, wrong))
        else:
            changes[path] = Change(path, value, document.file, line)
    return list(changes.values())


def _flatten(table: dict[str, object], place: KeyPath) -> list[tuple[KeyPath, object]]:
    found: list[tuple[KeyPath, object]] = []
    for key, value in table.items():
        whole = place[1:2] != ("events",) and isinstance(value, dict) and set(value) & SPREAD
        if isinstance(value, dict) and value and not whole:
            found.extend(_flatten(value, (*place, key)))
        else:
            found.append(((*place, key), value))
    return found
