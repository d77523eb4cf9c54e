"""From the unit interval to the values of a factor."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.experiments.sweeps.parts import Factor, Spread
from model.world.distributions import quantile
from model.world.draws import Floats

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
