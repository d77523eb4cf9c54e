"""Slow twins of model/rules/bidding.py."""

from __future__ import annotations

import math

from rule_cases import (
    ALL,
    Case,
    Numbers,
    at,
    by_place,
    cell_by_cell,
    frozen,
    total,
)

from model.rules import bidding
from model.rules.bidding import Appeal, PowerView, Taste
from model.world.draws import Floats


def make_view(n: Numbers) -> PowerView:
    programme = n(ALL, 0.1, 1.0)
    budget = n("power", 5.0, 40.0)
    return PowerView(
        priority=n(ALL, 0.1, 20.0),
        standing=n(ALL),
        own=n(ALL, 0.0, 2.0),
        others=n(ALL, 0.0, 5.0),
        own_usual=n(ALL, 0.0, 2.0),
        others_usual=n(ALL, 0.0, 5.0),
        welcome=n(ALL, 0.5, 1.5),
        answer=n(ALL, 0.0, 0.02),
        programme=frozen(programme / programme.sum(axis=(-2, -1), keepdims=True)),
        budget=budget,
        earmarked=n("power last", 0.0, 5.0),
        outlay=n("power last", 0.0, 3.0),
    )


def make_taste(n: Numbers) -> Taste:
    return Taste(
        contest=n.parameter(0.5, 2.0),
        entry=n.parameter(0.01, 0.2),
        precision=n.parameter(0.0, 3.0),
        routine=n.parameter(0.01, 0.05),
        inertia=n.parameter(0.1, 1.0),
    )


def slow_gain(standing: Floats, contest: Floats, entry: Floats) -> Floats:
    return cell_by_cell(lambda s, m, e: m * (s * (1 - s) + e), standing, contest, entry)


def slow_effect(own: Floats, others: Floats, routine: Floats) -> Floats:
    return cell_by_cell(lambda e, rest, r: (rest + r) / (e + rest + r) ** 2, own, others, routine)


def slow_appeal(view: PowerView, taste: Taste) -> Appeal:
    gain = cell_by_cell(
        lambda p, s, m, e: p * m * (s * (1 - s) + e),
        view.priority, view.standing, taste.contest, taste.entry,
    )  # fmt: skip
    now = slow_effect(view.own, view.others, taste.routine)
    usual = slow_effect(view.own_usual, view.others_usual, taste.routine)
    return Appeal(gain, cell_by_cell(lambda a, b: a / b, now, usual), view.welcome)


def slow_choice(appeal: Floats, precision: Floats) -> Floats:
    _, _, states, domains = appeal.shape

    def share(run: int, power: int, state: int, domain: int) -> float:
        k = at(precision, run, power, state, domain)
        odds = total(states, lambda s: total(domains, lambda d: at(appeal, run, power, s, d) ** k))
        return at(appeal, run, power, state, domain) ** k / odds

    return by_place(appeal.shape, share)


def slow_bid(view: PowerView, taste: Taste) -> Floats:
    appeal = cell_by_cell(lambda a, b, c: a * b * c, *slow_appeal(view, taste))
    spread = slow_choice(appeal, taste.precision)
    _, _, states, domains = appeal.shape

    def scalar(run: int, power: int, state: int, domain: int) -> float:
        budget = at(view.budget, run, power, 0, 0)
        answers = total(
            states, lambda s: total(domains, lambda d: at(view.answer, run, power, s, d))
        )
        place = run, power, state, domain
        wanted = (at(spread, *place) * (budget - answers) + at(view.answer, *place)) / budget
        last = at(view.programme, *place)
        return last + at(taste.inertia, run, 0, 0, 0) * (wanted - last)

    return by_place(appeal.shape, scalar)


def slow_spending(shares: Floats, budget: Floats, earmarked: Floats, outlay: Floats) -> Floats:
    def offer(run: int, power: int, state: int, domain: int) -> float:
        share = at(shares, run, power, state, domain)
        in_domain = total(shares.shape[2], lambda s: at(shares, run, power, s, domain))
        tied = at(earmarked, run, power, 0, domain)
        spent = at(budget, run, power, 0, 0) * at(outlay, run, power, 0, domain)
        return spent * share + tied * share / in_domain

    return by_place(shares.shape, offer)


def slow_budget(budget: Floats, stake: Floats, usual: Floats, response: Floats) -> Floats:
    return cell_by_cell(
        lambda b, s, s0, e: b * math.exp(e * math.log(s / s0)), budget, stake, usual, response
    )


def slow_in_domain(shares: Floats) -> Floats:
    def summed(run: int, power: int, _: int, domain: int) -> float:
        spent = total(shares.shape[2], lambda s: at(shares, run, power, s, domain))
        return max(spent, 1e-12)

    return by_place((*shares.shape[:2], 1, shares.shape[3]), summed)


CASES = (
    Case(bidding.share_in_domain, lambda n: (n(ALL, 0.0, 0.2),), slow_in_domain),
    Case(
        bidding.raise_budget,
        lambda n: (n("power", 0.1, 40), n("power", 1, 90), n("power", 1, 90), n.parameter(0, 2)),
        slow_budget,
    ),
    Case(
        bidding.marginal_gain,
        lambda n: (n(ALL), n.parameter(0.5, 2), n.parameter(0.01, 0.2)),
        slow_gain,
    ),
    Case(
        bidding.marginal_effect,
        lambda n: (n(ALL, 0, 2), n(ALL, 0, 5), n.parameter(0.01, 0.05)),
        slow_effect,
    ),
    Case(bidding.weigh_appeal, lambda n: (make_view(n), make_taste(n)), slow_appeal),
    Case(bidding.choose, lambda n: (n(ALL, 0.01, 9.0), n.parameter(0.0, 3.0)), slow_choice),
    Case(bidding.bid, lambda n: (make_view(n), make_taste(n)), slow_bid),
    Case(
        bidding.spend,
        lambda n: (
            n(ALL, 0.01, 0.2),
            n("power", 0.1, 40.0),
            n("power last", 0.0, 5.0),
            n("power last", 0.0, 9.0),
        ),
        slow_spending,
    ),
)
