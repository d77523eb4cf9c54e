"""A scenario written into a manifest so fully that it can be run again from there alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.experiments.sampled import as_made
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.history.history import SUBFOLDER
from model.inputs.scenarios.base_year import BaseYear, recall_base_year
from model.inputs.scenarios.overlays import Overlay, describe_overlay, restore_overlay
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenario_layout import OBSERVED
from model.inputs.scenarios.scenarios import Scenario, Span
from model.inputs.seeds.key_columns import bounds
from model.inputs.seeds.records import Interest, Key, Row
from model.inputs.seeds.seeds import Seeds
from model.inputs.seeds.tables import TABLES

SPREAD = ("value", "distribution", "low", "high")
"""Columns of a row that a run depends on."""

WANT = ("elasticity", "salience", "low", "high")
"""Columns of an interest that a scenario can change."""

SPANS = ("value", "start", "probability", "delivery", "lag")


class ReplayError(Exception):
    """A manifest that does not fit the seeds at hand; the message says how."""


def describe_scenario(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as plain values, as it was asked for."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "narrative": scenario.narrative,
        "start": quarter_name(scenario.start),
        "until": quarter_name(scenario.until),
        "base_year": scenario.base_year,
        "drivers": OBSERVED if scenario.drivers else None,
        "overlays": [describe_overlay(one) for one in scenario.overlays],
        "events": [event._asdict() for event in scenario.events],
        "changes": dict(scenario.changes),
        "sources": [source.model_dump() for source in scenario.sources],
        "lineage": scenario.lineage,
    }


def resolve_scenario(scenario: Scenario, seeds: Seeds, changed: Seeds) -> dict[str, Any]:
    """Return what came of a scenario's changes to the seeds, as plain values.

    seeds: as the files have them; changed: with the scenario's changes. `rows` and `interests`
    hold the outcome of all changes to the seeds of the base year, so that their order need not be
    known; those seeds, and the drivers, are made again from the past.
    """
    base = recall_base_year(scenario.base_year, bool(scenario.drivers), seeds.folder)
    seeds = base.restate(_lay_over(scenario.overlays, seeds))
    return {
        "rows": _changed_rows(seeds, changed),
        "interests": _changed_interests(seeds, changed),
    }


def restore_scenario(manifest: Mapping[str, Any], seeds: Seeds) -> tuple[Scenario, Seeds]:
    """Return the scenario of a manifest, and the seeds as it changed them.

    Raises ReplayError where the seeds, or the past that it starts from, are not those that the
    manifest was made with, and InputError where that past cannot be read.
    """
    if manifest["seeds_digest"] != seeds.digest:
        raise ReplayError(
            f"this result was made with other seeds (digest {manifest['seeds_digest'][:12]}) than "
            f"those in {seeds.folder} ({seeds.digest[:12]}); name the right ones with --seeds"
        )
    seeds, wrong = as_made(manifest, seeds)
    if wrong:
        raise ReplayError(wrong)
    told = manifest["scenario"]
    base = _restore_base_year(manifest, seeds)
    overlays = tuple(restore_overlay(one) for one in told["overlays"])
    laid_over = base.restate(_lay_over(overlays, seeds))
    changed = _restore_seeds(manifest["resolved"], laid_over)
    first, last = (quarter_index(turn) for turn in manifest["horizon"])
    scenario = Scenario(
        name=told["name"],
        title=told["title"],
        question=told["question"],
        narrative=told["narrative"],
        file="",
        start=first,
        until=last,
        events=tuple(_restore_event(event) for event in told["events"]),
        changes=told["changes"],
        sources=(),
        lineage=tuple(told["lineage"]),
        text_digest=manifest["scenario_digest"],
        base_year=base.year,
        drivers=base.drivers(changed),
        history_digest=base.digest,
        overlays=overlays,
    )
    return scenario, changed


def _lay_over(overlays: Sequence[Overlay], seeds: Seeds) -> Seeds:
    return seeds.with_interests([row for one in overlays for row in one.interests])


def _restore_base_year(manifest: Mapping[str, Any], seeds: Seeds) -> BaseYear:
    """What the scenario stood on, which must be the past that it was made with."""
    told = manifest["scenario"]
    observed = told.get("drivers") == OBSERVED
    base = recall_base_year(told.get("base_year"), observed, seeds.folder)
    made = str(manifest.get("history_digest", ""))
    if made != base.digest:
        raise ReplayError(
            f"this result was made with another past (digest {made[:12]}) than that in "
            f"{seeds.folder / SUBFOLDER} ({base.digest[:12]}); name the right one with --seeds"
        )
    return base


def _changed_rows(seeds: Seeds, changed: Seeds) -> dict[str, dict[str, Any]]:
    found = {}
    for table, rows in changed.tables.items():
        before = seeds.tables.get(table, {})
        for key, row in rows.items():
            spread = {column: getattr(row, column) for column in SPREAD}
            old = before.get(key)
            if old is None or any(getattr(old, name) != value for name, value in spread.items()):
                found[".".join((table, *key))] = spread
    return found


def _changed_interests(seeds: Seeds, changed: Seeds) -> dict[str, dict[str, float]]:
    pairs = zip(seeds.interests, changed.interests, strict=True)
    return {
        new.id: {column: getattr(new, column) for column in WANT}
        for old, new in pairs
        if any(getattr(old, column) != getattr(new, column) for column in WANT)
    }


def _restore_event(told: Mapping[str, Any]) -> Event:
    spans = {name: _restore_span(told[name]) for name in SPANS}
    targets = tuple((factor, tuple(key)) for factor, key in told["targets"])
    return Event(**{**told, **spans, "targets": targets, "file": "", "line": 0})


def _restore_span(told: Mapping[str, float]) -> Span:
    return Span(told["low"], told["high"])


def _restore_seeds(told: Mapping[str, Any], seeds: Seeds) -> Seeds:
    tables: dict[str, dict[Key, Row]] = {name: dict(rows) for name, rows in seeds.tables.items()}
    for path, spread in told["rows"].items():
        table, *key = path.split(".")
        old = tables[table].get(tuple(key)) or _blank_row(table, tuple(key))
        tables[table][tuple(key)] = old._replace(**spread)
    interests = tuple(_restore_interest(one, told["interests"]) for one in seeds.interests)
    own = {path.partition(".")[2] for path in told["rows"] if path.startswith("parameters.")}
    posterior = None if seeds.posterior is None else seeds.posterior.without(own)
    return replace(seeds, tables=tables, interests=interests, posterior=posterior)


def _restore_interest(interest: Interest, told: Mapping[str, Any]) -> Interest:
    return interest._replace(**told.get(interest.id, {}))


def _blank_row(table: str, key: Key) -> Row:
    number = (0.0, "", "", (), "C", "fixed", None, None, "set", "", 0)
    return Row(table, key, *number, bounds(TABLES[table], key))
