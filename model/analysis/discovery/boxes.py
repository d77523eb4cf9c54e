"""Boxes: limits on some inputs, and how well they mark the cases in which a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.discovery.discovery_cases import Cases


class Span(NamedTuple):
    """Limits of a number, both within the box; infinite where it is not limited."""

    low: float
    high: float


Limit = Span | frozenset[str]
"""A span of a number, or the words that are within the box."""

EVERY = Span(-np.inf, np.inf)


class Box(NamedTuple):
    """Limits by input, and what they hold.

    coverage: share of all hits that lie in the box; density: share of the cases in the box that
    are hits; mass: share of all cases that lie in the box; cases: their number.
    """

    limits: Mapping[str, Limit]
    coverage: float
    density: float
    mass: float
    cases: int


def inside(limits: Mapping[str, Limit], cases: Cases) -> NDArray[np.bool_]:
    """Return which cases lie within all limits."""
    within = np.ones(cases.size, dtype=bool)
    for name, limit in limits.items():
        values = cases.inputs[name]
        if isinstance(limit, Span):
            within &= (values >= limit.low) & (values <= limit.high)  # type: ignore[operator]
        else:
            within &= np.isin(values, sorted(limit))
    return within


def measure_box(limits: Mapping[str, Limit], cases: Cases) -> Box:
    """Return a box with coverage, density and mass; both are 0 where there is nothing to share."""
    within = inside(limits, cases)
    held, hits = int(within.sum()), int(cases.hit.sum())
    caught = int((within & cases.hit).sum())
    return Box(
        dict(limits),
        caught / hits if hits else 0.0,
        caught / held if held else 0.0,
        held / cases.size if cases.size else 0.0,
        held,
    )


def chance(limits: Mapping[str, Limit], name: str, cases: Cases) -> float:
    """Return how likely chance alone makes one limit look as good as it does, 0..1.

    Where every case is a group of its own, p = P(B >= hits in the box), with B binomial over the
    cases in the box, at the density that the box has without this limit (the resampling test of
    Bryant and Lempert 2010). Where cases come in groups of the design, which share most of their
    inputs, p = P(Z >= errors), see `errors_over`: a group is one piece of news.
    """
    from scipy.stats import binom, norm

    without = {key: limit for key, limit in limits.items() if key != name}
    density = measure_box(without, cases).density
    within = inside(limits, cases)
    held, caught = int(within.sum()), int((within & cases.hit).sum())
    if not held:
        return 1.0
    if np.bincount(cases.group).max() == 1:
        return float(binom.sf(caught - 1, held, density))
    over = hits_over(within, cases, density)
    return float(norm.sf(errors_over(over)))


def hits_over(within: NDArray[np.bool_], cases: Cases, density: float) -> NDArray[np.float64]:
    """Return by group the hits among the cases within, less what a density would give."""
    over = np.bincount(cases.group[within], cases.hit[within] - density)
    return over.astype(np.float64)


def errors_over(over: NDArray[np.float64]) -> float:
    """Return how many standard errors of chance a sum over groups is: sum d / sqrt(sum d^2).

    The variance of a sum of groups that are independent of each other, whatever goes on within
    them (Liang and Zeger 1986).
    """
    spread = float(np.sqrt((over**2).sum()))
    return float(over.sum()) / spread if spread else 0.0


def spans_of(cases: Cases) -> dict[str, Limit]:
    """Return the whole range of every input: from the smallest to the largest, or every word."""
    found: dict[str, Limit] = {}
    for name, values in cases.inputs.items():
        if values.dtype.kind in "US":
            found[name] = frozenset(str(word) for word in np.unique(values))
        else:
            found[name] = Span(float(values.min()), float(values.max()))
    return found
