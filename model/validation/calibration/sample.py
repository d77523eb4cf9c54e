"""A posterior sample drawn from a chain, and how far it moved from what was assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.inputs.seeds.records import Row
from model.validation.calibration.find import Chain, Problem, Settings, values_of
from model.world.draws import Floats


class Sample(NamedTuple):
    """A posterior sample: draws of the parameters, and how the sampler fared."""

    names: tuple[str, ...]
    draws: Floats
    """(draw, parameter)"""
    states: tuple[str, ...]
    likelihood: Floats
    """(draw, state)"""
    acceptance: float
    autocorrelation: tuple[float, ...]
    """steps after which a walker has forgotten where it was, by parameter"""


def thin(problem: Problem, chain: Chain, settings: Settings) -> Sample:
    """The sample that a finished chain leaves, evenly picked after the burn-in."""
    import emcee

    after = chain.positions[1 + settings.burn :]
    steps, walkers, _ = after.shape
    picked = np.linspace(0, steps * walkers - 1, min(settings.kept, steps * walkers)).astype(int)
    flat = after.reshape(steps * walkers, -1)[picked]
    values = problem.values(flat)
    moved = np.any(np.diff(chain.positions, axis=0) != 0.0, axis=2)
    with np.errstate(invalid="ignore"):  # walkers that never moved have no such length
        lengths = emcee.autocorr.integrated_time(after, tol=0)
    return Sample(
        problem.names,
        np.stack([values[name] for name in problem.names], axis=1),
        problem.windows.seeds.ids("state"),
        chain.likelihood[1 + settings.burn :].reshape(steps * walkers, -1)[picked],
        float(moved[settings.burn :].mean()),
        tuple(float(length) for length in lengths),
    )


def informed(rows: Sequence[Row], draws: Floats) -> dict[str, float]:
    """How much narrower the data made each parameter: 1 - spread after / spread before, 0..1.

    Spreads are standard deviations in the scale in which the prior is standard normal.
    """
    return {
        row.key[0]: float(max(1.0 - where_in_prior(row, draws[:, place]).std(), 0.0))
        for place, row in enumerate(rows)
    }


def shifted(rows: Sequence[Row], draws: Floats) -> dict[str, float]:
    """How far the data moved the median of each parameter, in standard deviations of the prior."""
    return {
        row.key[0]: float(np.median(where_in_prior(row, draws[:, place])))
        for place, row in enumerate(rows)
    }


def where_in_prior(row: Row, draws: Floats) -> Floats:
    """Draws in the scale in which the prior is standard normal, held within 3 either way."""
    scale = np.linspace(-3.0, 3.0, 1201)
    prior = values_of([row], scale[:, None])[row.key[0]]
    found: Floats = np.interp(draws, prior, scale)
    return found
