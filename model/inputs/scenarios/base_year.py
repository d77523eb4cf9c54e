"""The base year of a scenario: the year of the seeds, or a past one and what is known."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import START, quarter_name
from model.inputs.history.drivers import Driver, read_drivers
from model.inputs.history.history import SUBFOLDER, History, read_history
from model.inputs.history.past_seeds import stand_at
from model.inputs.scenarios.scenario_events import Horizon
from model.inputs.scenarios.scenario_file import Document
from model.inputs.seeds.seeds import Seeds


class BaseYear(NamedTuple):
    """A base year, whether what moves outside the model is as observed, and the past for both.

    `year` is None for the year of the seeds, and `history` where nothing of the past is wanted or
    it could not be read.
    """

    year: int | None = None
    observed: bool = False
    history: History | None = None

    @property
    def digest(self) -> str:
        """Digest of what is taken from the past: all of it, or as far as the base year; else ""."""
        if self.year is None or self.history is None:
            return ""
        if self.observed:
            return self.history.digest
        known = f"{self.history.digest_until(self.year)} {self.history.assumed}"
        return sha256(known.encode()).hexdigest()

    def restate(self, seeds: Seeds) -> Seeds:
        """Return the seeds as they stood at the end of the base year."""
        if self.year is None or self.history is None:
            return seeds
        return stand_at(seeds, self.history, self.year)

    def drivers(self, seeds: Seeds) -> tuple[Driver, ...]:
        """Return the paths of what is as observed; the seeds say who leads which bloc."""
        if not self.observed or self.history is None:
            return ()
        return read_drivers(self.history, seeds.tables["leaders"])


def recall_base_year(year: int | None, observed: bool, folder: Path) -> BaseYear:
    """Return the base year of a scenario that was resolved before, on a folder of seeds.

    Raises InputError where there is no past in it, or a wrong one.
    """
    return BaseYear() if year is None else BaseYear(year, observed, read_history(folder))


def read_base_year(
    order: Sequence[Document], horizon: Horizon | None, folder: Path, problems: list[Problem]
) -> BaseYear:
    """Return the base year that scenario files ask for, the last of them deciding.

    order: parents first; horizon: None where it is not known; folder: that of the seeds. What is
    wrong goes to problems.
    """
    asking = [document for document in order if document.entry.drivers is not None]
    based = [document for document in order if document.entry.base_year is not None]
    unread = any(("base_year",) in document.bad for document in order)
    if asking and not based and not unread:
        problems.append(asking[-1].problem(("drivers",), "needs a base_year beside it"))
    if not based:
        return BaseYear()
    year = based[-1].entry.base_year
    before = len(problems)
    history = _read_past(based[-1], folder, problems)
    if history is not None:
        problems += _check_record(based[-1], history)
    problems += _check_start(based[-1], horizon)
    return BaseYear(year, bool(asking), history if len(problems) == before else None)


def _read_past(document: Document, folder: Path, problems: list[Problem]) -> History | None:
    past = folder / SUBFOLDER
    if not past.is_dir():
        wrong = f"there is no past to start from: no folder {shown(past)}"
        problems.append(document.problem(("base_year",), wrong))
        return None
    try:
        return read_history(folder)
    except InputError as error:
        problems.extend(error.problems)
        return None


def _check_record(document: Document, history: History) -> list[Problem]:
    """A year that a past of one's own does not tell of."""
    year = document.entry.base_year
    return [
        document.problem(
            ("base_year",), f"{year} is not on record in {shown(history.folder / SUBFOLDER / name)}"
        )
        for name in ("trade_totals", "economy")
        if year not in history.years(name)
    ]


def _check_start(document: Document, horizon: Horizon | None) -> list[Problem]:
    """A run that does not begin where its seeds stand."""
    year = document.entry.base_year
    if horizon is None or year is None or horizon.start == 4 * year + 4:
        return []
    own = "" if horizon.start != START else ", as without start"
    within = 4 * year <= horizon.start < 4 * year + 4
    twice = f", whose quarters are in what is on record for {year} already" if within else ""
    wrong = (
        f"{year} does not go with a run from {quarter_name(horizon.start)}{own}{twice}; "
        f"start must be {year + 1}Q1"
    )
    return [document.problem(("base_year",), wrong)]
