"""One quarter: the only place that orders what happens.

Events have already set the factors. Then markets, corridors, powers, states, ties, influence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from model.engines import stages
from model.inputs.seeds.parameters import Parameters
from model.rules import answering, bidding, granting, minerals, structure
from model.world.axes import Array
from model.world.factors import Factors, Shock
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
    delivery: Array
    """(power, 1, domain); how much of what is agreed the power can deliver, base year = 1"""
    granted: Array
    """(power, state, domain); effort: offer x acceptance x delivery, bn USD a year"""
    market: minerals.Market
    freight: stages.Freight
    holds: structure.Holds
    moves: stages.Moves
    bandwidth: Array
    dependence: Array
    triggers: Mapping[str, Array]
    """what made the powers' interests more pressing, by name"""


def decide_powers(view: bidding.PowerView, parameters: Parameters) -> Array:
    """The model's own rule for every power: shares of its budget over states and domains."""
    return bidding.bid(view, taste_of(parameters))


def decide_states(view: granting.StateView, parameters: Parameters) -> Array:
    """The model's own rule for every state: the share of each offer that it takes."""
    return granting.grant(view, temper_of(parameters))


def taste_of(parameters: Parameters) -> bidding.Taste:
    """The parameters of a power's choice."""
    p = parameters
    return bidding.Taste(p.contest, p.entry, p.precision, p.routine_effort, p.reallocation)


def temper_of(parameters: Parameters) -> granting.Temper:
    """The parameters of a state's choice."""
    p = parameters
    return granting.Temper(
        p.openness_to_offers, p.need_weight, p.favour_weight, p.access_weight,
        p.hedging, p.fear, p.peers,
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

    transit = stages.need_transit(setting, parameters, freight)

    triggers = stages.trigger_powers(world, setting, parameters, factors, market)
    power_view = stages.view_of_power(world, setting, parameters, factors, triggers, transit)
    bids = powers(power_view, parameters)
    offer = bidding.spend(bids, power_view.budget, power_view.earmarked, power_view.outlay)

    state_view = stages.view_of_state(
        world, setting, parameters, factors, market, freight, holds, transit
    )
    acceptance = states(state_view, parameters)
    delivery = stages.deliver(setting, parameters, factors)
    granted = offer * acceptance * delivery
    initiative = (
        answering.take_initiative(offer, power_view.answer * power_view.outlay)
        * acceptance
        * delivery
    )
    relations = stages.relate(
        world, setting, parameters, shock, holds, acceptance * state_view.price
    )

    moves = stages.move_ties(
        world, setting, parameters, factors, shock, market, freight, granted, relations.reprisal
    )
    outputs = stages.grow_economies(
        world, setting, parameters, factors, freight, relations.reprisal
    )
    measured, band, dependence = stages.measure(moves.ties, moves.others, setting, holds)
    opinion = stages.follow(
        world, setting, parameters, factors, shock, measured, granted, relations.reprisal
    )
    after = stages.remember(
        world, setting, parameters, factors, shock, market, freight, moves, measured,
        stages.Deal(bids, acceptance, granted, initiative), relations, opinion, outputs,
    )  # fmt: skip
    return after, Quarter(
        power_view, state_view, bids, offer, acceptance, delivery, granted, market, freight, holds,
        moves, band, dependence, triggers,
    )  # fmt: skip
