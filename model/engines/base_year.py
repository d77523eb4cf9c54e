"""The base-year quarter, worked out in the order of play: what runs are measured against.

Each factor is as in an ordinary quarter, and programmes, offers and answers are at mutual rest.
"""

from __future__ import annotations

import numpy as np

from model.engines import stages
from model.engines.turn import decide_states, taste_of
from model.inputs.seeds.parameters import Parameters
from model.rules import (
    answering,
    bidding,
    corridors,
    influence,
    leverage,
    memory,
    minerals,
    structure,
    ties,
)
from model.rules.bounds import at_least
from model.world.axes import TRADE, one
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.factors import Factors
from model.world.outside import base_factors, usual_summits
from model.world.setting import Anchor, Setting
from model.world.space import add_over, join
from model.world.state import World

_LONGEST = 0.99
"""Most that positions keep from quarter to quarter for anything of them to pass: at 1 they wander,
and go back to nothing."""


def anchor(
    drawn: Drawn, world: World, setting: Setting, parameters: Parameters
) -> tuple[World, Setting]:
    """The first world and the setting of runs, with the base-year quarter worked out in both."""
    factors = usual_factors(drawn)
    net = setting.network
    setting = setting._replace(
        transit_link=corridors.link_flows(
            net.through_volume, net.origin, net.destination, setting.budget
        )
    )
    world, passing = _find_passing(drawn, world, parameters)
    world, setting = _anchor_freight(world, setting, parameters, factors)
    freight = stages.carry_freight(world, setting, parameters, factors)
    trade = add_over(one(world.ties, TRADE), -3)
    total = setting.openness * setting.state_gdp
    rest = np.maximum(total - trade, 0.02 * total)
    others = join([rest, 0.0 * rest, 0.0 * rest, 0.0 * rest], -1)
    world = world._replace(others=others)
    known = setting.anchor._replace(
        ties=world.ties,
        passing=passing,
        alignment=world.alignment,
        rest=_find_rest(drawn, world, parameters),
        favour=world.favour,
        capacity=world.capacity,
        sanctions=factors.sanctions,
        isolation=factors.isolation,
        revenue=freight.revenue,
        others=others,
        granted=world.effort,
        granted_others=answering.sum_of_others(world.effort),
        acceptance=world.acceptance,
        mineral_pull=minerals.pull_of_minerals(
            world.capacity, world.price, world.alarm, setting.minerals.demand,
            setting.minerals.value, parameters.mineral_claim,
        ),
    )  # fmt: skip
    setting = setting._replace(anchor=known)
    holds = stages.find_holds(world, setting, parameters, factors, freight)
    measured, _, _ = stages.measure(world.ties, world.others, setting, holds)
    world = world._replace(influence=measured, adaptation=world.adaptation + factors.export_control)
    world, usual = _settle_deals(drawn, world, setting, parameters, factors, freight, holds)
    share = influence.share_of_influence(
        influence.total_influence(measured, setting.measure.weight)
    )
    return world, setting._replace(anchor=usual._replace(share=share))


def _find_passing(drawn: Drawn, world: World, parameters: Parameters) -> tuple[World, Floats]:
    """What passes of trade already in the base year, (power, state, 1), as the world remembers."""
    p = parameters
    powers, states = (drawn.seeds.ids(kind) for kind in ("power", "state"))
    noise = np.array([[[drawn.normal(f"passing.{q}.{s}")] for s in states] for q in powers])
    spread = ties.spread_shock(one(world.ties, TRADE), p.shock_trade, p.shock_lump)
    passing = memory.usual_passing(spread, lay_out(noise), p.passing_kept)
    parts = [one(world.chance, place) for place in range(4)]
    parts[stages.PASSES] = passing
    return world._replace(chance=join(parts, -1)), passing


