"""Voting positions of the states, worked out from how close the model keeps them to the powers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.inputs.history.history import History
from model.world.draws import Floats

LAST_KNOWN = 2019
"""Last year in which the states' own positions are on record."""

FARTHEST = -0.98
"""Alignment below which a gap is not told apart: it would have no end at -1."""


def positions_of(history: History, actors: Sequence[str], years: Sequence[int]) -> Floats:
    """Ideal points in the General Assembly, (year, actor); NaN where none is on record."""
    found = [[history.value("positions", actor, year) for actor in actors] for year in years]
    return np.array(found, dtype=np.float64)


def last_known(positions: Floats) -> Floats:
    """Each year's position or else the last one before it; NaN before the first.

    positions: (year, actor).
    """
    years = np.arange(len(positions))[:, None]
    at = np.maximum.accumulate(np.where(np.isnan(positions), -1, years), axis=0)
    filled = np.take_along_axis(positions, np.maximum(at, 0), axis=0)
    return np.where(at < 0, np.nan, filled)


def align(gap: Floats, mean: float) -> Floats:
    """Alignment of a gap of ideal points, -1..1: (m - gap) / (m + gap); m: the mean gap."""
    return (mean - gap) / (mean + gap)


def gap_of(alignment: Floats, mean: float) -> Floats:
    """Gap of ideal points that an alignment stands for: m (1 - a) / (1 + a)."""
    held = np.clip(alignment, FARTHEST, 1.0)
    return mean * (1.0 - held) / (1.0 + held)


def place_state(gaps: Floats, powers: Floats) -> Floats:
    """The ideal point that lies best at given gaps from the powers' own, shape (...).

    x = argmin sum_p (|x - x_p| - g_p)^2

    gaps: (..., power); powers: (power,), NaN for one that is not on record. Between two neighbours
    among the powers every sign is known, so that the sum is a parabola: the best point of each
    stretch is found, and the best of those is taken.
    """
    known = ~np.isnan(powers)
    x, g = powers[known], gaps[..., known]
    edges = np.concatenate([[-np.inf], np.sort(x), [np.inf]])
    lows, highs = edges[:-1], edges[1:]
    signs = np.where(x <= lows[:, None], 1.0, -1.0)
    best = (x + signs * g[..., None, :]).mean(axis=-1)
    points = np.clip(best, lows, highs)
    misfit = ((np.abs(points[..., None] - x) - g[..., None, :]) ** 2).sum(axis=-1)
    chosen = np.argmin(misfit, axis=-1)[..., None]
    found: Floats = np.take_along_axis(points, chosen, axis=-1)[..., 0]
    return found
