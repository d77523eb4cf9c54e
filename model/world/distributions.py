"""From uniform numbers to seeds: the distributions that seed files may name, many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import expit, logit, ndtri

from model.inputs.seeds.seeds import Row
from model.world.draws import Floats, uniforms

_Z95 = float(ndtri(0.95))
_Change = Callable[[Floats], Floats]
_SPLIT: dict[str, tuple[_Change, _Change]] = {
    "normal": (np.asarray, np.asarray),
    "lognormal": (np.log, np.exp),
    "logitnormal": (logit, expit),
}


def draw_rows(rows: Sequence[Row], entropy: int, first_run: int, runs: int) -> Floats:
    """The drawn values of seeds, shape ``(row, run)``.

    normal, lognormal, logitnormal: split normal in the plain, logarithmic or logit scale, with the
    seed's value as the median and its low and high as the 5th and 95th percentiles, so that
    lopsided evidence stays lopsided. uniform: between low and high. triangular: with the value as
    the mode. fixed: the value. What a distribution without ends would draw beyond the hard bounds
    of a seed is the bound itself.
    """
    drawn = np.repeat(np.array([[row.value] for row in rows]).reshape(-1, 1), runs, axis=1)
    for kind in (*_SPLIT, "uniform", "triangular"):
        chosen = [i for i, row in enumerate(rows) if row.distribution == kind]
        if chosen:
            uniform = np.stack(
                [uniforms(entropy, path_of(rows[i]), first_run, runs)[:, 0] for i in chosen]
            )
            drawn[chosen] = quantile(kind, *_columns([rows[i] for i in chosen]), uniform)
    limits = np.array([row.bounds[:2] for row in rows]).reshape(-1, 2)
    return np.clip(drawn, limits[:, :1], limits[:, 1:], out=drawn)


def path_of(row: Row) -> str:
    """The name by which a seed is drawn and overridden, such as ``ties.JPN.KAZ.trade``."""
    return ".".join((row.table, *row.key))


def quantile(kind: str, low: Floats, value: Floats, high: Floats, uniform: Floats) -> Floats:
    """Values at the given quantiles; low, value, high have a last axis of length one."""
    if kind == "uniform":
        return low + (high - low) * uniform
    if kind == "triangular":
        return _triangular(low, value, high, uniform)
    forward, backward = _SPLIT[kind]
    middle = forward(value)
    z = ndtri(uniform) / _Z95
    spread = np.where(z < 0.0, middle - forward(low), forward(high) - middle)
    return np.asarray(backward(middle + spread * z))


def _columns(rows: Sequence[Row]) -> tuple[Floats, Floats, Floats]:
    table = np.array([[row.low, row.value, row.high] for row in rows], dtype=np.float64)
    return table[:, 0:1], table[:, 1:2], table[:, 2:3]


def _triangular(low: Floats, mode: Floats, high: Floats, uniform: Floats) -> Floats:
    """Inverse of the triangular distribution function."""
    width = high - low
    rising = low + np.sqrt(uniform * width * (mode - low))
    falling = high - np.sqrt((1.0 - uniform) * width * (high - mode))
    return np.where(uniform < (mode - low) / width, rising, falling)
