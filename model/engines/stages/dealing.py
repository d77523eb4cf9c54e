"""Dealing: what is left of a deal when it is delivered, and what a patron makes of a refusal."""

from __future__ import annotations

from typing import NamedTuple

from model.inputs.seeds.parameters import Parameters
from model.rules import granting, leverage, structure
from model.world.axes import Array
from model.world.factors import Factors, Shock
from model.world.setting import Setting
from model.world.space import join
from model.world.state import World


class Deal(NamedTuple):
    """What was decided in a quarter, each (power, state, domain)."""

    bids: Array
    acceptance: Array
    granted: Array
    initiative: Array
    """what was granted of all but answers, bn USD a year"""


class Relations(NamedTuple):
    """How patrons stand to states after the quarter, each (power, state, 1)."""

    choice: Array
    """share of what the state would take that is the power's, 0..1"""
    reprisal: Array
    """how hard the power punishes the state, 0..1"""


def deliver(setting: Setting, parameters: Parameters, factors: Factors) -> Array:
    """How much of what is agreed each power can deliver this quarter, (power, 1, domain)."""
    p = parameters
    hurt = join(
        [p.delivery_trade, p.delivery_resources, 0.0 * p.delivery_trade, p.delivery_security], -1
    )
    return granting.deliver(factors.isolation - setting.anchor.isolation, hurt)


def relate(
    world: World, setting: Setting, parameters: Parameters, shock: Shock, holds: structure.Holds,
    welcome: Array,
) -> Relations:  # fmt: skip
    """What each patron finds of the state's choices, and whether it punishes.

    welcome: share of each offer that the state would take were its price the base year's.
    """
    p, base = parameters, setting.anchor
    choice = leverage.weigh_choice(welcome, base.offer, setting.measure.weight)
    refusal = leverage.feel_refusal(choice, world.choice, p.refusal_zone)
    reprisal = leverage.reprise(
        world.reprisal, refusal, holds.leverage, shock.temper, p.reprisal_rate,
        p.reprisal_half_life,
    )  # fmt: skip
    return Relations(choice, reprisal)
