"""Slow twins of model/rules/ties.py."""

from __future__ import annotations

import math

import numpy as np
from rule_cases import ALL, Case, Numbers, at, by_place, cell_by_cell

from model.rules import ties
from model.rules.ties import CAUSES, Pushes
from model.world.draws import Floats

PAIR = "power state"


def make_pushes(n: Numbers, size: float) -> Pushes:
    return Pushes(*(n(ALL, -size, size) for _ in CAUSES))


def make_points(n: Numbers) -> Floats:
    return n(ALL, 0.05, 95)


def held(push: float) -> float:
    return min(max(push, -0.7), 0.7)


def slow_support(*given_: Floats) -> Floats:
    def scalar(w: float, goods: float, fields: float, price: float) -> float:
        return math.fsum([goods, -w * goods, w * fields * price])

    return cell_by_cell(scalar, *given_)


def slow_worth(*given_: Floats) -> Floats:
    def scalar(gas: float, oil: float, a_bcm: float, a_mt: float, price: float) -> float:
        return math.fsum([gas * a_bcm * price, oil * a_mt * price])

    return cell_by_cell(scalar, *given_)


def slow_contracts(*given_: Floats) -> Floats:
    def scalar(worth: float, t0: float, support: float, energy: float) -> float:
        added = worth / t0
        if added < -0.95 * energy:
            added = -0.95 * energy
        return math.log((support + added) / support)

    return cell_by_cell(scalar, *given_)


def slow_barriers(*given_: Floats) -> Floats:
    def scalar(m: float, duty: float, sanctions: float, by_duty: float, by_them: float) -> float:
        left = (1 + duty) ** (-m * by_duty) * math.exp(-by_them * sanctions)
        return math.log(left)

    return cell_by_cell(scalar, *given_)


def slow_spreading(*given_: Floats) -> Floats:
    def scalar(share: float, free: float, tolerance: float, hedging: float) -> float:
        return -hedging * free * (share - tolerance) if share > tolerance else 0.0

    return cell_by_cell(scalar, *given_)


def slow_pull(*given_: Floats) -> Floats:
    def scalar(t: float, t0: float, terms: float, k: float) -> float:
        return k * math.log(t0 * math.exp(terms) / t)

    return cell_by_cell(scalar, *given_)


def slow_spread(*given_: Floats) -> Floats:
    def scalar(t: float, spread: float, lump: float) -> float:
        return spread * math.sqrt((t + lump) / t)

    return cell_by_cell(scalar, *given_)


def slow_goods(before: Floats, pushes: Pushes) -> Floats:
    return cell_by_cell(lambda t, *x: t * math.exp(math.fsum(map(held, x))), before, *pushes)


def slow_contact(granted: Floats, spillover: Floats) -> Floats:
    def scalar(r: int, p: int, s: int, place: int) -> float:
        trade, resources, diplomacy, security = (at(granted, r, p, s, d) for d in range(4))
        spilt = at(spillover, r, 0, 0, 0) * (trade + resources)
        return (diplomacy + spilt, security)[place]

    return by_place((*granted.shape[:3], 2), scalar)


def slow_built(*given_: Floats) -> Floats:
    def scalar(t: float, t0: float, g: float, g0: float, h: float, r: float) -> float:
        def f(effort: float) -> float:
            return (effort + r) / (effort + r + h)

        return t0 * (f(g) / f(g0)) * (100 - t) / (100 - t0)

    return cell_by_cell(scalar, *given_)


def slow_pace(points: Floats, built: Floats, decay: Floats) -> Floats:
    def scalar(t: float, b: float, k: float) -> float:
        return k / (1 + k * (1 + b / max(100 - t, 1)))

    return cell_by_cell(scalar, points, built, decay)


def slow_push_points(
    points: Floats, built: Floats, upkeep: Floats, bond: Floats, reprisal: Floats, decay: Floats,
    noise: Floats,
) -> Pushes:  # fmt: skip
    nothing = cell_by_cell(lambda _: 0.0, points)
    step = slow_pace(points, built, decay)
    return Pushes(
        deals=cell_by_cell(lambda k, b, u: k * (b - u), step, built, upkeep),
        gravity=nothing,
        corridor=nothing,
        control=cell_by_cell(lambda k, b, t: k * b * (100 - t) / 100, decay, bond, points),
        reprisal=cell_by_cell(lambda r, t: -r * t, reprisal, points),
        decay=cell_by_cell(lambda k, u, t: k * (u - t), step, upkeep, points),
        shock=cell_by_cell(lambda x, t: x * t * (100 - t) / 2500, noise, points),
        unnamed=nothing,
    )


