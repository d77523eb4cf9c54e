"""Whether a surrogate is good enough: its errors at points that were held out, series by series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.surrogate.evaluate import Floats, Surrogate
from model.analysis.surrogate.find import (
    FOLDS,
    choose_points,
    fit_fold,
    fold_of,
    frame_of,
    outputs_of,
)
from model.analysis.surrogate.swept import KINDS, Series, Swept
from model.analysis.wording import number
from model.experiments.optional_steps import Extras

Places = NDArray[np.int64]

WITHIN, CLOSE, FAR = 0.95, 0.5, 2.0
"""The bar: this part of the errors is below so many points, and none is above so many."""

MOVES, LEAST_R2 = 1.0, 0.95
"""What moves by more points than this over the sweep must be explained to this part."""


class Verdict(NamedTuple):
    """How far off a surrogate is, in points; r2 is NaN where too little moves to tell."""

    close: float
    worst: float
    r2: float

    @property
    def passes(self) -> bool:
        """Whether it meets the bar."""
        explained = bool(np.isnan(self.r2)) or self.r2 >= LEAST_R2
        return self.close < CLOSE and self.worst <= FAR and explained

    @property
    def why(self) -> str:
        """What it misses the bar by, in words; empty where it passes."""
        found = []
        if not self.close < CLOSE:
            found.append(f"95 % of errors are within {number(self.close, 2)} points")
        if not self.worst <= FAR:
            found.append(f"the largest is {number(self.worst, 2)} points")
        if self.r2 < LEAST_R2:
            found.append(f"{100 * self.r2:.0f} % of its variance is explained")
        return ", ".join(found)


class Judged(NamedTuple):
    """A series with the verdicts on its mean and on the ends of its range.

    outputs: places of the outputs of the surrogate, (kind, date).
    """

    series: Series
    outputs: Places
    mean: Verdict
    ranged: bool
    """whether both ends of the range meet the bar"""


class Fitted(NamedTuple):
    """A surrogate of a sweep, how many points it was fitted to, and what each series is worth."""

    swept: Swept
    surrogate: Surrogate
    points: int
    judged: tuple[Judged, ...]


def fit_and_judge(swept: Swept, extras: Extras) -> Fitted:
    """Return the surrogate of a sweep, judged by points that each of five others never saw."""
    chosen = choose_points(swept)
    frame, x, y = frame_of(swept), swept.x[chosen], outputs_of(swept)[chosen]
    width = len(KINDS) * len(swept.dates)
    points = np.repeat([one.point for one in swept.series], width)
    points = np.where(points > 0, points, 1.0)
    tasks = [(fold, frame, x, y, points) for fold in (-1, *range(FOLDS))]
    done: dict[int, tuple[Surrogate, Floats]] = {}

    def collect() -> Iterator[int]:
        for fold, surrogate, said in extras.pool.map_unordered(fit_fold, tasks):
            done[fold] = surrogate, said
            yield 1

    extras.watch("surrogate, and its errors", len(tasks), collect())
    said = np.empty_like(y)
    folds = fold_of(len(x))
    for fold in range(FOLDS):
        said[folds == fold] = done[fold][1]
    judged = [
        _judge_series(one, np.arange(place * width, (place + 1) * width), y, said)
        for place, one in enumerate(swept.series)
    ]
    return Fitted(swept, done[-1][0], len(x), tuple(judged))


def _judge_series(series: Series, places: Places, y: Floats, said: Floats) -> Judged:
    outputs = places.reshape(len(KINDS), -1)
    point = series.point if series.point > 0 else 1.0
    mean, low, high = (judge(y[:, one] / point, said[:, one] / point) for one in outputs)
    return Judged(series, outputs, mean, low.passes and high.passes)


def judge(truth: Floats, said: Floats) -> Verdict:
    """Return the verdict on one series, (point, date), both in points.

    R2 is that of the date that is explained least, of those that move by more than ``MOVES``.
    """
    errors = np.abs(said - truth)
    moving = np.ptp(truth, axis=0) > MOVES
    r2 = 1.0 - np.sum(errors**2, axis=0) / np.maximum(
        np.sum((truth - truth.mean(axis=0)) ** 2, axis=0), 1e-300
    )
    least = float(r2[moving].min()) if moving.any() else float("nan")
    return Verdict(float(np.quantile(errors, WITHIN)), float(errors.max()), least)
