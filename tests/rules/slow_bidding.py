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
    total,
)

from model.rules import bidding
from model.rules.bidding import Appeal, PowerView
from model.world.draws import Floats


def make_view(n: Numbers) -> PowerView:
    return PowerView(
        priority=n(ALL, 0.1, 20.0),
        standing=n(ALL),
        threat=n(ALL, -0.05, 0.1),
        budget=n("power", 0.1, 40.0),
        earmarked=n("power last", 0.0, 5.0),
    )


def tempers(n: Numbers) -> tuple[Floats, Floats, Floats]:
    return n.parameter(0.5, 2.0), n.parameter(0.01, 0.2), n.parameter(1.0, 15.0)


def slow_gain(standing: Floats, contest: Floats, entry: Floats) -> Floats:
    return cell_by_cell(lambda s, m, e: m * (s * (1 - s) + e), standing, contest, entry)


def slow_appeal(view: PowerView, contest: Floats, entry: Floats, rivalry: Floats) -> Appeal:
    gain = cell_by_cell(
        lambda p, s, m, e: p * m * (s * (1 - s) + e), view.priority, view.standing, contest, entry
    )
    fight = cell_by_cell(lambda r, p, t: r * p * max(t, 0.0), rivalry, view.priority, view.threat)
    return Appeal(gain, fight)


def slow_choice(appeal: Floats, precision: Floats) -> Floats:
    _, _, states, domains = appeal.shape

    def share(run: int, power: int, state: int, domain: int) -> float:
        k = at(precision, run, power, state, domain)
        odds = total(states, lambda s: total(domains, lambda d: at(appeal, run, power, s, d) ** k))
        return at(appeal, run, power, state, domain) ** k / odds

    return by_place(appeal.shape, share)


def slow_bid(
    view: PowerView, contest: Floats, entry: Floats, rivalry: Floats, precision: Floats
) -> Floats:
    gain, fight = slow_appeal(view, contest, entry, rivalry)
    return slow_choice(cell_by_cell(lambda a, b: a + b, gain, fight), precision)


def slow_spending(shares: Floats, budget: Floats, earmarked: Floats) -> Floats:
    def offer(run: int, power: int, state: int, domain: int) -> float:
        share = at(shares, run, power, state, domain)
        in_domain = total(shares.shape[2], lambda s: at(shares, run, power, s, domain))
        tied = at(earmarked, run, power, 0, domain)
        return at(budget, run, power, 0, 0) * share + tied * share / in_domain

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
    Case(bidding.marginal_gain, lambda n: (n(ALL), *tempers(n)[:2]), slow_gain),
    Case(bidding.weigh_appeal, lambda n: (make_view(n), *tempers(n)), slow_appeal),
    Case(bidding.choose, lambda n: (n(ALL, 0.01, 9.0), n.parameter(0.0, 3.0)), slow_choice),
    Case(bidding.bid, lambda n: (make_view(n), *tempers(n), n.parameter(0.0, 3.0)), slow_bid),
    Case(
        bidding.spend,
        lambda n: (n(ALL, 0.01, 0.2), n("power", 0.1, 40.0), n("power last", 0.0, 5.0)),
        slow_spending,
    ),
)
