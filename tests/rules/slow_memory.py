"""Slow twins of model/rules/memory.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, at, by_place, cell_by_cell, total

from model.rules import memory
from model.world.draws import Floats


def slow_pick(weight: Floats, chance: Floats) -> Floats:
    def call(r: int, p: int, s: int) -> float:
        return at(weight, r, p, s, 0) / -math.log(at(chance, r, p, s, 0))

    def scalar(r: int, p: int, s: int, _: int) -> float:
        best = max(range(weight.shape[1]), key=lambda q: call(r, q, s))
        return float(p == best)

    return by_place(weight.shape, scalar)


def slow_contract(arms: Floats, winner: Floats, arrives: Floats, size: Floats) -> Floats:
    def scalar(r: int, p: int, s: int, _: int) -> float:
        held = total(arms.shape[1], lambda q: at(arms, r, q, s, 0))
        now = at(arms, r, p, s, 0)
        part = at(arrives, r, 0, s, 0) * at(size, r, 0, 0, 0)
        return now + part * (at(winner, r, p, s, 0) * held - now)

    return by_place(arms.shape, scalar)


def keeping(n: Numbers) -> tuple[Floats, ...]:
    return n(ALL, -1, 1), n(ALL, 0, 0.3), n(ALL, -3, 3), n.parameter(0, 1)


def slow_keep(x: Floats, spread: Floats, noise: Floats, kept: Floats) -> Floats:
    return cell_by_cell(lambda a, s, z, c: c * a + s * z, x, spread, noise, kept)


def slow_year(rho: float) -> float:
    pairs = [rho ** abs(one - other) for one in range(4) for other in range(4)]
    return math.fsum(pairs) / 16 / (1 - rho**2)


CASES = (
    Case(memory.carry_chance, keeping, slow_keep),
    Case(
        memory.usual_passing,
        lambda n: (n(ALL, 0, 0.3), n(ALL, -3, 3), n.parameter(0, 0.9)),
        lambda *given: cell_by_cell(lambda s, z, c: s * z * math.sqrt(slow_year(c)), *given),
    ),
    Case(
        memory.vary_over_years,
        lambda n: (n.parameter(0, 0.9),),
        lambda kept: cell_by_cell(slow_year, kept),
    ),
    Case(
        memory.strike,
        lambda n: (n("state"), n.parameter(0.1, 2)),
        lambda *given: cell_by_cell(lambda u, k: 1.0 if u < 1 - math.exp(-k) else 0.0, *given),
    ),
    Case(
        memory.pick_one,
        lambda n: (n("power state", 0.1, 5), n("power state", 0.01, 0.99)),
        slow_pick,
    ),
    Case(
        memory.sign_contract,
        lambda n: (n("power state"), n.switches("power state"), n.switches("state"),
                   n.parameter(0.1, 0.6)),
        slow_contract,
    ),
)  # fmt: skip
