"""Structures: each scenario with each combination of alternatives, resolved once.

Runs of one structure differ by their factors and dice only, so they can be played side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

from model.experiments.sweeps.parts import Alternative, Sweep
from model.inputs.formats.places import scenario_folder
from model.inputs.formats.problems import InputError, Problem
from model.inputs.scenarios.event_changes import apply_event_changes, changes_event
from model.inputs.scenarios.lineage import Lineage, read_changes
from model.inputs.scenarios.overlays import read_overlay
from model.inputs.scenarios.scenario_events import Event, Horizon, read_events
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_library import SUFFIX, exists
from model.inputs.scenarios.scenarios import DOCUMENT, Scenario, keep_document, load_scenario
from model.inputs.seeds.changes import Change
from model.inputs.seeds.seeds import Seeds


class Structure(NamedTuple):
    """A scenario with one alternative of every lever, ready to be played."""

    scenario_name: str
    alternatives: tuple[str, ...]
    scenario: Scenario
    seeds: Seeds


def find_file(word: str, folder: Path) -> Path | None:
    """Return the scenario that a word means: beside the sweep, else in the library, else None."""
    name = word if word.endswith(SUFFIX) else f"{word}{SUFFIX}"
    for path in (folder / name, scenario_folder() / name):
        if exists(path):
            return path
    return None


def list_combinations(sweep: Sweep) -> list[tuple[str, tuple[Alternative, ...]]]:
    """Every scenario with every combination of alternatives, the last lever moving first."""
    ways = list(product(*(lever.alternatives for lever in sweep.levers)))
    return [(scenario, way) for scenario in sweep.scenarios for way in ways]


def build_structures(
    sweep: Sweep, folder: Path, seeds: Seeds, problems: list[Problem]
) -> tuple[Structure, ...]:
    """Return every structure of a sweep; what is wrong with the alternatives goes to problems.

    folder: where the sweep's file lies, and scenarios beside it. A word that names no scenario is
    passed over.
    """
    built: list[Structure] = []
    for name, way in list_combinations(sweep):
        words = (name, *(word for each in way for word in each.extends))
        files = [file for word in words if (file := find_file(word, folder))]
        if len(files) == len(words):
            structure = build_structure(files, (sweep.always, *way), sweep.file, seeds, problems)
            if structure and sweep.interests == DOCUMENT:
                alone = keep_document(structure.scenario, structure.seeds)
                structure = structure._replace(scenario=alone)
            built += [structure] if structure else []
    _check_horizons(sweep, built, problems)
    return tuple(built)


def build_structure(
    files: Sequence[Path],
    alternatives: Sequence[Alternative],
    file: str,
    seeds: Seeds,
    problems: list[Problem],
) -> Structure | None:
    """Lay alternatives over a scenario: first the scenarios that they extend, then their values.

    files: the scenario, then those that the alternatives extend.
    """
    try:
        base, _ = load_scenario(files[0], seeds)
        documents = _gather(files, seeds)
    except InputError as error:
        problems.extend(error.problems)
        return None
    horizon = Horizon(base.start, base.until, base.base_year)
    overlay = read_overlay(documents, horizon, seeds, problems)
    seeds = seeds.with_interests(overlay.interests) if overlay else seeds
    events, changes = _resolve(documents, seeds, horizon)
    asked = [
        Change(path, value, file, line)
        for each in alternatives
        for path, value, line in each.changes
    ]
    events = apply_event_changes(events, asked, horizon, seeds.members, problems)
    changes += [change for change in asked if not changes_event(change)]
    changed = seeds.apply(changes, problems)
    scenario = replace(base, events=tuple(events.values()), overlays=(overlay,) if overlay else ())
    names = tuple(each.name for each in alternatives if each.name)
    return Structure(files[0].stem, names, scenario, changed)


def _gather(files: Iterable[Path], seeds: Seeds) -> tuple[Document, ...]:
    """The files of a scenario and of those laid over it, parents first, each file once."""
    found: dict[Path, Document] = {}
    for file in files:
        load_scenario(file, seeds)
        for document in Lineage(file).order():
            found.setdefault(document.path.resolve(), document)
    return tuple(found.values())


def _resolve(
    documents: Sequence[Document], seeds: Seeds, horizon: Horizon
) -> tuple[dict[str, Event], list[Change]]:
    """Events and changes of files that are known to be good."""
    events: dict[str, Event] = {}
    changes: list[Change] = []
    for document in documents:
        found = read_events(document, horizon, seeds.members, [])
        events |= {event.name: event for event in found}
        asked = read_changes(document, [])
        events = apply_event_changes(events, asked, horizon, seeds.members, [])
        changes += [change for change in asked if not changes_event(change)]
    return events, changes


def _check_horizons(sweep: Sweep, built: Sequence[Structure], problems: list[Problem]) -> None:
    spans = {each.scenario_name: (each.scenario.start, each.scenario.until) for each in built}
    if len(set(spans.values())) > 1:
        wrong = "scenarios of one sweep must begin and end in the same quarters"
        problems.append(Problem(sweep.file, None, "scenarios", wrong))
