"""Numbers of an answer: runs summed up as plain lists, rounded to what a page can show."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.world.draws import Floats

BANDS: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that a fan is drawn from."""


def fans(values: Floats) -> list[Any]:
    """Quantiles over runs in per cent, ``[band][turn][power][state]``, to a thousandth."""
    found = np.quantile(values, BANDS, axis=0)
    return list(np.round(100.0 * found, 3).tolist())


def middles(values: Floats) -> list[Any]:
    """Medians over runs in per cent, ``[turn][power][state]``."""
    return list(np.round(100.0 * np.median(values, axis=0), 3).tolist())


def means(values: Floats) -> list[Any]:
    """Means over runs, ``[turn][state][mineral]``."""
    return list(np.round(np.mean(values, axis=0)[:, 0], 2).tolist())


def chances_of_leading(shares: Floats) -> list[Any]:
    """Share of runs in which a power has the largest share, ``[turn][power][state]``.

    shares: ``(run, turn, power, state)``.
    """
    first = shares.argmax(axis=2)[:, :, None, :] == np.arange(shares.shape[2])[:, None]
    return list(np.round(first.mean(axis=0), 3).tolist())


def band_of(values: Floats) -> list[Any]:
    """5th, 50th and 95th percentile over runs, ``[band][turn][member]``."""
    return rounded(np.quantile(values, (0.05, 0.5, 0.95), axis=0))


def rounded(values: Floats) -> list[Any]:
    """Numbers to four digits after the point, as nested lists."""
    return list(np.round(values, 4).tolist())
