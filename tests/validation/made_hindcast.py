"""A made-up hindcast on the past that is on record: any forecast in the place of the model's."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.inputs.history.history import History
from model.validation.hindcast.arms import AHEAD
from model.validation.hindcast.cells import gather
from model.validation.hindcast.find import LEVELS, Part, Played, keep_gaps, parts
from model.validation.hindcast.forecasts import Hindcast
from model.validation.hindcast.moved import Moved
from model.validation.hindcast.record import Past
from model.validation.hindcast.scores import crps
from model.world.draws import Floats

CLOSER = 2.0
"""Points of contact that are predicted to be gained, whatever the horizon."""

MOVED = (0.04, 0.09, 0.01)
"""Squared changes of trade, of arms and of alignment that runs are said to have made."""

Foretell = Callable[[Past, int, int], Floats]
"""What is predicted for a place in the years from the place of an origin, (state, power)."""


def nothing_changes(past: Past, origin: int, target: int) -> Floats:
    return past.shares[origin]


def as_it_came(past: Past, origin: int, target: int) -> Floats:
    return past.shares[target]


def made_part(past: Past, part: Part, foretell: Foretell, wrong: float = 0.0) -> Played:
    """One origin whose runs all say the same; `wrong` stands where nothing is known."""
    first = past.place(part.origin)
    shares = np.stack([foretell(past, first, first + h) for h in range(1, part.years + 1)])
    shares = np.where(np.isnan(shares), wrong, shares)
    kept = keep_gaps(past, part)
    count, states, powers = len(LEVELS), past.shares.shape[1], past.shares.shape[2]
    return Played(
        part,
        np.stack([shares] * count),
        crps(shares[None], past.shares[first + 1 : first + 1 + part.years]),
        np.stack([kept] * count),
        kept,
        np.stack(
            [
                np.full((count, states, powers), np.nan if part.years < ahead else 0.1)
                for ahead in AHEAD
            ],
            axis=1,
        ),
        np.stack([shares * past.totals[first + 1 : first + 1 + part.years, :, None]] * count),
        np.stack([past.totals[first + 1 : first + 1 + part.years]] * count),
        np.full((count, part.years, states, powers), CLOSER),
        Moved(*(np.full((states, powers), square) for square in MOVED)),
    )


def made_hindcast(past: Past, history: History, foretell: Foretell, wrong: float = 0.0) -> Hindcast:
    """A hindcast in which the model says what `foretell` does, whatever else is known.

    With decisions frozen it says that nothing changes.
    """
    played = [
        made_part(past, part, nothing_changes if part.frozen else foretell, wrong)
        for part in parts(history.ids("state"))
    ]
    return gather(played, past, history)
