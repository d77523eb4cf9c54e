"""Moving: ties after the quarter, and what pushed them."""

from __future__ import annotations

from typing import NamedTuple

from model.engines.stages.freight import Freight
from model.rules import minerals, ties
from model.world.axes import POINTS, RESOURCES, TRADE, Array, one
from model.world.factors import Factors, Shock
from model.world.parameters import Parameters
from model.world.setting import Setting
from model.world.space import join
from model.world.state import World


class Moves(NamedTuple):
    """Ties after the quarter, and what pushed them, domain by domain."""

    ties: Array
    trade: ties.Pushes
    resources: ties.Pushes
    points: ties.Pushes


def move_ties(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    shock: Shock,
    market: minerals.Market,
    freight: Freight,
    granted: Array,
    reprisal: Array,
) -> Moves:
    """Ties after the quarter: trade, resources, then the two that count in points."""
    trade = _push_trade(world, setting, parameters, factors, shock, freight, granted, reprisal)
    resources = _push_resources(
        world, setting, parameters, shock, market, freight, granted, reprisal
    )
    points = _push_points(world, setting, parameters, factors, shock, granted, reprisal)
    after = join(
        [
            ties.move_goods(one(world.ties, TRADE), trade),
            ties.move_goods(one(world.ties, RESOURCES), resources),
            ties.move_points(world.ties[..., POINTS], points),
        ],
        -1,
    )
    return Moves(after, trade, resources, points)


def _push_trade(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, shock: Shock,
    freight: Freight, granted: Array, reprisal: Array,
) -> ties.Pushes:  # fmt: skip
    p, base = parameters, setting.anchor
    now = one(world.ties, TRADE)
    start = one(base.ties, TRADE)
    reached = (1.0 - setting.oil_gas) * freight.log_access + setting.oil_gas * freight.log_reach
    return ties.push_trade(
        ties.pull_of_gravity(
            now, start, world.power_output, world.state_output,
            p.trade_income, p.trade_pull,
        ),
        ties.add_flow(
            start, p.trade_yield * one(granted, TRADE), p.trade_yield * one(base.granted, TRADE),
            p.trade_pull,
        ),
        p.trade_pull * p.trade_access * reached,
        -p.trade_pull * p.trade_sanctions * (factors.sanctions - base.sanctions),
        -p.reprisal_trade * reprisal,
        p.shock_trade * one(shock.ties, TRADE),
    )  # fmt: skip


def _push_resources(
    world: World, setting: Setting, parameters: Parameters, shock: Shock,
    market: minerals.Market, freight: Freight, granted: Array, reprisal: Array,
) -> ties.Pushes:  # fmt: skip
    p, base = parameters, setting.anchor
    now = one(world.ties, RESOURCES)
    start = one(base.ties, RESOURCES)
    offtake = minerals.pull_of_minerals(
        world.capacity, market.price, market.alarm, setting.minerals.demand,
        setting.minerals.value, p.mineral_claim,
    )  # fmt: skip
    return ties.push_trade(
        ties.pull_of_gravity(
            now, start, world.power_output, world.state_output,
            p.resource_income, p.resource_pull,
        ),
        ties.add_flow(
            start, p.resource_yield * one(granted, RESOURCES),
            p.resource_yield * one(base.granted, RESOURCES), p.resource_pull,
        ),
        p.resource_pull * freight.log_reach,
        ties.add_flow(start, offtake, base.mineral_pull, p.resource_pull),
        -p.reprisal_trade * reprisal,
        p.shock_resources * one(shock.ties, RESOURCES),
    )  # fmt: skip


def _push_points(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, shock: Shock,
    granted: Array, reprisal: Array,
) -> ties.Pushes:  # fmt: skip
    p, base = parameters, setting.anchor
    now = world.ties[..., POINTS]
    start = base.ties[..., POINTS]
    effort = ties.count_contact(granted, p.spillover)
    usual = ties.count_contact(base.granted, p.spillover)
    spread = join([p.shock_diplomacy, p.shock_security], -1)
    return ties.push_points(
        now,
        ties.build_points(now, start, effort, usual, p.effort_half, p.routine_effort),
        ties.build_points(now, start, usual, usual, p.effort_half, p.routine_effort),
        p.bond_weight * factors.membership,
        p.points_decay * reprisal,
        p.points_decay,
        spread * shock.ties[..., POINTS],
    )
