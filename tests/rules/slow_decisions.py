"""Slow twins of model/rules/decisions.py."""

from __future__ import annotations

import math
from itertools import permutations

from rule_cases import ALL, Case, Numbers, at, by_place, cell_by_cell, total

from model.rules import decisions
from model.rules.decisions import Decided, Grant
from model.world.draws import Floats


def make_grant(n: Numbers) -> Grant:
    return Grant(
        bids=n(ALL, 0.01, 0.2),
        budget=n("power", 0.1, 40),
        answers=n("power", 0, 9),
        earmarked=n("power last", 0, 5),
        acceptance=n(ALL),
        granted=n(ALL, 0, 9),
    )


def shapley(before: tuple[float, ...], after: tuple[float, ...]) -> list[float]:
    """What each factor adds, as the mean over the orders in which they may change."""
    orders = list(permutations(range(len(before))))
    gained = [0.0] * len(before)
    for order in orders:
        now = list(before)
        for place in order:
            old = math.prod(now)
            now[place] = after[place]
            gained[place] += (math.prod(now) - old) / len(orders)
    return gained


def slow_split(before: Grant, after: Grant) -> Decided:
    def decide(run: int, power: int, state: int, domain: int) -> tuple[float, ...]:
        spent, tied, lost, answers = [], [], [], []
        for grant in (before, after):
            place = (run, power, state, domain)
            bid, taken = at(grant.bids, *place), at(grant.acceptance, *place)
            in_domain = total(
                grant.bids.shape[2], lambda s, bids=grant.bids: at(bids, run, power, s, domain)
            )
            answers.append(at(grant.answers, *place))
            spent.append((at(grant.budget, *place) + answers[-1], bid, taken))
            tied.append((at(grant.earmarked, *place), bid / in_domain, taken))
            agreed = math.prod(spent[-1]) + math.prod(tied[-1])
            lost.append(at(grant.granted, *place) - agreed)
        money, pledges = shapley(*spent), shapley(*tied)
        whole = spent[1][0] - spent[0][0]
        answered = money[0] * (answers[1] - answers[0]) / whole
        return (
            money[1] + pledges[1], money[0] - answered, answered, pledges[0],
            money[2] + pledges[2], lost[1] - lost[0],
        )  # fmt: skip

    shape = before.bids.shape
    return Decided(*(by_place(shape, lambda *place, k=k: decide(*place)[k]) for k in range(6)))


def make_engaged(n: Numbers) -> tuple[Floats, ...]:
    return n(ALL, -1, 1), n(ALL, 0.01, 60), n(ALL, 0, 9), n(ALL, 0, 9), n.parameter(0.02, 0.2)


def slow_engaged(part: float, start: float, now: float, usual: float, pull: float) -> float:
    whole = math.log((start + now) / (start + usual))
    return pull * part / (now - usual) * whole


CASES = (
    Case(
        decisions.split_grant, lambda n: (make_grant(n), make_grant(n)), slow_split, rtol=1e-9
    ),  # products of differences
    Case(
        decisions.engage_goods,
        make_engaged,
        lambda *given_: cell_by_cell(slow_engaged, *given_),
        rtol=1e-9,
    ),
    Case(
        decisions.engage_points,
        lambda n: (
            n(ALL, -1, 1), (n(ALL, 0, 9), n(ALL, 0, 9)), n.parameter(0.1, 1),
            n.parameter(0.01, 0.1), n(ALL, 0.1, 95),
        ),
        lambda part, flow, *rest: cell_by_cell(
            lambda g, now, usual, h, r, up: up * g * (h / (now + r + h)) / (usual + r),
            part, *flow, *rest,
        ),
    ),
)  # fmt: skip
