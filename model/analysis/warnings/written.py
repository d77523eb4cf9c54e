"""Warnings that follow from what is written: no base, no source, promises, double counting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.problems import Problem, suggest
from model.inputs.formats.quarters import START, quarter_name
from model.inputs.formats.spans import Span
from model.inputs.scenarios.lineage import Lineage
from model.inputs.scenarios.scenario_events import Event, read_events
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_library import BASELINE, find_base, find_scenario
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.records import Key
from model.inputs.seeds.seed_paths import expand_factor
from model.inputs.seeds.seeds import Seeds

PLEDGE = "pledge"
ASSUMED = "assumption"
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
LOOSE = 0.03
"""How far a stated sum may be from the computed one, as a share of it."""


def warn_of_no_base(subject: Subject) -> Iterator[Problem]:
    """A scenario of the future that extends nothing leaves out all that is under way."""
    document, scenario = subject.document, subject.scenario
    past = scenario.base_year is not None or scenario.start < START
    is_base = document.path.stem == BASELINE
    if document.entry.extends or past or is_base or find_base(BASELINE, document.path) is None:
        return
    message = (
        f"is missing, so nothing happens that the {BASELINE} has under way, and a comparison with "
        f'the {BASELINE} shows that as an effect of this scenario; write extends = "{BASELINE}"'
    )
    yield Problem(document.file, 1, "extends", message)


def warn_of_sources(subject: Subject) -> Iterator[Problem]:
    """A source of an event should have a block that says where it is to be found.

    What calls itself an assumption needs none.
    """
    titles = [source.title for source in subject.scenario.sources if source.title]
    for event in subject.own.values():
        assumed = ASSUMED in event.source.casefold()
        if event.source and event.source not in titles and not assumed:
            message = (
                f"no [[sources]] block has the title '{event.source}';"
                f"{suggest(event.source, titles)} add a block with its title and address, "
                'or write "Assumption of the workshop"'
            )
            yield subject.problem(event, "source", message)


def warn_of_promises(subject: Subject) -> Iterator[Problem]:
    """A pledge that is not announced arrives in full, which few promises do."""
    for event in subject.own.values():
        if pledges(event) and not event.announced:
            message = (
                "is a promise that arrives in full and on time; add announced = true, "
                "with delivery (the share that comes) and lag (quarters late)"
            )
            yield subject.problem(event, "factor", message)


def warn_of_sums(subject: Subject) -> Iterator[Problem]:
    """A yearly sum on several paths comes on each of them; the total is told unless stated."""
    for event in subject.own.values():
        count = pledges(event)
        last = subject.scenario.until if event.end is None else event.end
        years = (last - int(event.start.low) + 1) / 4
        total = Span(event.value.low * count * years, event.value.high * count * years)
        if count < 2 or years <= 0 or states(subject, event, total):
            continue
        yearly = Span(event.value.low * count, event.value.high * count)
        split = Span(event.value.low / count / years, event.value.high / count / years)
        span = f"{quarter_name(int(event.start.low))} to {quarter_name(last)}"
        message = (
            f"{show(event.value)} bn USD a year on each of {count} paths is {show(yearly)} bn a "
            f"year, {show(total)} bn in all from {span}; if {show(event.value)} bn is the whole "
            f"sum, write {event.change} = {show(split, toml=True)}, otherwise state the "
            f"{show(total)} bn in the note"
        )
        yield subject.problem(event, event.change, message)


def warn_of_double_counting(subject: Subject) -> Iterator[Problem]:
    """What is added beside an inherited addition to the same path may be the same thing twice."""
    for event in subject.own.values():
        beside = [
            other.name
            for other in subject.inherited
            if event.change == other.change == "add"
            and set(event.targets) & set(other.targets)
            and overlap(event, other)
            and other.name not in event.note
        ]
        if beside:
            names = " and ".join(beside)
            one = "an event" if len(beside) == 1 else "events"
            message = (
                f"adds to what {names} adds to the same path at the same time, {one} that this "
                f'scenario inherits; to replace it, write name = "{beside[0]}", and if both are '
                f"meant, name {names} in the note"
            )
            yield subject.problem(event, "factor", message)


def pledges(event: Event) -> int:
    """Return how many pledges an event raises."""
    raises = event.change in ("add", "set") and event.value.high > 0
    return sum(1 for factor, _ in event.targets if factor == PLEDGE) if raises else 0


def overlap(one: Event, other: Event) -> bool:
    """Tell whether two events may be in full force in the same quarter."""
    return all(
        second.end is None or first.start.low <= second.end
        for first, second in ((one, other), (other, one))
    )


def states(subject: Subject, event: Event, total: Span) -> bool:
    """Tell whether the file states a total in words: in the event's note or at its top."""
    entry = subject.document.entry
    text = " ".join(filter(None, (event.note, entry.title, entry.question, entry.narrative)))
    numbers = [float(found.replace(",", "")) for found in NUMBER.findall(text)]
    low, high = total.low * (1 - LOOSE), total.high * (1 + LOOSE)
    return any(low <= number <= high for number in numbers)


def show(span: Span, *, toml: bool = False, digits: int = 3) -> str:
    """Return a span as people write it, or as a file holds it."""
    low, high = f"{span.low:.{digits}g}", f"{span.high:.{digits}g}"
    if low == high:
        return low
    return f"[{low}, {high}]" if toml else f"{low} to {high}"


class Subject(NamedTuple):
    """A good scenario with its own file; `seeds` are those with its changes.

    own: the events that the file itself writes, by name and as they are played; inherited: those
    of the files that it extends; replaced: names of own events that stand for inherited ones;
    places: where each own event stands in the file, counted from 0.
    """

    document: Document
    scenario: Scenario
    seeds: Seeds
    own: dict[str, Event]
    inherited: tuple[Event, ...]
    replaced: frozenset[str]
    places: dict[str, int]

    def problem(self, event: Event, field: str, message: str) -> Problem:
        """Return a warning about a field of an own event, or about all of it ("")."""
        place = ("events", self.places[event.name])
        return self.document.problem((*place, field) if field else place, message)

    def written_paths(self, event: Event) -> dict[str, tuple[tuple[str, Key], ...]]:
        """Return the paths that an own event writes, each with every place that it names."""
        paths = self.document.entry.events[self.places[event.name]].factor or ()
        return {path: expand_factor(path, self.seeds.members) for path in paths}


def read_subject(path: str | Path, seeds: Seeds) -> Subject:
    """Return what is warned about; raises InputError unless the scenario is good."""
    scenario, changed = load_scenario(path, seeds)
    *parents, document = Lineage(find_scenario(path)).order()
    places = {entry.name or "": place for place, entry in enumerate(document.entry.events)}
    above = {
        event.name for parent in parents for event in read_events(parent, None, seeds.members, [])
    }
    events = {event.name: event for event in scenario.events}
    own = {name: events[name] for name in places}
    inherited = tuple(events[name] for name in events if name in above and name not in own)
    return Subject(document, scenario, changed, own, inherited, frozenset(above & set(own)), places)
