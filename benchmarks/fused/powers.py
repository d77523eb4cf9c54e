"""What powers do in a quarter: they look, weigh, answer, bid and offer."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, lay_rows, sizes
from model.engines import stages
from model.engines.turn import decide_powers
from model.rules.bidding import spend
from model.world.axes import DIPLOMACY, TRADE

_TRIGGERS = ("alarm", "price", "threat", "isolation", "sea_blocked", "council")


class Powers(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    momentum: Floats
    influence: Floats
    error: Floats
    rivals: Floats
    friends: Floats
    base: Floats
    by_trigger: Floats
    """(trigger, power, state, domain, run)"""
    alarm: Floats
    demand: Floats
    price: Floats
    isolation: Floats
    everyone: Floats
    """rows: sea_blocked, council"""
    transit: Floats
    effort: Floats
    usual_effort: Floats
    initiative: Floats
    expected: Floats
    taken: Floats
    usual_taken: Floats
    programme: Floats
    budget: Floats
    engagement: Floats
    finance: Floats
    usual: Floats
    pledge: Floats
    summit: Floats
    temper: Floats
    """rows: misperception, contest, entry, precision, budget_response, summit_effort, match, fill,
    answer_limit, routine_effort, reallocation, transit_want"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules: (offer, answer, standing)."""
    world, setting, parameters, factors, _, record, _ = moment
    triggers = stages.trigger_powers(world, setting, parameters, factors, record.market)
    transit = stages.need_transit(setting, parameters, record.freight)
    view = stages.view_of_power(world, setting, parameters, factors, triggers, transit)
    offer = spend(decide_powers(view, parameters), view.budget, view.earmarked, view.outlay)
    return offer, view.answer, view.standing


def gather(moment: Moment) -> Powers:
    """The same arrays for the fused stage."""
    world, setting, p, factors, _, record, _ = moment
    runs, powers, states = sizes(moment)
    pairs, minerals = (runs, powers, states, 4), world.price.shape[-1]
    coefficients = dict(setting.wants.priorities.by_trigger)
    nothing, base = np.zeros(pairs), setting.anchor
    return Powers(
        momentum=lay_flat(world.momentum, *pairs),
        influence=lay_flat(world.influence, *pairs),
        error=lay_flat(world.error, *pairs),
        rivals=np.ascontiguousarray(setting.wants.rivals.strength[0]),
        friends=np.ascontiguousarray(setting.wants.friends.strength[0]),
        base=lay_flat(setting.wants.priorities.base, *pairs),
        by_trigger=np.stack([lay_flat(coefficients.get(t, nothing), *pairs) for t in _TRIGGERS]),
        alarm=lay_flat(record.market.alarm, runs, powers, 1, minerals),
        demand=lay_flat(setting.minerals.demand, runs, powers, 1, minerals),
        price=lay_flat(record.market.price, runs, 1, 1, minerals),
        isolation=lay_flat(factors.isolation, runs, powers, 1, 1),
        everyone=lay_rows((factors.sea_blocked, factors.council), runs),
        transit=lay_flat(stages.need_transit(setting, p, record.freight), runs, powers, states, 1),
        effort=lay_flat(world.effort, *pairs),
        usual_effort=lay_flat(base.granted, *pairs),
        initiative=lay_flat(world.initiative, *pairs),
        expected=lay_flat(world.expected, *pairs),
        taken=lay_flat(world.acceptance, *pairs),
        usual_taken=lay_flat(base.acceptance, *pairs),
        programme=lay_flat(world.programme, *pairs),
        budget=lay_flat(setting.budget, runs, powers, 1, 1),
        engagement=lay_flat(factors.engagement, runs, powers, 1, 1),
        finance=lay_flat(factors.finance, runs, powers, 1, 1),
        usual=lay_flat(base.stake, runs, powers, 1, 1),
        pledge=lay_flat(factors.pledge, runs, powers, 1, 4),
        summit=lay_flat(factors.summit, runs, powers, 1, 1),
        temper=lay_rows(
            (p.misperception, p.contest, p.entry, p.precision, p.budget_response, p.summit_effort,
             p.match, p.fill, p.answer_limit, p.routine_effort, p.reallocation, p.transit_want),
            runs,
        ),
    )  # fmt: skip


