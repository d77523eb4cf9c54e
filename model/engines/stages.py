"""The stages of a quarter: each gathers what its rules need from the world and the setting.

No order is decided here; ``turn`` does that.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules import (
    bidding,
    corridors,
    granting,
    influence,
    leverage,
    minerals,
    priorities,
    standing,
    structure,
    ties,
)
from model.rules.bounds import within
from model.rules.space import space_of
from model.world.axes import DIPLOMACY, POINTS, RESOURCES, SECURITY, TRADE, Array, one
from model.world.factors import Factors, Shock
from model.world.parameters import Parameters
from model.world.setting import Network, Setting
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


class Moves(NamedTuple):
    """Ties after the quarter, and what pushed them, domain by domain."""

    ties: Array
    trade: ties.Pushes
    resources: ties.Pushes
    points: ties.Pushes


def open_markets(
    world: World, setting: Setting, parameters: Parameters, factors: Factors
) -> minerals.Market:
    """Mineral markets under this quarter's controls."""
    p, market = parameters, setting.minerals
    cut = minerals.cut_supply(
        factors.export_control, factors.embargo, world.adaptation, market.recoverable
    )
    home = supply_at_home(world, setting)
    shortage = minerals.find_shortage(cut, world.reliance, home, p.licence_leakage)
    price = minerals.set_price(
        world.price, shortage, market.demand, factors.mineral_demand, market.sensitivity,
        p.price_speed,
    )  # fmt: skip
    alarm = minerals.feel_alarm(
        world.alarm, shortage, price, p.alarm_gain, p.alarm_price_weight, p.alarm_half_life
    )
    natural = minerals.natural_reliance(setting.reliance_start, p.natural_reliance)
    reliance = minerals.move_reliance(world.reliance, alarm, natural, p.diversification, p.relapse)
    adaptation = minerals.adapt_to_licences(
        world.adaptation, factors.export_control, market.half_life
    )
    return minerals.Market(shortage, price, alarm, reliance, adaptation)


def supply_at_home(world: World, setting: Setting) -> Array:
    """Share of demand outside the controller that capacity added since 2024 can meet, 0..1."""
    xp = space_of(world.capacity)
    added = xp.sum(world.capacity - setting.anchor.capacity, axis=-2, keepdims=True)
    return within(added, 0.0, 0.9)


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
    room = net.capacity * factors.corridor_capacity
    for _ in range(2):
        cost = corridors.generalised_cost(
            net.tariff * factors.corridor_tariff,
            net.days * factors.corridor_days,
            net.risk + factors.corridor_risk,
            throughput / room,
            p.value_of_time,
        )
        pull = corridors.attract(cost, base.cost, factors.corridor_open, p.route_elasticity)
        access = corridors.reach_by_corridors(net.pair_shares, pull, p.residual_route)
        passing = load_through(through, net, pull, p.residual_route)
        own = corridors.load_corridors(volume, net.pair_shares, pull, access)
        carried = passing + xp.sum(own, axis=-2, keepdims=True)
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
        corridors.earn_transit(
            passing, net.state_crossing, net.tariff * factors.corridor_tariff, net.terminal_share
        ),
    )


def grow_through(world: World, net: Network) -> Array:
    """Through freight, Mt a year, growing with the mean of the two ends' GDP."""
    xp = space_of(world.power_output)
    return net.through_volume * xp.sqrt(
        xp.take(world.power_output, net.origin, axis=-3)
        * xp.take(world.power_output, net.destination, axis=-3)
    )


def load_through(through: Array, net: Network, pull: Array, residual: Array) -> Array:
    """Through freight by corridor, Mt a year, (1, 1, corridor)."""
    access = corridors.reach_by_corridors(net.through_shares, pull, residual)
    return corridors.load_corridors(through, net.through_shares, pull, access)


def find_holds(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, freight: Freight
) -> structure.Holds:
    """What every power holds over every state this quarter."""
    return structure.take_hold(
        setting.remittances * factors.migration,
        one(world.dependence, 1),
        one(world.dependence, 2),
        freight.freight_control,
        freight.energy_control,
        within(setting.bond + factors.membership, 0.0, 1.0),
        remittance_half=parameters.remittance_half,
        debt_burden=setting.debt_burden,
        debt_half=parameters.debt_half,
        outside_security=setting.outside_security,
        oil_gas=setting.oil_gas,
    )


def look_as_power(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    shock: Shock,
    market: minerals.Market,
) -> bidding.PowerView:
    """What the powers see: their own interests, standing, means, and what rivals seem to gain."""
    p = parameters
    threat = leverage.look_for_threat(
        setting.conflict, world.momentum, shock.perception, p.misperception
    )
    triggers = priorities.power_triggers(
        market.alarm, setting.minerals.demand, market.price, threat,
        factors.isolation, factors.sea_blocked, factors.council,
    )  # fmt: skip
    priority = priorities.press(setting.priorities, triggers)
    xp = space_of(threat)
    summits = p.summit_effort * factors.summit
    earmarked = xp.concat(
        [one(factors.pledge, d) + (summits if d == DIPLOMACY else 0.0 * summits) for d in range(4)],
        axis=-1,
    )
    stake = xp.sum(xp.sum(priority, axis=-1, keepdims=True), axis=-2, keepdims=True)
    budget = setting.budget * factors.engagement
    return bidding.PowerView(
        priority=priority,
        standing=influence.share_of_influence(world.influence),
        threat=threat,
        budget=bidding.raise_budget(budget, stake, setting.anchor.stake, p.budget_response),
        earmarked=earmarked,
    )


