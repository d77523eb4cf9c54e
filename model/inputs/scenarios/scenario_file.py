"""A scenario file as it was read: its values, where they stand, and whether they fit the layout."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from model.inputs.formats.places import shown
from model.inputs.formats.problems import Problem, unknown_key
from model.inputs.formats.spans import tell
from model.inputs.formats.toml_files import Path, Positions, key_text, read_toml
from model.inputs.scenarios.scenario_layout import EventEntry, ScenarioEntry, SourceEntry

PLAIN = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "model_type": "must be a table",
    "dict_type": "must be a table",
    "tuple_type": "must be a list of tables, each under its own double brackets",
}
ENTRIES: dict[str, type[BaseModel]] = {"events": EventEntry, "sources": SourceEntry}


class Document(NamedTuple):
    """A scenario file: `entry` holds what fits the layout, `bad` the paths of what does not."""

    path: FilePath
    file: str
    raw: dict[str, Any]
    positions: Positions
    entry: ScenarioEntry
    bad: frozenset[Path]

    def problem(self, path: Path, message: str) -> Problem:
        """Return a problem of the key or value at a path of the file."""
        return _problem(self.file, self.raw, self.positions, path, message)


def read_document_file(path: FilePath, problems: list[Problem]) -> Document | None:
    """Return a scenario file that is good TOML; what does not fit the layout goes to problems."""
    found = read_toml(path, problems)
    if found is None:
        return None
    raw, positions = found
    file = shown(path)
    bad: set[Path] = set()
    fitting = raw
    while True:
        try:
            entry = ScenarioEntry.model_validate(fitting)
            return Document(path, file, raw, positions, entry, frozenset(bad))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                place = one["loc"]
                message = _explain(one["type"], place, one)
                problems.append(_problem(file, raw, positions, place, message))
                bad.add(place[:3] if place[0] in ENTRIES else place[:1])
            fitting = _leave_out(raw, bad)


def _explain(kind: str, place: Path, error: Any) -> str:
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "extra_forbidden":
        layout = ENTRIES.get(str(place[0]), ScenarioEntry) if len(place) > 1 else ScenarioEntry
        known = tuple(layout.model_fields)
        return unknown_key(str(place[-1]), known, "steppewise schema")
    if kind in PLAIN:
        return f"{PLAIN[kind]}, not {tell(error['input'])}"
    message = str(error["msg"])
    return message.replace("Input should be", "must be")


def _problem(
    file: str, raw: dict[str, Any], positions: Positions, path: Path, message: str
) -> Problem:
    return Problem(file, positions.line(path), key_text(_name_event(raw, path)), message)


def _name_event(raw: dict[str, Any], path: Path) -> Path:
    if len(path) < 2 or path[0] != "events" or not isinstance(path[1], int):
        return path
    event = raw["events"][path[1]]
    name = event.get("name") if isinstance(event, dict) else None
    return (path[0], name, *path[2:]) if isinstance(name, str) and name else path


def _leave_out(raw: dict[str, Any], bad: set[Path]) -> dict[str, Any]:
    kept = {key: value for key, value in raw.items() if (key,) not in bad}
    for name in ENTRIES:
        if name in kept:
            kept[name] = [
                {}
                if (name, index) in bad
                else {key: item[key] for key in item if (name, index, key) not in bad}
                for index, item in enumerate(kept[name])
            ]
    return kept