@njit(cache=True, error_model="numpy")
def fuse(c: Powers) -> tuple[Floats, Floats, Floats]:
    """The stage in one pass: (offer, answer, standing), runs last."""
    powers, states, domains, runs = c.momentum.shape
    offer, answer = np.empty_like(c.momentum), np.empty_like(c.momentum)
    standing = np.empty_like(c.momentum)
    alarm, triggers, stake = np.empty((powers, runs)), np.empty((6, runs)), np.empty(runs)
    odds, in_domain = np.empty((states, domains, runs)), np.empty((domains, runs))
    answered = np.empty(runs)
    _stand(c.influence, standing)
    _mind(c, alarm)
    for p in range(powers):
        _look(c, p, alarm, triggers)
        _weigh(c, p, standing, triggers, odds, stake)
        for r in range(runs):
            stake[r] = (
                c.budget[p, r] * c.engagement[p, r]
                * (stake[r] / c.usual[p, r]) ** c.temper[4, r]
            )  # fmt: skip
        _answer(c, p, stake, answer, answered)
        _move(c, p, answer, answered, stake, odds, in_domain)
        for d in range(domains):
            for r in range(runs):
                summit = c.temper[5, r] * c.summit[p, r] if d == DIPLOMACY else 0.0
                outlay = c.finance[p, r] if d < DIPLOMACY else 1.0
                in_domain[d, r] = (stake[r] + answered[r]) * outlay + (
                    c.pledge[p, d, r] + summit
                ) / max(in_domain[d, r], 1e-12)
        for s in range(states):
            for d in range(domains):
                for r in range(runs):
                    offer[p, s, d, r] = odds[s, d, r] * in_domain[d, r]
    return offer, answer, standing


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
def _mind(c: Powers, alarm: Floats) -> None:
    """Alarm of every power, its own or a friend's."""
    powers, runs = alarm.shape
    own, weight = np.zeros((powers, runs)), np.empty(runs)
    for p in range(powers):
        weight[:] = 0.0
        for m in range(c.price.shape[0]):
            for r in range(runs):
                weight[r] += c.demand[p, m, r]
                own[p, r] += c.demand[p, m, r] * c.alarm[p, m, r]
        for r in range(runs):
            own[p, r] /= weight[r] + 1e-12
    for p in range(powers):
        alarm[p] = own[p]
        for q in range(powers):
            close = 0.0
            for d in range(c.friends.shape[2]):
                close = max(close, c.friends[p, q, d])
            for r in range(runs):
                alarm[p, r] = max(alarm[p, r], close * own[q, r])


@njit(cache=True, error_model="numpy")
def _look(c: Powers, p: int, alarm: Floats, triggers: Floats) -> None:
    powers, states, domains, runs = c.momentum.shape
    triggers[:] = 0.0
    weight, seen = np.zeros(runs), np.empty(runs)
    for m in range(c.price.shape[0]):
        for r in range(runs):
            weight[r] += c.demand[p, m, r]
            triggers[1, r] += c.demand[p, m, r] * max(c.price[m, r], 0.0)
    for s in range(states):
        for d in range(domains):
            seen[:] = 0.0
            for q in range(powers):
                if c.rivals[p, q, d] != 0.0:
                    for r in range(runs):
                        seen[r] += c.rivals[p, q, d] * max(c.momentum[q, s, d, r], 0.0)
            for r in range(runs):
                triggers[2, r] += 10.0 * seen[r] * exp(c.temper[0, r] * c.error[p, s, d, r])
    for r in range(runs):
        triggers[0, r] = alarm[p, r]
        triggers[1, r] /= weight[r] + 1e-12
        triggers[3, r] = c.isolation[p, r]
        triggers[4, r] = c.everyone[0, r]
        triggers[5, r] = c.everyone[1, r]


