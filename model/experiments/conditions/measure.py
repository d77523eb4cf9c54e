"""Values of every experiment, as conditions compare them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.experiments.conditions.condition_tree import Date, Sum, Value
from model.experiments.conditions.series import (
    Names,
    Series,
    SeriesError,
    find_outcomes,
    find_series,
    read_labels,
    take_series,
)
from model.experiments.conditions.tokens import ConditionError
from model.inputs.formats.problems import listed
from model.inputs.formats.quarters import quarter_index

SHARE = "share"
"""The outcome by which leader and rank are told."""


class Measured(NamedTuple):
    """A value of every experiment (experiment, replication, turn), and how its date reads."""

    values: NDArray[np.float64]
    how: str


class Context(NamedTuple):
    """What conditions are judged on: a sweep and the names of its actors."""

    dataset: xr.Dataset
    names: Names


def add_up(side: Sum, context: Context) -> Measured:
    """Return the sum of values of one side."""
    total = np.zeros((1, 1, 1))
    hows = {"at"}
    for times, value in side.terms:
        found = measure(value, context)
        if total.shape[2] > 1 and 1 < found.values.shape[2] != total.shape[2]:
            raise ConditionError("values that are added up must go up to the same quarter")
        total = total + times * found.values
        hows.add(found.how)
    hows -= {"at"}
    if len(hows) > 1:
        raise ConditionError("by and until do not go together within one comparison")
    return Measured(total, next(iter(hows), "at"))


def measure(value: Value, context: Context) -> Measured:
    """Return a value of every experiment at its date; raises SeriesError or ConditionError."""
    if value.kind == "number":
        return Measured(np.full((1, 1, 1), value.number), "at")
    date = value.date or Date("at", "")
    if value.kind == "outcome":
        series = find_series(context.dataset, value.words, context.names)
        return Measured(on_date(series, date), date.how)
    if value.kind == "rank":
        return Measured(measure_rank(value, context, date), date.how)
    shares, _ = shares_in(value.words, context, date)
    return Measured(lead(shares), date.how)


def on_date(series: Series, date: Date) -> NDArray[np.float64]:
    """Cut a series to a quarter, or to all quarters up to it."""
    values, turns = series.values, series.turns
    if turns == ("",):
        return values
    last = date.quarter or turns[-1]
    if last not in turns:
        wrong = f"{last} was not kept; kept: {listed(turns)}"
        if len(turns) > 1 and not quarter_index(turns[0]) <= quarter_index(last):
            wrong = f"{last} is before the first quarter that was kept, {turns[0]}"
        raise ConditionError(wrong)
    place = turns.index(last)
    if date.how == "at":
        return values[..., place : place + 1]
    gaps = [turn for turn in turns[: place + 1] if quarter_index(turn) != first_of(turns, turn)]
    if series.some or gaps:
        raise ConditionError(
            f"'{date.how}' needs every quarter, and only {listed(turns)} "
            f"{'were' if len(turns) > 1 else 'was'} kept; use at"
        )
    return values[..., : place + 1]


def first_of(turns: tuple[str, ...], turn: str) -> int:
    """Return where a quarter would stand if none were left out after the first."""
    return quarter_index(turns[0]) + turns.index(turn)


def shares_in(
    words: tuple[str, ...], context: Context, date: Date
) -> tuple[NDArray[np.float64], list[str]]:
    """Return shares of all powers in a state (power, experiment, replication, turn), and ids."""
    array = shares_of_all(context)
    powers = labels_of(array, "power")
    labels = read_labels(array, (*words, powers[0]), context.names)
    stack = [on_date(take_series(array, {**labels, "power": power}), date) for power in powers]
    return np.stack(stack), powers


def shares_of_all(context: Context) -> xr.DataArray:
    """Return the share of influence that was kept for every power; raises SeriesError."""
    try:
        found = [array for array, _ in find_outcomes(context.dataset, [SHARE])]
    except SeriesError:
        found = []
    for array in found:
        if len(labels_of(array, "power")) > 1:
            return array
    raise SeriesError("leader and rank need the share of every power, which was not kept")


def labels_of(array: xr.DataArray, axis: str) -> list[str]:
    """Return the ids along an axis; none where an outcome does not have it."""
    return [str(one) for one in array[axis].values] if axis in array.dims else []


def lead(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the place of the power with the largest share, the first of equals."""
    unknown_somewhere = np.isnan(shares).any(axis=0)
    first = np.where(np.isnan(shares), -np.inf, shares).argmax(axis=0).astype(np.float64)
    return np.where(unknown_somewhere, np.nan, first)


def measure_rank(value: Value, context: Context, date: Date) -> NDArray[np.float64]:
    """Return 1 + the number of powers with a larger share in the state."""
    if len(value.words) != 2:
        raise ConditionError("rank needs a power and a state, like rank JPN KAZ")
    array = shares_of_all(context)
    found = read_labels(array, value.words, context.names)
    rest = tuple(label for axis, label in found.items() if axis != "power")
    shares, powers = shares_in(rest, context, date)
    own = shares[powers.index(found["power"])]
    rank = 1.0 + (shares > own).sum(axis=0)
    return np.where(np.isnan(shares).any(axis=0), np.nan, rank)
