"""Moving: ties after the quarter, and what pushed them."""

from __future__ import annotations

from typing import NamedTuple

from model.engines.stages.freight import Freight
from model.inputs.seeds.parameters import Parameters
from model.rules import influence, memory, minerals, projects, ties
from model.rules.bounds import at_least
from model.world.axes import POINTS, RESOURCES, TRADE, Array, one
from model.world.factors import Factors, Shock
from model.world.setting import Setting
from model.world.space import add_over, join, space_of
from model.world.state import World

LASTS, LASTS_IN_RESOURCES, PASSES, UNNAMED = range(4)
"""Places of ``World.chance``."""


class Moves(NamedTuple):
    """Ties after the quarter, and what pushed them, domain by domain."""

    ties: Array
    terms: Array
    chance: Array
    others: Array
    trade: ties.Pushes
    resources: ties.Pushes
    points: ties.Pushes
    trade_deals: Deals
    resource_deals: Deals


class Deals(NamedTuple):
    """What is in the deals of a goods tie beside engagement, logarithms, (power, state, 1)."""

    contracts: Array
    """for oil and gas"""
    diversification: Array
    """what the state moves to others from a partner that has grown too large"""
    projects: Array
    """for what the power owns of mineral projects that work"""


class Energy(NamedTuple):
    """What the price of energy and the contracts for it come to this quarter."""

    price: Array
    """(1, 1, 1); against the base year, as far as contracts pass it on"""
    contracts: Array
    """(power, state, 1); worth of deliveries beyond the base year's, bn USD a year"""


