"""Slow twins of model/rules/minerals.py."""

from __future__ import annotations

import math

from rule_cases import (
    Case,
    at,
    by_place,
    cell_by_cell,
    total,
)

from model.rules import minerals
from model.world.draws import Floats

IMPORTER = "power last"


def slow_price(
    price: Floats, shortage: Floats, demand: Floats, appetite: Floats, b: Floats, speed: Floats
) -> Floats:
    def scalar(r: int, _: int, __: int, m: int) -> float:
        missing = total(
            shortage.shape[1], lambda p: at(demand, r, p, 0, m) * at(shortage, r, p, 0, m)
        )
        now = at(price, r, 0, 0, m)
        pull = at(b, r, 0, 0, m) * missing + math.log(at(appetite, r, 0, 0, m))
        return now + at(speed, r, 0, 0, 0) * (pull - now)

    return by_place(price.shape, scalar)


def slow_alarm(
    alarm: Floats, shortage: Floats, price: Floats, gain: Floats, weight: Floats, half: Floats
) -> Floats:
    def scalar(a: float, short: float, p: float, g: float, w: float, h: float) -> float:
        k = a * 2 ** (-1 / h)
        return k + (1 - k) * (1 - math.exp(-g * (short + w * max(p, 0.0))))

    return cell_by_cell(scalar, alarm, shortage, price, gain, weight, half)


def slow_reliance(r: Floats, alarm: Floats, natural: Floats, d: Floats, back: Floats) -> Floats:
    return cell_by_cell(
        lambda x, a, n, shed, slide: x - shed * a * x + slide * (1 - a) * max(n - x, 0.0),
        r, alarm, natural, d, back,
    )  # fmt: skip


def slow_pull(
    capacity: Floats, price: Floats, alarm: Floats, demand: Floats, value: Floats, claim: Floats
) -> Floats:
    def scalar(r: int, p: int, s: int, _: int) -> float:
        def bought(m: int) -> float:
            worth = at(value, r, 0, 0, m) * math.exp(at(price, r, 0, 0, m))
            eager = 1 + at(claim, r, 0, 0, 0) * at(alarm, r, p, 0, m)
            return worth * at(capacity, r, 0, s, m) * at(demand, r, p, 0, m) * eager

        return total(capacity.shape[3], bought)

    return by_place((capacity.shape[0], demand.shape[1], capacity.shape[2], 1), scalar)


def slow_scarce(capacity: Floats, price: Floats, value: Floats) -> Floats:
    runs, _, states, count = capacity.shape

    def dear(r: int, _: int, s: int, __: int) -> float:
        def worth(m: int) -> float:
            return at(value, r, 0, 0, m) * at(capacity, r, 0, s, m)

        return total(count, lambda m: worth(m) * max(at(price, r, 0, 0, m), 0.0)) / total(
            count, worth
        )

    return by_place((runs, 1, states, 1), dear)


def slow_withheld(shortage: Floats, capacity: Floats, licence: Floats, leakage: Floats) -> Floats:
    def scalar(r: int, p: int, _: int, m: int) -> float:
        kept = total(
            capacity.shape[2], lambda s: at(capacity, r, 0, s, m) * at(licence, r, 0, s, m)
        )
        kept = min(kept * (1 - at(leakage, r, 0, 0, 0)), 1.0)
        return 1 - (1 - at(shortage, r, p, 0, m)) * (1 - kept)

    return by_place(shortage.shape, scalar)


CASES = (
    Case(
        minerals.withhold,
        lambda n: (n(IMPORTER), n("state last", 0, 0.3), n("state last"), n.parameter(0, 1)),
        slow_withheld,
    ),
    Case(
        minerals.scarce_goods,
        lambda n: (n("state last", 0.01, 0.3), n("last", -1, 2), n("last", 0.1, 20)),
        slow_scarce,
    ),
    Case(
        minerals.adapt_to_licences,
        lambda n: (n(IMPORTER), n(IMPORTER), n("last", 0.5, 12)),
        lambda a, c, h: cell_by_cell(lambda x, y, z: x + (1 - 2 ** (-1 / z)) * (y - x), a, c, h),
    ),
    Case(
        minerals.cut_supply,
        lambda n: (n(IMPORTER), n(IMPORTER, 0, 0.6), n(IMPORTER), n("last")),
        lambda *given: cell_by_cell(lambda c, e, a, r: max(c - r * a, e, 0.0), *given),
    ),
    Case(
        minerals.find_shortage,
        lambda n: (n(IMPORTER), n(IMPORTER), n("last"), n.parameter(0, 1)),
        lambda *given: cell_by_cell(
            lambda cut, r, home, leak: cut * r * (1 - leak) * (1 - home), *given
        ),
    ),
    Case(
        minerals.set_price,
        lambda n: (
            n("last", -1, 2), n(IMPORTER), n.shares(IMPORTER), n("last", 0.3, 3),
            n("last", 0, 4), n.parameter(0, 1),
        ),
        slow_price,
    ),
    Case(
        minerals.feel_alarm,
        lambda n: (
            n(IMPORTER), n(IMPORTER), n("last", -1, 2), n.parameter(0.3, 2), n.parameter(0, 1),
            n.parameter(2, 16),
        ),
        slow_alarm,
    ),
    Case(
        minerals.move_reliance,
        lambda n: (
            n(IMPORTER), n(IMPORTER), n(IMPORTER), n.parameter(0, 0.1), n.parameter(0, 0.1),
        ),
        slow_reliance,
    ),
    Case(
        minerals.natural_reliance,
        lambda n: (n(IMPORTER), n.parameter(0, 1)),
        lambda start, lift: cell_by_cell(lambda r, up: r + up * r * (1 - r), start, lift),
    ),
    Case(
        minerals.pull_of_minerals,
        lambda n: (
            n("state last", 0, 0.3), n("last", -1, 2), n(IMPORTER), n.shares(IMPORTER),
            n("last", 0.1, 20), n.parameter(0, 2),
        ),
        slow_pull,
    ),
)  # fmt: skip
