"""In which experiments a condition holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.inputs.problems import InputError, Problem, listed, unknown
from model.inputs.quarters import quarter_index
from model.studies.answers.conditions.grammar import (
    Comparison,
    Condition,
    Date,
    Joined,
    Not,
    Sum,
    Value,
    read_condition,
    values_in,
)
from model.studies.answers.conditions.words import ConditionError
from model.studies.answers.series import (
    Names,
    SeriesError,
    find_outcomes,
    find_series,
    read_labels,
    take_series,
    turns_of,
)

Compare = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]

COMPARE: dict[str, Compare] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "!=": np.not_equal,
}
SHARE = "share"
"""The outcome by which leader and rank are told."""


class Judged(NamedTuple):
    """Where a condition holds: `holds` (experiment, replication) is 1, 0 or not a number.

    text: as the user wrote it; dated: the quarter that was taken where the text names none,
    otherwise empty.
    """

    text: str
    holds: NDArray[np.float64]
    dated: str


class Measured(NamedTuple):
    """A value of every experiment (experiment, replication, turn), and how its date reads."""

    values: NDArray[np.float64]
    how: str


class Ground(NamedTuple):
    """What conditions are judged on: a sweep and the names of its actors."""

    dataset: xr.Dataset
    names: Names


def judge(text: str, dataset: xr.Dataset, names: Names, option: str) -> Judged:
    """Return in which experiments and replications a condition holds.

    It is not a number where a run that it needs failed. Raises InputError with all that is
    wrong, under the name of the option that the text comes from.
    """
    try:
        condition = read_condition(text)
    except ConditionError as error:
        raise InputError([Problem(option, None, f"'{text}'", str(error))]) from None
    ground = Ground(dataset, names)
    problems = list(find_problems(condition, ground))
    if problems:
        raise InputError(Problem(option, None, f"'{text}'", wrong) for wrong in problems)
    last = all(value.date is None for value in values_in(condition))
    dated = last_turn(condition, ground) if last else ""
    return Judged(text, hold(condition, ground), dated)


def find_problems(condition: Condition, ground: Ground) -> list[str]:
    """Return everything that keeps a condition from being judged, each once."""
    found: list[str] = []
    for comparison in comparisons_in(condition):
        named = named_powers(comparison)
        for value in values_in(comparison):
            if value.kind == "number" or value in named:
                continue
            try:
                measure(value, ground)
            except (SeriesError, ConditionError) as error:
                found.append(f"{error} (at character {value.place})")
        if not found:
            found += check_comparison(comparison, ground)
    return list(dict.fromkeys(found))


def check_comparison(comparison: Comparison, ground: Ground) -> list[str]:
    """Return what is wrong with how the two sides of a comparison go together."""
    try:
        judge_comparison(comparison, ground)
    except (SeriesError, ConditionError) as error:
        return [str(error)]
    return []


def comparisons_in(condition: Condition) -> list[Comparison]:
    """Return the comparisons of a condition."""
    if isinstance(condition, Not):
        return comparisons_in(condition.one)
    if isinstance(condition, Joined):
        return [each for part in condition.parts for each in comparisons_in(part)]
    return [condition]


def hold(condition: Condition, ground: Ground) -> NDArray[np.float64]:
    """Return 1 where a condition holds, 0 where not, not a number where it cannot be told."""
    if isinstance(condition, Not):
        return 1.0 - hold(condition.one, ground)
    if isinstance(condition, Joined):
        parts = np.stack([hold(part, ground) for part in condition.parts])
        joined: NDArray[np.float64] = (parts.min if condition.how == "and" else parts.max)(axis=0)
        return joined
    return judge_comparison(condition, ground)


def judge_comparison(comparison: Comparison, ground: Ground) -> NDArray[np.float64]:
    """Judge one comparison: in the quarter, in any up to it, or in every one up to it."""
    if any(value.kind == "leader" for value in values_in(comparison)):
        left, right = leaders(comparison, ground)
    else:
        left, right = (add_up(side, ground) for side in (comparison.left, comparison.right))
    hows = {side.how for side in (left, right)} - {"at"}
    if len(hows) > 1:
        raise ConditionError("by and until do not go together within one comparison")
    true = COMPARE[comparison.sign](left.values, right.values).astype(np.float64)
    true = np.where(np.isnan(left.values) | np.isnan(right.values), np.nan, true)
    told: NDArray[np.float64] = true.min(axis=2) if "until" in hows else true.max(axis=2)
    return told


def add_up(side: Sum, ground: Ground) -> Measured:
    """Return the sum of values of one side."""
    total = np.zeros((1, 1, 1))
    hows = {"at"}
    for times, value in side.terms:
        found = measure(value, ground)
        if total.shape[2] > 1 and 1 < found.values.shape[2] != total.shape[2]:
            raise ConditionError("values that are added up must go up to the same quarter")
        total = total + times * found.values
        hows.add(found.how)
    hows -= {"at"}
    if len(hows) > 1:
        raise ConditionError("by and until do not go together within one comparison")
    return Measured(total, next(iter(hows), "at"))


def measure(value: Value, ground: Ground) -> Measured:
    """Return a value of every experiment at its date; raises SeriesError or ConditionError."""
    if value.kind == "number":
        return Measured(np.full((1, 1, 1), value.number), "at")
    date = value.date or Date("at", "")
    if value.kind == "outcome":
        series = find_series(ground.dataset, value.words, ground.names)
        return Measured(on_date(series.values, series.turns, date), date.how)
    if value.kind == "rank":
        return Measured(measure_rank(value, ground, date), date.how)
    shares, _ = shares_in(value.words, ground, date)
    return Measured(lead(shares), date.how)


def on_date(values: NDArray[np.float64], turns: tuple[str, ...], date: Date) -> NDArray[np.float64]:
    """Cut the last axis to a quarter, or to all quarters up to it."""
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
    if gaps:
        raise ConditionError(
            f"'{date.how}' needs every quarter, and only {listed(turns)} were kept; use at"
        )
    return values[..., : place + 1]


def first_of(turns: tuple[str, ...], turn: str) -> int:
    """Return where a quarter would stand if none were left out after the first."""
    return quarter_index(turns[0]) + turns.index(turn)


def shares_in(
    words: tuple[str, ...], ground: Ground, date: Date
) -> tuple[NDArray[np.float64], list[str]]:
    """Return shares of all powers in a state (power, experiment, replication, turn), and ids."""
    array = shares_of_all(ground)
    powers = labels_of(array, "power")
    labels = read_labels(array, (*words, powers[0]), ground.names)
    stack = [
        on_date(take_series(array, {**labels, "power": power}).values, turns_of(array), date)
        for power in powers
    ]
    return np.stack(stack), powers


def shares_of_all(ground: Ground) -> xr.DataArray:
    """Return the share of influence that was kept for every power; raises SeriesError."""
    try:
        found = [array for array, _ in find_outcomes(ground.dataset, [SHARE])]
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


def measure_rank(value: Value, ground: Ground, date: Date) -> NDArray[np.float64]:
    """Return 1 + the number of powers with a larger share in the state."""
    if len(value.words) != 2:
        raise ConditionError("rank needs a power and a state, like rank JPN KAZ")
    array = shares_of_all(ground)
    found = read_labels(array, value.words, ground.names)
    rest = tuple(label for axis, label in found.items() if axis != "power")
    shares, powers = shares_in(rest, ground, date)
    own = shares[powers.index(found["power"])]
    rank = 1.0 + (shares > own).sum(axis=0)
    return np.where(np.isnan(shares).any(axis=0), np.nan, rank)


def named_powers(comparison: Comparison) -> list[Value]:
    """Return the values of a comparison with `leader` that are mere names of powers."""
    values = values_in(comparison)
    if not any(value.kind == "leader" for value in values):
        return []
    return [value for value in values if value.kind == "outcome"]


def leaders(comparison: Comparison, ground: Ground) -> tuple[Measured, Measured]:
    """Return both sides of a comparison with `leader` as places along the powers."""
    if comparison.sign not in ("=", "!="):
        raise ConditionError(f"leader goes with = and != only, not {comparison.sign}")
    left, right = (one_leader(side, ground) for side in (comparison.left, comparison.right))
    return left, right


def one_leader(side: Sum, ground: Ground) -> Measured:
    """Return a side that is a leader or the name of a power."""
    (times, value), *more = side.terms
    if more or times != 1.0 or value.kind not in ("leader", "outcome"):
        raise ConditionError("leader is compared with a power, like leader KAZ != RUS")
    if value.kind == "leader":
        return measure(value, ground)
    powers = labels_of(shares_of_all(ground), "power")
    called: Mapping[str, str] = ground.names.get("power", {})
    word = " ".join(value.words)
    for place, power in enumerate(powers):
        if word.casefold() in (power.casefold(), called.get(power, power).casefold()):
            return Measured(np.full((1, 1, 1), float(place)), "at")
    raise ConditionError(unknown("power", word, powers))


def last_turn(condition: Condition, ground: Ground) -> str:
    """Return the last quarter of what a condition is about, where it names none."""
    for value in values_in(condition):
        if value.kind == "outcome":
            try:
                return find_series(ground.dataset, value.words, ground.names).turns[-1]
            except SeriesError:
                continue
        if value.kind in ("leader", "rank"):
            return turns_of(shares_of_all(ground))[-1]
    return ""
