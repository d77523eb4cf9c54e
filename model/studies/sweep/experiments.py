"""The table of experiments: scenario, alternatives and factors of each, as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from model.studies.sweep.plan import Plan, combinations_of
from model.world.draws import Floats

TOGETHER = 10_000
"""Rows that are turned into text together."""


def header(plan: Plan) -> list[str]:
    """The columns that tell an experiment from the others."""
    levers = [lever.name for lever in plan.sweep.levers]
    return ["scenario", *levers, *(factor.name for factor in plan.sweep.factors)]


def write_experiments(path: Path, plan: Plan, design: Floats) -> None:
    """Write a row for each experiment; design: the values of every factor at every point."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(["experiment", *header(plan)]) + "\n")
        for number, combination in enumerate(combinations_of(plan)):
            told = ",".join(combination)
            for start in range(0, plan.points, TOGETHER):
                first = number * plan.points + start
                file.writelines(_rows(first, told, design[start : start + TOGETHER]))


def _rows(first: int, told: str, values: Floats) -> Iterator[str]:
    for place, row in enumerate(values.tolist()):
        yield f"{first + place},{told},{','.join(map(repr, row))}\n"


def row_of(plan: Plan, design: Floats, experiment: int) -> list[str]:
    """Scenario, alternatives and values of factors of one experiment, as the table has them."""
    structure = plan.structures[experiment // plan.points]
    values = map(repr, design[experiment % plan.points].tolist())
    return [structure.scenario_name, *structure.alternatives, *values]
