"""The summary of a stored result, one outcome at a time, by as many processes as there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

import xarray as xr

from model.review.crew import Crew
from model.review.statistics import summarise_one
from model.review.store import open_result
from model.review.summary import rows_of, write_rows

SUMMARY = "summary.csv"
"""Name of the summary within a results folder."""


def summarise_store(folder: Path, crew: Crew) -> Iterator[int]:
    """Write the summary of the store in a folder; yields 1 after each outcome.

    The bytes are those of `write_summary`, whoever worked out the parts.
    """
    names = sorted(map(str, open_result(folder).data_vars))
    tasks = [(folder, name, place == 0) for place, name in enumerate(names)]
    parts: dict[str, str] = {}
    for name, text in crew.do(summarise_outcome, tasks):
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
