"""Events: what a scenario does to factors, when, and how surely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from model.inputs.formats.fixed_words import CHANGES
from model.inputs.formats.problems import Problem
from model.inputs.formats.quarters import quarter_name
from model.inputs.formats.spans import Span
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_layout import EventEntry
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.records import Key, Members
from model.inputs.seeds.seed_paths import PathError, expand_factor

Wrong = Iterator[tuple[str, str]]
CERTAIN, NOW = Span(1, 1), Span(0, 0)
MOST = 100.0


class Horizon(NamedTuple):
    """First and last turn of a run, as quarter indices, and the past year that it starts from."""

    start: int
    until: int
    base_year: int | None = None

    @property
    def earliest(self) -> int:
        """First quarter that an event may name: in the past, that of the base year.

        What began then is part of what is on record for it, and only what comes on top counts.
        """
        return self.start if self.base_year is None else min(self.start, 4 * self.base_year)


class Event(NamedTuple):
    """An event with every target spelt out; quarters are indices, shares 0..1."""

    name: str
    targets: tuple[tuple[str, Key], ...]
    change: str
    value: Span
    start: Span
    end: int | None
    ramp: int
    probability: Span
    delivery: Span
    lag: Span
    announced: bool
    note: str
    source: str
    file: str
    line: int


def read_events(
    document: Document, horizon: Horizon | None, members: Members, problems: list[Problem]
) -> tuple[Event, ...]:
    """Return the good events of a file; what is wrong with the others goes to problems.

    Without a horizon (it could not be read) no event is found to lie outside it.
    """
    events: dict[str, Event] = {}
    first: dict[str, int | None] = {}
    for index, entry in enumerate(document.entry.events):
        place = ("events", index)
        if place in document.bad:
            continue
        wrong = dict(_check_entry(entry, document, index))
        targets = _expand(entry, document, index, members, problems)
        event = _make_event(entry, targets, document.file, document.positions.line(place))
        wrong |= dict(check_event(event, horizon, entry))
        if entry.name is not None and entry.name in first:
            wrong["name"] = f"'{entry.name}' is there twice, first on line {first[entry.name]}"
        elif entry.name is not None:
            first[entry.name] = document.positions.line((*place, "name"))
        problems.extend(
            document.problem((*place, field) if field else place, message)
            for field, message in wrong.items()
        )
        events[event.name] = event
    return tuple(events.values())


def check_event(
    event: Event, horizon: Horizon | None = None, entry: EventEntry | None = None
) -> Wrong:
    """Yield what is wrong with the numbers and quarters of an event, as (field, message)."""
    started = entry is None or entry.start is not None
    if started and event.end is not None and event.end < event.start.high:
        after = quarter_name(int(event.start.high))
        yield "end", f"{quarter_name(event.end)} is before start, {after}"
    if started and horizon and event.start.low < horizon.earliest:
        begins, first = quarter_name(int(event.start.low)), quarter_name(horizon.earliest)
        whose = "the run" if horizon.base_year is None else "its base year"
        yield "start", f"{begins} is before the first quarter of {whose}, {first}"
    elif started and horizon and event.start.high > horizon.until:
        begins, last = quarter_name(int(event.start.high)), quarter_name(horizon.until)
        yield "start", f"{begins} is after the last quarter of the run, {last}"
    if event.change:
        yield from _check_value(event)


def _check_value(event: Event) -> Wrong:
    for factor in dict.fromkeys(name for name, _ in event.targets):
        spec = FACTORS[factor]
        width = spec.high - spec.low
        low, high = {
            "set": (spec.low, spec.high),
            "add": (-width, width),
            "multiply": (0.0, MOST),
        }[event.change]
        outside = [number for number in event.value if not low <= number <= high]
        if outside:
            limits = f"outside the bounds {low:g}..{high:g} to {event.change} {factor}"
            yield event.change, f"{outside[0]:g} is {limits}"
            return


def _check_entry(entry: EventEntry, document: Document, index: int) -> Wrong:
    raw = document.raw["events"][index]
    for field in ("name", "factor", "start"):
        if field not in raw:
            yield field, "is missing"
    given = [change for change in CHANGES if change in raw]
    if len(given) != 1:
        said = f"; here are {' and '.join(given)}" if given else ""
        yield "", f"needs exactly one of {', '.join(CHANGES)}{said}"
    announced = raw.get("announced")
    for field in ("delivery", "lag"):
        if announced is True and field not in raw:
            yield field, "is missing; an announced event says what comes of it"
        elif field in raw and announced in (None, False):
            yield field, "is only for an announced event; add announced = true"


def _expand(
    entry: EventEntry, document: Document, index: int, members: Members, problems: list[Problem]
) -> tuple[tuple[str, Key], ...]:
    targets: dict[tuple[str, Key], None] = {}
    listed = isinstance(document.raw["events"][index].get("factor"), list)
    for position, path in enumerate(entry.factor or ()):
        try:
            targets |= dict.fromkeys(expand_factor(path, members))
        except PathError as error:
            place = ("events", index, "factor", *((position,) if listed else ()))
            problems.append(document.problem(place, str(error)))
    return tuple(targets)


def _make_event(
    entry: EventEntry, targets: tuple[tuple[str, Key], ...], file: str, line: int | None
) -> Event:
    given = {change: getattr(entry, change) for change in CHANGES}
    change = next((name for name, value in given.items() if value is not None), "")
    return Event(
        name=entry.name or "",
        targets=targets,
        change=change,
        value=given.get(change) or NOW,
        start=entry.start or NOW,
        end=entry.end,
        ramp=entry.ramp,
        probability=entry.probability,
        delivery=entry.delivery or CERTAIN,
        lag=entry.lag or NOW,
        announced=entry.announced,
        note=entry.note,
        source=entry.source,
        file=file,
        line=line or 0,
    )
