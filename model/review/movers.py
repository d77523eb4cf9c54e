"""The top movers of a comparison as rows of words, ready for a terminal's table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from rich.table import Table

from model.review.result import AXES
from model.review.units import shown
from model.review.wording import Names, decimals, number, share_of_runs, signed

HEADER: tuple[str, ...] = (
    "outcome",
    "where",
    "turn",
    "base",
    "change",
    "90 % of runs",
    "same way",
    "unit",
)
"""Columns of the rows."""


def mover_row(row: Mapping[str, object], names: Names) -> tuple[str, ...]:
    """Return one row of a comparison as words, numbers with no more digits than they support."""
    view = shown(str(row["outcome"]), str(row["domain"]), str(row["unit"]))
    low, middle, high = (float(str(row[key])) for key in ("p05", "p50", "p95"))
    places = decimals(low, high, view.decimals)
    labels = [(axis, str(row[axis])) for axis in AXES if row[axis]]
    change = "noise" if row["cannot_tell"] else signed(middle, places)
    return (
        str(row["outcome"]).replace("_", " "),
        ", ".join(names.get(axis, {}).get(label, label) for axis, label in labels),
        str(row["turn"]),
        number(float(str(row["base_p50"])), places),
        change,
        f"{signed(low, places)} to {signed(high, places)}",
        share_of_runs(float(str(row["same_sign"]))).removesuffix(" of runs"),
        view.change_unit,
    )


def mover_rows(table: pd.DataFrame, names: Names, most: int = 20) -> list[tuple[str, ...]]:
    """Return the first rows of a comparison, top movers first, as words under `HEADER`."""
    return [mover_row(row, names) for row in table.head(most).to_dict("records")]


def mover_table(table: pd.DataFrame, names: Names, title: str, most: int = 20) -> Table:
    """Return the top movers as a table for a terminal."""
    shown_table = Table(title=title)
    for place, heading in enumerate(HEADER):
        shown_table.add_column(heading, justify="right" if 2 < place < 7 else "left")
    for row in mover_rows(table, names, most):
        shown_table.add_row(*row)
    return shown_table
