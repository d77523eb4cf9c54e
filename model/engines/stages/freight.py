"""Freight: flows over the corridors, and what the routes give."""

from __future__ import annotations

from typing import NamedTuple

from model.inputs.seeds.parameters import Parameters
from model.rules import corridors
from model.rules.bounds import at_least
from model.world.axes import POWER, TRADE, Array, one
from model.world.factors import Factors
from model.world.setting import Network, Setting
from model.world.space import add_over, pick, space_of
from model.world.state import World


class Freight(NamedTuple):
    """What the corridors and routes gave this quarter."""

    throughput: Array
    through: Array
    """(1, 1, corridor); through freight alone, Mt a year"""
    log_access: Array
    log_reach: Array
    freight_control: Array
    energy_control: Array
    revenue: Array


def carry_freight(
    world: World, setting: Setting, parameters: Parameters, factors: Factors
) -> Freight:
    """Route every flow twice, the second time with the crowding that the first one made."""
    p, net, base = parameters, setting.network, setting.anchor
    xp = space_of(world.ties)
    trade = one(world.ties, TRADE)
    volume = trade * net.freight_intensity
    through = grow_through(world, net)
    throughput = world.throughput
    room = at_least(net.capacity * factors.corridor_capacity, 1e-9)
    tariff = net.tariff * factors.corridor_tariff
    days, risk = net.days * factors.corridor_days, net.risk + factors.corridor_risk
    for _ in range(2):
        cost = corridors.generalised_cost(tariff, days, risk, throughput / room, p.value_of_time)
        pull = corridors.attract(cost, base.cost, factors.corridor_open, p.route_elasticity)
        access = corridors.reach_by_corridors(net.pair_shares, pull, p.residual_route)
        passing = load_through(through, net, pull, p.residual_route)
        own = corridors.load_corridors(volume, net.pair_shares, pull, access)
        carried = passing + add_over(own, -2)
        throughput = corridors.hold_back((throughput + carried) / 2.0, room)
    by_corridor = corridors.load_corridors(trade, net.pair_shares, pull, access)
    reach = corridors.reach_buyers(net.route_share, net.route_buyer, factors.route_open, p.reroute)
    return Freight(
        throughput,
        passing,
        xp.log(access / base.accessibility),
        xp.log(reach / base.route_access),
        corridors.control_freight(trade, by_corridor, net.power_crossing),
        corridors.control_energy(net.route_share, net.route_crossing, factors.route_open),
        corridors.earn_transit(passing, net.state_crossing, tariff, net.terminal_share),
    )


def grow_through(world: World, net: Network) -> Array:
    """Through freight, Mt a year, growing with the mean of the two ends' GDP."""
    xp = space_of(world.power_output)
    return net.through_volume * xp.sqrt(
        pick(world.power_output, net.origin, POWER)
        * pick(world.power_output, net.destination, POWER)
    )


def load_through(through: Array, net: Network, pull: Array, residual: Array) -> Array:
    """Through freight by corridor, Mt a year, (1, 1, corridor)."""
    access = corridors.reach_by_corridors(net.through_shares, pull, residual)
    return corridors.load_corridors(through, net.through_shares, pull, access)
