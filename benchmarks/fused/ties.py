"""How ties move in a quarter: every cause's push, and the ties after them."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, lay_rows, sizes
from model.engines import stages
from model.world.axes import one


class Ties(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    ties: Floats
    terms: Floats
    others: Floats
    """(state, domain, run): ties with the rest of the world at the start of the quarter"""
    start: Floats
    start_others: Floats
    granted: Floats
    usual: Floats
    noise: Floats
    moved: Floats
    """(power, state, kind, run); what chance does to trade, to resources, and unnamed events"""
    left: Floats
    """(power, state, kind, run); what it had done to trade and to resources"""
    reprisal: Floats
    membership: Floats
    log_access: Floats
    log_reach: Floats
    mineral_pull: Floats
    power_output: Floats
    state_output: Floats
    purchasing: Floats
    sanctions: Floats
    """against the base year, (power, run)"""
    border: Floats
    tariff: Floats
    gas_flow: Floats
    oil_flow: Floats
    energy_price: Floats
    energy_part: Floats
    import_part: Floats
    energy_others: Floats
    energy_value: Floats
    """(fuel, run): gas and oil"""
    capacity: Floats
    stakes: Floats
    worth: Floats
    """(mineral, run): value of the world market and log price, rows one after the other"""
    price: Floats
    alarm: Floats
    demand: Floats
    pace: Floats
    """rows: see ``gather``"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules: (ties, terms of trade, ties of others) after the quarter."""
    world, setting, parameters, factors, shock, record, after = moment
    moves = stages.move_ties(
        world, setting, parameters, factors, shock, record.market, record.freight,
        record.granted, after.reprisal,
    )  # fmt: skip
    return moves.ties, moves.terms, moves.others


def gather(moment: Moment) -> Ties:
    """The same arrays for the fused stage."""
    world, setting, p, factors, shock, record, after = moment
    runs, powers, states = sizes(moment)
    pairs, pair, state = (runs, powers, states, 4), (runs, powers, states, 1), (runs, 1, states, 1)
    minerals, base = world.price.shape[-1], setting.anchor
    market = (runs, powers, 1, minerals)
    step, held = after.chance - world.chance, world.chance
    lasts, fields, passes, unnamed = range(4)
    moved = [
        one(step, lasts) + one(step, passes), one(step, fields), one(step, unnamed)
    ]  # fmt: skip
    left = [
        one(held, lasts) + one(held, passes) + one(held, unnamed) - base.passing, one(held, fields)
    ]  # fmt: skip
    return Ties(
        ties=lay_flat(world.ties, *pairs),
        terms=lay_flat(world.terms, *pairs),
        others=lay_flat(world.others, runs, 1, states, 4),
        start=lay_flat(base.ties, *pairs),
        start_others=lay_flat(base.others, runs, 1, states, 4),
        granted=lay_flat(record.granted, *pairs),
        usual=lay_flat(base.granted, *pairs),
        noise=lay_flat(shock.ties, *pairs),
        moved=np.stack([lay_flat(each, *pair) for each in moved], axis=2),
        left=np.stack([lay_flat(each, *pair) for each in left], axis=2),
        reprisal=lay_flat(after.reprisal, *pair),
        membership=lay_flat(factors.membership, *pair),
        log_access=lay_flat(record.freight.log_access, *pair),
        log_reach=lay_flat(record.freight.log_reach, *pair),
        mineral_pull=lay_flat(base.mineral_pull, *pair),
        power_output=lay_flat(world.power_output, runs, powers, 1, 1),
        state_output=lay_flat(world.state_output, *state),
        purchasing=lay_flat(factors.purchasing, *state),
        sanctions=lay_flat(factors.sanctions - base.sanctions, runs, powers, 1, 1),
        border=lay_flat(factors.border, *pair),
        tariff=lay_flat(factors.tariff, *pair),
        gas_flow=lay_flat(factors.gas_flow, *pair),
        oil_flow=lay_flat(factors.oil_flow, *pair),
        energy_price=lay_flat(factors.energy_price, runs, 1, 1, 1),
        energy_part=lay_flat(setting.energy_part, *pair),
        import_part=lay_flat(setting.import_part, *pair),
        energy_others=lay_flat(setting.energy_others, *state),
        energy_value=lay_rows((setting.gas_value, setting.oil_value), runs),
        capacity=lay_flat(world.capacity, runs, 1, states, minerals),
        stakes=lay_flat(world.stakes, runs, powers, states, minerals),
        worth=lay_flat(setting.minerals.value, runs, 1, 1, minerals),
        price=lay_flat(record.market.price, runs, 1, 1, minerals),
        alarm=lay_flat(record.market.alarm, *market),
        demand=lay_flat(setting.minerals.demand, *market),
        pace=lay_rows(
            (p.trade_pull, p.trade_income, p.trade_yield, p.trade_access, p.trade_sanctions,
             p.shock_trade, p.resource_pull, p.resource_income, p.resource_yield, p.mineral_claim,
             p.shock_resources, p.reprisal_trade, p.spillover, p.effort_half, p.points_decay,
             p.bond_weight, p.shock_diplomacy, p.shock_security, p.routine_effort,
             p.trade_speed, p.trade_tariff, p.energy_pass, p.trade_hedging, p.tolerance,
             p.shock_lump), runs,
        ),
    )  # fmt: skip


