"""Scores of forecasts: skill against a benchmark and how sure it is, coverage of bands, CRPS."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from model.world.draws import Floats

Flags = npt.NDArray[np.bool_]

BLOCK = 3
"""Target years that are drawn together: forecasts that overlap in time share their errors."""


def squared_error(forecast: Floats, observed: Floats, counted: Flags) -> Floats:
    """(f - y)^2 where a cell counts, and 0 where it does not, whatever stands there."""
    return np.where(counted, (forecast - np.where(counted, observed, 0.0)) ** 2, 0.0)


def skill(error: Floats, benchmark: Floats) -> float:
    """Squared-error skill: 1 - sum(error) / sum(benchmark); NaN for a faultless benchmark.

    error, benchmark: squared errors of the forecast and of the benchmark, same shape, 0 where a
    cell does not count. 1 is a perfect forecast, 0 is as good as the benchmark, below 0 is worse.
    """
    total = float(benchmark.sum())
    return 1.0 - float(error.sum()) / total if total > 0.0 else float("nan")


def skill_interval(
    error: Floats, benchmark: Floats, length: int = BLOCK, level: float = 0.9
) -> tuple[float, float]:
    """Interval that holds the middle `level` of the skill over all ways to draw the target years.

    error, benchmark: as in `skill`, target years first. The years are drawn again in blocks of
    `length` from a ring (a circular block bootstrap); there are so few that every way is taken and
    no chance is needed.
    """
    years = len(error)
    ways = ring_blocks(years, length)
    ours = error.reshape(years, -1).sum(axis=1)[ways].sum(axis=1)
    theirs = benchmark.reshape(years, -1).sum(axis=1)[ways].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        skills = 1.0 - ours / theirs
    low, high = np.quantile(skills, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    return float(low), float(high)


def skill_gain(error: Floats, other: Floats, benchmark: Floats) -> float:
    """Skill of a forecast less that of another, both against one benchmark; NaN as in `skill`.

    (sum(other) - sum(error)) / sum(benchmark): above 0 the forecast is the better one.
    """
    return skill(error, benchmark) - skill(other, benchmark)


def gain_interval(
    error: Floats, other: Floats, benchmark: Floats, length: int = BLOCK, level: float = 0.9
) -> tuple[float, float]:
    """Interval that holds the middle `level` of the gain in skill, over the same target years.

    The years are drawn again as in `skill_interval`, the same for both forecasts, so that what
    they share cancels.
    """
    years = len(error)
    ways = ring_blocks(years, length)
    ours, others, theirs = (
        each.reshape(years, -1).sum(axis=1)[ways].sum(axis=1) for each in (error, other, benchmark)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        gains = (others - ours) / theirs
    low, high = np.quantile(gains, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    return float(low), float(high)


def ring_blocks(years: int, length: int) -> npt.NDArray[np.int64]:
    """Every way to fill a number of years with blocks from a ring of them: (way, year).

    The last block is cut where it does not fit.
    """
    count = -(-years // length)
    starts = np.array(list(product(range(years), repeat=count)))
    blocks = (starts[:, :, None] + np.arange(length)) % years
    return blocks.reshape(len(starts), -1)[:, :years]


def coverage(low: Floats, high: Floats, observed: Floats, counted: Flags) -> float:
    """Share of the counted cells that lie within a band, its ends included, 0..1."""
    inside = (low <= observed) & (observed <= high)
    return float(inside[counted].mean()) if counted.any() else float("nan")


def crps(sample: Floats, observed: Floats) -> Floats:
    """Continuous ranked probability score of a sample, in the unit of what is predicted; 0 is best.

    CRPS = mean |x_i - y| - mean |x_i - x_j| / 2, and with x sorted the second part is
    sum_i (2 i - n - 1) x_i / n^2, i from 1.

    sample: (run, ...); observed: (...). A sample of one scores its absolute error. Source:
    Gneiting and Raftery 2007, equation 21.
    """
    runs = len(sample)
    ordered = np.sort(sample, axis=0)
    rank = 2.0 * np.arange(1, runs + 1) - runs - 1.0
    spread: Floats = np.tensordot(rank, ordered, axes=1) / runs**2
    missed: Floats = np.abs(sample - observed).mean(axis=0)
    return missed - spread
