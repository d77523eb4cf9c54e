"""Scenarios: a file and all that it extends, resolved into events and changed seeds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import START, UNTIL
from model.inputs.formats.spans import Span
from model.inputs.history.drivers import Driver
from model.inputs.scenarios.base_year import BaseYear, read_base_year
from model.inputs.scenarios.event_changes import apply_event_changes, changes_event
from model.inputs.scenarios.lineage import Lineage, read_changes
from model.inputs.scenarios.overlays import Overlay, describe_overlay, read_overlay
from model.inputs.scenarios.scenario_events import CERTAIN, NOW, Event, Horizon, read_events
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_layout import ScenarioEntry, SourceEntry, schema_of
from model.inputs.scenarios.scenario_library import Card, find_scenario, list_scenarios
from model.inputs.seeds.changes import Change, read_option
from model.inputs.seeds.factors import INTEREST
from model.inputs.seeds.seeds import Seeds

DOCUMENT = "document"
"""Origin of the interests that the source document states, and the mode in which they act alone."""

__all__ = [
    "DOCUMENT",
    "Card",
    "Event",
    "Scenario",
    "Span",
    "end_interests",
    "keep_document",
    "list_scenarios",
    "load_scenario",
    "scenario_schema",
]


@dataclass(frozen=True)
class Scenario:
    """A resolved scenario; `start` and `until` are quarter indices.

    `changes` holds what `[set]` and `--set` changed, by path; those of seeds are applied in
    the seeds that come with the scenario, those of events in `events`. `lineage` names the
    files that went into it, parents first.
    """

    name: str
    title: str
    question: str
    narrative: str
    file: str
    start: int
    until: int
    events: tuple[Event, ...]
    changes: Mapping[str, Any]
    sources: tuple[SourceEntry, ...]
    lineage: tuple[str, ...]
    text_digest: str
    base_year: int | None = None
    """the past year from whose end the run starts; None for that of the seeds"""
    drivers: tuple[Driver, ...] = ()
    """what moves outside the model as observed; none where it follows the rules alone"""
    history_digest: str = ""
    """of what base year and drivers are taken from; "" for the year of the seeds"""
    overlays: tuple[Overlay, ...] = ()
    """interests that begin during the run; they stand in the seeds that come with it"""


def load_scenario(
    name_or_path: str | Path, seeds: Seeds, extra_sets: Sequence[str] = ()
) -> tuple[Scenario, Seeds]:
    """Return a resolved scenario and the seeds with its changes.

    A name is looked up in the library; a word with a path separator or ending in .toml is a
    file. `extra_sets` are changes written `path=value`, made last. Raises InputError with
    everything that is wrong.
    """
    lineage = Lineage(find_scenario(name_or_path))
    problems = list(lineage.problems)
    events: dict[str, Event] = {}
    changes: list[Change] = []
    overlay = read_overlay(lineage.order(), lineage.horizon(), seeds, problems)
    seeds = seeds.with_interests(overlay.interests) if overlay else seeds
    for document in lineage.order():
        own = lineage.horizon(document.path.resolve())
        _check_top(document, lineage, problems)
        found = read_events(document, own, seeds.members, problems)
        events |= {event.name: event for event in found}
        asked = read_changes(document, problems)
        events = apply_event_changes(events, asked, own, seeds.members, problems)
        changes += asked
    options = [read_option(text, problems) for text in extra_sets]
    asked = [change for change in options if change is not None]
    horizon = lineage.horizon()
    events = apply_event_changes(events, asked, horizon, seeds.members, problems)
    changes += asked
    base = read_base_year(lineage.order(), horizon, seeds.folder, problems)
    wanted = [change for change in changes if not changes_event(change)]
    changed = base.restate(seeds).apply(wanted, problems)
    if problems:
        raise InputError(dict.fromkeys(problems))
    span = horizon or Horizon(START, UNTIL)
    scenario = _resolve(lineage.order(), span, events, changes, (base, overlay), changed)
    return scenario, changed


def keep_document(scenario: Scenario, seeds: Seeds) -> Scenario:
    """Return a scenario in which, of the seeds' interests, only the document's act.

    From its first quarter on; the base year stays settled on all. Interests of an overlay stay.
    """
    others = [one.id for one in seeds.interests if one.origin != DOCUMENT and not one.overlay]
    note = "of the seeds' interests, only those that the document states act"
    return end_interests(scenario, others, name="document-alone", note=note)


def end_interests(scenario: Scenario, ids: Sequence[str], *, name: str, note: str) -> Scenario:
    """Return a scenario in which some interests are at 0 from the first quarter on.

    It does so by an event of that name, after all others; the base year stays settled on all.
    """
    event = Event(
        name=name,
        targets=tuple((INTEREST, (one,)) for one in ids),
        change="set",
        value=NOW,
        start=Span(scenario.start, scenario.start),
        end=None,
        ramp=0,
        probability=CERTAIN,
        delivery=CERTAIN,
        lag=NOW,
        announced=False,
        note=note,
        source="",
        file="",
        line=0,
    )
    return replace(scenario, events=(*scenario.events, event)) if ids else scenario


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors that check while one writes."""
    return schema_of(ScenarioEntry, "Steppewise scenario")


def _check_top(document: Document, lineage: Lineage, problems: list[Problem]) -> None:
    entry = document.entry
    if ("title",) not in document.bad and not (entry.title or "").strip():
        problems.append(document.problem(("title",), "is missing"))
    for index, source in enumerate(entry.sources):
        place = ("sources", index)
        if not source.title and not {place, (*place, "title")} & document.bad:
            problems.append(document.problem((*place, "title"), "is missing"))
    if lineage.complete and lineage.horizon(document.path.resolve()) is None:
        field = "until" if entry.until is not None else "start"
        problems.append(document.problem((field,), "until is before start"))


def _resolve(
    order: Sequence[Document],
    horizon: Horizon,
    events: Mapping[str, Event],
    changes: Sequence[Change],
    asked: tuple[BaseYear, Overlay | None],
    changed: Seeds,
) -> Scenario:
    base, overlay = asked
    last = order[-1]
    texts = {
        field: next((t for d in reversed(order) if (t := getattr(d.entry, field))), "")
        for field in ("title", "question", "narrative")
    }
    sources = dict.fromkeys(source for document in order for source in document.entry.sources)
    parts: dict[str, Any] = {
        "name": last.path.stem,
        **{field: text.strip() for field, text in texts.items()},
        "start": horizon.start,
        "until": horizon.until,
        "events": tuple(events.values()),
        "changes": {change.path: change.value for change in changes},
        "sources": tuple(sources),
        "base_year": base.year,
        "drivers": base.drivers(changed),
        "overlays": (overlay,) if overlay else (),
    }
    lineage = tuple(document.path.stem for document in order)
    return Scenario(
        **parts,
        file=last.file,
        lineage=lineage,
        text_digest=_digest(parts, base.digest),
        history_digest=base.digest,
    )


def _digest(parts: Mapping[str, Any], history: str) -> str:
    """Return the sha256 of a scenario and of what it takes from the past, by the bytes of both."""
    events = [
        {key: value for key, value in event._asdict().items() if key not in ("file", "line")}
        for event in parts["events"]
    ]
    sources = [source.model_dump() for source in parts["sources"]]
    changes = list(parts["changes"].items())
    overlays = [describe_overlay(one) for one in parts["overlays"]]
    plain = {**parts, "events": events, "sources": sources, "changes": changes}
    # The paths of drivers are computed from the past, so its own digest stands for them.
    plain |= {"overlays": overlays, "drivers": bool(parts["drivers"]), "history": history}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