@njit(cache=True, error_model="numpy")
def fuse(c: Ties) -> tuple[Floats, Floats, Floats]:
    """The stage in one pass: (ties, terms of trade, ties of others) after it, runs last."""
    powers, states, _, runs = c.ties.shape
    after, terms = np.empty_like(c.ties), np.empty_like(c.terms)
    others = np.empty_like(c.others)
    worth = np.empty_like(c.worth)
    offtake, price, total = np.empty(runs), np.empty(runs), np.empty(runs)
    owned = np.empty(runs)
    log_power, log_price = np.log(c.power_output), c.pace[21] * np.log(c.energy_price)
    log_state, log_bought = np.log(c.state_output), np.log(c.purchasing)
    for m in range(worth.shape[0]):
        for r in range(runs):
            worth[m, r] = c.worth[m, r] * exp(c.price[m, r])
    for r in range(runs):
        price[r] = exp(log_price[r])
    for s in range(states):
        _move_others(c, s, price, log_state[s], log_bought[s], others)
        for r in range(runs):
            total[r] = c.others[s, 0, r]
            for p in range(powers):
                total[r] += c.ties[p, s, 0, r]
        for p in range(powers):
            _sell(c, p, s, worth, offtake, owned)
            for r in range(runs):
                grown = log_power[p, r] + log_state[s, r]
                log_fields = c.pace[7, r] * grown + log_price[r]
                fields = exp(log_fields)
                flows = c.gas_flow[p, s, r] * c.energy_value[0, r]
                flows = (flows + c.oil_flow[p, s, r] * c.energy_value[1, r]) * price[r]
                goods = exp(c.pace[1, r] * (grown + log_bought[s, r]))
                after[p, s, 0, r] = _move_trade(c, p, s, r, goods, fields, flows, total[r], terms)
                after[p, s, 1, r] = _move_resources(
                    c, p, s, r, fields, log_fields, flows, offtake[r], owned[r]
                )
            for d in range(2, 4):
                for r in range(runs):
                    after[p, s, d, r] = _move_points(c, p, s, d, r)
    return after, terms, others


@njit(cache=True, error_model="numpy")
def _move_others(
    c: Ties, s: int, price: Floats, log_state: Floats, log_bought: Floats, others: Floats
) -> None:
    for r in range(price.shape[0]):
        part, grown = c.energy_others[s, r], 2.0 * log_state[r]
        goods = exp(c.pace[1, r] * (grown + log_bought[r]))
        support = (1.0 - part) * goods + part * exp(c.pace[7, r] * grown) * price[r]
        for d in range(others.shape[1]):
            others[s, d, r] = c.start_others[s, d, r] * support


@njit(cache=True, error_model="numpy")
def _sell(c: Ties, p: int, s: int, worth: Floats, offtake: Floats, owned: Floats) -> None:
    offtake[:] = 0.0
    owned[:] = 0.0
    for m in range(worth.shape[0]):
        for r in range(offtake.shape[0]):
            wanted = c.demand[p, m, r] * (1.0 + c.pace[9, r] * c.alarm[p, m, r])
            offtake[r] += worth[m, r] * c.capacity[s, m, r] * wanted
            owned[r] += worth[m, r] * c.stakes[p, s, m, r]


@njit(cache=True, error_model="numpy", inline="always")
def _limit(push: float) -> float:
    return min(max(push, -0.7), 0.7)


