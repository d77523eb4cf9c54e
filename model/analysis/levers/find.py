"""How well the alternatives of a lever hold up across futures.

A future is everything but the lever: the factors, the scenario and the other levers. In each, every
alternative has an outcome; what it loses against the best alternative there is its regret (Savage
1951). Satisficing is the share of futures in which a stated condition is met (Simon 1956); the bad
end is the 5th percentile of the outcome if more is better, else the 95th.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.experiments.conditions.sample import Sample

BAD_END = 5.0
RESAMPLES = 1000
AT_ONCE = 20
KEY = 1
"""Key of the resampling of futures."""


class Options(NamedTuple):
    """Alternatives of a lever and what becomes of each in every future.

    values: outcome (future, alternative); met: share of replications in which a stated condition
    holds, or None; point: futures that have all factors alike share a number; dropped: futures
    left out because a run failed or an alternative was not tried there.
    """

    lever: str
    alternatives: tuple[str, ...]
    values: NDArray[np.float64]
    met: NDArray[np.float64] | None
    point: NDArray[np.intp]
    dropped: int


class Robust(NamedTuple):
    """How an alternative fares; numbers in the unit of the outcome, shares 0..1.

    bad: the outcome at the bad end; mean_regret, bad_regret (95th percentile), worst_regret;
    low, high: 90 % interval of the mean regret from resampled points; best: share of futures in
    which none is better; met: share of futures in which the condition holds, or None; first:
    share of resamples in which its mean regret is the smallest.
    """

    alternative: str
    mean: float
    median: float
    bad: float
    mean_regret: float
    low: float
    high: float
    bad_regret: float
    worst_regret: float
    best: float
    met: float | None
    first: float


class Robustness(NamedTuple):
    """A table of alternatives, the one with the least mean regret first."""

    lever: str
    higher: bool
    futures: int
    dropped: int
    rows: tuple[Robust, ...]


def make_options(
    sample: Sample,
    lever: str,
    values: NDArray[np.float64],
    met: NDArray[np.float64] | None = None,
) -> Options:
    """Sort the outcomes of a lever's alternatives by future.

    values, met: (experiment,). A future in which an alternative is missing or failed is left
    out. Experiments with the same inputs count as one, by their mean.
    """
    words = sample.levers[lever]
    alternatives = tuple(dict.fromkeys(words.tolist()))
    future, point = number_futures(sample, lever)
    count = int(future.max()) + 1 if len(future) else 0
    place = np.array([alternatives.index(word) for word in words.tolist()], dtype=np.intp)
    shape = (count, len(alternatives))
    tables = [mean_by(each, future, place, shape) for each in (values, met) if each is not None]
    whole = np.all([np.isfinite(table).all(axis=1) for table in tables], axis=0)
    kept = [table[whole] for table in tables]
    told = kept[1] if met is not None else None
    _, first = np.unique(future, return_index=True)
    return Options(lever, alternatives, kept[0], told, point[first][whole], int((~whole).sum()))


def number_futures(sample: Sample, lever: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the number of the future, and of the point of the design, of each experiment."""
    others = [
        *(words for name, words in sample.levers.items() if name != lever),
        sample.scenario,
    ]
    point = number_rows(list(sample.factors.values()), sample.size)
    return number_rows([point, *others], sample.size), point


def number_rows(columns: Sequence[NDArray[np.generic]], size: int) -> NDArray[np.intp]:
    """Number rows so that two have the same number where all columns are the same."""
    number = np.zeros(size, dtype=np.intp)
    for column in columns:
        _, places = np.unique(column, return_inverse=True)
        joint = number * (int(places.max()) + 1) + places if size else number
        _, number = np.unique(joint, return_inverse=True)
    return number


def mean_by(
    values: NDArray[np.float64],
    row: NDArray[np.intp],
    column: NDArray[np.intp],
    shape: tuple[int, int],
) -> NDArray[np.float64]:
    """Return the mean of values by row and column; not a number where there is none."""
    total, number = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (row, column), values)
    np.add.at(number, (row, column), 1.0)
    with np.errstate(invalid="ignore"):
        return total / number


def regret(values: NDArray[np.float64], *, higher: bool) -> NDArray[np.float64]:
    """Return what each alternative (future, alternative) loses against the best of its future."""
    if higher:
        return np.asarray(values.max(axis=1, keepdims=True) - values)
    return np.asarray(values - values.min(axis=1, keepdims=True))


def judge_options(options: Options, *, higher: bool) -> Robustness:
    """Return the table of regret, satisficing and percentiles."""
    lost = regret(options.values, higher=higher)
    if not len(lost):
        return Robustness(options.lever, higher, 0, options.dropped, ())
    bad = np.percentile(options.values, BAD_END if higher else 100 - BAD_END, axis=0)
    resampled = resample_means(lost, options.point)
    low, high = np.percentile(resampled, (5, 95), axis=0)
    first = (resampled == resampled.min(axis=1, keepdims=True)).mean(axis=0)
    rows = [
        Robust(
            alternative=name,
            mean=float(options.values[:, place].mean()),
            median=float(np.median(options.values[:, place])),
            bad=float(bad[place]),
            mean_regret=float(lost[:, place].mean()),
            low=float(low[place]),
            high=float(high[place]),
            bad_regret=float(np.percentile(lost[:, place], 95)),
            worst_regret=float(lost[:, place].max()),
            best=float((lost[:, place] == 0).mean()),
            met=None if options.met is None else float(options.met[:, place].mean()),
            first=float(first[place]),
        )
        for place, name in enumerate(options.alternatives)
    ]
    ordered = sorted(rows, key=lambda row: row.mean_regret)
    return Robustness(options.lever, higher, len(lost), options.dropped, tuple(ordered))


def resample_means(lost: NDArray[np.float64], point: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the mean regret of each alternative in resampled futures (resample, alternative).

    Points of the design are resampled with all their futures, because these are alike. Drawing n
    points with replacement gives them multinomial weights; a few at a time keep memory small.
    """
    dice = np.random.default_rng(KEY)
    _, places = np.unique(point, return_inverse=True)
    count = int(places.max()) + 1
    sums = np.zeros((count, lost.shape[1]))
    np.add.at(sums, places, lost)
    sizes = np.bincount(places, minlength=count).astype(np.float64)
    parts = []
    for _ in range(RESAMPLES // AT_ONCE):
        weights = dice.multinomial(count, np.full(count, 1 / count), size=AT_ONCE)
        parts.append(weights @ sums / (weights @ sizes)[:, np.newaxis])
    return np.concatenate(parts)
