"""Slow twins of model/rules/corridors.py."""

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

from model.rules import corridors
from model.world.draws import Floats


def slow_cost(tariff: Floats, days: Floats, risk: Floats, load: Floats, time: Floats) -> Floats:
    return cell_by_cell(
        lambda f, d, r, x, v: f * (1 + r) + v * d * (1 + 0.15 * min(x, 1.5) ** 4),
        tariff, days, risk, load, time,
    )  # fmt: skip


def slow_pull(cost: Floats, reference: Floats, is_open: Floats, elasticity: Floats) -> Floats:
    return cell_by_cell(
        lambda c, c0, o, e: o * math.exp(-e * (math.log(c) - math.log(c0))),
        cost, reference, is_open, elasticity,
    )  # fmt: skip


def slow_reach(shares: Floats, attraction: Floats, residual: Floats) -> Floats:
    runs, powers, states, ways = shares.shape
    return by_place(
        (runs, powers, states, 1),
        lambda r, p, s, _: (
            total(ways, lambda c: at(shares, r, p, s, c) * at(attraction, r, p, s, c))
            + at(residual, r, p, s, 0)
        ),
    )


def slow_loads(amount: Floats, shares: Floats, attraction: Floats, access: Floats) -> Floats:
    runs, powers, states, ways = shares.shape

    def load(r: int, _: int, s: int, c: int) -> float:
        def wanted(p: int) -> float:
            return at(amount, r, p, s, 0) * at(shares, r, p, s, c) / at(access, r, p, s, 0)

        return at(attraction, r, 0, s, c) * total(powers, wanted)

    return by_place((runs, 1, states, ways), load)


def slow_control(trade: Floats, by_corridor: Floats, crossing: Floats) -> Floats:
    def control(r: int, p: int, s: int, _: int) -> float:
        crossed = total(
            crossing.shape[3], lambda c: at(crossing, r, p, 0, c) * at(by_corridor, r, 0, s, c)
        )
        return crossed / total(trade.shape[1], lambda q: at(trade, r, q, s, 0))

    return by_place(trade.shape, control)


def slow_transit(freight: Floats, crossing: Floats, tariff: Floats, kept: Floats) -> Floats:
    runs, _, states, ways = crossing.shape

    def revenue(r: int, _: int, s: int, __: int) -> float:
        def earn(c: int) -> float:
            money = at(freight, r, 0, 0, c) * at(tariff, r, 0, 0, c) * at(kept, r, 0, 0, c) / 1000
            crossed = total(states, lambda other: at(crossing, r, 0, other, c))
            return money * at(crossing, r, 0, s, c) / crossed

        return total(ways, earn)

    return by_place((runs, 1, states, 1), revenue)


def slow_buyers(share: Floats, buyer: Floats, is_open: Floats, reroute: Floats) -> Floats:
    def reach(r: int, p: int, s: int, _: int) -> float:
        def flow(way: int) -> float:
            return at(share, r, 0, s, way) * at(buyer, r, p, 0, way)

        def working(way: int) -> float:
            still = at(is_open, r, 0, 0, way)
            return still + at(reroute, r, 0, 0, 0) * (1 - still)

        ways = share.shape[3]
        normal = total(ways, flow)
        return total(ways, lambda i: flow(i) * working(i)) / normal if normal else 1.0

    return by_place((share.shape[0], buyer.shape[1], share.shape[2], 1), reach)


def slow_energy(share: Floats, crossing: Floats, is_open: Floats) -> Floats:
    return by_place(
        (share.shape[0], crossing.shape[1], share.shape[2], 1),
        lambda r, p, s, _: total(
            share.shape[3],
            lambda i: at(share, r, 0, s, i) * at(crossing, r, p, 0, i) * at(is_open, r, 0, 0, i),
        ),
    )


def slow_links(volume: Floats, origin: list[int], end: list[int], like: Floats) -> Floats:
    def part(r: int, p: int, *_: int) -> float:
        flows = range(volume.shape[1])
        own = [at(volume, r, f, 0, 0) for f in flows if p in (origin[f], end[f])]
        return math.fsum(own) / total(len(flows), lambda f: at(volume, r, f, 0, 0))

    return by_place((volume.shape[0], like.shape[1], 1, 1), part)


def make_flows(n: Numbers) -> tuple[Floats, list[int], list[int], Floats]:
    powers = n.size.power
    origin, end = [0, powers - 1, 0], [powers - 1, 0, powers // 2]
    return n.of([n.size.run, 3, 1, 1], 1, 90), origin, end, n("power")


CASES = (
    Case(corridors.link_flows, make_flows, slow_links),
    Case(
        corridors.need_transit,
        lambda n: (n("state", 0, 1), n("state", 0, 1), n.parameter(0.005, 0.05), n("power")),
        lambda *given: cell_by_cell(
            lambda now, usual, few, link: link * max(math.log((now + few) / (usual + few)), 0.0),
            *given,
        ),
    ),
    Case(
        corridors.generalised_cost,
        lambda n: (
            n("last", 20, 400), n("last", 2, 60), n("last", 0, 2), n("last", 0, 5),
            n.parameter(1, 20),
        ),
        slow_cost,
    ),
    Case(
        corridors.attract,
        lambda n: (n("last", 50, 900), n("last", 50, 900), n("last"), n.parameter(0.5, 3)),
        slow_pull,
    ),
    Case(
        corridors.reach_by_corridors,
        lambda n: (n.shares(ALL), n("last", 0, 3), n.parameter(0.01, 0.1)),
        slow_reach,
    ),
    Case(
        corridors.load_corridors,
        lambda n: (
            n("power state", 0, 50), n.shares(ALL), n("last", 0, 3), n("power state", 0.1, 2),
        ),
        slow_loads,
    ),
    Case(
        corridors.hold_back,
        lambda n: (n("last", 0, 90), n("last", 1, 60)),
        lambda wanted, room: cell_by_cell(lambda w, k: min(w, 1.5 * k), wanted, room),
    ),
    Case(
        corridors.control_freight,
        lambda n: (n("power state", 0.1, 50), n("state last", 0, 9), n("power last")),
        slow_control,
    ),
    Case(
        corridors.earn_transit,
        lambda n: (n("last", 0, 30), n("state last", 1, 1.9), n("last", 9, 200), n("last")),
        slow_transit,
    ),
    Case(
        corridors.reach_buyers,
        lambda n: (n.shares("state last"), n("power last"), n.switches("last"), n.parameter(0, 1)),
        slow_buyers,
        rtol=1e-9,  # the rule adds 1e-12 above and below, so that nothing over nothing is one
    ),
    Case(
        corridors.control_energy,
        lambda n: (n.shares("state last"), n("power last"), n("last")),
        slow_energy,
    ),
)  # fmt: skip
