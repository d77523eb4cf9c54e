"""Which events of a scenario its figures mark, and what they are called there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from model.figures.event_marks import Mark, describe_marks
from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.naming import words_for
from model.inputs.seeds.seeds import Seeds

MOST = 5
"""Marks of a figure at most; events that begin and end together share one."""

NAMED = 2
"""Events of one mark that are named at most."""

SOON = 4
"""Quarters after the start from which on the events of a scenario of no other are marked."""

CAPITALS = frozenset({"us", "eu"})

SAME: tuple[str, ...] = (
    "name", "start", "end", "value", "change", "ramp", "probability", "delivery", "lag",
)  # fmt: skip
"""What is alike in two events that are the same."""


class EventsShown(NamedTuple):
    """The marks of a figure, and what they stand for in one line."""

    marks: tuple[Mark, ...] = ()
    words: str = ""


def events_of_result(manifest: Mapping[str, Any], seeds: Seeds) -> EventsShown:
    """Return the marks of a result: the events that the scenario at its root does not have.

    Of a scenario that extends no other, or whose root cannot be read, those that begin more than a
    year after the start, which are part of what it says of the future.
    """
    told = manifest["scenario"]
    events = told["events"]
    root = _events_of_root(told.get("lineage", ()), seeds)
    if root is None:
        soon = quarter_index(manifest["horizon"][0]) + SOON
        own = [event for event in events if _low(event) > soon]
    else:
        own = [event for event in events if _key(event) not in root]
    return _marks(own, manifest["horizon"], _spellings(seeds))


def events_of_scenario(scenario: Scenario, seeds: Seeds) -> EventsShown:
    """Return the marks of a scenario as it was read: the events that stand in its own file."""
    own = [_described(event) for event in scenario.events if event.file == scenario.file]
    horizon = quarter_name(scenario.start), quarter_name(scenario.until)
    return _marks(own, horizon, _spellings(seeds))


def events_of_difference(
    base: Mapping[str, Any], other: Mapping[str, Any], seeds: Seeds
) -> EventsShown:
    """Return the marks of a comparison: the events that one of both has, or has differently.

    base, other: manifests. An event that both have is marked as the second has it.
    """
    mine, theirs = base["scenario"]["events"], other["scenario"]["events"]
    known = {_key(event) for event in mine}
    own = [event for event in theirs if _key(event) not in known]
    names = {event["name"] for event in theirs}
    gone = [event for event in mine if event["name"] not in names]
    return _marks([*own, *gone], other["horizon"], _spellings(seeds))


def _events_of_root(lineage: Sequence[str], seeds: Seeds) -> set[str] | None:
    if len(lineage) < 2:
        return None
    try:
        root, _ = load_scenario(lineage[0], seeds)
    except InputError:
        return None
    return {_key(event._asdict()) for event in root.events}


def _key(event: Mapping[str, Any]) -> str:
    """What is alike in two events that are the same, whether as read or as a manifest has it."""
    return repr([_plain(event[name]) for name in SAME])


def _plain(value: Any) -> Any:
    """A value of an event as a manifest has it: a range as low and high, numbers as numbers."""
    if isinstance(value, Mapping):
        return (float(value["low"]), float(value["high"]))
    if isinstance(value, tuple):
        return (float(value[0]), float(value[1]))
    return float(value) if isinstance(value, int) else value


def _described(event: Event) -> dict[str, Any]:
    """An event as a manifest has it, as far as marks need it."""
    return {**event._asdict(), "start": event.start._asdict()}


def _low(event: Mapping[str, Any]) -> int:
    return int(event["start"]["low"])


def _marks(
    events: Iterable[Mapping[str, Any]], horizon: Sequence[str], spellings: Mapping[str, str]
) -> EventsShown:
    """Put events that begin and end together under one mark, in the order of time."""
    last = quarter_index(horizon[1])
    groups: dict[tuple[int, int, int | None], list[str]] = {}
    for event in events:
        low, high, end = _low(event), int(event["start"]["high"]), event["end"]
        if low <= last:
            over = None if end is None or end >= last else int(end)
            groups.setdefault((low, high, over), []).append(str(event["name"]))
    ordered = sorted(groups.items(), key=lambda one: one[0][:2])
    # where there are too many, marks of several events say more than those of one
    largest = sorted(ordered, key=lambda one: -len(one[1]))[:MOST]
    kept = [one for one in ordered if one in largest]
    marks = tuple(
        Mark(
            number,
            low / 4,
            None if over is None else (over + 1) / 4,
            f"{_name(names, spellings)} ({_when(low, high, over)})",
        )
        for number, ((low, high, over), names) in enumerate(kept, start=1)
    )
    left_out = sum(len(names) for _, names in ordered) - sum(len(names) for _, names in kept)
    return EventsShown(marks, describe_marks(marks, left_out))


def _name(names: Sequence[str], spellings: Mapping[str, str]) -> str:
    """What some events are called: the first of them, and how many more."""
    said = [
        " ".join(spellings.get(word, word) for word in name.split("-")) for name in names[:NAMED]
    ]
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    every = [*said, *more]
    words = every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}"
    return words[:1].upper() + words[1:]


def _when(low: int, high: int, over: int | None) -> str:
    begins = quarter_name(low)
    if low != high:
        begins = f"between {begins} and {quarter_name(high)}"
        return f"begins {begins}" + (f", ends {quarter_name(over)}" if over is not None else "")
    if over is None:
        return f"from {begins}"
    return begins if over == low else f"{begins} to {quarter_name(over)}"


def _spellings(seeds: Seeds) -> dict[str, str]:
    """Return small letters -> how a single word for a member of the cast is spelt.

    Words of two letters are left alone but for those in `CAPITALS`: some are English words.
    """
    found: dict[str, str] = {}
    for axis, members in words_for(seeds.members).items():
        if axis in ("power", "state"):
            for words in members.values():
                found |= {word.lower(): word for word in words if " " not in word}
    found = {low: word for low, word in found.items() if len(low) > 2 or low in CAPITALS}
    short = [one for one in seeds.members["corridor"] if one.id not in one.name.lower()]
    return found | {one.id: one.id.upper() for one in short if "-" not in one.id}
