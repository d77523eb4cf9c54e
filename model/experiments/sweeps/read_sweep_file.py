"""Reading a sweep file: everything that is wrong with it at once, or a checked sweep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from model.experiments.sweeps.design_reading import read_design, read_dice, spread_levels
from model.experiments.sweeps.designs import count_points
from model.experiments.sweeps.factor_reading import read_factors
from model.experiments.sweeps.lever_aims import check_aims
from model.experiments.sweeps.parts import AXES, Alternative, Kept, Lever, Measured, Sweep
from model.experiments.sweeps.structures import Structure, build_structures, find_file
from model.experiments.sweeps.sweep_file import Document, read_sweep_document
from model.experiments.sweeps.sweep_layout import MOST
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.scenario_library import library_names
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.seeds import Seeds
from model.storage.labels import TIMES

RESERVED = (
    "experiment", "replication", "scenario", "failed", "date", "turn", *AXES,
    *(name for names in TIMES.values() for name in names),
)  # fmt: skip
"""Names that a sweep's own tables and arrays use."""


class Read(NamedTuple):
    """A checked sweep with its structures."""

    sweep: Sweep
    structures: tuple[Structure, ...]


def read_sweep(path: Path, seeds: Seeds, outcomes: Mapping[str, Measured]) -> Read:
    """Return the sweep of a file, and its structures; raises InputError with all that is wrong.

    outcomes: what the model measures, by name.
    """
    problems: list[Problem] = []
    document = read_sweep_document(path, problems)
    if document is None:
        raise InputError(problems)
    entry = document.entry
    if not (entry.title or "").strip() and not document.is_bad("title"):
        problems.append(document.problem(("title",), "is missing"))
    levers = _read_levers(document, problems)
    kept = _read_outcomes(document, seeds, outcomes, problems)
    bare = Sweep(
        path.stem, (entry.title or "").strip(), entry.question.strip(), entry.narrative.strip(),
        document.file, entry.scenarios, entry.interests, (), entry.replications, entry.entropy,
        "", read_design(document, (), []), (), levers, kept,
        Alternative("", (), tuple(_flatten(entry.set, ("set",), document))),
    )  # fmt: skip
    _check_scenarios(document, problems)
    structures = build_structures(bare, path.parent, seeds, problems)
    if not structures:
        raise InputError(dict.fromkeys(problems))
    factors = read_factors(document, structures, problems)
    factors = spread_levels(document, factors, problems)
    design = read_design(document, factors, problems)
    dates = _read_dates(document, structures[0], kept, problems)
    dice = read_dice(document, design, problems)
    sweep = replace(bare, factors=factors, design=design, dates=dates, dice=dice)
    _check_names(document, sweep, problems)
    check_aims(document, sweep, structures, problems)
    _check_size(document, sweep, problems)
    if problems:
        raise InputError(dict.fromkeys(problems))
    return Read(sweep, structures)


def _check_scenarios(document: Document, problems: list[Problem]) -> None:
    entry, folder = document.entry, document.path.parent
    words: list[tuple[tuple[str | int, ...], str]] = [
        (("scenarios", place), word) for place, word in enumerate(entry.scenarios)
    ]
    for index, lever in enumerate(entry.levers):
        for number, each in enumerate(lever.alternatives):
            place = ("levers", index, "alternatives", number, "extends")
            words += [(place, word) for word in each.extends or ()]
    for where, word in words:
        if find_file(word, folder) is None:
            problems.append(document.problem(where, unknown("scenario", word, library_names())))


def _read_levers(document: Document, problems: list[Problem]) -> tuple[Lever, ...]:
    levers = []
    for index, entry in enumerate(document.entry.levers):
        place = ("levers", index)
        if entry.name is None and not document.is_bad(*place, "name"):
            problems.append(document.problem((*place, "name"), "is missing"))
        if len(entry.alternatives) < 2 and not document.is_bad(*place, "alternatives"):
            wrong = "needs at least two [[levers.alternatives]]"
            problems.append(document.problem((*place, "alternatives"), wrong))
        names = [each.name for each in entry.alternatives]
        alternatives = []
        for number, each in enumerate(entry.alternatives):
            spot = (*place, "alternatives", number)
            if each.name is None and not document.is_bad(*spot, "name"):
                problems.append(document.problem((*spot, "name"), "is missing"))
            elif each.name is not None and names.index(each.name) < number:
                wrong = f"'{each.name}' is there twice"
                problems.append(document.problem((*spot, "name"), wrong))
            changes = tuple(_flatten(each.set, (*spot, "set"), document))
            alternatives.append(Alternative(each.name or "", each.extends or (), changes))
        goals = entry.goals or ()
        levers.append(Lever(entry.name or "", tuple(alternatives), goals, entry.enough.strip()))
    return tuple(levers)


