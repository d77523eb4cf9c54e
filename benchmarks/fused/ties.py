"""How ties move in a quarter: every cause's push, and the ties after them."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, lay_rows, sizes
from model.engines import stages


class Ties(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    ties: Floats
    start: Floats
    granted: Floats
    usual: Floats
    noise: Floats
    reprisal: Floats
    membership: Floats
    log_access: Floats
    log_reach: Floats
    mineral_pull: Floats
    power_output: Floats
    state_output: Floats
    sanctions: Floats
    """against the base year, (power, run)"""
    oil_gas: Floats
    capacity: Floats
    worth: Floats
    """(mineral, run): value of the world market and log price, rows one after the other"""
    price: Floats
    alarm: Floats
    demand: Floats
    pace: Floats
    """rows: see ``gather``"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules: (ties after the quarter,)."""
    world, setting, parameters, factors, shock, record, after = moment
    moves = stages.move_ties(
        world, setting, parameters, factors, shock, record.market, record.freight,
        record.granted, after.reprisal,
    )  # fmt: skip
    return (moves.ties,)


def gather(moment: Moment) -> Ties:
    """The same arrays for the fused stage."""
    world, setting, p, factors, shock, record, after = moment
    runs, powers, states = sizes(moment)
    pairs, pair = (runs, powers, states, 4), (runs, powers, states, 1)
    minerals, base = world.price.shape[-1], setting.anchor
    market = (runs, powers, 1, minerals)
    return Ties(
        ties=lay_flat(world.ties, *pairs),
        start=lay_flat(base.ties, *pairs),
        granted=lay_flat(record.granted, *pairs),
        usual=lay_flat(base.granted, *pairs),
        noise=lay_flat(shock.ties, *pairs),
        reprisal=lay_flat(after.reprisal, *pair),
        membership=lay_flat(factors.membership, *pair),
        log_access=lay_flat(record.freight.log_access, *pair),
        log_reach=lay_flat(record.freight.log_reach, *pair),
        mineral_pull=lay_flat(base.mineral_pull, *pair),
        power_output=lay_flat(world.power_output, runs, powers, 1, 1),
        state_output=lay_flat(world.state_output, runs, 1, states, 1),
        sanctions=lay_flat(factors.sanctions - base.sanctions, runs, powers, 1, 1),
        oil_gas=lay_flat(setting.oil_gas, runs, 1, states, 1),
        capacity=lay_flat(world.capacity, runs, 1, states, minerals),
        worth=lay_flat(setting.minerals.value, runs, 1, 1, minerals),
        price=lay_flat(record.market.price, runs, 1, 1, minerals),
        alarm=lay_flat(record.market.alarm, *market),
        demand=lay_flat(setting.minerals.demand, *market),
        pace=lay_rows(
            (p.trade_pull, p.trade_income, p.trade_yield, p.trade_access, p.trade_sanctions,
             p.shock_trade, p.resource_pull, p.resource_income, p.resource_yield, p.mineral_claim,
             p.shock_resources, p.reprisal_trade, p.spillover, p.effort_half, p.points_decay,
             p.bond_weight, p.shock_diplomacy, p.shock_security, p.routine_effort), runs,
        ),
    )  # fmt: skip


@njit(cache=True)
def fuse(c: Ties) -> tuple[Floats]:
    """The stage in one pass: (ties after the quarter,), runs last."""
    powers, states, _, runs = c.ties.shape
    after = np.empty_like(c.ties)
    worth = np.empty_like(c.worth)
    offtake = np.empty(runs)
    for m in range(worth.shape[0]):
        for r in range(runs):
            worth[m, r] = c.worth[m, r] * exp(c.price[m, r])
    for p in range(powers):
        for s in range(states):
            _sell(c, p, s, worth, offtake)
            for r in range(runs):
                grown = log(c.power_output[p, r]) + log(c.state_output[s, r])
                after[p, s, 0, r] = _move_trade(c, p, s, r, grown)
                after[p, s, 1, r] = _move_resources(c, p, s, r, grown, offtake[r])
            for d in range(2, 4):
                for r in range(runs):
                    after[p, s, d, r] = _move_points(c, p, s, d, r)
    return (after,)


@njit(cache=True)
def _sell(c: Ties, p: int, s: int, worth: Floats, offtake: Floats) -> None:
    offtake[:] = 0.0
    for m in range(worth.shape[0]):
        for r in range(offtake.shape[0]):
            wanted = c.demand[p, m, r] * (1.0 + c.pace[9, r] * c.alarm[p, m, r])
            offtake[r] += worth[m, r] * c.capacity[s, m, r] * wanted


@njit(cache=True)
def _limit(push: float) -> float:
    return min(max(push, -0.7), 0.7)


@njit(cache=True)
def _move_trade(c: Ties, p: int, s: int, r: int, grown: float) -> float:
    now, start, pull = c.ties[p, s, 0, r], c.start[p, s, 0, r], c.pace[0, r]
    flow, usual = c.pace[2, r] * c.granted[p, s, 0, r], c.pace[2, r] * c.usual[p, s, 0, r]
    reached = (1.0 - c.oil_gas[s, r]) * c.log_access[p, s, r] + c.oil_gas[s, r] * c.log_reach[
        p, s, r
    ]
    total = _limit(pull * log((start + flow) / (start + usual)))
    total += _limit(pull * (log(start) + c.pace[1, r] * grown - log(now)))
    total += _limit(pull * c.pace[3, r] * reached)
    total += _limit(-pull * c.pace[4, r] * c.sanctions[p, r])
    total += _limit(-c.pace[11, r] * c.reprisal[p, s, r])
    total += _limit(c.pace[5, r] * c.noise[p, s, 0, r])
    return now * exp(total)


@njit(cache=True)
def _move_resources(c: Ties, p: int, s: int, r: int, grown: float, offtake: float) -> float:
    now, start, pull = c.ties[p, s, 1, r], c.start[p, s, 1, r], c.pace[6, r]
    flow, usual = c.pace[8, r] * c.granted[p, s, 1, r], c.pace[8, r] * c.usual[p, s, 1, r]
    total = _limit(pull * log((start + flow) / (start + usual)))
    total += _limit(pull * (log(start) + c.pace[7, r] * grown - log(now)))
    total += _limit(pull * c.log_reach[p, s, r])
    total += _limit(pull * log((start + offtake) / (start + c.mineral_pull[p, s, r])))
    total += _limit(-c.pace[11, r] * c.reprisal[p, s, r])
    total += _limit(c.pace[10, r] * c.noise[p, s, 1, r])
    return now * exp(total)


@njit(cache=True)
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
