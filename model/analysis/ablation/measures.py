"""Measures: how far a change of the runs moves shares, and how much of their spread it removes.

All take changes of shares since the base year, ``(run, pair)``, of runs that share their draws; a
pair is a power in a state. Each comes with a 90 % interval over runs from its standard error: the
measure is a mean over runs, or a ratio of two, of a score that every run has, with the signs and
the centres of the pairs as estimated (the delta method). No random number is drawn for it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.world.draws import Floats

NORMAL_90 = 1.6448536269514722
"""Standard errors to each side of a mean that hold 90 % of a normal distribution."""
HALF_NORMAL_MEAN = 0.7978845608028654
"""Mean size of a standard normal number, sqrt(2 / pi)."""


class Estimate(NamedTuple):
    """A measure and the ends of its 90 % interval; NaN where it has no value."""

    value: float
    low: float
    high: float


NONE = Estimate(0.0, 0.0, 0.0)
UNKNOWN = Estimate(np.nan, np.nan, np.nan)


def mean_size(changes: Floats) -> Estimate:
    """Mean over pairs of the size of the mean over runs: mean_p |mean_r x_rp|, not below 0."""
    value, low, high = _mean(_size_scores(changes))
    return Estimate(value, max(low, 0.0), high)


def noise_of(changes: Floats) -> float:
    """What ``mean_size`` would be on average if all means were 0 and only runs differed.

    noise = mean_p sqrt(2 / pi) sd_p / sqrt(runs)
    """
    runs = changes.shape[0]
    if runs < 2:
        return 0.0
    spread = np.std(changes, axis=0, ddof=1)
    return float(HALF_NORMAL_MEAN * np.mean(spread) / np.sqrt(runs))


def of_movement(changes: Floats, whole: Floats) -> Estimate:
    """Size of a change over the size of the whole movement: mean_size(x) / mean_size(w)."""
    return _ratio(_size_scores(changes), _size_scores(whole))


def along_movement(step: Floats, whole: Floats) -> tuple[Estimate, Estimate]:
    """How far a step goes the way that the pairs went, in points and over the whole movement.

    along = mean_p sign(mean_r w_rp) mean_r x_rp

    Of steps that add up to the whole movement run by run, these add up to its ``mean_size``, and
    the second to 1. Negative where a step worked against the way that the pairs went.
    """
    scores = np.mean(step * _signs(whole), axis=1)
    return _mean(scores), _ratio(scores, _size_scores(whole))


def of_spread(without: Floats, whole: Floats) -> Estimate:
    """How much of the variance between runs goes away, summed over pairs; below 0 if it grows.

    1 - sum_p var_r(v_rp) / sum_p var_r(w_rp)
    """
    return drop_in_spread(whole, without, whole)


def drop_in_spread(before: Floats, after: Floats, whole: Floats) -> Estimate:
    """How much smaller the variance between runs is after than before, over that of the whole.

    (sum_p var_r(b_rp) - sum_p var_r(a_rp)) / sum_p var_r(w_rp)
    """
    return _ratio(_square_scores(before) - _square_scores(after), _square_scores(whole))


def _signs(changes: Floats) -> Floats:
    return np.asarray(np.sign(np.mean(changes, axis=0)))


def _size_scores(changes: Floats) -> Floats:
    return np.asarray(np.mean(changes * _signs(changes), axis=1))


def _square_scores(changes: Floats) -> Floats:
    return np.asarray(np.sum((changes - np.mean(changes, axis=0)) ** 2, axis=1))


def _mean(scores: Floats) -> Estimate:
    value = float(np.mean(scores))
    if len(scores) < 2:
        return Estimate(value, np.nan, np.nan)
    side = NORMAL_90 * float(np.std(scores, ddof=1)) / np.sqrt(len(scores))
    return Estimate(value, value - side, value + side)


def _ratio(top: Floats, bottom: Floats) -> Estimate:
    """The ratio of two means over runs, with the error of the first order."""
    below = float(np.mean(bottom))
    if not below > 0.0:
        return UNKNOWN
    value = float(np.mean(top)) / below
    around = _mean((top - value * bottom) / below)
    return Estimate(value, value + around.low - around.value, value + around.high - around.value)
