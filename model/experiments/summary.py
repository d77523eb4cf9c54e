"""The summary of an ensemble as a tidy table that opens in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from model.experiments.result import AXES, blank_axes, unit_of
from model.experiments.statistics import STATISTICS, summarise_one
from model.experiments.store import open_result
from model.experiments.worker_pool import WorkerPool
from model.storage.csv_text import safe

COLUMNS: tuple[str, ...] = ("outcome", "unit", *AXES, "turn", *STATISTICS)
"""Columns of a summary, in order; an axis that does not apply is blank."""

NUMBER_FORMAT = "%.6g"
"""Fixed, so that the same results give the same bytes; float32 holds no more digits."""


def rows_of(summary: xr.DataArray) -> pd.DataFrame:
    """Return the statistics of one outcome as rows: by actor, then by turn."""
    axes = [axis for axis in AXES if axis in summary.dims]
    ordered = summary.transpose(*axes, "turn", "statistic")
    sizes = [ordered.sizes[axis] for axis in (*axes, "turn")]
    places = np.indices(sizes).reshape(len(sizes), -1)
    labels = {
        axis: ordered[axis].values.astype(str)[place]
        for axis, place in zip((*axes, "turn"), places, strict=True)
    }
    facts = {"outcome": str(summary.name), "unit": unit_of(summary)}
    table = pd.DataFrame({**facts, **blank_axes(), **labels})
    table[list(STATISTICS)] = ordered.values.reshape(-1, len(STATISTICS))
    return table[list(COLUMNS)]


def parts(dataset: xr.Dataset) -> Iterator[pd.DataFrame]:
    """Yield the rows of one outcome after another, by name, so that only one is in memory."""
    for name in sorted(map(str, dataset.data_vars)):
        array = dataset[name]
        yield rows_of(array if "statistic" in array.dims else summarise_one(array))


def summary_table(dataset: xr.Dataset) -> pd.DataFrame:
    """Return one row per outcome, actor and turn, with mean, p05, p25, p50, p75, p95 over runs.

    dataset: a result with the axis `run`, or what `summarise` made of one.
    """
    return pd.concat(list(parts(dataset)), ignore_index=True)


def write_summary(dataset: xr.Dataset, path: Path) -> Path:
    """Write the summary table as CSV (UTF-8, comma, header row) and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for place, part in enumerate(parts(dataset)):
            write_rows(part, file, header=place == 0)
    return path


def write_rows(table: pd.DataFrame, file: object, *, header: bool = True) -> None:
    """Write a table as CSV with a fixed number format and line ending, its cells as `safe` has
    them."""
    words = {
        name: table[name].map(safe)
        for name in table.columns
        if table[name].dtype.kind not in "biuf"
    }
    table = table.assign(**words).rename(columns=safe)
    table.to_csv(file, index=False, header=header, float_format=NUMBER_FORMAT, lineterminator="\n")


SUMMARY = "summary.csv"
"""Name of the summary within a results folder."""


def summarise_store(folder: Path, pool: WorkerPool) -> Iterator[int]:
    """Write the summary of the store in a folder; yields 1 after each outcome.

    The bytes are those of `write_summary`, whoever worked out the parts.
    """
    names = sorted(map(str, open_result(folder).data_vars))
    tasks = [(folder, name, place == 0) for place, name in enumerate(names)]
    parts: dict[str, str] = {}
    for name, text in pool.map_unordered(summarise_outcome, tasks):
        parts[name] = text
        yield 1
    with (folder / SUMMARY).open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts[name] for name in names)


@lru_cache(maxsize=1)
def opened(folder: Path) -> xr.Dataset:
    """Open the store of a folder once a process; the name of the folder is not used again."""
    return open_result(folder)


def summarise_outcome(folder: Path, name: str, header: bool) -> tuple[str, str]:
    """Return the name of an outcome and its rows of the summary as text."""
    text = StringIO()
    write_rows(rows_of(summarise_one(opened(folder)[name])), text, header=header)
    return name, text.getvalue()
