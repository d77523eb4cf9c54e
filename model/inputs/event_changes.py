"""Changes of events that a scenario inherits: `events.<name>.<field>`, `*` for every event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from model.inputs.changes import Change
from model.inputs.events import Event, Horizon, check_event
from model.inputs.paths import ANY, PathError
from model.inputs.problems import Problem, unknown
from model.inputs.spans import read_quarter, read_quarters, read_span

READERS: dict[str, Callable[[Any], Any]] = {
    "value": read_span,
    "probability": partial(read_span, low=0, high=1),
    "delivery": partial(read_span, low=0, high=1),
    "lag": partial(read_span, low=0, high=200),
    "start": read_quarters,
    "end": read_quarter,
}
"""Fields of an event that can be changed, and how their values are read."""

ANNOUNCED_ONLY = ("delivery", "lag")


def changes_event(change: Change) -> bool:
    """Tell whether a change is one of an event rather than of a seed."""
    return change.path.split(".")[0] == "events"


def apply_event_changes(
    events: Mapping[str, Event],
    changes: Iterable[Change],
    horizon: Horizon | None,
    problems: list[Problem],
) -> dict[str, Event]:
    """Return the events with all changes made in order; what is wrong goes to problems."""
    changed = dict(events)
    touched: dict[str, Change] = {}
    for change in changes:
        try:
            names, field = find_fields(change.path, changed)
            value = READERS[field](change.value)
        except ValueError as error:
            problems.append(change.problem(str(error)))
            continue
        for name in names:
            changed[name] = changed[name]._replace(**{field: value})
            touched[name] = change
    for name, change in touched.items():
        for field, message in check_event(changed[name], horizon):
            problems.append(change.problem(f"{field} of events.{name}: {message}"))
    return changed


def find_fields(path: str, events: Mapping[str, Event]) -> tuple[tuple[str, ...], str]:
    """Return the events and the field that a path names; raises PathError."""
    words = path.split(".")
    if len(words) != 3:
        raise PathError(f"'{path}' does not fit; write events.name.field ({ANY} is every one)")
    _, name, field = words
    if name != ANY and name not in events:
        raise PathError(unknown("event", name, events))
    if field not in READERS:
        raise PathError(unknown("field", field, READERS))
    names = tuple(events) if name == ANY else (name,)
    if field in ANNOUNCED_ONLY:
        if name != ANY and not events[name].announced:
            raise PathError(f"event {name} is not announced, so it has no {field}")
        names = tuple(each for each in names if events[each].announced)
    return names, field
