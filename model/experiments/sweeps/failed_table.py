"""The table of runs that failed: which, with which inputs, and why."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from model.experiments.sweeps.experiment_table import header, row_of
from model.experiments.sweeps.journal import Receipt
from model.experiments.sweeps.plan import Plan
from model.experiments.sweeps.sweep_files import FAILURES, WRITING, write_whole
from model.storage.csv_text import write_csv
from model.world.draws import Floats


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
