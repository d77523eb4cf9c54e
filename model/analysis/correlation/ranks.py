"""Rank correlation: whether more of a number goes with more of an outcome, or with less."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Ranks = NDArray[np.float32]


def correlate(outcome: Numbers, inputs: Numbers) -> Numbers:
    """Return Spearman's rho of an outcome ``(row,)`` with each input ``(row, input)``, -1..1.

    rho = sum of r s / sqrt(sum of r^2 x sum of s^2) over rows, with r and s the ranks less their
    mean; equals share the mean of their ranks. 0 where either does not vary.
    """
    mine = centred_ranks(outcome)
    return np.array([rho(mine, centred_ranks(column)) for column in inputs.T])


def centred_ranks(values: Numbers) -> Ranks:
    """Return ranks less their mean, ``(row,)``; equals share the mean of their ranks.

    Ranks are whole or halves and kept in single precision, which holds them exactly to 4 million.
    """
    from scipy.stats import rankdata

    return np.asarray(rankdata(values) - (len(values) + 1) / 2, dtype=np.float32)


def rho(mine: Ranks, theirs: Ranks) -> float:
    """Return the correlation of centred ranks, -1..1; 0 where either does not vary."""
    left, right = mine.astype(np.float64), theirs.astype(np.float64)
    size = float(np.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / size if size else 0.0


def least_rho(rows: int, inputs: int, by_chance: float) -> float:
    """Return the size of rho that chance alone reaches for any of the inputs with a likelihood.

    z(1 - p / 2n) / sqrt(rows - 1) ,  p: the likelihood; n: inputs that are looked at (Bonferroni).
    """
    from scipy.stats import norm

    return float(norm.isf(by_chance / (2 * max(inputs, 1)))) / float(np.sqrt(max(rows - 1, 1)))
