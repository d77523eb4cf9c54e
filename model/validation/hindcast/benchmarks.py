"""Forecasts that need no model of what anybody does: nothing changes, a trend, a pull by size.

Shares are (year, state, power), 0..1, NaN where a figure is not to be used; `place` counts years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import least_squares

from model.inputs.history.history import History
from model.world.draws import Floats

WINDOW = 8
"""Years that a trend is drawn through, the origin the last of them."""

LEAST = 1e-3
"""Smallest share whose logarithm is taken: below it one consignment decides."""


def persist(shares: Floats, place: int) -> Floats:
    """Nothing changes: the share of the origin, (state, power)."""
    kept: Floats = shares[place]
    return kept


def extrapolate(shares: Floats, place: int, horizon: int, window: int = WINDOW) -> Floats:
    """A straight line through the last years, by least squares, carried on and held in 0..1.

    f = mean(y) + slope (horizon - mean(t)) ,  slope = cov(t, y) / var(t) ,  t = 0 at the origin

    Years without a figure are left out; where there is but one year, it stays.
    """
    first = max(place - window + 1, 0)
    seen = shares[first : place + 1]
    known = ~np.isnan(seen)
    time = np.arange(first - place, 1)[:, None, None]
    count = np.maximum(known.sum(axis=0), 1)
    mean_time = np.where(known, time, 0.0).sum(axis=0) / count
    mean = np.where(known, seen, 0.0).sum(axis=0) / count
    apart = np.where(known, time - mean_time, 0.0)
    slope = (apart * np.where(known, seen - mean, 0.0)).sum(axis=0)
    slope = slope / np.maximum((apart**2).sum(axis=0), 1e-12)
    line: Floats = np.clip(mean + slope * (horizon - mean_time), 0.0, 1.0)
    return line


class Pull(NamedTuple):
    """A pull without agents: how fast shares go to what is usual, and what growth does."""

    speed: float
    """a year"""
    elasticity: float
    """of a share with respect to a power's GDP in dollars, against that of all powers"""


def pulled(shares: Floats, growth: Floats, place: int, horizon: int, pull: Pull) -> Floats:
    """Each share pulled to its mean over the states, and raised as its power grows.

    log f = log s + (1 - exp(-speed h)) (mean over states of log s - log s)
            + elasticity (g - mean over powers of g)

    growth: (year, power), logarithm of GDP in dollars; g: its change over the horizon h, which is
    taken as known, as it is for the model. Shares below LEAST count as LEAST; f is at most 1.
    """
    log = np.log(np.maximum(shares[place], LEAST))
    usual = np.nanmean(log, axis=0, keepdims=True)
    grown = growth[place + horizon] - growth[place]
    moved = (1.0 - np.exp(-pull.speed * horizon)) * (usual - log)
    raised = pull.elasticity * (grown - grown.mean())
    found: Floats = np.minimum(np.exp(log + moved + raised), 1.0)
    return found


def fit_pull(shares: Floats, growth: Floats, horizons: Sequence[int], last: int) -> Pull:
    """The pull that would have predicted best up to a year, `last`, by its place.

    Least squares of shares over all windows that end by then, each horizon weighted by what
    persistence missed there. Nothing after `last` is looked at.
    """
    shares, growth = shares[: last + 1], growth[: last + 1]
    windows = [(place, h) for h in horizons for place in range(last - h + 1)]
    missed = {
        h: np.sqrt(
            np.nansum([(shares[p + h] - shares[p]) ** 2 for p, each in windows if each == h])
        )
        for h in horizons
    }

    def residuals(numbers: Floats) -> Floats:
        pull = Pull(float(numbers[0]), float(numbers[1]))
        errors = [
            (pulled(shares, growth, p, h, pull) - shares[p + h]) / missed[h] for p, h in windows
        ]
        flat: Floats = np.nan_to_num(np.concatenate(errors)).ravel()
        return flat

    found = least_squares(residuals, np.array([0.02, 0.2]))
    return Pull(float(found.x[0]), float(found.x[1]))


def output_of(history: History, years: Sequence[int]) -> Floats:
    """Logarithm of the powers' GDP in dollars, (year, power)."""
    values = [
        [history.value("economy", power, "gdp", year) for power in history.ids("power")]
        for year in years
    ]
    return np.log(np.array(values, dtype=np.float64))
