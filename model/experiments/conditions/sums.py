"""What is asked about: an outcome that was kept, or a sum of some, each at its date."""

from __future__ import annotations

import xarray as xr

from model.experiments.conditions.condition_tree import Sum
from model.experiments.conditions.grammar import read_sum
from model.experiments.conditions.measure import Context, add_up
from model.experiments.conditions.series import (
    LESS,
    MORE,
    Names,
    Series,
    SeriesError,
    find_series,
    list_series,
)
from model.experiments.conditions.tokens import ConditionError
from model.inputs.formats.problems import InputError, Problem, listed


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
        return add_series(asked, text, Context(dataset, names))
    except (SeriesError, ConditionError) as error:
        raise InputError([Problem(option, None, f"'{text}'", str(error))]) from None


def add_series(asked: Sum, text: str, context: Context) -> Series:
    """Return a sum as a series of one number; raises SeriesError or ConditionError.

    It is shown as its outcomes are, if all of them measure the same.
    """
    for _, value in asked.terms:
        if value.kind == "leader":
            raise ConditionError("leader is a name, no number; ask for rank, or use --where")
        if value.date is not None and value.date.how != "at":
            raise ConditionError(f"an outcome is taken at a quarter, not {value.date.how} one")
    added = add_up(asked, context)
    found = [
        (times, find_series(context.dataset, value.words, context.names))
        for times, value in asked.terms
        if value.kind == "outcome"
    ]
    alike = {(one.measured, one.unit, one.about.get("domain", "")) for _, one in found}
    same = len(alike) == 1 and len(found) == len(asked.terms)
    measured, unit, domain = next(iter(alike)) if same else ("", "", "")
    about = {"domain": domain} if domain else {}
    words = " ".join(text.split())
    better = better_of(found)
    return Series("", {}, measured, about, unit, ("",), added.values, sum=words, better=better)


def better_of(found: list[tuple[float, Series]]) -> str:
    """Return which way a sum is better: that of all outcomes that it adds, if they agree.

    What is taken away is what it is held against, as in a gain, unless nothing is added.
    """
    added = {one.better or MORE for times, one in found if times > 0}
    if added:
        return next(iter(added)) if len(added) == 1 else ""
    taken = {one.better or MORE for _, one in found}
    return {MORE: LESS, LESS: MORE}[next(iter(taken))] if len(taken) == 1 else ""
