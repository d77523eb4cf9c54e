"""The answer of a report, in the words and figures of the commands `compare` and `run`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from model.analysis.compare.event_dates import Date
from model.analysis.compare.pair import list_failures
from model.analysis.compare.words import list_changes
from model.analysis.trajectories.findings import find_findings
from model.experiments.optional_steps import Extras
from model.experiments.store import open_result
from model.report.given import Given
from model.report.parts import Block, Lines
from model.report.pictures import AGAINST, ALONE, find_pictures

LEADS = "Who leads, and what moved since the start"


def answer_alone(given: Given, extras: Extras) -> list[Block]:
    """Return who leads at the end and what moved, and the figures of the result."""
    return [*_tell_failures(given), _tell_leads(given), *find_pictures(given, ALONE, extras)]


def answer_against(
    given: Given, table: pd.DataFrame, dates: Sequence[Date], extras: Extras
) -> list[Block]:
    """Return what changes at each date, who leads at the end, and the figures of both.

    table: of the comparison at these dates.
    """
    changes = [
        Lines(", ".join(filter(None, date)), list_changes(rows, given.names))
        for date in dates
        if len(rows := table[table["turn"] == date.turn])
    ]
    blocks: list[Block] = [*_tell_failures(given), *changes]
    blocks += find_pictures(given, AGAINST, extras)
    return [*blocks, _tell_leads(given), *find_pictures(given, ALONE[:1], extras)]


def _tell_leads(given: Given) -> Lines:
    return Lines(LEADS, find_findings(open_result(given.result.folder), given.names))


def _tell_failures(given: Given) -> Iterator[Block]:
    results = [one for one in (given.base, given.result) if one is not None]
    if failed := list_failures(*results):
        yield Lines("", failed)
