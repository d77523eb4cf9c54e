"""In which experiments a condition holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.experiments.conditions.condition_tree import (
    Comparison,
    Condition,
    Joined,
    Not,
    Sum,
    Value,
    values_in,
)
from model.experiments.conditions.grammar import read_condition
from model.experiments.conditions.measure import (
    Context,
    Measured,
    add_up,
    labels_of,
    measure,
    shares_of_all,
)
from model.experiments.conditions.series import Names, SeriesError, find_series, turns_of
from model.experiments.conditions.tokens import ConditionError
from model.inputs.formats.problems import InputError, Problem, listed
from model.inputs.seeds.naming import fold, suggest_form

Compare = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]

COMPARE: dict[str, Compare] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "!=": np.not_equal,
}


class Judged(NamedTuple):
    """Where a condition holds: `holds` (experiment, replication) is 1, 0 or not a number.

    text: as the user wrote it; dated: the quarter that was taken where the text names none,
    otherwise empty.
    """

    text: str
    holds: NDArray[np.float64]
    dated: str


def judge(text: str, dataset: xr.Dataset, names: Names, option: str) -> Judged:
    """Return in which experiments and replications a condition holds.

    It is not a number where a run that it needs failed. Raises InputError with all that is
    wrong, under the name of the option that the text comes from.
    """
    try:
        condition = read_condition(text)
    except ConditionError as error:
        raise InputError([Problem(option, None, f"'{text}'", str(error))]) from None
    context = Context(dataset, names)
    try:
        holds = hold(condition, context)
    except (SeriesError, ConditionError):
        problems = find_problems(condition, context)
        raise InputError(Problem(option, None, f"'{text}'", wrong) for wrong in problems) from None
    last = all(value.date is None for value in values_in(condition))
    dated = last_turn(condition, context) if last else ""
    return Judged(text, holds, dated)


def find_problems(condition: Condition, context: Context) -> list[str]:
    """Return everything that keeps a condition from being judged, each once."""
    found: list[str] = []
    for comparison in comparisons_in(condition):
        named = named_powers(comparison)
        for value in values_in(comparison):
            if value.kind == "number" or value in named:
                continue
            try:
                measure(value, context)
            except (SeriesError, ConditionError) as error:
                found.append(f"{error} (at character {value.place})")
        if not found:
            found += check_comparison(comparison, context)
    return list(dict.fromkeys(found))


def check_comparison(comparison: Comparison, context: Context) -> list[str]:
    """Return what is wrong with how the two sides of a comparison go together."""
    try:
        judge_comparison(comparison, context)
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


def hold(condition: Condition, context: Context) -> NDArray[np.float64]:
    """Return 1 where a condition holds, 0 where not, not a number where it cannot be told."""
    if isinstance(condition, Not):
        return 1.0 - hold(condition.one, context)
    if isinstance(condition, Joined):
        parts = np.stack([hold(part, context) for part in condition.parts])
        joined: NDArray[np.float64] = (parts.min if condition.how == "and" else parts.max)(axis=0)
        return joined
    return judge_comparison(condition, context)


def judge_comparison(comparison: Comparison, context: Context) -> NDArray[np.float64]:
    """Judge one comparison: in the quarter, in any up to it, or in every one up to it."""
    if any(value.kind == "leader" for value in values_in(comparison)):
        left, right = leaders(comparison, context)
    else:
        left, right = (add_up(side, context) for side in (comparison.left, comparison.right))
    hows = {side.how for side in (left, right)} - {"at"}
    if len(hows) > 1:
        raise ConditionError("by and until do not go together within one comparison")
    true = COMPARE[comparison.sign](left.values, right.values).astype(np.float64)
    true = np.where(np.isnan(left.values) | np.isnan(right.values), np.nan, true)
    told: NDArray[np.float64] = true.min(axis=2) if "until" in hows else true.max(axis=2)
    return told


def named_powers(comparison: Comparison) -> list[Value]:
    """Return the values of a comparison with `leader` that are mere names of powers."""
    values = values_in(comparison)
    if not any(value.kind == "leader" for value in values):
        return []
    return [value for value in values if value.kind == "outcome"]


def leaders(comparison: Comparison, context: Context) -> tuple[Measured, Measured]:
    """Return both sides of a comparison with `leader` as places along the powers."""
    if comparison.sign not in ("=", "!="):
        raise ConditionError(f"leader goes with = and != only, not {comparison.sign}")
    left, right = (one_leader(side, context) for side in (comparison.left, comparison.right))
    return left, right


def one_leader(side: Sum, context: Context) -> Measured:
    """Return a side that is a leader or the name of a power."""
    (times, value), *more = side.terms
    if more or times != 1.0 or value.kind not in ("leader", "outcome"):
        raise ConditionError("leader is compared with a power, like leader KAZ != RUS")
    if value.kind == "leader":
        return measure(value, context)
    powers = labels_of(shares_of_all(context), "power")
    called = context.names.get("power", {})
    word = " ".join(value.words)
    forms = {power: (power, *called.get(power, ())) for power in powers}
    for place, power in enumerate(powers):
        if fold(word) in map(fold, forms[power]):
            return Measured(np.full((1, 1, 1), float(place)), "at")
    near = suggest_form(word, forms)
    raise ConditionError(f"unknown power '{word}';{near} allowed: {listed(powers)}")


def last_turn(condition: Condition, context: Context) -> str:
    """Return the last quarter of what a condition is about, where it names none."""
    for value in values_in(condition):
        if value.kind == "outcome":
            try:
                return find_series(context.dataset, value.words, context.names).turns[-1]
            except SeriesError:
                continue
        if value.kind in ("leader", "rank"):
            return turns_of(shares_of_all(context))[-1]
    return ""
