"""The table of experiments: scenario, alternatives and factors of each, as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from model.studies.sweep.plan import Plan, combinations_of
from model.world.draws import Floats


def header(plan: Plan) -> list[str]:
    """The columns that tell an experiment from the others."""
    levers = [lever.name for lever in plan.sweep.levers]
    return ["scenario", *levers, *(factor.name for factor in plan.sweep.factors)]


def write_experiments(path: Path, plan: Plan, design: Floats) -> None:
    """Write a row for each experiment; design: the values of every factor at every point."""
    points = [",".join(map(repr, row)) for row in design.tolist()]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(["experiment", *header(plan)]) + "\n")
        file.writelines(_rows(plan, points))


def _rows(plan: Plan, points: list[str]) -> Iterator[str]:
    for number, combination in enumerate(combinations_of(plan)):
        told = ",".join(combination)
        first = number * plan.points
        for place, values in enumerate(points):
            yield f"{first + place},{told},{values}\n"


def row_of(plan: Plan, design: Floats, experiment: int) -> list[str]:
    """Scenario, alternatives and values of factors of one experiment, as the table has them."""
    structure = plan.structures[experiment // plan.points]
    values = map(repr, design[experiment % plan.points].tolist())
    return [structure.scenario_name, *structure.alternatives, *values]
