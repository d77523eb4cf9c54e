"""What a factor moves in a structure: rows of seeds and fields of events, run by run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from model.experiments.sweeps.parts import Factor
from model.experiments.sweeps.structures import Structure
from model.inputs.formats.numbers import INTEREST
from model.inputs.formats.problems import Problem
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.event_changes import (
    apply_event_changes,
    changes_event,
    find_fields,
    holds_factor,
)
from model.inputs.scenarios.scenario_events import Horizon
from model.inputs.scenarios.scenarios import Event, Scenario, Span
from model.inputs.seeds.changes import Change
from model.inputs.seeds.key_columns import bounds
from model.inputs.seeds.seed_paths import PathError, expand_factor, expand_seed
from model.inputs.seeds.seeds import Seeds
from model.inputs.seeds.tables import TABLES
from model.world.chosen import Target
from model.world.draws import Floats

EVENTS, INTERESTS = "events", "interests"
DATED = ("start", "end")
"""Fields of events that are quarters; a sweep counts them as years: 2027Q3 is 2027.5."""


class Targets(NamedTuple):
    """What one factor moves: rows, fields of events, and interests."""

    rows: tuple[Target, ...]
    fields: tuple[tuple[str, str], ...]
    interests: tuple[str, ...]
    """paths of interests, which shape a run in ways that cannot differ side by side"""


def table_of(path: str) -> str:
    """The first word of a path."""
    return path.split(".")[0]


def is_dated(path: str) -> bool:
    """Tell whether a path names a quarter."""
    return table_of(path) == EVENTS and path.rsplit(".", 1)[-1] in DATED


def is_slow(factor: Factor) -> bool:
    """Tell whether runs with other values of a factor cannot be played side by side."""
    return any(table_of(path) == INTERESTS for path in factor.paths)


def written(path: str, value: float) -> Any:
    """A value as a scenario would write it at a path."""
    return quarter_name(round(4 * value)) if is_dated(path) else value


def find_targets(factor: Factor, structure: Structure) -> Targets:
    """What a factor moves in a structure; raises PathError where a path names nothing."""
    rows: dict[Target, None] = {}
    fields: dict[tuple[str, str], None] = {}
    interests: dict[str, None] = {}
    events = {event.name: event for event in structure.scenario.events}
    for path in factor.paths:
        if holds_factor(path):
            expand_factor(path, structure.seeds.members)
            fields |= {(path, "value"): None}
        elif table_of(path) == EVENTS:
            names, field = find_fields(path, events)
            fields |= dict.fromkeys((name, field) for name in names)
        elif table_of(path) == INTERESTS:
            interests[path] = None
        else:
            rows |= dict.fromkeys(_find_rows(path, structure.seeds))
    return Targets(tuple(rows), tuple(fields), tuple(interests))


def _find_rows(path: str, seeds: Seeds) -> list[Target]:
    found = expand_seed(path, seeds.members, seeds.tables, seeds.interests)
    if any(target.column == "distribution" for target in found):
        raise PathError("a distribution is a word, so it cannot be a factor; make it a lever")
    return [(target.table, target.key, target.column) for target in found]


def find_limits(targets: Targets, seeds: Seeds) -> tuple[float, float] | None:
    """The hard bounds that all rows and interests that a factor moves have in common, if any.

    What it moves of events is held within bounds when a quarter's factors are worked out.
    """
    found = [
        row.bounds if (row := seeds.tables[table].get(key)) else bounds(TABLES[table], key)
        for table, key, _ in targets.rows
    ]
    found += [INTEREST[path.rsplit(".", 1)[-1]] for path in targets.interests]
    if not found:
        return None
    return max(each.low for each in found), min(each.high for each in found)


def set_factor(
    structure: Structure, factor: Factor, value: float, place: Change, problems: list[Problem]
) -> Structure:
    """A structure with a factor at one value in all runs, as `--set` would give it.

    place: where the factor is written, for what is wrong with the value.
    """
    scenario, seeds = structure.scenario, structure.seeds
    changes = [place._replace(path=path, value=written(path, value)) for path in factor.paths]
    horizon = Horizon(scenario.start, scenario.until, scenario.base_year)
    events = apply_event_changes(
        {event.name: event for event in scenario.events},
        changes,
        horizon,
        seeds.members,
        problems,
    )
    seeds = seeds.apply([each for each in changes if not changes_event(each)], problems)
    scenario = replace(scenario, events=tuple(events.values()))
    return structure._replace(scenario=scenario, seeds=seeds)


def choose_rows(targets: Sequence[Targets], values: Floats) -> dict[Target, Floats]:
    """The chosen rows of some runs; values: ``(run, factor)``, a later factor overruling."""
    return {target: values[:, place] for place, each in enumerate(targets) for target in each.rows}


def choose_events(scenario: Scenario, targets: Sequence[Targets], values: Floats) -> Scenario:
    """The scenario with fields of its events chosen run by run; values: ``(run, factor)``."""
    chosen: dict[str, dict[str, Any]] = {}
    for place, each in enumerate(targets):
        for name, field in each.fields:
            chosen.setdefault(name, {})[field] = _field(field, values[:, place])
    events = (_choose(event, chosen.get(event.name, {})) for event in scenario.events)
    return replace(scenario, events=tuple(events))


def _field(field: str, values: Floats) -> Any:
    """A field of an event with a number a run, shaped ``(run, 1, 1, 1)`` as events are drawn."""
    column = values.reshape(-1, 1, 1, 1)
    column = np.round(4.0 * column) if field in DATED else column
    return column if field == "end" else Span(column, column)  # type: ignore[arg-type]


def _choose(event: Event, fields: Mapping[str, Any]) -> Event:
    return event._replace(**fields) if fields else event
