"""Rank correlation: whether more of a number goes with more of an outcome, or with less."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def correlate(outcome: Numbers, inputs: Numbers) -> Numbers:
    """Return Spearman's rho of an outcome ``(row,)`` with each input ``(row, input)``, -1..1.

    rho = sum of r s / sqrt(sum of r^2 x sum of s^2) over rows, with r and s the ranks less their
    mean; equals share the mean of their ranks. 0 where either does not vary.
    """
    from scipy.stats import rankdata

    middle = (len(outcome) + 1) / 2
    mine = rankdata(outcome) - middle
    ranks = rankdata(inputs, axis=0) - middle
    size = np.sqrt((mine**2).sum() * (ranks**2).sum(axis=0))
    return np.asarray(mine @ ranks / np.where(size > 0, size, 1.0))


def least_rho(rows: int, inputs: int, by_chance: float) -> float:
    """Return the size of rho that chance alone reaches for any of the inputs with a likelihood.

    z(1 - p / 2n) / sqrt(rows - 1) ,  p: the likelihood; n: inputs that are looked at (Bonferroni).
    """
    from scipy.stats import norm

    return float(norm.isf(by_chance / (2 * max(inputs, 1)))) / float(np.sqrt(max(rows - 1, 1)))
