"""What one scenario changes against another, from Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import pandas as pd
import xarray as xr

from model.analysis.compare.pair import make_comparison
from model.api.arguments import check_count, refuse, words_of
from model.api.opened import folder_of_result, place_for, quiet_work
from model.api.scenario import LoadedScenario, request_for, seeds_of
from model.commands.compare_command import check_all, choose_terms
from model.commands.comparing import describe_comparison, read_dates
from model.commands.options import MOST_ENTROPY, MOST_RUNS
from model.commands.requests import build_request
from model.experiments.request import Request
from model.experiments.run import Result, Work, read_result, run_request
from model.experiments.worker_pool import WorkerPool
from model.inputs.seeds.seeds import Seeds

Side = str | Path | LoadedScenario | xr.Dataset
"""What can be compared: a scenario, or a result as a folder or a dataset."""


@dataclass(frozen=True)
class Comparison:
    """What one scenario changes against another; printed, it is the text of the command.

    `table` has a row for each outcome, actor and quarter: median of the base and of the other,
    mean, 5th, 50th and 95th percentile of the difference, in the unit of its row; the share of
    runs of the same sign; the standardised effect; and whether and why it cannot be told.
    `folder` is where it was written, None where it was not.
    """

    table: pd.DataFrame
    text: str
    folder: Path | None

    def __str__(self) -> str:
        return self.text


def compare(
    base: Side,
    other: Side,
    *,
    at: str | Iterable[str] = (),
    runs: int | None = None,
    entropy: int | None = None,
    out: Path | str | None = None,
) -> Comparison:
    """Say what a scenario changes against a base, run by run on the same chances.

    base, other: a scenario (name, path or loaded object), or a result (a folder, or what `run`
    returned). at: quarters, such as ``["2030Q4", "2040Q4"]``; those that the events call for unless
    given. runs, entropy: of scenarios that are played; those of the result beside it, else 500 and
    1. out: a folder for results and comparison, as `steppewise compare` writes them, without
    figures; unless it is given, nothing stays on disk.

    Returns a `Comparison`: its table is that of ``comparison.csv`` before numbers are rounded, its
    text what the command prints. Differences are other minus base.
    Raises InputError with all that is wrong, PairingError where runs are not the same futures,
    StoreError where a folder holds no result.
    """
    problems = check_count("runs", runs, 1, MOST_RUNS) if runs is not None else []
    if entropy is not None:
        problems += check_count("entropy", entropy, 0, MOST_ENTROPY)
    refuse(problems)
    quarters = ",".join(words_of("at", at))
    seeds = seeds_of((base, other))
    sides = {"base": base, "other": other}
    found = {name: read_result(folder_of_result(name, one))
             for name, one in sides.items()
             if not isinstance(one, LoadedScenario) and _is_result(one)}  # fmt: skip
    requests = _requests(sides, found, seeds, (runs, entropy))
    check_all("base", found, requests, quarters)
    with place_for(out) as place, WorkerPool(1) as pool:
        work = quiet_work(place, pool)
        found |= {name: run_request(request, work) for name, request in requests.items()}
        compared = _compare(found["base"], found["other"], quarters, seeds, work)
    if not place.passing:
        return compared
    rmtree(place.folder, ignore_errors=True)
    return Comparison(compared.table, compared.text, None)


def _requests(
    sides: dict[str, Side],
    found: dict[str, Result],
    seeds: Seeds,
    asked: tuple[int | None, int | None],
) -> dict[str, Request]:
    """Return what is yet to be played, on the terms of the result beside it."""
    terms = choose_terms(found, seeds, *asked)
    return {
        name: request_for(one, (), terms.runs, terms.entropy)
        if isinstance(one, LoadedScenario)
        else build_request(str(one), terms)
        for name, one in sides.items()
        if name not in found
    }


def _is_result(side: str | Path | xr.Dataset) -> bool:
    return isinstance(side, xr.Dataset) or Path(side).is_dir()


def _compare(base: Result, other: Result, at: str, seeds: Seeds, work: Work) -> Comparison:
    dates = read_dates(at, base, other)
    folder, table = make_comparison(base, other, [date.turn for date in dates], seeds, work)
    text = "\n".join(describe_comparison(base, other, table, dates, seeds)).strip()
    return Comparison(table, text, folder)
