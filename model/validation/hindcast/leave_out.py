"""Leaving a state out: a posterior sample as it would be had a state's past not been seen."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from model.inputs.seeds.posterior import Posterior
from model.world.draws import Floats

FEW = 50.0
"""Effective draws below which a re-weighted sample says little."""


class Weights(NamedTuple):
    """What draws count for, and how many equal ones they are worth."""

    values: Floats
    """(draw,); they add up to 1"""
    effective: float

    @property
    def few(self) -> bool:
        """Whether they are worth too few to be relied on."""
        return self.effective < FEW


def leave_out_weights(log_likelihood: Floats) -> Weights:
    """Weights that turn a posterior sample into one that never saw a state's past.

    w = min(v, mean(v) sqrt(n)), v = exp(-(l - min l)), then divided by their sum;
    effective = 1 / sum(w^2)

    log_likelihood: (draw,), what the state's past adds for each draw. The cut keeps one draw from
    deciding alone (truncated importance sampling, Ionides 2008).
    """
    raw = np.exp(-(log_likelihood - log_likelihood.min()))
    cut = np.minimum(raw, raw.mean() * np.sqrt(len(raw)))
    values = cut / cut.sum()
    return Weights(values, float(1.0 / (values**2).sum()))


def weights_without(posterior: Posterior, state: str) -> Weights:
    """What each draw of a sample counts for if a state's past is left out.

    The fit counted a figure of the past for less than one: as much is taken back as went in.
    """
    place = posterior.states.index(state)
    counted = float(posterior.manifest.get("method", {}).get("weight", 1.0))
    return leave_out_weights(counted * np.array([told[place] for told in posterior.likelihood]))


def forget(posterior: Posterior, state: str) -> Posterior:
    """The sample as if a state's past had not been seen: draws taken again by their weights.

    Draw i is taken about n w_i times, evenly and without chance, so that runs keep their own
    shocks and all of them count alike.
    """
    weights = weights_without(posterior, state).values
    places = (np.arange(len(weights)) + 0.5) / len(weights)
    taken = np.minimum(np.searchsorted(np.cumsum(weights), places), len(weights) - 1)
    return replace(
        posterior,
        draws=tuple(posterior.draws[place] for place in taken),
        likelihood=tuple(posterior.likelihood[place] for place in taken),
    )