@njit(cache=True, error_model="numpy")
def _weigh(
    c: Powers, p: int, standing: Floats, triggers: Floats, odds: Floats, stake: Floats
) -> None:
    """How a budget would be spread by appeal alone, into odds, and what is at stake."""
    states, domains, runs = odds.shape
    priority, total, best = np.empty(runs), np.zeros(runs), np.full(runs, -np.inf)
    rest, usual_rest = np.empty(runs), np.empty(runs)
    stake[:] = 0.0
    for s in range(states):
        for d in range(domains):
            priority[:] = c.base[p, s, d]
            for k in range(triggers.shape[0]):
                for r in range(runs):
                    priority[r] += c.by_trigger[k, p, s, d, r] * triggers[k, r]
            rest[:] = 0.0
            usual_rest[:] = 0.0
            for q in range(c.effort.shape[0]):
                if q != p:
                    for r in range(runs):
                        rest[r] += c.effort[q, s, d, r]
                        usual_rest[r] += c.usual_effort[q, s, d, r]
            for r in range(runs):
                if d == TRADE:
                    priority[r] *= 1.0 + c.temper[11, r] * c.transit[p, s, r]
                stake[r] += priority[r]
                own = standing[p, s, d, r]
                appeal = priority[r] * c.temper[1, r] * (own * (1.0 - own) + c.temper[2, r])
                around = rest[r] * exp(c.temper[0, r] * c.error[p, s, d, r]) + c.temper[9, r]
                usual_around = usual_rest[r] + c.temper[9, r]
                appeal *= around / (c.effort[p, s, d, r] + around) ** 2
                appeal /= usual_around / (c.usual_effort[p, s, d, r] + usual_around) ** 2
                appeal *= c.taken[p, s, d, r] / max(c.usual_taken[p, s, d, r], 1e-9)
                odds[s, d, r] = c.temper[3, r] * log(max(appeal, 1e-9))
                best[r] = max(best[r], odds[s, d, r])
    for s in range(states):
        for d in range(domains):
            for r in range(runs):
                odds[s, d, r] = exp(odds[s, d, r] - best[r])
                total[r] += odds[s, d, r]
    for s in range(states):
        for d in range(domains):
            for r in range(runs):
                odds[s, d, r] /= total[r]


@njit(cache=True, error_model="numpy")
def _answer(c: Powers, p: int, budget: Floats, answer: Floats, answered: Floats) -> None:
    """Money brought up to answer others, and its sum over states and domains."""
    powers, states, domains, runs = c.momentum.shape
    rise, gap, there = np.empty(runs), np.empty(runs), np.empty(runs)
    answered[:] = 0.0
    for s in range(states):
        for d in range(domains):
            rise[:] = 0.0
            gap[:] = 0.0
            there[:] = 0.0
            for q in range(powers):
                for r in range(runs):
                    new = c.initiative[q, s, d, r] - c.expected[q, s, d, r]
                    rise[r] += c.rivals[p, q, d] * max(new, 0.0)
                    gap[r] += max(-new, 0.0) if q != p else 0.0
                    there[r] += c.expected[q, s, d, r]
            for r in range(runs):
                wanted = c.temper[6, r] * rise[r] * exp(c.temper[0, r] * c.error[p, s, d, r])
                part = c.expected[p, s, d, r] / max(there[r], 1e-12)
                answer[p, s, d, r] = wanted + c.temper[7, r] * gap[r] * part
                answered[r] += answer[p, s, d, r]
    for r in range(runs):
        means = c.temper[8, r] * budget[r]
        held = means / max(means + answered[r], 1e-30)
        answered[r] *= held
        for s in range(states):
            for d in range(domains):
                answer[p, s, d, r] *= held


@njit(cache=True, error_model="numpy")
def _move(
    c: Powers, p: int, answer: Floats, answered: Floats, budget: Floats, odds: Floats,
    in_domain: Floats,
) -> None:  # fmt: skip
    """Bids of the quarter, into odds, and their sum over states."""
    states, domains, runs = odds.shape
    in_domain[:] = 0.0
    for s in range(states):
        for d in range(domains):
            for r in range(runs):
                part = min(answered[r] / max(budget[r] + answered[r], 1e-12), 1.0)
                wanted = odds[s, d, r] * (1.0 - part)
                wanted += part * answer[p, s, d, r] / max(answered[r], 1e-30)
                last = c.programme[p, s, d, r]
                odds[s, d, r] = last + c.temper[10, r] * (wanted - last)
                in_domain[d, r] += odds[s, d, r]