def move_ties(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, shock: Shock,
    market: minerals.Market, freight: Freight, granted: Array, reprisal: Array,
) -> Moves:  # fmt: skip
    """Ties after the quarter: trade, resources, then the two that count in points."""
    price = factors.energy_price**parameters.energy_pass
    energy = Energy(
        price,
        ties.value_contracts(
            factors.gas_flow, factors.oil_flow, setting.gas_value, setting.oil_value, price
        ),
    )
    step = _step_terms(world, setting, parameters, factors, freight, energy)
    chance = remember_chance(world, parameters, shock)
    moved = chance - world.chance
    trade, trade_deals = _push_trade(world, setting, parameters, step, moved, granted, reprisal)
    resources, resource_deals = _push_resources(
        world, setting, parameters, factors, moved, market, freight, energy, granted, reprisal
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
    others = _move_others(world, setting, parameters, factors, energy)
    return Moves(
        after, world.terms + step, chance, others, trade, resources, points, trade_deals,
        resource_deals,
    )  # fmt: skip


def remember_chance(world: World, parameters: Parameters, shock: Shock) -> Array:
    """What chance has brought to goods ties by the end of the quarter: see ``World.chance``."""
    p = parameters
    trade = one(world.ties, TRADE)
    passing = ties.spread_shock(trade, p.shock_trade, p.shock_lump)
    comes = memory.strike(shock.draws[..., 0:1, :, 0:1], p.event_rate)
    meets = memory.pick_one(trade, one(shock.draws, 1))
    event = comes * meets * p.event_size
    kept = p.lasting_kept
    return join(
        [
            memory.carry_chance(
                one(world.chance, LASTS), p.shock_lasting, one(shock.lasting, 0), kept
            ),
            memory.carry_chance(
                one(world.chance, LASTS_IN_RESOURCES), p.shock_resources, one(shock.lasting, 1),
                kept,
            ),
            memory.carry_chance(
                one(world.chance, PASSES), passing, one(shock.ties, TRADE), p.passing_kept
            ),
            memory.carry_chance(one(world.chance, UNNAMED), event, one(shock.lasting, 2), kept),
        ],
        -1,
    )  # fmt: skip


def _step_terms(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, freight: Freight,
    energy: Energy,
) -> Array:  # fmt: skip
    """How far the four terms of trade move this quarter, (power, state, 4).

    No further than a tie can: what is not worked into trade yet stays to be done.
    """
    p, part = parameters, setting.energy_part
    xp = space_of(world.ties)
    start = one(setting.anchor.ties, TRADE)
    fields = ties.grow_incomes(world.power_output, world.state_output, p.resource_income)
    goods = ties.grow_incomes(
        world.power_output, world.state_output * factors.purchasing, p.trade_income
    )
    support = ties.support_trade(part, goods, fields, energy.price)
    reached = (1.0 - part) * (freight.log_access + xp.log(factors.border))
    barriers = ties.bar_trade(
        setting.import_part, factors.tariff, factors.sanctions - setting.anchor.sanctions,
        p.trade_tariff, p.trade_sanctions,
    )  # fmt: skip
    targets = [
        xp.log(support),
        ties.add_contracts(energy.contracts, start, support, part * fields * energy.price),
        p.trade_access * (reached + part * freight.log_reach),
        barriers,
    ]
    return ties.limit(ties.approach(world.terms, join(targets, -1), p.trade_speed))


def _push_trade(
    world: World, setting: Setting, parameters: Parameters, step: Array, moved: Array,
    granted: Array, reprisal: Array,
) -> tuple[ties.Pushes, Deals]:  # fmt: skip
    p, base = parameters, setting.anchor
    xp = space_of(world.ties)
    now = one(world.ties, TRADE)
    start = one(base.ties, TRADE)
    share = influence.share_of_ties(now, one(world.others, TRADE))
    free = (1.0 - setting.energy_part) * xp.exp(-at_least(one(world.terms, 1), 0.0))
    market, contracts, routes, barriers = (one(step, place) for place in range(4))
    diversification = ties.spread_trade(share, free, p.tolerance, p.trade_hedging)
    left = (
        one(world.chance, LASTS) + one(world.chance, PASSES) + one(world.chance, UNNAMED)
        - base.passing
    )  # fmt: skip
    pushes = ties.push_goods(
        market + ties.pull_back(now, start, add_over(world.terms, -1) + left, p.trade_pull),
        contracts + ties.add_flow(
            start, p.trade_yield * one(granted, TRADE), p.trade_yield * one(base.granted, TRADE),
            p.trade_pull,
        )
        + diversification,
        routes,
        barriers,
        -p.reprisal_trade * reprisal,
        one(moved, LASTS) + one(moved, PASSES),
        one(moved, UNNAMED),
    )  # fmt: skip
    return pushes, Deals(contracts, diversification, 0.0 * contracts)


def _push_resources(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, moved: Array,
    market: minerals.Market, freight: Freight, energy: Energy, granted: Array, reprisal: Array,
) -> tuple[ties.Pushes, Deals]:  # fmt: skip
    p, base = parameters, setting.anchor
    xp = space_of(world.ties)
    now = one(world.ties, RESOURCES)
    start = one(base.ties, RESOURCES)
    offtake = minerals.pull_of_minerals(
        world.capacity * (1.0 - factors.licence), market.price, market.alarm,
        setting.minerals.demand,
        setting.minerals.value, p.mineral_claim,
    )  # fmt: skip
    fields = ties.grow_incomes(world.power_output, world.state_output, p.resource_income)
    fields = fields * energy.price
    contracts = p.resource_pull * ties.add_contracts(energy.contracts, start, fields, fields)
    owned = projects.worth_of_stakes(world.stakes, market.price, setting.minerals.value)
    stakes = ties.add_flow(start, offtake + owned, offtake, p.resource_pull)
    pushes = ties.push_goods(
        ties.pull_back(
            now, start, xp.log(fields) + one(world.chance, LASTS_IN_RESOURCES), p.resource_pull
        ),
        contracts
        + ties.add_flow(
            start, p.resource_yield * one(granted, RESOURCES),
            p.resource_yield * one(base.granted, RESOURCES), p.resource_pull,
        )
        + stakes,
        p.resource_pull * freight.log_reach,
        ties.add_flow(start, offtake, base.mineral_pull, p.resource_pull),
        -p.reprisal_trade * reprisal,
        one(moved, LASTS_IN_RESOURCES),
        0.0 * contracts,
    )  # fmt: skip
    return pushes, Deals(contracts, 0.0 * contracts, stakes)


def _move_others(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, energy: Energy
) -> Array:
    """Ties with the rest of the world, most of it neighbours, who grow as the state does."""
    p, grown = parameters, world.state_output
    support = ties.support_trade(
        setting.energy_others,
        ties.grow_incomes(grown, grown * factors.purchasing, p.trade_income),
        ties.grow_incomes(grown, grown, p.resource_income),
        energy.price,
    )
    return setting.anchor.others * support


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
