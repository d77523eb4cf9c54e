"""Sobol indices: how much of an outcome's variance each factor brings, alone and with others.

First order S1 = V[E(Y | x)] / V[Y]; total ST = 1 - V[E(Y | all but x)] / V[Y]; second order S2 of
a pair is what the two bring together beyond their own. Estimators as in SALib (Saltelli et al.
2010); intervals are 1.96 standard errors from resampled groups.

Where each group of rows meets chances of its own (see ``GROUP`` of the sweep), V[Y] is the variance
over those too, S1 and ST are shares of it, and what all that is not varied brings by itself is the
covariance of the two rows of a group that have no factor in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.design_patterns import Saltelli, find_saltelli, whole_groups
from model.analysis.correlation.ranks import correlate, least_rho

RESAMPLES = 200
LEVEL = 0.95
SEED = 1
"""Key of the resampling; not 0, which SALib takes for none."""

BY_CHANCE = 0.05
"""Likelihood that chance alone tells the way of any factor."""

STILL = 1e-12
"""Spread, against the size of an outcome, below which it does not vary."""


class Indices(NamedTuple):
    """Indices of every factor over turns; arrays have shape (turn, factor).

    first, total: S1 and ST; first_error, total_error: half-widths of their 95 % intervals;
    way: rank correlation of the outcome with the factor, -1..1, 0 where chance explains it;
    rest (turn,): cov(A, B) / V, the share of all that is not varied by itself; variance, mean: of
    the outcome (turn,), in its unit, squared for the variance; groups, dropped: groups of rows
    used, and left out for a failed run. Not a number where the outcome does not vary.
    """

    factors: tuple[str, ...]
    turns: tuple[str, ...]
    first: NDArray[np.float64]
    first_error: NDArray[np.float64]
    total: NDArray[np.float64]
    total_error: NDArray[np.float64]
    way: NDArray[np.float64]
    rest: NDArray[np.float64]
    variance: NDArray[np.float64]
    mean: NDArray[np.float64]
    groups: int
    dropped: int


class Pairs(NamedTuple):
    """Second-order indices at some turns; arrays (turn, factor, factor), upper half only."""

    factors: tuple[str, ...]
    turns: tuple[str, ...]
    second: NDArray[np.float64]
    error: NDArray[np.float64]


class Cleaned(NamedTuple):
    """Rows of whole groups: values (group, row in group, turn), inputs (group, row in group,
    factor), and what was left out."""

    values: NDArray[np.float64]
    inputs: NDArray[np.float64]
    pattern: Saltelli
    dropped: int


def clean(values: NDArray[np.float64], table: NDArray[np.float64]) -> Cleaned:
    """Leave out groups with a failed run; raises DesignError where the rows are no Sobol design."""
    pattern = find_saltelli(table)
    keep = whole_groups(values, pattern.length)
    grouped = values.reshape(pattern.groups, pattern.length, -1)[keep]
    inputs = table.reshape(pattern.groups, pattern.length, -1)[keep]
    return Cleaned(grouped, inputs, pattern, int((~keep).sum()))


def find_indices(
    values: NDArray[np.float64],
    table: NDArray[np.float64],
    problem: Mapping[str, Any],
    turns: Sequence[str],
    part: slice = slice(None),
) -> Indices:
    """Return S1 and ST at every turn.

    values: outcome (row, turn), rows in the order of the design, not a number where a run
    failed; table: factors (row, factor); problem: as SALib describes it; part: which of the
    whole groups are used. Raises DesignError where the rows are no Sobol design.
    """
    cleaned = clean(values, table)
    grouped = cleaned.values[part]
    count = len(problem["names"])
    rows = [*range(count + 1), cleaned.pattern.length - 1]
    short = grouped[:, rows]
    ends = cleaned.inputs[part][:, [0, -1]].reshape(-1, count)
    shape = (len(turns), count)
    found = {key: np.full(shape, np.nan) for key in ("S1", "S1_conf", "ST", "ST_conf", "way")}
    rest, variance, mean = np.full((3, len(turns)), np.nan)
    for place in range(len(turns)):
        column = short[..., place]
        if len(column):
            variance[place] = column[:, [0, -1]].var()
            mean[place] = column[:, [0, -1]].mean()
        if still(column):
            continue
        rest[place] = np.cov(column[:, 0], column[:, -1])[0, 1] / variance[place]
        found["way"][place] = find_ways(ends, column[:, [0, -1]].ravel())
        told = ask_salib(column.ravel(), problem, second=False)
        for key in ("S1", "S1_conf", "ST", "ST_conf"):
            found[key][place] = told[key]
    return Indices(
        tuple(problem["names"]),
        tuple(turns),
        found["S1"],
        found["S1_conf"],
        found["ST"],
        found["ST_conf"],
        found["way"],
        rest,
        variance,
        mean,
        len(grouped),
        cleaned.dropped,
    )


def find_pairs(
    values: NDArray[np.float64],
    table: NDArray[np.float64],
    problem: Mapping[str, Any],
    turns: Sequence[str],
) -> Pairs | None:
    """Return S2 of every pair at every turn given, or None where the design has no such rows."""
    cleaned = clean(values, table)
    if not cleaned.pattern.second:
        return None
    count = len(problem["names"])
    second = np.full((len(turns), count, count), np.nan)
    error = np.full_like(second, np.nan)
    for place in range(len(turns)):
        column = cleaned.values[..., place]
        if still(column):
            continue
        told = ask_salib(column.ravel(), problem, second=True)
        second[place], error[place] = told["S2"], told["S2_conf"]
    return Pairs(tuple(problem["names"]), tuple(turns), second, error)


def find_ways(inputs: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rho of values (row,) with each input (row, factor), 0 where chance explains it."""
    way = correlate(values, inputs)
    return np.where(np.abs(way) > least_rho(len(inputs), inputs.shape[1], BY_CHANCE), way, 0.0)


def still(values: NDArray[np.float64]) -> bool:
    """Tell whether values are too few or too alike to ask what moves them."""
    if len(values) < 2:
        return True
    return bool(np.ptp(values) <= STILL * max(float(np.abs(values).max()), 1e-300))


def ask_salib(
    values: NDArray[np.float64], problem: Mapping[str, Any], *, second: bool
) -> Mapping[str, NDArray[np.float64]]:
    """Return SALib's indices of one outcome at one turn."""
    from SALib.analyze import sobol

    plain = {"names": list(problem["names"]), "num_vars": len(problem["names"])}
    plain["bounds"] = [list(span) for span in problem["bounds"]]
    found: Mapping[str, NDArray[np.float64]] = sobol.analyze(
        plain,
        values,
        calc_second_order=second,
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        seed=SEED,
    )
    return found
