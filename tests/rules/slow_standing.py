"""Slow twins of model/rules/standing.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, cell_by_cell

from model.rules import standing
from model.world.draws import Floats

PAIR = "power state"


def slow_favour(*given_: Floats) -> Floats:
    def scalar(
        f: float, f0: float, engagement: float, reprisal: float, drift: float,
        gain: float, harm: float, h: float,
    ) -> float:  # fmt: skip
        back = (f0 - f) * (1 - 2 ** (-1 / h))
        push = gain * engagement - harm * reprisal + drift
        return min(max(f + back + (1 - f**2) * push, -1.0), 1.0)

    return cell_by_cell(scalar, *given_)


def slow_alignment(*given_: Floats) -> Floats:
    def scalar(
        a: float, a0: float, s: float, s0: float, f: float, f0: float, i: float,
        speed: float, by_share: float, by_favour: float, by_isolation: float, noise: float,
    ) -> float:  # fmt: skip
        shift = by_share * (s - s0) + by_favour * (f - f0) - by_isolation * i
        moved = a + speed * (math.tanh(math.atanh(a0) + shift) - a) + noise * (1 - a**2)
        return min(max(moved, -1.0), 1.0)

    return cell_by_cell(scalar, *given_)


def make_opinion(n: Numbers) -> tuple[Floats, ...]:
    sides = n(PAIR, -1, 1), n(PAIR, -0.95, 0.95), n(PAIR, -1, 1), n(PAIR), n(PAIR, -0.2, 0.2)
    return (*sides, n.parameter(0, 0.1), n.parameter(0, 0.2), n.parameter(4, 32))


def make_positions(n: Numbers) -> tuple[Floats, ...]:
    sides = (n(PAIR, -0.95, 0.95), n(PAIR, -0.95, 0.95), n(PAIR), n(PAIR))
    rest = (n(PAIR, -1, 1), n(PAIR, -1, 1), n("power", -1, 1), n.parameter(0, 0.3))
    return (*sides, *rest, *(n.parameter(0, 2) for _ in range(3)), n(PAIR, -0.3, 0.3))


CASES = (
    Case(standing.move_favour, make_opinion, slow_favour),
    Case(
        standing.relative_change,
        lambda n: (n(PAIR, 0.01, 9), n(PAIR, 0.01, 9)),
        lambda now, usual: cell_by_cell(lambda a, b: (a - b) / (a + b), now, usual),
    ),
    Case(standing.move_alignment, make_positions, slow_alignment),
    Case(
        standing.move_momentum,
        lambda n: (n(ALL, -0.1, 0.1), n(ALL), n(ALL), n.parameter(0, 1)),
        lambda *given_: cell_by_cell(lambda m, i, j, k: k * m + (1 - k) * (j - i), *given_),
    ),
    Case(
        standing.grow,
        lambda n: (n("power", 0.5, 3), n("power", -1.2, 0.2)),
        lambda y, g: cell_by_cell(lambda a, b: a * (1 + max(b, -0.95)) ** 0.25, y, g),
    ),
    Case(
        standing.approach_slowly,
        lambda n: (n(ALL), n(ALL), n.parameter(1, 20)),
        lambda *given_: cell_by_cell(lambda m, x, h: x + (m - x) * 2 ** (-1 / h), *given_),
    ),
    Case(
        standing.lift_output,
        lambda n: (n("state", 0.5, 3), n("state", -0.1, 0.2), n("state", -0.1, 0.2)),
        lambda *given_: cell_by_cell(lambda y, a, b: y * (1 + b) / (1 + a), *given_),
    ),
    Case(
        standing.back_council_bid,
        lambda n: (
            n(PAIR, -1, 1), n("state", 0, 2), n.parameter(-1, 3), n.parameter(0, 3),
            n.parameter(0, 5),
        ),
        lambda *given_: cell_by_cell(
            lambda a, p, base, x, y: 1 / (1 + math.exp(-(base + x * a - y * p))), *given_
        ),
    ),
)  # fmt: skip
