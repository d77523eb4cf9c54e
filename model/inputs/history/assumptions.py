"""Assumptions with which the base year of a past run is made where no series tells it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.fixed_words import GRADES
from model.inputs.formats.numbers import read_number
from model.inputs.formats.places import shown
from model.inputs.formats.problems import Problem, unknown
from model.inputs.seeds.quantities import check_sources

FILE = "assumptions"
COLUMNS: tuple[str, ...] = ("assumption", "value", "unit", "source", "grade", "note")
RATIOS: tuple[str, ...] = ("trade_error", "offtake_error", "gas_error")
"""Errors that divide and multiply: at least 1. All other assumptions are above 0."""


class Assumptions(NamedTuple):
    """The numbers of ``history/assumptions.csv``, where unit, source and note stand."""

    mean_gap: float
    trade_error: float
    offtake_error: float
    ore_part: float
    gas_elasticity: float
    gas_error: float
    usual_crude: float
    position_error: float
    contact_error: float
    arms_points: float
    alignment_points: float


def read_assumptions(
    folder: Path, sources: Collection[str], problems: list[Problem]
) -> Assumptions | None:
    """Return the assumptions in a folder of the past; None where anything is wrong with them."""
    path, found = folder / f"{FILE}.csv", dict[str, float]()
    before = len(problems)
    for line in read_csv(path, COLUMNS, problems):
        name, (value, wrong) = line.cells["assumption"], _read_line(line, sources)
        if name in found:
            wrong.append(("assumption", f"'{name}' is there twice"))
        problems += [line.problem(column, message) for column, message in wrong]
        found[name] = value
    if len(problems) == before and (missing := set(Assumptions._fields) - set(found)):
        words = ", ".join(name for name in Assumptions._fields if name in missing)
        problems.append(Problem(shown(path), 1, "assumption", f"there is no row for {words}"))
    return Assumptions(**found) if len(problems) == before else None


def _read_line(line: Line, sources: Collection[str]) -> tuple[float, list[tuple[str, str]]]:
    """Return the number of a line, and what is wrong with the line as (column, message)."""
    cells = line.cells
    value, message = read_number(cells["value"])
    wrong = check_sources(cells["source"], sources)
    if cells["assumption"] not in Assumptions._fields:
        known = unknown("assumption", cells["assumption"], Assumptions._fields)
        wrong.append(("assumption", known))
    if cells["grade"] not in GRADES:
        wrong.append(("grade", unknown("grade", cells["grade"], GRADES)))
    if value is None:
        return 0.0, [*wrong, ("value", message)]
    least = 1.0 if cells["assumption"] in RATIOS else 0.0
    if value <= least:
        wrong.append(("value", f"{value:g} is not above {least:g}"))
    return value, wrong
