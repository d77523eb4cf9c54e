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
from model.world.setting import Conflict


def make_conflict(n: Numbers) -> Conflict:
    powers, domains = n.size.power, n.size.last
    strength = n.of([powers, powers, domains]) * (n.of([powers, powers, 1]) > 0.5)
    strength[np.arange(powers), np.arange(powers)] = 0.0
    rivals = tuple(tuple(int(q) for q in np.flatnonzero(row.max(axis=1))) for row in strength)
    return Conflict(frozen(strength), rivals)


def slow_opposed(conflict: Conflict, amount: Floats) -> Floats:
    powers, _, domains = conflict.strength.shape
    runs, _, states, _ = amount.shape
    return by_place(
        (runs, powers, states, domains),
        lambda r, p, s, d: total(
            powers, lambda q: float(conflict.strength[p, q, d]) * at(amount, r, q, s, d)
        ),
    )


def slow_threat(conflict: Conflict, momentum: Floats, noise: Floats, error: Floats) -> Floats:
    gains = cell_by_cell(lambda m: max(m, 0.0), momentum)
    return cell_by_cell(
        lambda ground, e, x: ground * math.exp(e * x), slow_opposed(conflict, gains), error, noise
    )


def slow_reprisal(
    reprisal: Floats, momentum: Floats, weight: Floats, share: Floats, hold: Floats,
    gain: Floats, half_life: Floats,
) -> Floats:  # fmt: skip
    def scalar(r: int, p: int, s: int, _: int) -> float:
        def lost(d: int) -> float:
            down = max(-at(momentum, r, p, s, d), 0.0)
            return at(weight, r, 0, 0, d) * down * at(share, r, p, s, d)

        loss = total(momentum.shape[3], lost)
        kept = at(reprisal, r, p, s, 0) * 2 ** (-1 / at(half_life, r, 0, 0, 0))
        anger = 1 - math.exp(-at(gain, r, 0, 0, 0) * loss)
        return kept + (1 - kept) * at(hold, r, p, s, 0) * anger

    return by_place(reprisal.shape, scalar)


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
    Case(leverage.oppose, lambda n: (make_conflict(n), n(ALL)), slow_opposed),
    Case(leverage.oppose, lambda n: (make_conflict(n), n("power state")), slow_opposed),
    Case(
        leverage.look_for_threat,
        lambda n: (make_conflict(n), n(ALL, -0.1, 0.1), n(ALL, -2, 2), n.parameter(0.1, 0.5)),
        slow_threat,
    ),
    Case(leverage.expose, lambda n: (make_conflict(n), n("power state")), slow_opposed),
    Case(
        leverage.reprise,
        lambda n: (
            n("power state"), n(ALL, -0.1, 0.1), n.shares("last"), n(ALL), n("power state"),
            n.parameter(1, 25), n.parameter(1, 6),
        ),
        slow_reprisal,
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
