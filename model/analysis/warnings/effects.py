"""The no-effect check: is there a run in which a change of a scenario changes any outcome?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from model.engines.ensemble import play
from model.engines.prepare import prepare
from model.inputs.formats.problems import Problem
from model.inputs.scenarios.event_changes import apply_event_changes, changes_event
from model.inputs.scenarios.lineage import Lineage, read_changes
from model.inputs.scenarios.overlays import read_overlay
from model.inputs.scenarios.scenario_events import Event, Horizon, read_events
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_library import find_scenario
from model.inputs.scenarios.scenarios import Scenario, Span, load_scenario
from model.inputs.seeds.changes import Change
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn

Observe = Callable[..., Mapping[str, Any]]
"""Measures every outcome of a quarter; the review's `observe`."""

RUNS = 16
"""Runs that are compared; an uncertain event is taken to happen in all of them."""

CERTAIN = Span(1.0, 1.0)


class Variant(NamedTuple):
    """A scenario with one change and without it, and where that change is written."""

    key: str
    file: str
    line: int | None
    event: str
    seeds: Seeds
    events: tuple[Event, ...]


def find_idle_changes(
    path: str | Path, seeds: Seeds, observe: Observe, *, runs: int = RUNS, entropy: int = 1
) -> list[Problem]:
    """Return the changes of a file that have no effect on any outcome in any of some runs.

    Each event and each change of `[set]` that the file itself writes is left out in turn; the
    runs with and without it share every draw. Inherited events are not looked at.
    """
    scenario, changed = load_scenario(path, seeds)
    return [
        Problem(variant.file, variant.line, variant.key, "has no effect on any outcome")
        for variant in leave_out_each(path, seeds)
        if not _differs(scenario, changed, variant, observe, runs, entropy)
    ]


def leave_out_each(path: str | Path, seeds: Seeds) -> Iterator[Variant]:
    """Yield the scenario of a good file without each of its own changes in turn."""
    lineage = Lineage(find_scenario(path))
    documents, horizon = lineage.order(), lineage.horizon()
    own = documents[-1]
    overlay = read_overlay(documents, horizon, seeds, [])
    seeds = seeds.with_interests(overlay.interests) if overlay else seeds
    for event in read_events(own, None, seeds.members, []):
        key = f"events.{event.name}"
        left = _rebuild(documents, seeds, key, horizon)
        yield Variant(key, own.file, event.line, event.name, *left)
    for change in read_changes(own, []):
        key = f"set.{change.path}"
        yield Variant(key, own.file, change.line, "", *_rebuild(documents, seeds, key, horizon))


def _rebuild(
    documents: tuple[Document, ...], seeds: Seeds, left_out: str, horizon: Horizon | None
) -> tuple[Seeds, tuple[Event, ...]]:
    events: dict[str, Event] = {}
    changes: list[Change] = []
    for document in documents:
        last = document is documents[-1]
        found = read_events(document, None, seeds.members, [])
        events |= {
            event.name: event
            for event in found
            if not (last and f"events.{event.name}" == left_out)
        }
        asked = [
            change
            for change in read_changes(document, [])
            if not (last and f"set.{change.path}" == left_out)
        ]
        events = apply_event_changes(events, asked, horizon, seeds.members, [])
        changes += [change for change in asked if not changes_event(change)]
    return seeds.apply(changes, []), tuple(events.values())


def _differs(
    scenario: Scenario, changed: Seeds, variant: Variant, observe: Observe, runs: int, entropy: int
) -> bool:
    """Play both side by side and stop at the first quarter in which an outcome differs."""
    sure = tuple(_make_sure(event, variant.event) for event in scenario.events)
    with_change = _watch(replace(scenario, events=sure), changed, observe, runs, entropy)
    without = replace(scenario, events=variant.events)
    others = _watch(without, variant.seeds, observe, runs, entropy)
    return any(
        not np.array_equal(one[name], other[name])
        for one, other in zip_longest(with_change, others)
        for name in one
    )


def _make_sure(event: Event, name: str) -> Event:
    possible = event.name == name and event.probability.high > 0
    return event._replace(probability=CERTAIN) if possible else event


def _watch(
    scenario: Scenario, seeds: Seeds, observe: Observe, runs: int, entropy: int
) -> Iterator[Mapping[str, Any]]:
    drawn = Drawn(seeds, entropy, 0, runs)
    ready = prepare(drawn)
    for world, quarter in play(scenario, drawn, ready):
        yield observe(ready.setting, ready.parameters, world, quarter)
