"""What powers do in a quarter: they look, weigh, bid and offer."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, lay_rows, sizes
from model.engines import stages
from model.engines.turn import decide_powers
from model.rules.bidding import spend
from model.world.axes import DIPLOMACY

_TRIGGERS = ("alarm", "price", "threat", "isolation", "sea_blocked", "council")


class Powers(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    momentum: Floats
    influence: Floats
    noise: Floats
    conflict: Floats
    base: Floats
    by_trigger: Floats
    """(trigger, power, state, domain, run)"""
    alarm: Floats
    demand: Floats
    price: Floats
    isolation: Floats
    everyone: Floats
    """rows: sea_blocked, council"""
    budget: Floats
    engagement: Floats
    usual: Floats
    pledge: Floats
    summit: Floats
    temper: Floats
    """rows: misperception, contest, entry, rivalry, precision, budget_response, summit_effort"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules: (offer, threat, standing)."""
    world, setting, parameters, factors, shock, record, _ = moment
    view = stages.look_as_power(world, setting, parameters, factors, shock, record.market)
    offer = spend(decide_powers(view, parameters), view.budget, view.earmarked)
    return offer, view.threat, view.standing


def gather(moment: Moment) -> Powers:
    """The same arrays for the fused stage."""
    world, setting, p, factors, shock, record, _ = moment
    runs, powers, states = sizes(moment)
    pairs, minerals = (runs, powers, states, 4), world.price.shape[-1]
    coefficients = dict(setting.wants.priorities.by_trigger)
    nothing = np.zeros(pairs)
    return Powers(
        momentum=lay_flat(world.momentum, *pairs),
        influence=lay_flat(world.influence, *pairs),
        noise=lay_flat(shock.perception, *pairs),
        conflict=np.ascontiguousarray(setting.wants.rivals.strength[0]),
        base=lay_flat(setting.wants.priorities.base, *pairs),
        by_trigger=np.stack([lay_flat(coefficients.get(t, nothing), *pairs) for t in _TRIGGERS]),
        alarm=lay_flat(record.market.alarm, runs, powers, 1, minerals),
        demand=lay_flat(setting.minerals.demand, runs, powers, 1, minerals),
        price=lay_flat(record.market.price, runs, 1, 1, minerals),
        isolation=lay_flat(factors.isolation, runs, powers, 1, 1),
        everyone=lay_rows((factors.sea_blocked, factors.council), runs),
        budget=lay_flat(setting.budget, runs, powers, 1, 1),
        engagement=lay_flat(factors.engagement, runs, powers, 1, 1),
        usual=lay_flat(setting.anchor.stake, runs, powers, 1, 1),
        pledge=lay_flat(factors.pledge, runs, powers, 1, 4),
        summit=lay_flat(factors.summit, runs, powers, 1, 1),
        temper=lay_rows(
            (p.misperception, p.contest, p.entry, p.rivalry, p.precision, p.budget_response,
             p.summit_effort), runs,
        ),
    )  # fmt: skip


@njit(cache=True, error_model="numpy")
def fuse(c: Powers) -> tuple[Floats, Floats, Floats]:
    """The stage in one pass: (offer, threat, standing), runs last."""
    powers, states, domains, runs = c.momentum.shape
    offer, threat = np.empty_like(c.momentum), np.empty_like(c.momentum)
    standing = np.empty_like(c.momentum)
    triggers, stake = np.empty((6, runs)), np.empty(runs)
    odds, in_domain = np.empty((states, domains, runs)), np.empty((domains, runs))
    _stand(c.influence, standing)
    for p in range(powers):
        _look(c, p, threat, triggers)
        _bid(c, p, threat, standing, triggers, odds, stake, in_domain)
        for r in range(runs):
            stake[r] = (
                c.budget[p, r] * c.engagement[p, r]
                * (stake[r] / c.usual[p, r]) ** c.temper[5, r]
            )  # fmt: skip
        for d in range(domains):
            for r in range(runs):
                summit = c.temper[6, r] * c.summit[p, r] if d == DIPLOMACY else 0.0
                in_domain[d, r] = stake[r] + (c.pledge[p, d, r] + summit) / max(
                    in_domain[d, r], 1e-12
                )
        for s in range(states):
            for d in range(domains):
                for r in range(runs):
                    offer[p, s, d, r] = odds[s, d, r] * in_domain[d, r]
    return offer, threat, standing


