"""The tables of experiments and of runs that failed, as CSV files."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from model.experiments.sweeps.journal import Receipt
from model.experiments.sweeps.plan import Plan, combinations_of
from model.experiments.sweeps.sweep_files import FAILURES, WRITING, write_whole
from model.storage.csv_text import write_csv
from model.world.draws import Floats

TOGETHER = 10_000
"""Rows that are turned into text together."""


def header(plan: Plan) -> list[str]:
    """The columns that tell an experiment from the others."""
    levers = [lever.name for lever in plan.sweep.levers]
    return ["scenario", *levers, *(factor.name for factor in plan.sweep.factors)]


def write_experiments(path: Path, plan: Plan, design: Floats) -> None:
    """Write a row for each experiment; design: the values of every factor at every point."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, ["experiment", *header(plan)], _rows(plan, design))


def _rows(plan: Plan, design: Floats) -> Iterator[list[Any]]:
    for number, combination in enumerate(combinations_of(plan)):
        for start in range(0, plan.points, TOGETHER):
            first = number * plan.points + start
            for place, row in enumerate(design[start : start + TOGETHER].tolist()):
                yield [first + place, *combination, *row]


def row_of(plan: Plan, design: Floats, experiment: int) -> list[str]:
    """Scenario, alternatives and values of factors of one experiment, as the table has them."""
    structure = plan.structures[experiment // plan.points]
    values = map(repr, design[experiment % plan.points].tolist())
    return [structure.scenario_name, *structure.alternatives, *values]


def write_failures(folder: Path, plan: Plan, design: Floats, receipts: Iterable[Receipt]) -> None:
    """Write a row for each run that failed, in the order of runs; only a header where none did."""
    text = io.StringIO()
    rows = (
        [experiment, replication, *row_of(plan, design, experiment), reason]
        for receipt in receipts
        for experiment, replication, reason in receipt.failures
    )
    write_csv(text, ["experiment", "replication", *header(plan), "reason"], rows)
    write_whole(folder / FAILURES, text.getvalue().encode(), folder / WRITING)