@njit(cache=True, error_model="numpy", inline="always")
def _move_trade(
    c: Ties, p: int, s: int, r: int, goods: float, fields: float, flows: float, total: float,
    terms: Floats,
) -> float:  # fmt: skip
    now, start, pull = c.ties[p, s, 0, r], c.start[p, s, 0, r], c.pace[0, r]
    part, speed = c.energy_part[p, s, r], c.pace[19, r]
    support = (1.0 - part) * goods + part * fields
    reached = (1.0 - part) * (c.log_access[p, s, r] + log(c.border[p, s, r]))
    reached += part * c.log_reach[p, s, r]
    barred = c.import_part[p, s, r] * c.pace[20, r] * log(1.0 + c.tariff[p, s, r])
    barred += c.pace[4, r] * c.sanctions[p, r]
    under = c.terms[p, s, 1, r]
    before = c.terms[p, s, 0, r] + under + c.terms[p, s, 2, r] + c.terms[p, s, 3, r]
    market = _limit(speed * (log(support) - c.terms[p, s, 0, r]))
    contracts = _limit(speed * (_contract(flows / start, part * fields, support) - under))
    routes = _limit(speed * (c.pace[3, r] * reached - c.terms[p, s, 2, r]))
    barriers = _limit(speed * (-barred - c.terms[p, s, 3, r]))
    terms[p, s, 0, r] = c.terms[p, s, 0, r] + market
    terms[p, s, 1, r] = under + contracts
    terms[p, s, 2, r] = c.terms[p, s, 2, r] + routes
    terms[p, s, 3, r] = c.terms[p, s, 3, r] + barriers
    flow, usual = c.pace[2, r] * c.granted[p, s, 0, r], c.pace[2, r] * c.usual[p, s, 0, r]
    contracts += pull * log((start + flow) / (start + usual))
    free = (1.0 - part) * exp(-max(under, 0.0))
    contracts -= c.pace[22, r] * free * max(now / total - c.pace[23, r], 0.0)
    before += c.left[p, s, 0, r]
    pushed = _limit(market + pull * (log(start / now) + before)) + _limit(contracts)
    pushed += _limit(routes) + _limit(barriers)
    chance = _limit(c.moved[p, s, 0, r]) + _limit(c.moved[p, s, 2, r])
    return now * exp(pushed + _limit(-c.pace[11, r] * c.reprisal[p, s, r]) + chance)


@njit(cache=True, error_model="numpy", inline="always")
def _contract(added: float, energy: float, support: float) -> float:
    return log(1.0 + max(added, -0.95 * energy) / support)


@njit(cache=True, error_model="numpy", inline="always")
def _move_resources(
    c: Ties, p: int, s: int, r: int, fields: float, log_fields: float, flows: float,
    offtake: float, owned: float,
) -> float:  # fmt: skip
    now, start, pull = c.ties[p, s, 1, r], c.start[p, s, 1, r], c.pace[6, r]
    flow, usual = c.pace[8, r] * c.granted[p, s, 1, r], c.pace[8, r] * c.usual[p, s, 1, r]
    deals = log((start + flow) / (start + usual)) + _contract(flows / start, fields, fields)
    deals += log((start + offtake + owned) / (start + offtake))
    total = _limit(pull * deals)
    total += _limit(pull * (log(start / now) + log_fields + c.left[p, s, 1, r]))
    total += _limit(pull * c.log_reach[p, s, r])
    total += _limit(pull * log((start + offtake) / (start + c.mineral_pull[p, s, r])))
    total += _limit(-c.pace[11, r] * c.reprisal[p, s, r])
    total += _limit(c.moved[p, s, 1, r])
    return now * exp(total)


@njit(cache=True, error_model="numpy", inline="always")
def _move_points(c: Ties, p: int, s: int, d: int, r: int) -> float:
    now, start, half, decay = c.ties[p, s, d, r], c.start[p, s, d, r], c.pace[13, r], c.pace[14, r]
    effort = c.granted[p, s, d, r] + c.pace[18, r]
    usual = c.usual[p, s, d, r] + c.pace[18, r]
    if d == 2:
        effort += c.pace[12, r] * (c.granted[p, s, 0, r] + c.granted[p, s, 1, r])
        usual += c.pace[12, r] * (c.usual[p, s, 0, r] + c.usual[p, s, 1, r])
    upkeep = start * (100.0 - now) / (100.0 - start)
    built = upkeep * (effort / (effort + half)) * ((usual + half) / usual)
    room = (100.0 - now) / 100.0
    step = decay / (1.0 + decay * (1.0 + built / max(100.0 - now, 1.0)))
    moved = step * (built - upkeep) + decay * c.pace[15, r] * c.membership[p, s, r] * room
    moved += step * (upkeep - now) - decay * c.reprisal[p, s, r] * now
    moved += c.pace[14 + d, r] * c.noise[p, s, d, r] * now * room / 25.0
    return min(max(now + moved, 0.01), 99.0)
