"""Slow twins of model/rules/influence.py."""

from __future__ import annotations

import math

from rule_cases import (
    ALL,
    Case,
    at,
    by_place,
    cell_by_cell,
    total,
)

from model.rules import influence
from model.world.draws import Floats


def slow_bandwidth(ties: Floats, reference: Floats, ceiling: Floats) -> Floats:
    return cell_by_cell(
        lambda t, r, c: min(math.log(1 + t / r) / math.log(1 + c / r), 1.0),
        ties, reference, ceiling,
    )  # fmt: skip


def slow_share(ties: Floats, others: Floats) -> Floats:
    return by_place(
        ties.shape,
        lambda r, p, s, d: (
            at(ties, r, p, s, d)
            / (total(ties.shape[1], lambda q: at(ties, r, q, s, d)) + at(others, r, 0, s, d))
        ),
    )


def slow_dependence(share: Floats, lean: Floats, structure: Floats, a: Floats, b: Floats) -> Floats:
    return cell_by_cell(
        lambda s, n, k, tie, structural: tie * s * n + structural * k, share, lean, structure, a, b
    )


def slow_total(amount: Floats, weight: Floats) -> Floats:
    runs, powers, states, domains = amount.shape
    return by_place(
        (runs, powers, states, 1),
        lambda r, p, s, _: total(
            domains, lambda d: at(weight, r, 0, 0, d) * at(amount, r, p, s, d)
        ),
    )


def slow_share_of_all(amount: Floats) -> Floats:
    powers = amount.shape[1]

    def share(r: int, p: int, s: int, d: int) -> float:
        everyone = total(powers, lambda q: at(amount, r, q, s, d))
        return at(amount, r, p, s, d) / everyone if everyone else 1 / powers

    return by_place(amount.shape, share)


CASES = (
    Case(
        influence.bandwidth,
        lambda n: (n(ALL, 0, 60), n("last", 0.1, 2), n("last", 20, 50)),
        slow_bandwidth,
    ),
    Case(
        influence.share_of_ties,
        lambda n: (n(ALL, 0.001, 60), n("state last", 0, 20)),
        slow_share,
    ),
    Case(
        influence.depend,
        lambda n: (n(ALL), n("state last"), n(ALL), n("last"), n("last")),
        slow_dependence,
    ),
    Case(
        influence.measure_influence,
        lambda n: (n(ALL), n(ALL)),
        lambda band, dependence: cell_by_cell(lambda b, d: b * d, band, dependence),
    ),
    Case(influence.total_influence, lambda n: (n(ALL), n.shares("last")), slow_total),
    Case(
        influence.share_of_influence,
        lambda n: (n(ALL, 0.05, 1),),
        slow_share_of_all,
        rtol=1e-9,  # the rule adds 1e-12 to each, so that nobody's nothing is shared out evenly
    ),
)
