"""Whether what was found among some runs also holds among others that it was not fitted to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.discovery.boxes import Limit, errors_over, hits_over, inside
from model.analysis.discovery.discovery_cases import Cases

LEAST_HITS = 20
"""Cases with the condition, and cases without, below which nothing is looked for."""

LEAST_GAIN = 1.2
"""How many times the density of all cases a box must have to be told."""

BEYOND_CHANCE = 1.645
"""Standard errors above the density of all cases from which on chance does not explain a box: one
time in twenty it would."""

SPLIT = 1
"""Key of the lot by which cases are halved."""


class Holdout(NamedTuple):
    """How limits found on each half of the cases do on the other, both taken together.

    coverage: share of the hits that lie within; density: share of the cases within that are hits;
    share: share of all cases that are hits; errors: how many standard errors there are more hits
    within than that share would give.
    """

    coverage: float
    density: float
    share: float
    errors: float

    @property
    def stands(self) -> bool:
        """Whether the limits mark the hits beyond chance, and enough to be told."""
        return self.errors > BEYOND_CHANCE and self.density >= LEAST_GAIN * self.share


def enough(cases: Cases) -> bool:
    """Tell whether there are enough cases with and without the condition to look for a box."""
    hits = int(cases.hit.sum())
    return bool(cases.inputs) and hits >= LEAST_HITS and cases.size - hits >= LEAST_HITS


def hold_out(cases: Cases, find: Callable[[Cases], Mapping[str, Limit]]) -> Holdout | None:
    """Find limits on each half and measure them on the other; None where a half has too few cases.

    errors is `errors_over` of the hits of each group of the design within the limits, less what the
    share of hits among the cases tried on would give: runs of one group share their inputs, and are
    not counted as if each were news.
    """
    halves = halve(cases)
    if not all(enough(half) for half in halves):
        return None
    caught = held = 0
    over: list[NDArray[np.float64]] = []
    for fitted, others in (halves, halves[::-1]):
        within = inside(find(fitted), others)
        caught, held = caught + int((within & others.hit).sum()), held + int(within.sum())
        over.append(hits_over(within, others, others.share))
    return Holdout(
        caught / int(cases.hit.sum()),
        caught / held if held else 0.0,
        cases.share,
        errors_over(np.concatenate(over)),
    )


def halve(cases: Cases) -> tuple[Cases, Cases]:
    """Cut the cases into two halves by lot, the same each time, groups kept together."""
    groups = np.unique(cases.group)
    lot = np.random.default_rng(SPLIT).permutation(groups)
    chosen = np.isin(cases.group, lot[: len(lot) // 2])
    return cases.take(chosen), cases.take(~chosen)
