"""Which of all numbers an outcome goes with: those that were varied, and those that were drawn.

A run draws more than a thousand numbers that nobody chose to vary. Its draws are keyed, so they can
be drawn again and held against what the run became. Each number is judged alone, by the rank
correlation of the outcome with it: rho^2 is the share of the variance that goes with it, as far as
more of it means more, or less, throughout (Spearman 1904). A number counts where chance would give
as much once in a hundred such searches through all of them (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.correlation.ranks import Ranks, centred_ranks, least_rho, rho
from model.experiments.conditions.sample import Sample, blocks

Places = NDArray[np.intp]

LEAST = 100
"""Draws below which nothing is looked for."""

MOST = 20_000
"""Draws that are looked at; more tell hardly more, and take memory."""

BY_CHANCE = 0.01
"""Likelihood that any of all numbers is named by chance."""

DRAWN, CHOSEN = "drawn", "factor"

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Draws:
    """What runs drew: name -> number by draw, ``(draw,)``, and the draw of every run.

    keys: (experiment, replication); a run with a key outside the columns is not looked at. known:
    what the evidence says of a number, by its name.
    """

    columns: Mapping[str, NDArray[np.float64]]
    keys: Places
    known: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def ranks(self) -> Mapping[str, Ranks]:
        """The ranks of all draws by name, made once: they serve every outcome."""
        return {name: centred_ranks(column) for name, column in self.columns.items()}


class Along(NamedTuple):
    """A number that an outcome goes with: `share` of the variance, `way` is its rho.

    known: what the evidence says of it.
    """

    name: str
    role: str
    share: float
    way: float
    known: Mapping[str, Any] = NOTHING


class Correlations(NamedTuple):
    """What an outcome goes with, the largest share first; looked: how many numbers there were.

    draws: over how many draws; part: the share of the variance over all runs that differs between
    draws at all, the rest being within them.
    """

    found: tuple[Along, ...]
    looked: int
    draws: int
    part: float


def correlate_with_all(
    sample: Sample, draws: Draws, values: NDArray[np.float64]
) -> Correlations | None:
    """Return what an outcome goes with, or None where there are too few draws.

    values: (experiment, replication), not a number where a run failed. The outcome of a draw is the
    mean over all runs that have it; shares are of the variance over all runs of a scenario and one
    alternative of each lever.
    """
    count = min(int(draws.keys.max()) + 1, MOST) if draws.keys.size else 0
    means, number = mean_by_draw(values, draws.keys, count)
    known = np.isfinite(means)
    whole = variance_within(sample, values)
    if known.sum() < LEAST or not whole > 0 or not float(np.ptp(means[known])) > 0:
        return None
    part = min(float(means[known].var()) / whole, 1.0)
    mine = centred_ranks(means[known])
    ways = {(DRAWN, name): rho(mine, theirs) for name, theirs in ranks_of(draws, known)}
    if len(np.unique(number[known])) == 1 and len(sample.factors):
        for name, column in chosen_by_draw(sample, draws.keys, count).items():
            ways[CHOSEN, name] = rho(mine, centred_ranks(column[known]))
    least = least_rho(len(mine), len(ways), BY_CHANCE)
    found = [
        Along(name, role, way**2 * part, way, draws.known.get(name, NOTHING))
        for (role, name), way in ways.items()
        if abs(way) > least
    ]
    ordered = tuple(sorted(found, key=lambda one: (-one.share, one.name)))
    return Correlations(ordered, len(ways), len(mine), part)


def ranks_of(draws: Draws, known: NDArray[np.bool_]) -> Iterator[tuple[str, Ranks]]:
    """Yield the ranks of every number that was drawn, among the draws that are known."""
    if known.all() and all(len(column) == len(known) for column in draws.columns.values()):
        yield from draws.ranks.items()
        return
    for name, column in draws.columns.items():
        yield name, centred_ranks(column[: len(known)][known])


def mean_by_draw(
    values: NDArray[np.float64], keys: Places, count: int
) -> tuple[NDArray[np.float64], Places]:
    """Return the mean outcome of each draw, not a number where it has none, and its runs."""
    good = np.isfinite(values) & (keys < count)
    number = np.bincount(keys[good], minlength=count)
    total = np.bincount(keys[good], values[good], minlength=count)
    with np.errstate(invalid="ignore"):
        return total / number, number


def variance_within(sample: Sample, values: NDArray[np.float64]) -> float:
    """Return the variance over runs that differ in factors and draws alone, mean over blocks."""
    found = [values[block.rows] for block in blocks(sample)]
    known = [each[np.isfinite(each)] for each in found]
    return float(np.mean([each.var() for each in known if len(each)] or [0.0]))


def chosen_by_draw(sample: Sample, keys: Places, count: int) -> dict[str, NDArray[np.float64]]:
    """Return the factors by draw, where all runs of a draw have the same; others are left out."""
    found = {}
    every = keys.reshape(len(keys), -1)
    inside = every < count
    for name, values in sample.factors.items():
        repeated = np.broadcast_to(values[:, None], every.shape)[inside]
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(low, every[inside], repeated)
        np.maximum.at(high, every[inside], repeated)
        if (low == high).all():
            found[name] = low
    return found