CASES = (
    Case(
        ties.grow_incomes,
        lambda n: (n("power", 0.5, 3), n("state", 0.5, 3), n.parameter(0.2, 1)),
        lambda *given_: cell_by_cell(lambda p, s, by: math.exp(by * math.log(p * s)), *given_),
    ),
    Case(
        ties.support_trade,
        lambda n: (n(PAIR), n(PAIR, 0.3, 4), n(PAIR, 0.3, 4), n.parameter(0.2, 5)),
        slow_support,
    ),
    Case(
        ties.value_contracts,
        lambda n: (
            n(PAIR, -50, 50), n(PAIR, -20, 20), n.parameter(0.1, 0.4), n.parameter(0.1, 0.8),
            n.parameter(0.2, 5),
        ),
        slow_worth,
        rtol=1e-11,  # what ends on one side may all but cancel what begins on the other
    ),
    Case(
        ties.add_contracts,
        lambda n: (n(PAIR, -9, 9), n(PAIR, 0.001, 60), n(PAIR, 1, 4), n(PAIR)),
        slow_contracts,
        rtol=1e-10,  # the logarithm of a number next to one
    ),
    Case(
        ties.bar_trade,
        lambda n: (
            n(PAIR), n(PAIR, -0.5, 2), n("power", -1, 1), n.parameter(1, 5), n.parameter(0.1, 1),
        ),
        slow_barriers,
        rtol=1e-11,
    ),
    Case(
        ties.spread_trade,
        lambda n: (n(PAIR), n(PAIR), n.parameter(0.2, 0.6), n.parameter(0.01, 0.2)),
        slow_spreading,
        rtol=1e-11,
    ),
    Case(
        ties.approach,
        lambda n: (n(ALL, -2, 2), n(ALL, -2, 2), n.parameter(0.1, 1)),
        lambda *given_: cell_by_cell(lambda now, aim, by: by * aim - by * now, *given_),
        rtol=1e-11,
    ),
    Case(
        ties.pull_back,
        lambda n: (
            n(PAIR, 0.001, 60), n(PAIR, 0.001, 60), n(PAIR, -2, 2), n.parameter(0.02, 0.2),
        ),
        slow_pull,
        rtol=1e-11,
    ),
    Case(
        ties.spread_shock,
        lambda n: (n(PAIR, 0.001, 60), n.parameter(0.01, 0.2), n.parameter(0, 0.3)),
        slow_spread,
    ),
    Case(
        ties.add_flow,
        lambda n: (n(PAIR, 0.001, 60), n(PAIR, 0, 9), n(PAIR, 0, 9), n.parameter(0.02, 0.2)),
        lambda *given_: cell_by_cell(
            lambda t0, now, usual, k: k * math.log((t0 + now) / (t0 + usual)), *given_
        ),
    ),
    Case(
        ties.push_goods,
        lambda n: tuple(n(PAIR, -1, 1) for _ in range(7)),
        lambda gravity, deals, routes, control, reprisal, noise, unnamed: Pushes(
            deals, gravity, routes, control, reprisal, np.zeros_like(gravity), noise, unnamed
        ),
    ),
    Case(ties.move_goods, lambda n: (n(ALL, 0.001, 60), make_pushes(n, 1.0)), slow_goods),
    Case(ties.limit, lambda n: (n(ALL, -2, 2),), lambda x: cell_by_cell(held, x)),
    Case(
        ties.count_contact,
        lambda n: (n.of([*n.size[:3], 4], 0, 9), n.parameter(0, 1)),
        slow_contact,
    ),
    Case(
        ties.build_points,
        lambda n: (
            make_points(n), make_points(n), n(ALL, 0, 9), n(ALL, 0, 9), n.parameter(0.1, 1),
            n.parameter(0.01, 0.1),
        ),
        slow_built,
    ),
    Case(
        ties.pace,
        lambda n: (make_points(n), n(ALL, 0, 300), n.parameter(0.01, 0.2)),
        slow_pace,
    ),
    Case(
        ties.push_points,
        lambda n: (
            make_points(n), n(ALL, 0, 100), n(ALL, 0, 100), n(PAIR, -20, 20), n(PAIR, 0, 0.1),
            n.parameter(0.01, 0.1), n(ALL, -2, 2),
        ),
        slow_push_points,
    ),
    Case(
        ties.move_points,
        lambda n: (make_points(n), make_pushes(n, 9.0)),
        lambda t, pushes: cell_by_cell(
            lambda a, *x: min(max(a + math.fsum(x), 0.01), 99.0), t, *pushes
        ),
    ),
)  # fmt: skip
