"""Slow twins of model/rules/share_booking.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, at, by_place, frozen, total
from slow_booking import make_booking, slow_crowding

from model.rules import share_booking
from model.rules.booking import Standing
from model.rules.share_booking import Slopes
from model.world.draws import Floats

PAIR = "power state"


def slow_slopes(before: Floats, after: Floats) -> Slopes:
    def slopes(run: int, power: int, state: int) -> tuple[float, float]:
        ends = [
            [at(each, run, q, state, 0) + 1e-12 for q in range(before.shape[1])]
            for each in (before, after)
        ]
        scale = 1 / (math.fsum(ends[0]) * math.fsum(ends[1]))
        rivals = math.fsum(each[q] for each in ends for q in range(len(each)) if q != power) / 2
        return scale * rivals, -scale * (ends[0][power] + ends[1][power]) / 2

    return Slopes(
        *(by_place(before.shape, lambda r, p, s, _, k=k: slopes(r, p, s)[k]) for k in range(2))
    )


def make_slopes(n: Numbers) -> Slopes:
    return Slopes(n(PAIR, 0, 2), n(PAIR, -2, 0))


def slow_share(slopes: Slopes, weight: Floats, booked: dict[str, Floats]) -> dict[str, Floats]:
    def gained(amount: Floats) -> Floats:
        return by_place(
            slopes.own.shape,
            lambda r, p, s, _: (
                at(slopes.own, r, p, s, 0)
                * total(amount.shape[3], lambda d: at(weight, r, 0, 0, d) * at(amount, r, p, s, d))
            ),
        )

    return {cause: gained(amount) for cause, amount in booked.items()}


def make_rivals(n: Numbers) -> tuple[object, ...]:
    before, after, _, tie_part, _ = make_booking(n)
    return make_slopes(n), before, after, tie_part, n("last"), min(1, n.size.power - 1)


def slow_rivals(
    slopes: Slopes, before: Standing, after: Standing, tie_part: Floats, weight: Floats, first: int
) -> Floats:
    squeeze = slow_crowding(before, after, tie_part)

    def took(r: int, q: int, s: int, _: int) -> float:
        def amount(d: int) -> float:
            moved = at(after.ties, r, q, s, d) - at(before.ties, r, q, s, d)
            influence = [
                at(each.bandwidth, r, q, s, d) * at(each.dependence, r, q, s, d)
                for each in (before, after)
            ]
            own, rival = (at(slope, r, first, s, 0) for slope in slopes)
            gained = rival * (influence[1] - influence[0])
            return at(weight, r, 0, 0, d) * (gained - own * at(squeeze, r, first, s, d) * moved)

        return 0.0 if q == first else total(before.ties.shape[3], amount)

    return by_place((*before.ties.shape[:3], 1), took)


CASES = (
    Case(
        share_booking.weigh_shares,
        lambda n: (n(PAIR, 0, 0.5), n(PAIR, 0, 0.5)),
        slow_slopes,
        rtol=1e-11,
    ),
    Case(
        share_booking.book_share,
        lambda n: (make_slopes(n), n("last"), {"deals": n(ALL, -1, 1), "debt": frozen(n(ALL))}),
        slow_share,
        rtol=1e-9,
    ),
    Case(share_booking.book_rivals, make_rivals, slow_rivals, rtol=1e-9),
)
