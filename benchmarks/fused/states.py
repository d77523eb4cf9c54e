"""What states do in a quarter: they weigh every offer and take a share of it."""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, lay_rows, sizes
from model.engines import stages
from model.engines.turn import decide_states, temper_of

_TRIGGERS = ("transit_control", "price", "unity")


class States(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    influence: Floats
    offer: Floats
    rivals: Floats
    held: Floats
    """(hold, power, state, run): remittances, debt, arms, freight, energy"""
    needs: Floats
    """(base and trigger, state, domain, run)"""
    price: Floats
    favour: Floats
    log_access: Floats
    log_reach: Floats
    acceptance: Floats
    unity: Floats
    reprisal: Floats
    asked: Floats
    """what states ask: (power, state, domain, run), by the rules, which each look at little"""
    refused: Floats
    delivery: Floats
    temper: Floats
    """rows: openness, need, favour, access, hedging, fear, peers"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules: (acceptance, granted, exposure)."""
    world, setting, parameters, factors, _, record, _ = moment
    view = stages.view_of_state(
        world, setting, parameters, factors, record.market, record.freight, record.holds,
        stages.need_transit(setting, parameters, record.freight),
    )  # fmt: skip
    acceptance = decide_states(view, parameters)
    delivery = stages.deliver(setting, parameters, factors)
    return acceptance, record.offer * acceptance * delivery, view.exposure


def gather(moment: Moment) -> States:
    """The same arrays for the fused stage."""
    world, setting, p, factors, _, record, _ = moment
    runs, powers, states = sizes(moment)
    pairs, pair = (runs, powers, states, 4), (runs, powers, states, 1)
    coefficients = dict(setting.wants.needs.by_trigger)
    terms = (
        setting.wants.needs.base,
        *(coefficients.get(t, np.zeros(pairs)[:, :1]) for t in _TRIGGERS),
    )
    return States(
        influence=lay_flat(world.influence, *pairs),
        offer=lay_flat(record.offer, *pairs),
        rivals=np.ascontiguousarray(setting.wants.rivals.strength[0]),
        held=np.stack([lay_flat(hold, *pair) for hold in record.holds[:5]]),
        needs=np.stack([lay_flat(term, runs, 1, states, 4) for term in terms]),
        price=lay_flat(record.market.price, runs, 1, 1, world.price.shape[-1]),
        favour=lay_flat(world.favour, *pair),
        log_access=lay_flat(record.freight.log_access, *pair),
        log_reach=lay_flat(record.freight.log_reach, *pair),
        acceptance=lay_flat(world.acceptance, *pairs),
        unity=lay_flat(factors.unity, runs, 1, 1, 1),
        reprisal=lay_flat(world.reprisal, *pair),
        asked=lay_flat(record.state_view.price, *pairs),
        refused=lay_flat(factors.refusal, *pairs),
        delivery=lay_flat(record.delivery, runs, powers, 1, 4),
        temper=lay_rows(temper_of(p), runs),
    )


@njit(cache=True, error_model="numpy")
def fuse(c: States) -> tuple[Floats, Floats, Floats]:
    """The stage in one pass: (acceptance, granted, exposure), runs last."""
    powers, states, domains, runs = c.offer.shape
    accepted, granted = np.empty_like(c.offer), np.empty_like(c.offer)
    exposure = np.empty_like(c.offer)
    leverage, triggers = np.empty((powers, runs)), np.empty((3, runs))
    _watch_prices(c, triggers)
    for s in range(states):
        _look(c, s, leverage, triggers)
        for d in range(domains):
            _decide(c, s, d, leverage, triggers, accepted, granted, exposure)
    return accepted, granted, exposure


@njit(cache=True, error_model="numpy")
def _watch_prices(c: States, triggers: Floats) -> None:
    triggers[1] = 0.0
    for m in range(c.price.shape[0]):
        for r in range(c.price.shape[1]):
            triggers[1, r] += max(c.price[m, r], 0.0) / c.price.shape[0]
    triggers[2] = c.unity


@njit(cache=True, error_model="numpy")
def _look(c: States, s: int, leverage: Floats, triggers: Floats) -> None:
    powers, runs = leverage.shape
    triggers[0] = 0.0
    for p in range(powers):
        for r in range(runs):
            freight, energy = c.held[3, p, s, r], c.held[4, p, s, r]
            free = (1.0 - c.held[0, p, s, r]) * (1.0 - c.held[1, p, s, r])
            free *= (1.0 - c.held[2, p, s, r]) * (1.0 - freight) * (1.0 - energy)
            leverage[p, r] = 1.0 - free
            leverage[p, r] += c.reprisal[p, s, r] * max(c.held[0, p, s, r], energy)
            triggers[0, r] = max(triggers[0, r], max(freight, energy))


@njit(cache=True, error_model="numpy")
def _decide(
    c: States, s: int, d: int, leverage: Floats, triggers: Floats,
    accepted: Floats, granted: Floats, exposure: Floats,
) -> None:  # fmt: skip
    powers, states, _, runs = c.offer.shape
    total, need, others = np.zeros(runs), np.empty(runs), np.empty(runs)
    even = np.zeros(runs)
    for p in range(powers):
        for r in range(runs):
            total[r] += c.influence[p, s, d, r] + 1e-12
    for p in range(powers):
        for r in range(runs):
            even[r] += ((c.influence[p, s, d, r] + 1e-12) / total[r]) ** 2
    need[:] = c.needs[0, s, d]
    for k in range(3):
        for r in range(runs):
            need[r] += c.needs[k + 1, s, d, r] * triggers[k, r]
    for p in range(powers):
        minded = exposure[p, s, d]
        minded[:] = 0.0
        others[:] = 0.0
        for q in range(powers):
            if c.rivals[p, q, d] != 0.0:
                for r in range(runs):
                    minded[r] += c.rivals[p, q, d] * leverage[q, r]
        for other in range(states):
            if other != s:
                for r in range(runs):
                    others[r] += c.acceptance[p, other, d, r]
        access = c.log_access[p, s] if d == 0 else c.log_reach[p, s]
        for r in range(runs):
            share = (c.influence[p, s, d, r] + 1e-12) / total[r]
            utility = c.temper[0, r] + c.temper[1, r] * (need[r] - 1.0)
            utility += c.temper[2, r] * c.favour[p, s, r]
            if d < 2:
                utility += c.temper[3, r] * access[r]
            utility -= c.temper[4, r] * (1.0 + c.unity[r]) * (share - even[r])
            utility -= c.temper[5, r] * (1.0 - c.unity[r]) * minded[r]
            utility += c.temper[6, r] * (others[r] / (states - 1) - 0.5)
            welcome = 1.0 / (1.0 + exp(-min(max(utility, -60.0), 60.0)))
            accepted[p, s, d, r] = min(welcome / c.asked[p, s, d, r], 0.98)
            accepted[p, s, d, r] *= 1.0 - c.refused[p, s, d, r]
            granted[p, s, d, r] = c.offer[p, s, d, r] * accepted[p, s, d, r] * c.delivery[p, d, r]