def look_as_state(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    market: minerals.Market,
    freight: Freight,
    holds: structure.Holds,
) -> granting.StateView:
    """What the states see: their needs, who offers, who reaches them, and who would mind."""
    xp = space_of(world.ties)
    control = xp.maximum(holds.freight, holds.energy)
    triggers = priorities.state_triggers(control, market.price, factors.unity)
    nothing = 0.0 * freight.log_access
    access = xp.concat([freight.log_access, freight.log_reach, nothing, nothing], axis=-1)
    return granting.StateView(
        need=priorities.press(setting.needs, triggers),
        favour=world.favour,
        access=access,
        share=influence.share_of_influence(world.influence),
        exposure=leverage.expose(setting.conflict, holds.leverage),
        neighbours=leverage.mean_of_others(world.acceptance),
        unity=factors.unity,
    )


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
    xp = space_of(granted)
    after = xp.concat(
        [
            ties.move_goods(one(world.ties, TRADE), trade),
            ties.move_goods(one(world.ties, RESOURCES), resources),
            ties.move_points(world.ties[..., POINTS], points),
        ],
        axis=-1,
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
    xp = space_of(granted)
    now = world.ties[..., POINTS]
    start = base.ties[..., POINTS]
    effort = ties.count_contact(granted, p.spillover)
    usual = ties.count_contact(base.granted, p.spillover)
    spread = xp.concat([p.shock_diplomacy, p.shock_security], axis=-1)
    return ties.push_points(
        now,
        ties.build_points(now, start, effort, usual, p.effort_half),
        ties.build_points(now, start, usual, usual, p.effort_half),
        p.bond_weight * factors.membership,
        p.points_decay * reprisal,
        p.points_decay,
        spread * shock.ties[..., POINTS],
    )


def measure(
    after: Array, setting: Setting, holds: structure.Holds, state_output: Array
) -> tuple[Array, Array, Array]:
    """Influence by domain, and its two factors: (influence, bandwidth, dependence)."""
    m = setting.measure
    lean = structure.lean_on_domains(
        setting.openness, setting.resource_exports, setting.outside_security
    )
    share = influence.share_of_ties(after, setting.anchor.others * state_output)
    dependence = influence.depend(
        share, lean, structure.join_structure(holds), m.tie_weight, m.structure_weight
    )
    band = influence.bandwidth(after, m.reference, m.ceiling)
    return influence.measure_influence(band, dependence), band, dependence


def follow(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    measured: Array,
    granted: Array,
    reprisal: Array,
) -> tuple[Array, Array]:
    """Favour and alignment after the quarter."""
    p, base = parameters, setting.anchor
    xp = space_of(granted)
    engagement = standing.relative_change(
        xp.sum(granted, axis=-1, keepdims=True), xp.sum(base.granted, axis=-1, keepdims=True)
    )
    favour = standing.move_favour(
        world.favour, base.favour, engagement, reprisal, factors.favour_shift,
        p.favour_gain, p.reprisal_favour, p.favour_half_life,
    )  # fmt: skip
    share = influence.share_of_influence(
        influence.total_influence(measured, setting.measure.weight)
    )
    alignment = standing.move_alignment(
        world.alignment, base.alignment, share, base.share, favour, base.favour,
        factors.isolation - base.isolation,
        p.alignment_speed, p.alignment_influence, p.alignment_favour, p.alignment_isolation,
    )  # fmt: skip
    return favour, alignment


def grow_economies(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    freight: Freight,
    reprisal: Array,
) -> tuple[Array, Array]:
    """GDP of powers and of states after the quarter, 2024 = 1."""
    p = parameters
    xp = space_of(reprisal)
    fees = (freight.revenue - setting.anchor.revenue) / (setting.state_gdp * world.state_output)
    harm = p.reprisal_growth * xp.sum(reprisal, axis=-3, keepdims=True)
    states = setting.state_growth + factors.state_growth + p.growth_revenue * fees - harm
    powers = setting.power_growth + factors.power_growth
    return standing.grow(world.power_output, powers), standing.grow(world.state_output, states)


def remember(
    world: World,
    setting: Setting,
    parameters: Parameters,
    market: minerals.Market,
    freight: Freight,
    moves: Moves,
    measured: Array,
    acceptance: Array,
    reprisal: Array,
    opinion: tuple[Array, Array],
    outputs: tuple[Array, Array],
) -> World:
    """The world at the end of the quarter."""
    p = parameters
    xp = space_of(measured)
    security = influence.share_of_ties(one(moves.ties, SECURITY), 0.0)
    debt, arms = leverage.drift_structure(
        world.dependence, security, p.debt_repayment, p.arms_speed
    )
    capacity, building = minerals.invest_in_mines(
        world.capacity,
        world.building,
        setting.minerals.potential - (world.capacity - setting.anchor.capacity),
        market.price,
        market.alarm,
        setting.minerals.demand,
        p.mine_investment,
        setting.minerals.mine_lag,
    )
    return World(
        ties=moves.ties,
        favour=opinion[0],
        alignment=opinion[1],
        dependence=xp.concat([one(world.dependence, 0), debt, arms], axis=-1),
        influence=measured,
        momentum=standing.move_momentum(
            world.momentum, world.influence, measured, p.momentum_memory
        ),
        acceptance=acceptance,
        reprisal=reprisal,
        throughput=freight.throughput,
        capacity=capacity,
        building=building,
        alarm=market.alarm,
        reliance=market.reliance,
        adaptation=market.adaptation,
        price=market.price,
        power_output=outputs[0],
        state_output=outputs[1],
    )
