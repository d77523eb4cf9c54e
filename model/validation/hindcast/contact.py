"""Formal diplomatic contact: by how much it was predicted to change, and by how much it did.

On record are formats of leaders or ministers, shared organisations and treaties, on the scale of
the seeds' ties. Routine contact is not, so that changes are scored and not levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.validation.hindcast.find import LEVELS, MEDIAN, TARGETS, Played
from model.validation.hindcast.record import Past
from model.validation.hindcast.scores import (
    Flags,
    coverage,
    gain_interval,
    skill,
    skill_gain,
    squared_error,
)
from model.world.draws import Floats


class Contacts(NamedTuple):
    """Changes of contact over one horizon, points; axes (target, state, power)."""

    horizon: int
    bands: Floats
    """(level, target, state, power); quantiles over runs"""
    frozen: Floats
    """median of the model with decisions frozen"""
    observed: Floats
    counted: Flags
    """whether the pair has a record"""


class ContactScore(NamedTuple):
    """How changes of contact were predicted at one horizon."""

    n: int
    foretold: float
    """mean of the medians, points"""
    came: float
    """mean of what was observed, points"""
    skill: float
    """against persistence, by which nothing changes; NaN where nothing did"""
    frozen_skill: float
    """the same of the model with decisions frozen"""
    gain: float
    """what decisions add: the one less the other"""
    gain_90: tuple[float, float]
    """interval of it over the same target years"""
    coverage_80: float


def gather_contacts(
    played: Mapping[int, Played], frozen: Mapping[int, Played], past: Past, horizon: int
) -> Contacts:
    """Put changes of contact over one horizon together, by target; both are by origin."""
    origins = [target - horizon for target in TARGETS]
    steps = [past.place(origin) for origin in origins]
    changes = np.stack([past.contact[step + horizon] - past.contact[step] for step in steps])
    return Contacts(
        horizon,
        np.stack([played[origin].contact[:, horizon - 1] for origin in origins], axis=1),
        np.stack([frozen[origin].contact[MEDIAN, horizon - 1] for origin in origins]),
        changes,
        ~np.isnan(changes),
    )


def score_contacts(contacts: Contacts) -> ContactScore:
    """Return the score of all pairs with a record, pooled over targets."""
    counted, observed = contacts.counted, contacts.observed
    median = contacts.bands[MEDIAN]
    ours, frozen, kept = (
        squared_error(forecast, observed, counted)
        for forecast in (median, contacts.frozen, np.zeros_like(median))
    )
    low, high = (contacts.bands[LEVELS.index(level)] for level in (0.10, 0.90))
    return ContactScore(
        int(counted.sum()),
        float(median[counted].mean()),
        float(observed[counted].mean()),
        skill(ours, kept),
        skill(frozen, kept),
        skill_gain(ours, frozen, kept),
        gain_interval(ours, frozen, kept),
        coverage(low, high, observed, counted),
    )
