"""A scenario as its warnings see it: what its own file writes, and what it inherits."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.problems import Problem
from model.inputs.scenarios.lineage import Lineage
from model.inputs.scenarios.scenario_events import Event, read_events
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_library import find_scenario
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.records import Key
from model.inputs.seeds.seed_paths import expand_factor
from model.inputs.seeds.seeds import Seeds


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