def _find_rest(drawn: Drawn, world: World, parameters: Parameters) -> Floats:
    """What alignment goes back to, (power, state, 1): the base year's less what passes of it.

    a0 - h sigma (1 - a0^2) z sqrt(V(1 - speed)), V: see ``memory.vary_over_years``

    Votes of a year are a draw themselves: between two years they change by twice the variance that
    they have about what they go back to. h: how much of that the base year's positions hold, 1 for
    the votes of a past year. Half of z is common to a power's states, as in a quarter.
    """
    p = parameters
    powers, states = (drawn.seeds.ids(kind) for kind in ("power", "state"))
    common = np.array([[[drawn.normal(f"votes.{q}")] for _ in states] for q in powers])
    own = np.array([[[drawn.normal(f"votes.{q}.{s}")] for s in states] for q in powers])
    noise = lay_out((own + common) * 0.5**0.5)
    spread = p.votes_passing * p.shock_positions * (1.0 - world.alignment**2)
    kept = np.minimum(1.0 - p.alignment_speed, _LONGEST)
    passing = memory.usual_passing(spread, noise, kept)
    rest: Floats = np.clip(world.alignment - passing, -0.95, 0.95)
    return rest


def _anchor_freight(
    world: World, setting: Setting, parameters: Parameters, factors: Factors
) -> tuple[World, Setting]:
    """Reference costs, access and flows: those at which reference shares hold."""
    net = setting.network
    volume = one(world.ties, TRADE) * net.freight_intensity
    is_open, residual = factors.corridor_open, parameters.residual_route
    access = corridors.reach_by_corridors(net.pair_shares, is_open, residual)
    own = corridors.load_corridors(volume, net.pair_shares, is_open, access)
    through = stages.load_through(net.through_volume, net, is_open, residual)
    room = at_least(net.capacity * factors.corridor_capacity, 1e-9)
    throughput = corridors.hold_back(through + add_over(own, -2), room)
    cost = corridors.generalised_cost(
        net.tariff * factors.corridor_tariff,
        net.days * factors.corridor_days,
        net.risk + factors.corridor_risk,
        throughput / room,
        parameters.value_of_time,
    )
    reach = corridors.reach_buyers(
        net.route_share, net.route_buyer, factors.route_open, parameters.reroute
    )
    known = setting.anchor._replace(cost=cost, accessibility=access, route_access=reach)
    return world._replace(throughput=throughput), setting._replace(anchor=known)


def _settle_deals(
    drawn: Drawn,
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    freight: stages.Freight,
    holds: structure.Holds,
) -> tuple[World, Anchor]:
    """Programmes, offers and what is taken of them at mutual rest, as everyone remembers them.

    Nobody answers anybody: what all spend is what all expect, so that priority and standing alone
    decide where a power bids.
    """
    market = minerals.Market(
        0.0 * world.alarm, world.price, world.alarm, world.reliance, world.adaptation
    )
    triggers = stages.trigger_powers(world, setting, parameters, factors, market)
    transit = stages.need_transit(setting, parameters, freight)
    arguments = (parameters, factors, triggers, transit)
    first = stages.view_of_power(world, setting, *arguments)
    setting = setting._replace(anchor=setting.anchor._replace(stake=_stake_of(first)))
    view = stages.view_of_power(world, setting, *arguments)
    appeal = bidding.weigh_appeal(view, taste_of(parameters)).total
    bids = bidding.choose(appeal, parameters.precision)
    offer = bidding.spend(bids, view.budget, view.earmarked, view.outlay)
    for _ in range(6):  # neighbours' choices feed back weakly: six rounds settle it to 1e-6
        seen = stages.view_of_state(
            world, setting, parameters, factors, market, freight, holds, transit
        )
        acceptance = decide_states(seen, parameters)
        world = world._replace(acceptance=acceptance)
    granted = offer * acceptance
    choice = leverage.weigh_choice(acceptance, offer, setting.measure.weight)
    world = world._replace(
        programme=bids, effort=granted, initiative=granted, expected=granted, choice=choice
    )
    return world, setting.anchor._replace(
        bids=bids, budget=view.budget, earmarked=view.earmarked, offer=offer, granted=granted,
        granted_others=answering.sum_of_others(granted), acceptance=acceptance,
    )  # fmt: skip


def _stake_of(view: bidding.PowerView) -> Floats:
    """What is at stake for each power: the sum of its priorities."""
    stake: Floats = add_over(add_over(view.priority, -1), -2)
    return stake


def usual_factors(drawn: Drawn) -> Factors:
    """The factors of an ordinary quarter of the base year."""
    base = base_factors(drawn)
    return Factors(**{**base, "summit": base["summit"] + usual_summits(drawn)})
