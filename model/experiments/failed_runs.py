"""Runs whose numbers are not finite: found, written down, and left out of all that is reported."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.storage.csv_text import write_csv
from model.storage.stored_files import DamagedError

FAILURES = "failures.csv"
"""Name of the table of failed runs within a results folder; there is none where none failed."""

DIGITS = 9
"""Digits of the number of a run at most."""

FAILED = "failed_runs"
"""Attribute of a store that holds the numbers of the runs that failed, as words, where any did."""


class FailedRun(NamedTuple):
    """A run that failed: in which outcome and turn a number first was not finite."""

    run: int
    outcome: str
    turn: str


class FailedRunsError(Exception):
    """No run is left to report on; the message says what failed first."""


def find_failed(
    outcomes: Mapping[str, NDArray[np.floating]], first_run: int, turns: Sequence[str]
) -> list[FailedRun]:
    """Return the runs of a batch in which any outcome is not finite, in order.

    outcomes: each ``(run, turn, axes...)``; first_run: number of the first of them.
    """
    bad = {name: ~_finite(values) for name, values in outcomes.items()}
    wrong = np.logical_or.reduce([each.any(axis=1) for each in bad.values()])
    found = []
    for run in np.flatnonzero(wrong):
        turn, name = min(
            (int(each[run].argmax()), name) for name, each in bad.items() if each[run].any()
        )
        found.append(FailedRun(first_run + int(run), name, turns[turn]))
    return found


def _finite(values: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Whether all numbers of a run and turn are finite, ``(run, turn)``; a sum of them shows it."""
    total = np.add.reduce(values, axis=tuple(range(2, values.ndim)), dtype=np.float64)
    return np.asarray(np.isfinite(total))


def write_failures(failed: Iterable[FailedRun], path: Path) -> Path:
    """Write a row for each failed run as CSV and return the path."""
    text = io.StringIO()
    rows = ((*each, f"{each.outcome} is not finite in {each.turn}") for each in failed)
    write_csv(text, (*FailedRun._fields, "reason"), rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")
    return path


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
