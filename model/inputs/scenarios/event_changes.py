"""Changes of what happens: of events that a scenario inherits, and of factors that are held.

`events.<name>.<field>` is a field of an event, `*` of every one. `engagement.JPN` is a factor that
is held at a value from the first quarter of the run on; it becomes an event of that name. The base
year, against which all is counted, stays as it was: `factors.engagement.JPN` is what changes that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from model.inputs.formats.problems import Problem, unknown
from model.inputs.formats.spans import Span, read_quarter, read_quarters, read_span
from model.inputs.scenarios.scenario_events import CERTAIN, NOW, Event, Horizon, check_event
from model.inputs.seeds.changes import Change
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.records import Members
from model.inputs.seeds.seed_paths import ANY, PathError, expand_factor

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
    """Tell whether a change is one of what happens rather than of a seed."""
    return change.path.split(".")[0] == "events" or holds_factor(change.path)


def holds_factor(path: str) -> bool:
    """Tell whether a path names a factor, which is then held from the first quarter on."""
    return path.split(".")[0] in FACTORS


def apply_event_changes(
    events: Mapping[str, Event],
    changes: Iterable[Change],
    horizon: Horizon | None,
    members: Members,
    problems: list[Problem],
) -> dict[str, Event]:
    """Return the events with all changes of what happens made in order; others are passed over.

    What is wrong goes to problems.
    """
    changed = dict(events)
    touched: dict[str, Change] = {}
    for change in filter(changes_event, changes):
        try:
            if holds_factor(change.path):
                changed[change.path] = hold_factor(change, horizon, members)
                touched[change.path] = change
                continue
            names, field = find_fields(change.path, changed)
            value = READERS[field](change.value)
        except ValueError as error:
            problems.append(change.problem(str(error)))
            continue
        for name in names:
            changed[name] = changed[name]._replace(**{field: value})
            touched[name] = change
    for name, change in touched.items():
        place = name if holds_factor(change.path) else f"events.{name}"
        for field, message in check_event(changed[name], horizon):
            problems.append(change.problem(f"{field} of {place}: {message}"))
    return changed


def hold_factor(change: Change, horizon: Horizon | None, members: Members) -> Event:
    """The event that a held factor is; raises PathError and ValueError."""
    start = NOW if horizon is None else Span(horizon.start, horizon.start)
    return Event(
        name=change.path,
        targets=expand_factor(change.path, members),
        change="set",
        value=read_span(change.value),
        start=start,
        end=None,
        ramp=0,
        probability=CERTAIN,
        delivery=CERTAIN,
        lag=NOW,
        announced=False,
        note=f"held from the first quarter on, by {change.file}",
        source="",
        file=change.file,
        line=change.line or 0,
    )


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
