"""Runs whose numbers are not finite: found, written down, and left out of all that is reported."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import xarray as xr

from model.storage.stored_files import DamagedError

FAILURES = "failures.csv"
"""Name of the table of failed runs within a results folder; there is none where none failed."""

DIGITS = 9
"""Digits of the number of a run at most."""

FAILED = "failed_runs"
"""Attribute of a store that holds the numbers of the runs that failed, as words, where any did."""


class FailedRunsError(Exception):
    """No run is left to report on; the message says what failed first."""


def failed_runs(dataset: xr.Dataset) -> tuple[int, ...]:
    """Return the numbers of the runs of a result that failed, as its attributes have them.

    Raises DamagedError where the attribute holds anything but numbers.
    """
    words = str(dataset.attrs.get(FAILED, "")).split()
    if not all(word.isascii() and word.isdigit() and len(word) <= DIGITS for word in words):
        raise DamagedError(f"the attribute {FAILED} does not hold the numbers of runs")
    return tuple(map(int, words))


def numbers_of(runs: Iterable[int]) -> str:
    """Return the numbers of runs as the attribute of a store holds them."""
    return " ".join(map(str, runs))


def leave_out_failed(dataset: xr.Dataset) -> xr.Dataset:
    """Return a result without its failed runs; the others keep their numbers."""
    failed = failed_runs(dataset)
    return leave_out(dataset, failed) if failed else dataset


def leave_out(dataset: xr.Dataset, runs: Iterable[int]) -> xr.Dataset:
    """Return a result without some runs, which then count as failed; the others keep numbers."""
    out = sorted({*failed_runs(dataset), *runs})
    kept = dataset.isel(run=np.flatnonzero(~np.isin(dataset["run"].values, out)))
    return kept.assign_attrs({FAILED: numbers_of(out)})


def describe_failed(dataset: xr.Dataset, of: int) -> str:
    """Return in a sentence how many of all runs failed, "" if none did."""
    count = len(failed_runs(dataset))
    if not count:
        return ""
    them = "It is" if count == 1 else "They are"
    return (
        f"{count} of {of} runs failed, because a number was not finite. {them} left out of all "
        f"that follows; {FAILURES} lists which."
    )
