"""Why an influence moved, or differs from a base, from Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xarray as xr

from model.analysis.explain.explained import explain_difference, explain_result
from model.analysis.explain.find import write_explanation
from model.analysis.explain.find_difference import Pair
from model.api.opened import PASSING, SOURCE, describe_warning, result_of
from model.commands.explain_command import Asked, read_question
from model.experiments.optional_steps import Extras
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.problems import InputError, Problem
from model.inputs.seeds.seeds import read_seeds

Given = xr.Dataset | Path | str
"""A result: what `run` or `open_result` returned, or a folder."""


@dataclass(frozen=True)
class Explanation:
    """What moved an influence, cause by cause; printed, it is the text of the command.

    `tables` holds the tables of the command by the names of their files; the first has a row for
    each cause, in points of 0 to 100, which add up from the first row to the last.
    """

    tables: Mapping[str, pd.DataFrame]
    text: str

    @property
    def table(self) -> pd.DataFrame:
        """The first table: a row for each cause."""
        return next(iter(self.tables.values()))

    def __str__(self) -> str:
        return self.text


def explain(
    result: Given,
    power: str,
    state: str,
    *,
    against: Given | None = None,
    between: tuple[str, str] = ("", ""),
    write: bool = False,
) -> Explanation:
    """Take the change of one power's influence in one state apart into its causes.

    result: what `run` or `open_result` returned, or the folder of a result; its runs are played
    again. power, state: by id, name or alias, such as ``"JPN"`` and ``"Kazakhstan"``. against: a
    result to take the difference of the power's share of influence from, instead. between: the
    first and the last quarter, such as ``("2027Q1", "2030Q4")``; an empty one is that of the
    result. write: write tables and figure into ``causes`` in the folder of the result, as
    `steppewise explain` does.

    Returns an `Explanation`: changes in points of 0 to 100, means over runs, the 5th and the 95th
    percentile; they add up to the whole change. The numbers are those of the command.
    Raises InputError with all that is wrong, ReplayError where the result cannot be played again
    as it was, PairingError where its runs are not those of `against`.
    """
    found = result_of("result", result)
    held = None if against is None else result_of("against", against)
    if write:
        _refuse_passing(result)
    seeds = read_seeds()
    asked = Asked(power, state, *between, "")
    question = read_question(asked, found, seeds, from_base=held is not None)
    with WorkerPool(1) as pool:
        extras = Extras(pool, warn=describe_warning)
        if held is None:
            told = explain_result(found, seeds, question, extras)
        else:
            told = explain_difference(Pair(held, found), seeds, question, extras)
        if write:
            write_explanation(found, told.tables, told.waterfall, extras, held)
    return Explanation(told.tables, "\n".join(told.lines))


def _refuse_passing(result: Given) -> None:
    """Raise InputError where what is written would go with the dataset."""
    source = result.encoding.get(SOURCE, "") if isinstance(result, xr.Dataset) else ""
    if Path(source).parent.name.startswith(PASSING):
        wrong = "needs a result that is on disk; give run a folder with out"
        raise InputError([Problem("write", None, "", wrong)])
