"""A sweep file as it was read: what fits the layout, and where everything stands."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from model.experiments.sweeps.sweep_layout import (
    AlternativeEntry,
    DesignEntry,
    FactorEntry,
    LeverEntry,
    OutcomeEntry,
    SweepFile,
)
from model.inputs.formats.places import shown
from model.inputs.formats.problems import Problem, unknown_key
from model.inputs.formats.spans import tell
from model.inputs.formats.toml_files import Path, Positions, key_text, read_toml
from model.inputs.scenarios.scenario_file import PLAIN

LISTS: dict[str, type[BaseModel]] = {
    "factors": FactorEntry,
    "levers": LeverEntry,
    "outcomes": OutcomeEntry,
}


class Document(NamedTuple):
    """A sweep file: `entry` holds what fits the layout, `bad` the paths of what does not."""

    path: FilePath
    file: str
    raw: dict[str, Any]
    positions: Positions
    entry: SweepFile
    bad: frozenset[Path]

    def problem(self, path: Path, message: str) -> Problem:
        """Return a problem of the key or value at a path of the file."""
        line = self.positions.line(path)
        return Problem(self.file, line, key_text(_name_entries(self.raw, path)), message)

    def place(self, kind: str, name: str) -> Path:
        """Return the path of the first entry of a list that has a name."""
        for index, entry in enumerate(getattr(self.entry, kind)):
            if entry.name == name:
                return (kind, index)
        return (kind,)

    def is_bad(self, *path: str | int) -> bool:
        """Tell whether what stands at a path was found wrong already, or a part of it."""
        return any(bad[: len(path)] == path or path[: len(bad)] == bad for bad in self.bad)


def read_sweep_document(path: FilePath, problems: list[Problem]) -> Document | None:
    """Return a sweep file that is good TOML; what does not fit the layout goes to problems."""
    found = read_toml(path, problems)
    if found is None:
        return None
    raw, positions = found
    bad: set[Path] = set()
    fitting: dict[str, Any] = raw
    while True:
        try:
            entry = SweepFile.model_validate(fitting)
            return Document(path, shown(path), raw, positions, entry, frozenset(bad))
        except ValidationError as error:
            document = Document(
                path, shown(path), raw, positions, SweepFile.model_validate({}), frozenset(bad)
            )
            for one in error.errors(include_url=False):
                place = one["loc"]
                problems.append(document.problem(place, _explain(one["type"], place, one)))
                bad.add(_spoilt(place))
            fitting = _leave_out(raw, bad, ())


def _spoilt(place: Path) -> Path:
    """The part of a file that is left out: an entry of a list keeps its other keys."""
    if place[:1] == ("levers",) and place[2:3] == ("alternatives",):
        return place[:5]
    if place[0] in LISTS:
        return place[:3]
    return place[:2] if place[0] == "design" else place[:1]


def _leave_out(value: Any, bad: set[Path], place: Path) -> Any:
    if isinstance(value, dict):
        return {
            key: _leave_out(item, bad, (*place, key))
            for key, item in value.items()
            if (*place, key) not in bad
        }
    if isinstance(value, list):
        return [
            {} if (*place, index) in bad else _leave_out(item, bad, (*place, index))
            for index, item in enumerate(value)
        ]
    return value


def _explain(kind: str, place: Path, error: Any) -> str:
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "extra_forbidden":
        known = tuple(_layout_at(place[:-1]).model_fields)
        return unknown_key(str(place[-1]), known, "steppewise schema --sweep")
    if kind in PLAIN:
        return f"{PLAIN[kind]}, not {tell(error['input'])}"
    return str(error["msg"]).replace("Input should be", "must be")


def _layout_at(place: Path) -> type[BaseModel]:
    if place[:1] == ("design",):
        return DesignEntry
    if place[2:3] == ("alternatives",):
        return AlternativeEntry
    return LISTS.get(str(place[0]), SweepFile) if place else SweepFile


def _name_entries(raw: dict[str, Any], path: Path) -> Path:
    """The path with the names of entries in place of their numbers, where they have any."""
    named: list[str | int] = []
    value: Any = raw
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            value = None
        name = value.get("name") if isinstance(part, int) and isinstance(value, dict) else None
        named.append(name if isinstance(name, str) and name else part)
    return tuple(named)
