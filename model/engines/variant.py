"""Variants of play: the same runs with decisions held, without growth, or without chance."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.engines.prepare import Prepared
from model.engines.turn import DecidePowers, DecideStates, decide_powers, decide_states
from model.inputs.seeds.parameters import Parameters
from model.world.axes import Array


class Variant(NamedTuple):
    """What is held still while runs are played; by default nothing is."""

    powers_frozen: bool = False
    """every power keeps to the base year's shares of its budget, which no stake raises; pledges,
    summits and the engagement that a scenario sets are spent all the same"""
    states_frozen: bool = False
    """every state takes the share of each offer that it took in the base year"""
    growth: bool = True
    """whether economies grow by the rates of the seeds; what a scenario adds is its own"""
    chance: bool = True
    """whether quarters bring shocks, and ties and positions hold what passes; what is drawn once
    for a run is drawn all the same"""


WHOLE = Variant()
"""Nothing is held still."""

DECISIONS = Variant(powers_frozen=True, states_frozen=True)
"""Programmes, the budget's answer to what is at stake, and acceptance stay the base year's."""


def hold(ready: Prepared, variant: Variant) -> Prepared:
    """What an engine begins with under a variant."""
    setting, parameters = ready.setting, ready.parameters
    if variant.powers_frozen:
        still = np.zeros_like(parameters.budget_response)
        parameters = parameters._replace(budget_response=still, match=still, fill=still)
    world = ready.world
    if not variant.chance:
        base = setting.anchor
        still = np.zeros_like(base.passing)
        setting = setting._replace(anchor=base._replace(passing=still, rest=base.alignment))
        world = world._replace(chance=np.zeros_like(world.chance))
    if not variant.growth:
        setting = setting._replace(
            power_growth=np.zeros_like(setting.power_growth),
            state_growth=np.zeros_like(setting.state_growth),
        )
    return Prepared(world, setting, parameters)


def choose_deciders(ready: Prepared, variant: Variant) -> tuple[DecidePowers, DecideStates]:
    """Who decides under a variant: the model's rules, or the base year."""
    return (
        _repeat(ready.setting.anchor.bids) if variant.powers_frozen else decide_powers,
        _repeat(ready.world.acceptance) if variant.states_frozen else decide_states,
    )


def _repeat(choice: Array) -> Any:
    def repeat(view: Any, parameters: Parameters) -> Array:
        return choice

    return repeat
