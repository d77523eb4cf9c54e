"""One quarter: the only place that orders what happens.

Events have already set the factors. Then markets, corridors, powers, states, ties, influence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from model.engines import stages
from model.rules import bidding, granting, leverage, minerals, structure
from model.world.axes import Array
from model.world.factors import Factors, Shock
from model.world.parameters import Parameters
from model.world.setting import Setting
from model.world.state import World

DecidePowers = Callable[[bidding.PowerView, Parameters], Array]
DecideStates = Callable[[granting.StateView, Parameters], Array]


class Quarter(NamedTuple):
    """What happened in a quarter: the record from which outcomes and explanations are drawn."""

    power_view: bidding.PowerView
    state_view: granting.StateView
    bids: Array
    """(power, state, domain); shares of each power's budget, sum to 1"""
    offer: Array
    """(power, state, domain); bn USD a year"""
    acceptance: Array
    """(power, state, domain); share of the offer that is taken, 0..1"""
    granted: Array
    """(power, state, domain); offer x acceptance, bn USD a year"""
    market: minerals.Market
    freight: stages.Freight
    holds: structure.Holds
    moves: stages.Moves
    bandwidth: Array
    dependence: Array


def decide_powers(view: bidding.PowerView, parameters: Parameters) -> Array:
    """The model's own rule for every power: shares of its budget over states and domains."""
    p = parameters
    return bidding.bid(view, p.contest, p.entry, p.rivalry, p.precision)


def decide_states(view: granting.StateView, parameters: Parameters) -> Array:
    """The model's own rule for every state: the share of each offer that it takes."""
    return granting.grant(view, temper_of(parameters))


def temper_of(parameters: Parameters) -> granting.Temper:
    """The parameters of a state's choice."""
    p = parameters
    return granting.Temper(
        p.openness_to_offers, p.need_weight, p.favour_weight, p.access_weight,
        p.hedging, p.tolerance, p.fear, p.peers,
    )  # fmt: skip


def turn(
    world: World,
    parameters: Parameters,
    setting: Setting,
    factors: Factors,
    shock: Shock,
    *,
    powers: DecidePowers = decide_powers,
    states: DecideStates = decide_states,
) -> tuple[World, Quarter]:
    """Play one quarter: the world after it, and the record of it.

    powers, states: who decides; by default the model's rules for all actors at once.
    """
    market = stages.open_markets(world, setting, parameters, factors)
    freight = stages.carry_freight(world, setting, parameters, factors)
    holds = stages.find_holds(world, setting, parameters, factors, freight)

    power_view = stages.look_as_power(world, setting, parameters, factors, shock, market)
    bids = powers(power_view, parameters)
    offer = bidding.spend(bids, power_view.budget, power_view.earmarked)

    state_view = stages.look_as_state(world, setting, parameters, factors, market, freight, holds)
    acceptance = states(state_view, parameters)
    granted = offer * acceptance
    reprisal = leverage.reprise(
        world.reprisal, world.momentum, setting.measure.weight, state_view.share,
        holds.leverage, parameters.reprisal_gain, parameters.reprisal_half_life,
    )  # fmt: skip

    moves = stages.move_ties(
        world, setting, parameters, factors, shock, market, freight, granted, reprisal
    )
    outputs = stages.grow_economies(world, setting, parameters, factors, freight, reprisal)
    measured, band, dependence = stages.measure(moves.ties, moves.others, setting, holds)
    opinion = stages.follow(world, setting, parameters, factors, measured, granted, reprisal)
    after = stages.remember(
        world, setting, parameters, market, freight, moves, measured, acceptance, reprisal,
        opinion, outputs,
    )  # fmt: skip
    return after, Quarter(
        power_view, state_view, bids, offer, acceptance, granted, market, freight, holds, moves,
        band, dependence,
    )  # fmt: skip