def _flatten(
    table: Mapping[str, Any], place: tuple[str | int, ...], document: Document
) -> Iterable[tuple[str, Any, int | None]]:
    """The values of a `set` table by their dotted path, each with its line."""
    start = place.index("set") + 1
    for key, value in table.items():
        here = (*place, key)
        if isinstance(value, dict) and value:
            yield from _flatten(value, here, document)
        else:
            path = ".".join(str(part) for part in here[start:])
            yield path, value, document.positions.line(here)


def _read_outcomes(
    document: Document, seeds: Seeds, outcomes: Mapping[str, Measured], problems: list[Problem]
) -> tuple[Kept, ...]:
    kept = []
    if not document.entry.outcomes and not document.is_bad("outcomes"):
        problems.append(document.problem(("outcomes",), "are missing: say what is to be kept"))
    for index, entry in enumerate(document.entry.outcomes):
        place = ("outcomes", index)
        if entry.outcome is None or entry.outcome not in outcomes:
            wrong = (
                "is missing"
                if entry.outcome is None
                else unknown("outcome", entry.outcome, outcomes)
            )
            if not document.is_bad(*place, "outcome"):
                problems.append(document.problem((*place, "outcome"), wrong))
            continue
        described = outcomes[entry.outcome]
        places = []
        for axis in AXES:
            word = getattr(entry, axis)
            if word is None:
                continue
            known = seeds.ids(axis)
            if axis not in described.axes:
                wrong = f"{entry.outcome} has no {axis}; its axes: {', '.join(described.axes)}"
                problems.append(document.problem((*place, axis), wrong))
            elif word not in known:
                wrong = unknown_id(axis, word, known, seeds.members)
                problems.append(document.problem((*place, axis), wrong))
            else:
                places.append((axis, word, known.index(word)))
        chosen = {axis for axis, _, _ in places}
        axes = tuple(axis for axis in described.axes if axis not in chosen)
        name = entry.name or "_".join([entry.outcome, *(word for _, word, _ in places)])
        named = (
            name if entry.keep in ("dates", "trajectory") or entry.name else f"{name}_{entry.keep}"
        )
        kept.append(
            Kept(
                named, entry.outcome, tuple(places), axes, entry.keep, described.unit,
                described.meaning, entry.better or "",
            )
        )  # fmt: skip
    return tuple(kept)


def _read_dates(
    document: Document,
    structure: Structure,
    kept: Sequence[Kept],
    problems: list[Problem],
) -> tuple[int, ...]:
    first, last = structure.scenario.start, structure.scenario.until
    dates = document.entry.dates or (last,)
    for date in dates:
        if not first <= date <= last:
            span = f"{quarter_name(first)} to {quarter_name(last)}"
            wrong = f"{quarter_name(date)} is outside the scenarios, {span}"
            problems.append(document.problem(("dates",), wrong))
    if document.entry.dates and not any(each.keep == "dates" for each in kept):
        wrong = "no outcome is kept at dates"
        problems.append(document.problem(("dates",), wrong))
    return dates


def _check_names(document: Document, sweep: Sweep, problems: list[Problem]) -> None:
    first: dict[str, str] = dict.fromkeys(RESERVED, "a word of the results")
    for kind, entries in (
        ("factors", sweep.factors), ("levers", sweep.levers), ("outcomes", sweep.outcomes)
    ):  # fmt: skip
        for each in entries:
            if each.name in first:
                wrong = f"'{each.name}' is {first[each.name]} already; give it another name"
                problems.append(document.problem((*document.place(kind, each.name), "name"), wrong))
            elif each.name:
                first[each.name] = f"the name of one of the {kind}"


def _check_size(document: Document, sweep: Sweep, problems: list[Problem]) -> None:
    runs = count_points(sweep.design, sweep.factors) * sweep.combinations * sweep.replications
    if runs > MOST:
        wrong = f"{runs} runs; at most {MOST} are allowed"
        problems.append(document.problem(("design",), wrong))
