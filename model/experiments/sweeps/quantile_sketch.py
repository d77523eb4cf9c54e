"""Quantiles of more numbers than memory holds, in one pass and whatever the order.

Each number is counted in a bin that its leading binary digits name, so that counts of parts add up
to counts of the whole, exactly. A quantile is off by half a bin at most: 1 part in 2,048.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

DIGITS = 10
"""Binary digits of a number that name its bin, after the leading one."""

SHIFT = 23 - DIGITS
WAITING = 1_000_000
"""Numbers that wait to be counted together."""

Codes = npt.NDArray[np.int64]


class Sketch:
    """Counts, sums and quantiles of columns of numbers that come part by part."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.count = np.zeros(columns, dtype=np.int64)
        self._sum = np.zeros(columns)
        self._keys = np.empty(0, dtype=np.int64)
        self._counts = np.empty(0, dtype=np.int64)
        self._waiting: list[Codes] = []

    def add(self, values: npt.NDArray[np.float32]) -> None:
        """Count rows of numbers, ``(row, column)``; NaN is left out."""
        known = np.isfinite(values)
        self.count += known.sum(axis=0)
        self._sum += np.where(known, values, 0.0).sum(axis=0, dtype=np.float64)
        keys = (np.arange(self.columns, dtype=np.int64) << 32) + bins_of(values)
        self._waiting.append(keys[known])
        if sum(map(len, self._waiting)) >= WAITING:
            self._settle()

    def mean(self) -> npt.NDArray[np.float64]:
        """The mean of each column; NaN where nothing was counted."""
        return np.where(self.count > 0, self._sum / np.maximum(self.count, 1), np.nan)

    def quantiles(self, shares: Sequence[float]) -> npt.NDArray[np.float64]:
        """Quantiles of each column, ``(share, column)``: the middle of the bin that holds each.

        The quantile q of n numbers is the one of rank ceil(q n), the smallest at least.
        """
        self._settle()
        found = np.full((len(shares), self.columns), np.nan)
        ends = np.searchsorted(self._keys, np.arange(self.columns + 1, dtype=np.int64) << 32)
        for column in range(self.columns):
            some = slice(ends[column], ends[column + 1])
            total = np.cumsum(self._counts[some])
            if len(total) == 0:
                continue
            ranks = np.maximum(np.ceil(np.asarray(shares) * total[-1]), 1)
            bins = self._keys[some][np.searchsorted(total, ranks)] - (column << 32)
            found[:, column] = middles_of(bins)
        return found

    def _settle(self) -> None:
        """Count what waits."""
        if not self._waiting:
            return
        keys, counts = np.unique(np.concatenate(self._waiting), return_counts=True)
        self._waiting = []
        whole = np.concatenate([self._keys, keys])
        self._keys, places = np.unique(whole, return_inverse=True)
        both = np.concatenate([self._counts, counts])
        self._counts = np.zeros(len(self._keys), dtype=np.int64)
        np.add.at(self._counts, places, both)


def bins_of(values: npt.NDArray[np.float32]) -> Codes:
    """The bin of each number, from 0 up and in the order of the numbers."""
    bits = (np.ascontiguousarray(values, dtype=np.float32) + np.float32(0.0)).view(np.int32)
    ordered = bits.astype(np.int64)
    ordered = np.where(ordered < 0, -(ordered & 0x7FFFFFFF) - 1, ordered)
    return (ordered >> SHIFT) + (1 << (31 - SHIFT))


def middles_of(bins: Codes) -> npt.NDArray[np.float64]:
    """The middle of each bin."""
    low = (bins - (1 << (31 - SHIFT))) << SHIFT
    return (_number(low) + _number(low + (1 << SHIFT) - 1)) / 2.0


def _number(ordered: Codes) -> npt.NDArray[np.float64]:
    bits = np.where(ordered < 0, (-(ordered + 1)) | 0x80000000, ordered)
    return bits.astype(np.uint32).view(np.float32).astype(np.float64)
