"""Aftermath: influence, opinion and economies, and what the world remembers."""

from __future__ import annotations

from typing import NamedTuple

from model.engines.stages.dealing import Deal, Relations
from model.engines.stages.freight import Freight
from model.engines.stages.moving import Moves
from model.inputs.seeds.parameters import Parameters
from model.rules import (
    answering,
    influence,
    leverage,
    memory,
    minerals,
    projects,
    standing,
    structure,
)
from model.rules.bounds import at_least
from model.world.axes import RESOURCES, SECURITY, Array, one
from model.world.factors import Factors, Shock
from model.world.setting import Setting
from model.world.space import add_over, join
from model.world.state import World


class Outputs(NamedTuple):
    """Economies after the quarter."""

    powers: Array
    """(power, 1, 1); GDP, base year = 1"""
    states: Array
    """(1, state, 1); GDP, base year = 1"""
    fees: Array
    """(1, state, 1); worth of transit fees beyond the base year's, share of GDP"""


def measure(
    after: Array, others: Array, setting: Setting, holds: structure.Holds
) -> tuple[Array, Array, Array]:
    """Influence by domain, and its two factors: (influence, bandwidth, dependence)."""
    m = setting.measure
    share = influence.share_of_ties(after, others)
    dependence = influence.depend(
        share, setting.lean, structure.join_structure(holds), m.tie_weight, m.structure_weight
    )
    band = influence.bandwidth(after, m.reference, m.ceiling)
    return influence.measure_influence(band, dependence), band, dependence


def follow(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    shock: Shock,
    measured: Array,
    granted: Array,
    reprisal: Array,
) -> tuple[Array, Array]:
    """Favour and alignment after the quarter."""
    p, base = parameters, setting.anchor
    engagement = standing.relative_change(add_over(granted, -1), add_over(base.granted, -1))
    shunned = p.favour_isolation * (factors.isolation - base.isolation)
    favour = standing.move_favour(
        world.favour, base.favour, engagement, reprisal, factors.favour_shift - shunned,
        p.favour_gain, p.reprisal_favour, p.favour_half_life,
    )  # fmt: skip
    share = influence.share_of_influence(
        influence.total_influence(measured, setting.measure.weight)
    )
    alignment = standing.move_alignment(
        world.alignment, base.rest, share, base.share, favour, base.favour,
        factors.isolation - base.isolation,
        p.alignment_speed, p.alignment_influence, p.alignment_favour, p.alignment_isolation,
        p.shock_positions * shock.positions,
    )  # fmt: skip
    return favour, alignment


def grow_economies(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    freight: Freight,
    reprisal: Array,
) -> Outputs:
    """GDP of powers and of states after the quarter, and what fees are worth to states."""
    p = parameters
    harm = p.reprisal_growth * add_over(reprisal, -3)
    grown = standing.grow(world.state_output, setting.state_growth + factors.state_growth - harm)
    more = freight.revenue - setting.anchor.revenue
    fees = p.growth_revenue * more / (setting.state_gdp * world.state_output)
    powers = setting.power_growth + factors.power_growth
    return Outputs(
        standing.grow(world.power_output, powers),
        standing.lift_output(grown, world.fees, fees),
        fees,
    )


def sign_arms(arms: Array, security: Array, parameters: Parameters, shock: Shock) -> Array:
    """Shares of arms held after the contracts of the quarter, (power, state, 1)."""
    p = parameters
    arrives = memory.strike(shock.draws[..., 0:1, :, 2:3], p.contract_rate)
    winner = memory.pick_one(security, one(shock.draws, 3))
    return memory.sign_contract(arms, winner, arrives, p.contract_size)


def build_mines(
    world: World,
    setting: Setting,
    parameters: Parameters,
    shock: Shock,
    market: minerals.Market,
    granted: Array,
) -> tuple[projects.Projects, Array]:
    """Mineral projects after the quarter, and the capacity that works."""
    p, market_of = parameters, setting.minerals
    works, added = projects.close_projects(
        projects.Projects(
            world.building, world.due, world.sponsors, world.stakes, world.begun, world.failed
        ),
        p.project_stake, p.project_failure, shock.fails,
    )  # fmt: skip
    capacity = world.capacity + added
    effort, usual = (
        one(each, RESOURCES) + p.routine_effort for each in (granted, setting.anchor.granted)
    )
    room = market_of.potential - (capacity - setting.anchor.capacity)
    pressure = projects.seek_supply(market.price, market.alarm, market_of.demand, effort / usual)
    works = projects.open_projects(
        works,
        projects.rate_of_starts(pressure, room, market_of.potential, p.project_rate),
        shock.begins,
        p.project_size * at_least(room, 0.0),
        projects.time_needed(market_of.mine_lag, p.project_delay, p.delay_spread, shock.delays),
        projects.find_sponsor(effort, market.alarm, p.calm_sponsors, shock.sponsors),
    )
    return works, capacity


def remember(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    shock: Shock,
    market: minerals.Market,
    freight: Freight,
    moves: Moves,
    measured: Array,
    deal: Deal,
    relations: Relations,
    opinion: tuple[Array, Array],
    outputs: Outputs,
) -> World:
    """The world at the end of the quarter."""
    p = parameters
    security = influence.share_of_ties(one(moves.ties, SECURITY), 0.0)
    debt, arms = leverage.drift_structure(
        world.dependence, security, p.debt_repayment, p.arms_speed
    )
    owed = at_least(setting.debt_burden * setting.state_gdp * world.state_output, 1e-9)
    debt = leverage.lend(debt, factors.loan, owed)
    arms = sign_arms(arms, security, parameters, shock)
    works, capacity = build_mines(world, setting, parameters, shock, market, deal.granted)
    initiative = answering.see_effort(world.initiative, deal.initiative, p.sight)
    return World(
        ties=moves.ties,
        terms=moves.terms,
        chance=moves.chance,
        others=moves.others,
        favour=opinion[0],
        alignment=opinion[1],
        dependence=join([debt, arms], -1),
        influence=measured,
        momentum=standing.move_momentum(
            world.momentum, world.influence, measured, p.momentum_memory
        ),
        acceptance=deal.acceptance,
        programme=deal.bids,
        effort=answering.see_effort(world.effort, deal.granted, p.sight),
        initiative=initiative,
        expected=standing.approach_slowly(world.expected, initiative, p.expectation),
        error=answering.keep_error(world.error, shock.perception, p.error_memory),
        choice=standing.approach_slowly(world.choice, relations.choice, p.refusal_memory),
        fees=outputs.fees,
        reprisal=relations.reprisal,
        throughput=freight.throughput,
        capacity=capacity,
        **works._asdict(),
        alarm=market.alarm,
        reliance=market.reliance,
        adaptation=market.adaptation,
        price=market.price,
        power_output=outputs.powers,
        state_output=outputs.states,
    )
