"""Volumes of trade, bn USD at current prices: what was predicted beside what was observed.

A share says nothing of size: all of a state's trade may be predicted too high and every share be
right. So pairs and states' whole trade are scored in money as well, in logarithms, since a pair of
a thousandth of another's size is as well or as badly predicted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.validation.hindcast.find import LEVELS, MEDIAN, TARGETS, Played
from model.validation.hindcast.record import Past
from model.validation.hindcast.scores import Flags, coverage, skill, squared_error
from model.world.draws import Floats

LEAST = 0.01
"""bn USD a year; below it, at the origin or the target, single consignments decide."""


class Volumes(NamedTuple):
    """Trade at one horizon and as observed, bn USD a year; axes (target, state, power or none)."""

    horizon: int
    bands: Floats
    """(level, target, ...); quantiles over runs"""
    observed: Floats
    kept: Floats
    """trade of the origin: persistence"""
    counted: Flags
    """whether origin and target are on record and at least LEAST"""


class VolumeScore(NamedTuple):
    """How volumes were predicted at one horizon."""

    n: int
    ratio: float
    """sum of what was predicted over sum of what was observed: above 1 too much was predicted"""
    persistence_ratio: float
    typical_ratio: float
    """geometric mean of predicted over came, every cell alike"""
    log_error: float
    """root mean square of ln(predicted / came)"""
    persistence_log_error: float
    skill_vs_persistence: float
    """of squared errors in logarithms"""
    coverage_80: float


def gather_volumes(played: Mapping[int, Played], past: Past, horizon: int) -> Volumes:
    """Put the trade of pairs at one horizon together, by target; `played` is by origin."""
    bands = [played[target - horizon].volumes[:, horizon - 1] for target in TARGETS]
    return _beside(np.stack(bands, axis=1), past.volumes, past, horizon)


def gather_totals(played: Mapping[int, Played], past: Past, horizon: int) -> Volumes:
    """Put the whole trade of states, without gold hubs, together in the same way."""
    bands = [played[target - horizon].totals[:, horizon - 1] for target in TARGETS]
    return _beside(np.stack(bands, axis=1), past.totals, past, horizon)


def _beside(bands: Floats, record: Floats, past: Past, horizon: int) -> Volumes:
    observed = np.stack([record[past.place(target)] for target in TARGETS])
    kept = np.stack([record[past.place(target - horizon)] for target in TARGETS])
    counted = (np.nan_to_num(observed) >= LEAST) & (np.nan_to_num(kept) >= LEAST)
    return Volumes(horizon, bands, observed, kept, counted)


def score_volumes(volumes: Volumes) -> VolumeScore:
    """Return the score of all cells that count.

    ratio = sum(f) / sum(y) ;  typical = exp(mean(ln f - ln y)) ;
    skill = 1 - sum((ln f - ln y)^2) / sum((ln k - ln y)^2), with k the trade of the origin.
    """
    counted = volumes.counted
    forecast, observed, kept = (
        np.where(counted, each, 1.0)
        for each in (volumes.bands[MEDIAN], volumes.observed, volumes.kept)
    )
    came, here = np.log(observed), np.log(np.maximum(forecast, 1e-12))
    ours = squared_error(here, came, counted)
    theirs = squared_error(np.log(kept), came, counted)
    count = int(counted.sum())
    total = float(observed[counted].sum())
    low, high = (volumes.bands[LEVELS.index(level)] for level in (0.10, 0.90))
    return VolumeScore(
        count,
        float(forecast[counted].sum()) / total,
        float(kept[counted].sum()) / total,
        float(np.exp((here - came)[counted].mean())),
        float(np.sqrt(ours.sum() / count)),
        float(np.sqrt(theirs.sum() / count)),
        skill(ours, theirs),
        coverage(low, high, volumes.observed, counted),
    )
