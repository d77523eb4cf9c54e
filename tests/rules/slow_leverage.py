"""Slow twins of model/rules/leverage.py."""

from __future__ import annotations

import math

import numpy as np
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

from model.rules import leverage
from model.world.draws import Floats
from model.world.setting import Alignments
from model.world.wants import align


def make_pairs(n: Numbers) -> Alignments:
    powers, domains = n.size.power, n.size.last
    strength = n.of([powers, powers, domains]) * (n.of([powers, powers, 1]) > 0.5)
    strength[np.arange(powers), np.arange(powers)] = 0.0
    rivals = tuple(tuple(int(q) for q in np.flatnonzero(row.max(axis=1))) for row in strength)
    pairs = align(frozen(strength), rivals)
    return pairs._replace(closest=frozen(pairs.closest))


def slow_opposed(pairs: Alignments, amount: Floats) -> Floats:
    powers, _, domains = pairs.strength.shape
    runs, _, states, _ = amount.shape
    return by_place(
        (runs, powers, states, domains),
        lambda r, p, s, d: total(
            powers, lambda q: float(pairs.strength[p, q, d]) * at(amount, r, q, s, d)
        ),
    )


def slow_threat(pairs: Alignments, momentum: Floats, noise: Floats, error: Floats) -> Floats:
    gains = cell_by_cell(lambda m: max(m, 0.0), momentum)
    return cell_by_cell(
        lambda ground, e, x: ground * math.exp(e * x), slow_opposed(pairs, gains), error, noise
    )


def slow_alarm(pairs: Alignments, alarm: Floats) -> Floats:
    powers, _, domains = pairs.strength.shape

    def scalar(r: int, p: int, *_: int) -> float:
        def heard(q: int) -> float:
            close = max(float(pairs.strength[p, q, d]) for d in range(domains))
            return close * at(alarm, r, q, 0, 0)

        return max(at(alarm, r, p, 0, 0), *(heard(q) for q in range(powers)), 0.0)

    return by_place(alarm.shape, scalar)


def slow_choice(welcome: Floats, offer: Floats, weight: Floats) -> Floats:
    runs, powers, states, domains = offer.shape

    def scalar(r: int, p: int, s: int, _: int) -> float:
        def part(d: int) -> float:
            def taken(q: int) -> float:
                return at(welcome, r, q, s, d) * at(offer, r, q, s, d)

            return at(weight, r, 0, 0, d) * taken(p) / total(powers, taken)

        return total(domains, part)

    return by_place((runs, powers, states, 1), scalar)


def slow_reprisal(
    reprisal: Floats, refusal: Floats, hold: Floats, chance: Floats, rate: Floats, half: Floats
) -> Floats:
    def scalar(r: float, x: float, lever: float, u: float, k: float, h: float) -> float:
        kept = r * 2 ** (-1 / h)
        return kept + (1 - kept) * lever * (1.0 if u < 1 - math.exp(-k * x) else 0.0)

    return cell_by_cell(scalar, reprisal, refusal, hold, chance, rate, half)


def slow_lending(debt: Floats, loans: Floats, owed: Floats) -> Floats:
    def scalar(r: int, p: int, s: int, _: int) -> float:
        def new(q: int) -> float:
            return at(loans, r, q, s, 0) / 4 / at(owed, r, 0, s, 0)

        return (at(debt, r, p, s, 0) + new(p)) / (1 + total(debt.shape[1], new))

    return by_place(debt.shape, scalar)


def slow_others(acceptance: Floats) -> Floats:
    states = acceptance.shape[2]

    def mean(r: int, p: int, s: int, d: int) -> float:
        taken = [at(acceptance, r, p, i, d) for i in range(states) if i != s]
        return math.fsum(taken) / len(taken) if taken else 0.5

    return by_place(acceptance.shape, mean)


def slow_drift(held: Floats, share: Floats, repayment: Floats, speed: Floats) -> tuple[Floats, ...]:
    debt = cell_by_cell(lambda d, r: d * (1 - r), held[..., 0:1], repayment)
    arms = cell_by_cell(lambda a, v, s: a + v * (s - a), held[..., 1:2], speed, share)
    return debt, arms


def slow_hold(*holds: Floats) -> Floats:
    return cell_by_cell(lambda *parts: 1 - math.prod(1 - part for part in parts), *holds)


CASES = (
    Case(
        leverage.saturate,
        lambda n: (n(ALL, 0, 3), n.parameter(0.1, 1)),
        lambda x, half: cell_by_cell(lambda a, h: a / (a + h), x, half),
    ),
    Case(leverage.hold_leverage, lambda n: tuple(n("power state") for _ in range(5)), slow_hold),
    Case(leverage.oppose, lambda n: (make_pairs(n), n(ALL)), slow_opposed),
    Case(leverage.oppose, lambda n: (make_pairs(n), n("power state")), slow_opposed),
    Case(
        leverage.look_for_threat,
        lambda n: (make_pairs(n), n(ALL, -0.1, 0.1), n(ALL, -2, 2), n.parameter(0.1, 0.5)),
        slow_threat,
    ),
    Case(leverage.expose, lambda n: (make_pairs(n), n("power state")), slow_opposed),
    Case(leverage.heed_friends, lambda n: (make_pairs(n), n("power")), slow_alarm),
    Case(
        leverage.threaten,
        lambda n: tuple(n("power state") for _ in range(4)),
        lambda *given: cell_by_cell(lambda lever, r, a, b: lever + r * max(a, b), *given),
    ),
    Case(
        leverage.weigh_choice,
        lambda n: (n(ALL, 0.1, 1), n(ALL, 0.01, 2), n.shares("last")),
        slow_choice,
    ),
    Case(
        leverage.feel_refusal,
        lambda n: (n("power state", 0.05, 1), n("power state", 0.05, 1), n.parameter(0, 0.2)),
        lambda *given: cell_by_cell(lambda x, m, z: max(1 - x / m - z, 0.0), *given),
    ),
    Case(
        leverage.reprise,
        lambda n: (
            n("power state"), n("power state"), n("power state"), n("power state"),
            n.parameter(0.2, 3), n.parameter(1, 6),
        ),
        slow_reprisal,
    ),
    Case(
        leverage.lend,
        lambda n: (n("power state"), n("power state", 0, 3), n("state", 0.5, 90)),
        slow_lending,
    ),
    Case(leverage.mean_of_others, lambda n: (n(ALL),), slow_others),
    Case(
        leverage.drift_structure,
        lambda n: (
            n.of([*n.size[:3], 2]), n("power state"), n.parameter(0, 0.05), n.parameter(0, 0.05),
        ),
        slow_drift,
    ),
)  # fmt: skip
