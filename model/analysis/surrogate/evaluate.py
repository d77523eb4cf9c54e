"""A fitted surrogate as plain numbers, and the arithmetic that a page repeats in JavaScript."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROOT5 = math.sqrt(5.0)


class Age(NamedTuple):
    """A derived input: how long before a date a factor began, as a part of `span` years."""

    factor: int
    date: float
    span: float


class Frame(NamedTuple):
    """How the values of factors become inputs: low and span of each factor, then the ages.

    u_j = (x_j - low_j) / span_j;  u_a = max(0, date_a - x_a) / span_a
    """

    low: tuple[float, ...]
    span: tuple[float, ...]
    ages: tuple[Age, ...]


class Surrogate(NamedTuple):
    """A sum of Gaussian processes on principal components.

    With inputs u of a point and u_i of the points that were fitted to,

        r_ki = |(u - u_i) / length_k|;  m(r) = (1 + sqrt(5) r + 5 r^2 / 3) exp(-sqrt(5) r)
        y = mean + sum_k (sum_i weight_ki m(r_ki)) basis_k

    inputs: (point, input); lengths: (component, input); weights: (component, point); basis:
    (component, output); mean: (output). Outputs are in the units that are shown.
    """

    frame: Frame
    inputs: Floats
    lengths: Floats
    weights: Floats
    basis: Floats
    mean: Floats


def inputs_of(frame: Frame, x: Floats) -> Floats:
    """Return the inputs of some points, (point, input); x: (point, factor)."""
    plain = (x - np.asarray(frame.low)) / np.asarray(frame.span)
    ages = [np.maximum(0.0, age.date - x[:, age.factor]) / age.span for age in frame.ages]
    return np.column_stack([plain, *ages])


def matern(first: Floats, second: Floats, length: Floats) -> Floats:
    """Return the Matern kernel of smoothness 5/2 between points, (point, point)."""
    a, b = first / length, second / length
    square = np.sum((a[:, None, :] - b[None, :, :]) ** 2, axis=2)
    r = ROOT5 * np.sqrt(square)
    return np.asarray((1.0 + r + r * r / 3.0) * np.exp(-r))


def predict(surrogate: Surrogate, x: Floats) -> Floats:
    """Return the outputs at some points, (point, output); x: (point, factor)."""
    inputs = inputs_of(surrogate.frame, x)
    scores = np.column_stack(
        [
            matern(inputs, surrogate.inputs, length) @ weight
            for length, weight in zip(surrogate.lengths, surrogate.weights, strict=True)
        ]
    )
    return np.asarray(surrogate.mean + scores @ surrogate.basis)


def as_json(surrogate: Surrogate, outputs: Sequence[int]) -> dict[str, object]:
    """Return a surrogate of some of the outputs as JSON values, every digit kept.

    Weights of a Gaussian process are large and nearly cancel; rounding them moves the answer.
    """
    kept = list(outputs)
    return {
        "low": list(surrogate.frame.low),
        "span": list(surrogate.frame.span),
        "ages": [list(age) for age in surrogate.frame.ages],
        "inputs": surrogate.inputs.tolist(),
        "lengths": surrogate.lengths.tolist(),
        "weights": surrogate.weights.tolist(),
        "basis": surrogate.basis[:, kept].tolist(),
        "mean": surrogate.mean[kept].tolist(),
    }
