"""Slow twins of model/rules/booking.py."""

from __future__ import annotations

from rule_cases import ALL, Case, Numbers, at, by_place, cell_by_cell, frozen, total

from model.rules import booking
from model.rules.booking import Standing
from model.rules.structure import Holds
from model.world.draws import Floats

CHANGES = ("deals", "shock")


def make_standing(n: Numbers, tie_part: Floats, structure_part: Floats) -> Standing:
    ties, structure = n(ALL, 0.1, 9), {hold: n(ALL, 0, 0.2) for hold in Holds._fields}
    whole = frozen(ties.sum(axis=1, keepdims=True) + n("state last", 0, 5))
    dependence = frozen(tie_part * ties / whole + structure_part * sum(structure.values()))
    return Standing(ties, whole, structure, n(ALL), dependence)


def make_booking(n: Numbers) -> tuple[Standing, Standing, dict[str, Floats], Floats, Floats]:
    tie_part, structure_part = n("state last", 0, 0.6), n("last", 0, 0.4)
    before, after = (make_standing(n, tie_part, structure_part) for _ in range(2))
    deals = n(ALL, -1, 1)
    booked = {"deals": deals, "shock": frozen(after.ties - before.ties - deals)}
    return before, after, booked, tie_part, structure_part


def slow_slope(before: Standing, after: Standing, moved: Floats) -> Floats:
    return cell_by_cell(
        lambda b0, b1, dt: (b1 - b0) / dt if dt else 0.0, before.bandwidth, after.bandwidth, moved
    )


def slow_booking(
    before: Standing, after: Standing, booked: dict[str, Floats], a: Floats, b: Floats
) -> dict[str, Floats]:
    def change(cause: str) -> Floats:
        def scalar(r: int, p: int, s: int, d: int) -> float:
            def ends(name: str, power: int = p) -> tuple[float, float]:
                first, last = getattr(before, name), getattr(after, name)
                return at(first, r, power, s, d), at(last, r, power, s, d)

            def middle(name: str) -> float:
                return sum(ends(name)) / 2

            def moved(power: int) -> float:
                first, last = ends("ties", power)
                return last - first

            first, last = (1 / whole for whole in ends("total"))
            everyone = total(before.ties.shape[1], moved)
            part = middle("bandwidth") * at(a, r, p, s, d)
            squeeze = part * middle("ties") * first * last
            if cause == "rivals":
                return -squeeze * (everyone - moved(p))
            if cause == "others":
                whole = ends("total")
                return -squeeze * (whole[1] - whole[0] - everyone)
            if cause in Holds._fields:
                held = [at(each.structure[cause], r, p, s, d) for each in (before, after)]
                return middle("bandwidth") * at(b, r, p, s, d) * (held[1] - held[0])
            band = ends("bandwidth")
            share = at(booked[cause], r, p, s, d)
            wider = middle("dependence") * (band[1] - band[0]) / moved(p)
            return share * (part * (first + last) / 2 - squeeze + wider)

        return by_place(before.ties.shape, scalar)

    return {cause: change(cause) for cause in (*CHANGES, *booking.AROUND)}


def make_slope(n: Numbers) -> tuple[Standing, Standing, Floats]:
    nothing = n.parameter(0, 1)
    before, after = (Standing(nothing, nothing, {}, n(ALL), nothing) for _ in range(2))
    moved = frozen(n(ALL, -1, 1) * n.switches(ALL))
    return before, after, moved


def slow_crowding(before: Standing, after: Standing, tie_part: Floats) -> Floats:
    return cell_by_cell(
        lambda a, b0, b1, t0, t1, n0, n1: a * (b0 + b1) / 2 * (t0 + t1) / 2 / (n0 * n1),
        tie_part, before.bandwidth, after.bandwidth, before.ties, after.ties,
        before.total, after.total,
    )  # fmt: skip


def make_two(n: Numbers) -> tuple[Standing, Standing, Floats]:
    before, after, _, tie_part, _ = make_booking(n)
    return before, after, tie_part


CASES = (
    Case(booking.crowd_ties, make_two, slow_crowding),
    Case(booking.slope, make_slope, slow_slope),
    Case(booking.book_influence, make_booking, slow_booking, rtol=1e-11),
)
