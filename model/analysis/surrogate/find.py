"""A surrogate fitted to the points of a sweep, and its errors at points that were held out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

from model.analysis.surrogate.evaluate import (
    ROOT5,
    Age,
    Floats,
    Frame,
    Surrogate,
    inputs_of,
    matern,
    predict,
)
from model.analysis.surrogate.swept import Swept, years_of

FOLDS = 5
COMPONENTS = 14
KEPT = 1 - 1e-6
"""Part of the variance of the outputs that components hold, unless there are too many."""

STEPS = 60
"""Steps of the search for length scales at most."""

LENGTHS, AMPLITUDE, NOISE = (0.05, 100.0), (1e-2, 1e5), (1e-8, 1.0)
"""Bounds of length scales, in parts of the range of an input, and, in parts of the variance, of
amplitude and noise."""

JITTER = 1e-10
"""Added to the noise, so that the matrix can be factored whatever the bounds let through."""

LEAST_SPREAD = 1e-9
"""Standard deviation below which an output counts as one that does not move."""

MOST_POINTS = 600
"""Points that are fitted to at most; the time grows with their cube."""


def frame_of(swept: Swept) -> Frame:
    """Return how values of factors become inputs; a date has an age at each date of outcomes."""
    ages = []
    for place, factor in enumerate(swept.factors):
        for date in sorted({years_of(each) for each in swept.dates}):
            if factor.dated and factor.low < date < factor.high:
                ages.append(Age(place, date, date - factor.low))
    spans = tuple(max(one.high - one.low, 1e-12) for one in swept.factors)
    return Frame(tuple(one.low for one in swept.factors), spans, tuple(ages))


def outputs_of(swept: Swept) -> Floats:
    """Return all that is fitted, (point, output): by series, then kind, then date."""
    parts = [np.moveaxis(one.values, 1, 0).reshape(len(swept.x), -1) for one in swept.series]
    return np.concatenate(parts, axis=1)


def fit_surrogate(frame: Frame, x: Floats, y: Floats, points: Floats) -> Surrogate:
    """Return the surrogate of outputs y, (point, output), at x, (point, factor).

    points: size of a point of each output; outputs are scaled by it, so that all count alike.
    """
    inputs, mean = inputs_of(frame, x), y.mean(axis=0)
    scaled = (y - mean) / points
    left, sizes, right = np.linalg.svd(scaled, full_matrices=False)
    total = float(np.sum(sizes**2))
    part = np.cumsum(sizes**2) / total if total > 0 else np.ones(len(sizes))
    count = min(int(np.searchsorted(part, KEPT)) + 1, COMPONENTS, len(sizes))
    lengths, weights = [], []
    for component in range(count):
        length, weight = fit_component(inputs, left[:, component] * sizes[component])
        lengths.append(length)
        weights.append(weight)
    basis = right[:count] * points
    return Surrogate(frame, inputs, np.stack(lengths), np.stack(weights), basis, mean)


def fit_component(inputs: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Return length scales and weights of the Gaussian process of the scores of one component.

    Length scales, amplitude and noise are those of the largest marginal likelihood; the mean is
    zero. The weights carry the amplitude and the spread of the scores.
    """
    width, spread = inputs.shape[1], float(scores.std())
    if spread < LEAST_SPREAD:
        return np.ones(width), np.zeros(len(inputs))
    squares = (inputs.T[:, :, None] - inputs.T[:, None, :]) ** 2
    start = np.log([*[2.0] * width, 10.0, 1e-3])
    bounds = [*[_log(LENGTHS)] * width, _log(AMPLITUDE), _log(NOISE)]
    found = minimize(
        loss, start, (squares, scores / spread), "L-BFGS-B", jac=True, bounds=bounds,
        options={"maxiter": STEPS},
    )  # fmt: skip
    values = np.exp(found.x)
    plain = matern(inputs, inputs, values[:width])
    whole = values[width] * plain + (values[-1] + JITTER) * np.eye(len(inputs))
    weights = cho_solve(cho_factor(whole), scores) * values[width]
    return np.asarray(values[:width]), np.asarray(weights)


def loss(theta: Floats, squares: Floats, scores: Floats) -> tuple[float, Floats]:
    """Return the negative log marginal likelihood of scores, and its gradient.

    theta: logarithms of the length scales, the amplitude a and the noise s; squares: squared
    distances, (input, point, point). With K = a m(r) + s I,

        L = 1/2 y' K^-1 y + 1/2 log det K + n/2 log 2 pi
        dL = -1/2 tr((K^-1 y y' K^-1 - K^-1) dK)
        dK / d log length_k = a 5/3 (1 + sqrt(5) r) exp(-sqrt(5) r) d_k^2 / length_k^2
    """
    width, count = len(squares), len(scores)
    scale, amplitude, noise = np.exp(-2.0 * theta[:width]), *np.exp(theta[width:])
    r = ROOT5 * np.sqrt(np.tensordot(scale, squares, 1))
    fade = np.exp(-r)
    plain = amplitude * (1.0 + r + r * r / 3.0) * fade
    factor = cho_factor(plain + (noise + JITTER) * np.eye(count), lower=True)
    solved, inverse = cho_solve(factor, scores), cho_solve(factor, np.eye(count))
    value = 0.5 * scores @ solved + np.sum(np.log(np.diag(factor[0])))
    pull = np.outer(solved, solved) - inverse
    slope = pull * (amplitude * 5.0 / 3.0 * (1.0 + r) * fade)
    by_length = np.tensordot(squares, slope, 2) * scale
    by_others = [np.sum(pull * plain), noise * np.trace(pull)]
    gradient = -0.5 * np.concatenate([by_length, by_others])
    return float(value + 0.5 * count * np.log(2.0 * np.pi)), gradient


def _log(ends: tuple[float, float]) -> tuple[float, float]:
    return float(np.log(ends[0])), float(np.log(ends[1]))


def choose_points(swept: Swept) -> list[int]:
    """Return the points that are fitted to, in order: all, or so many drawn once for all.

    Points at which no run came to its end are left out.
    """
    whole = np.flatnonzero(np.isfinite(outputs_of(swept)).all(axis=1))
    order = np.random.default_rng(0).permutation(whole)[:MOST_POINTS]
    return sorted(order.tolist())


def fold_of(count: int) -> NDArray[np.int64]:
    """Return for each of some points in which fold it is held out; folds are as large as can be."""
    order = np.random.default_rng(1).permutation(count)
    folds = np.empty(count, dtype=np.int64)
    folds[order] = np.arange(count) % FOLDS
    return folds


def fit_fold(
    fold: int, frame: Frame, x: Floats, y: Floats, points: Floats
) -> tuple[int, Surrogate, Floats]:
    """Return a surrogate fitted without one fold, and what it says of that fold.

    With the fold -1 nothing is held out, and nothing is said.
    """
    from threadpoolctl import threadpool_limits

    held = fold_of(len(x)) == fold
    with threadpool_limits(1):  # matrices are small, and folds are fitted side by side
        surrogate = fit_surrogate(frame, x[~held], y[~held], points)
    said = predict(surrogate, x[held]) if held.any() else np.empty((0, y.shape[1]))
    return fold, surrogate, said
