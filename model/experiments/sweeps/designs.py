"""Designs: which points of the unit cube a sweep visits, and the values of factors there."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from model.experiments.sweeps.parts import Design, Factor, Spread, Sweep
from model.world.distributions import quantile
from model.world.draws import Floats

GROUPED = ("sobol", "morris")
"""Designs whose points are compared group by group."""


def count_points(design: Design, factors: tuple[Factor, ...]) -> int:
    """How many points a design has, without laying it out."""
    if design.kind in GROUPED:
        return design.size * count_together(design, factors)
    if design.kind == "factorial":
        return int(np.prod([len(factor.spread.values) for factor in factors], dtype=np.int64))
    return len(design.points) if design.kind == "list" else design.size


def count_together(design: Design, factors: tuple[Factor, ...]) -> int:
    """How many points in a row a design compares with each other: a group of Sobol's, a walk."""
    dimensions = len(factors)
    if design.kind == "sobol":
        return 2 * dimensions + 2 if design.second_order else dimensions + 2
    return dimensions + 1 if design.kind == "morris" else 1


def lay_out_design(sweep: Sweep) -> Floats:
    """The values of every factor at every point, shape ``(point, factor)``.

    The same sweep has the same points; entropy keys those that are random.
    """
    design, factors = sweep.design, sweep.factors
    if design.kind == "list":
        return np.array(design.points, dtype=np.float64).reshape(len(design.points), len(factors))
    if design.kind == "factorial":
        return np.array(list(itertools.product(*(f.spread.values for f in factors))), dtype=float)
    unit = _draw_unit(design, len(factors), sweep.entropy)
    spread = step_out if design.kind == "morris" else spread_out
    columns = [spread(factor.spread, unit[:, i]) for i, factor in enumerate(factors)]
    return np.column_stack(columns)


def describe(sweep: Sweep) -> dict[str, object]:
    """The factors of a sweep in SALib's words."""
    return describe_problem(sweep.factors)


def _draw_unit(design: Design, dimensions: int, entropy: int) -> Floats:
    seed = entropy % 2**32
    cube = {
        "num_vars": dimensions,
        "names": [f"x{i}" for i in range(dimensions)],
        "bounds": [[0.0, 1.0]] * dimensions,
    }
    if design.kind == "sobol":
        from SALib.sample import sobol

        return np.asarray(
            sobol.sample(cube, design.size, calc_second_order=design.second_order, seed=seed)
        )
    if design.kind == "morris":
        from SALib.sample import morris

        return np.asarray(morris.sample(cube, design.size, num_levels=design.levels, seed=seed))
    from scipy.stats import qmc

    return np.asarray(
        qmc.LatinHypercube(dimensions, rng=np.random.default_rng(entropy)).random(design.size)
    )


EDGE = 2.0**-32
"""How near to 0 and 1 a quantile of a distribution without ends is asked for."""

ENDED = ("uniform", "triangular")
"""Distributions that end at low and high."""


def spread_out(spread: Spread, unit: Floats) -> Floats:
    """The values of a factor at quantiles in [0, 1], shape as `unit`.

    A grid takes each of its steps for an equal part of the interval; a factor in whole steps takes
    each step from low to high, both included, for an equal part. What a distribution without ends
    has beyond the limits of the spread is the limit itself.
    """
    if spread.values:
        steps = np.array(spread.values)
        return np.asarray(steps[np.minimum(len(steps) * unit, len(steps) - 1).astype(np.intp)])
    if spread.step:
        count = round((spread.high - spread.low) / spread.step) + 1
        return np.asarray(spread.low + spread.step * np.minimum(np.floor(count * unit), count - 1))
    if spread.distribution not in ENDED:
        unit = np.clip(unit, EDGE, 1.0 - EDGE)
    low, value, high = (np.float64(end) for end in (spread.low, spread.value, spread.high))
    drawn = np.asarray(quantile(spread.distribution, low, value, high, unit))  # type: ignore[arg-type]
    return drawn if spread.limits is None else np.clip(drawn, *spread.limits)


def step_out(spread: Spread, unit: Floats) -> Floats:
    """The values of a factor at the levels 0 to 1 of a Morris design, shape as `unit`.

    Level 0 is the 5th and level 1 the 95th percentile of a spread without ends, where the next
    step would be to where nothing is likely; the low and high end of one that has ends.
    """
    if spread.values or spread.step or spread.distribution in ENDED:
        return spread_out(spread, unit)
    return spread_out(spread, 0.05 + 0.9 * unit)


def describe_problem(factors: tuple[Factor, ...]) -> dict[str, Any]:
    """The factors in SALib's words: names, bounds and distributions.

    A spread with two unlike halves, which SALib does not know, is told as uniform over its 5th to
    95th percentile; indices and screening do not use the bounds.
    """
    told = [_tell(factor.spread) for factor in factors]
    return {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [bounds for bounds, _ in told],
        "dists": [kind for _, kind in told],
    }


def _tell(spread: Spread) -> tuple[list[float], str]:
    if spread.distribution == "triangular" and not spread.values:
        width = spread.high - spread.low
        return [spread.low, spread.high, (spread.value - spread.low) / width], "triang"
    return [spread.low, spread.high], "unif"
