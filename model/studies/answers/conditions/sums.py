"""What is asked about: an outcome that was kept, or a sum of some, each at its date."""

from __future__ import annotations

import xarray as xr

from model.inputs.problems import InputError, Problem, listed
from model.studies.answers.conditions.grammar import Sum, read_sum
from model.studies.answers.conditions.measuring import Ground, add_up
from model.studies.answers.conditions.words import ConditionError
from model.studies.answers.series import (
    Names,
    Series,
    SeriesError,
    find_series,
    list_series,
)


def find_asked(text: str, option: str, dataset: xr.Dataset, names: Names) -> Series:
    """Return the series that a text asks for: `share JPN KAZ`, or a sum of such at some dates.

    `share JPN KAZ at 2040Q4 - share JPN KAZ at 2025Q1` is what the share gained. Raises InputError
    under the name of the option that the text comes from.
    """
    try:
        if not text.strip():
            raise SeriesError(f"is empty; kept: {listed(list_series(dataset))}")
        asked = read_sum(text)
        (times, value), *more = asked.terms
        if not more and times == 1.0 and value.kind == "outcome" and value.date is None:
            return find_series(dataset, value.words, names)
        return add_series(asked, text, Ground(dataset, names))
    except (SeriesError, ConditionError) as error:
        raise InputError([Problem(option, None, f"'{text}'", str(error))]) from None


def add_series(asked: Sum, text: str, ground: Ground) -> Series:
    """Return a sum as a series of one number; raises SeriesError or ConditionError.

    It is shown as its outcomes are, if all of them measure the same.
    """
    for _, value in asked.terms:
        if value.kind == "leader":
            raise ConditionError("leader is a name, no number; ask for rank, or use --where")
        if value.date is not None and value.date.how != "at":
            raise ConditionError(f"an outcome is taken at a quarter, not {value.date.how} one")
    outcomes = [value for _, value in asked.terms if value.kind == "outcome"]
    added = add_up(asked, ground)
    alike = {
        (one.measured, one.unit, one.about.get("domain", ""))
        for one in (find_series(ground.dataset, value.words, ground.names) for value in outcomes)
    }
    same = len(alike) == 1 and len(outcomes) == len(asked.terms)
    measured, unit, domain = next(iter(alike)) if same else ("", "", "")
    about = {"domain": domain} if domain else {}
    words = " ".join(text.split())
    return Series("", {}, measured, about, unit, ("",), added.values, sum=words)
