"""Reading the factors of a sweep: paths, spreads, and whether every value is allowed."""

from __future__ import annotations

from collections.abc import Sequence

from model.experiments.sweeps.factor_spreads import Place, read_spread
from model.experiments.sweeps.parts import Factor, Spread
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.sweep_file import Document
from model.experiments.sweeps.sweep_layout import FactorEntry
from model.experiments.sweeps.targets import (
    EVENTS,
    Targets,
    find_limits,
    find_targets,
    is_dated,
    set_factor,
    table_of,
)
from model.inputs.formats.problems import Problem
from model.inputs.scenarios.event_changes import holds_factor
from model.inputs.seeds.changes import Change
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.seed_paths import PathError


def read_factors(
    document: Document, structures: Sequence[Structure], problems: list[Problem]
) -> tuple[Factor, ...]:
    """Return the factors of a file; what is wrong with any goes to problems."""
    factors = []
    if not document.entry.factors and not document.is_bad("factors"):
        problems.append(document.problem(("factors",), "are missing: a sweep needs at least one"))
    for index, entry in enumerate(document.entry.factors):
        place = ("factors", index)
        wrong = len(problems)
        for field in ("name", "path"):
            if getattr(entry, field) is None and not document.is_bad(*place, field):
                problems.append(document.problem((*place, field), "is missing"))
        targets = _find_all(document, index, entry, structures, problems)
        if len(problems) > wrong or document.is_bad(*place):
            continue
        spread = read_spread(Place(document, index, entry, problems), structures[0], targets)
        if spread is None:
            continue
        spread = spread._replace(limits=find_limits(targets, structures[0].seeds))
        unit = _unit_of(entry, targets, structures[0])
        about = entry.group.strip()
        factor = Factor(entry.name or "", entry.path or (), spread, unit, entry.note, about)
        factors.append(factor)
        _check_ends(document, index, factor, structures, problems)
        _check_levers(document, index, factor, problems)
    return tuple(factors)


def _find_all(
    document: Document,
    index: int,
    entry: FactorEntry,
    structures: Sequence[Structure],
    problems: list[Problem],
) -> Targets:
    found = Targets((), (), ())
    spread = Spread("uniform", 0, 0, 0)
    for number, path in enumerate(entry.path or ()):
        for structure in structures:
            listed = isinstance(document.raw["factors"][index].get("path"), list)
            spot = ("factors", index, "path", *((number,) if listed else ()))
            one = Factor("", (path,), spread, "", "")
            try:
                more = find_targets(one, structure)
            except PathError as error:
                where = f" (in scenario {structure.scenario_name})" if EVENTS in path else ""
                problems.append(document.problem(spot, f"{error}{where}"))
                break
            if structure is structures[0]:
                found = Targets(
                    found.rows + more.rows,
                    found.fields + more.fields,
                    found.interests + more.interests,
                )
    return found


def _unit_of(entry: FactorEntry, targets: Targets, structure: Structure) -> str:
    paths = entry.path or ()
    if any(is_dated(path) for path in paths):
        return "year"
    if paths and holds_factor(paths[0]):
        return FACTORS[table_of(paths[0])].unit
    if targets.rows:
        table, key, _ = targets.rows[0]
        row = structure.seeds.tables[table].get(key)
        return row.unit if row else ""
    if targets.interests:
        return "1-5"
    if targets.fields:
        return {"lag": "quarters", "value": ""}.get(targets.fields[0][1], "share")
    return ""


def _check_ends(
    document: Document,
    index: int,
    factor: Factor,
    structures: Sequence[Structure],
    problems: list[Problem],
) -> None:
    """Every end of the factor must be a value that a scenario could give.

    Whether a seed as a whole may have a value does not depend on the structure.
    """
    raw = document.raw["factors"][index]
    field = "values" if factor.spread.values else "range" if "range" in raw else "path"
    line = document.positions.line(("factors", index, field))
    ends = factor.spread.values or (factor.spread.low, factor.spread.high)
    rows = find_targets(factor, structures[0])
    alike = not rows.fields and not rows.interests and not any(row[2] for row in rows.rows)
    for structure in structures[:1] if alike else structures:
        for value in ends:
            place = Change("", None, document.file, line)
            found: list[Problem] = []
            set_factor(structure, factor, value, place, found)
            problems.extend(one._replace(key=f"factors.{factor.name}.{field}") for one in found)
            if found:
                return


def _check_levers(document: Document, index: int, factor: Factor, problems: list[Problem]) -> None:
    """What is a factor must not be set otherwise as well."""
    entry, moved = document.entry, set(factor.paths)
    others = [("the file", entry.set)] + [
        (f"lever {lever.name or number + 1}", each.set)
        for number, lever in enumerate(entry.levers)
        for each in lever.alternatives
    ]
    for setter, table in others:
        for path in sorted(moved & set(_paths_in(table))):
            wrong = f"{path} is also set by {setter}"
            problems.append(document.problem(("factors", index, "path"), wrong))


def _paths_in(table: object, before: str = "") -> list[str]:
    if not isinstance(table, dict) or not table:
        return [before]
    return [
        path
        for key, value in table.items()
        for path in _paths_in(value, f"{before}.{key}" if before else str(key))
    ]