@njit(cache=True, error_model="numpy")
def _stand(influence: Floats, standing: Floats) -> None:
    powers, states, domains, runs = influence.shape
    total = np.empty(runs)
    for s in range(states):
        for d in range(domains):
            total[:] = 0.0
            for p in range(powers):
                for r in range(runs):
                    total[r] += influence[p, s, d, r] + 1e-12
            for p in range(powers):
                for r in range(runs):
                    standing[p, s, d, r] = (influence[p, s, d, r] + 1e-12) / total[r]


@njit(cache=True, error_model="numpy")
def _look(c: Powers, p: int, threat: Floats, triggers: Floats) -> None:
    powers, states, domains, runs = c.momentum.shape
    triggers[:] = 0.0
    weight = np.zeros(runs)
    for m in range(c.price.shape[0]):
        for r in range(runs):
            weight[r] += c.demand[p, m, r]
            triggers[0, r] += c.demand[p, m, r] * c.alarm[p, m, r]
            triggers[1, r] += c.demand[p, m, r] * max(c.price[m, r], 0.0)
    for s in range(states):
        for d in range(domains):
            seen = threat[p, s, d]
            seen[:] = 0.0
            for q in range(powers):
                if c.conflict[p, q, d] != 0.0:
                    for r in range(runs):
                        seen[r] += c.conflict[p, q, d] * max(c.momentum[q, s, d, r], 0.0)
            for r in range(runs):
                seen[r] *= exp(c.temper[0, r] * c.noise[p, s, d, r])
                triggers[2, r] += 10.0 * seen[r]
    for r in range(runs):
        triggers[0, r] /= weight[r] + 1e-12
        triggers[1, r] /= weight[r] + 1e-12
        triggers[3, r] = c.isolation[p, r]
        triggers[4, r] = c.everyone[0, r]
        triggers[5, r] = c.everyone[1, r]


@njit(cache=True, error_model="numpy")
def _bid(
    c: Powers, p: int, threat: Floats, standing: Floats, triggers: Floats,
    odds: Floats, stake: Floats, in_domain: Floats,
) -> None:  # fmt: skip
    states, domains, runs = odds.shape
    priority, total, best = np.empty(runs), np.zeros(runs), np.full(runs, -np.inf)
    stake[:] = 0.0
    in_domain[:] = 0.0
    for s in range(states):
        for d in range(domains):
            priority[:] = c.base[p, s, d]
            for k in range(triggers.shape[0]):
                for r in range(runs):
                    priority[r] += c.by_trigger[k, p, s, d, r] * triggers[k, r]
            for r in range(runs):
                stake[r] += priority[r]
                own = standing[p, s, d, r]
                gain = c.temper[1, r] * (own * (1.0 - own) + c.temper[2, r])
                appeal = priority[r] * (gain + c.temper[3, r] * max(threat[p, s, d, r], 0.0))
                odds[s, d, r] = c.temper[4, r] * log(max(appeal, 1e-9))
                best[r] = max(best[r], odds[s, d, r])
    for s in range(states):
        for d in range(domains):
            for r in range(runs):
                odds[s, d, r] = exp(odds[s, d, r] - best[r])
                in_domain[d, r] += odds[s, d, r]
                total[r] += odds[s, d, r]
    for d in range(domains):
        for r in range(runs):
            in_domain[d, r] /= total[r]
        for s in range(states):
            for r in range(runs):
                odds[s, d, r] /= total[r]
