"""Directives: what participants decided for an actor, recorded so that it can be replayed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from model.inputs.seeds.parameters import Parameters
from model.world.axes import Array

Decide = Callable[[Any, Parameters], Array]


class Directives(NamedTuple):
    """Decisions by turn; NaN where the actor's own rule decides."""

    bids: npt.NDArray[np.float64]
    """(turn, power, state, domain); shares of the power's budget, sum to 1 over a power"""
    acceptance: npt.NDArray[np.float64]
    """(turn, power, state, domain); share of each offer that the state takes, 0..1"""


def no_directives(turns: int, powers: int, states: int, domains: int) -> Directives:
    """Nobody has decided anything: every rule decides."""
    empty = np.full((turns, powers, states, domains), np.nan)
    return Directives(empty, empty.copy())


def obey(decide: Decide, ordered: npt.NDArray[np.float64]) -> Decide:
    """A decider that follows what was ordered and leaves the rest to the rule."""
    if np.isnan(ordered).all():
        return decide

    def decide_or_obey(view: Any, parameters: Parameters) -> Array:
        own = decide(view, parameters)
        return np.where(np.isnan(ordered), own, np.nan_to_num(ordered))

    return decide_or_obey
