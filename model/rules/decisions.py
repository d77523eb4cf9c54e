"""Decisions: share out what engagement did to ties among those who decided on it.

Granted effort is what a power spends, times the part of it that goes to a state and domain, times
the part of the offer that the state takes. Axes ``(run, power, state, domain)``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bidding import share_in_domain
from model.rules.tie_booking import log_mean
from model.world.axes import Array

DEALS = (
    "programme", "budget", "answers", "pledges", "acceptance", "delivery", "contracts",
    "diversification", "projects",
)  # fmt: skip
"""What deals are made of: how the power spreads its engagement, how much it spends, what it brings
up to answer others, what it pledges or brings to summits, what the state accepts, what an isolated
power can still deliver, contracts for oil and gas, trade that the state moves away from a partner
grown too large, and stakes in mineral projects that work."""


class Grant(NamedTuple):
    """What makes granted effort."""

    bids: Array
    """(power, state, domain); shares of the power's budget"""
    budget: Array
    """(power, 1, 1 or domain); bn USD a year, without answers"""
    answers: Array
    """(power, 1, 1 or domain); bn USD a year brought up to answer others"""
    earmarked: Array
    """(power, 1, domain); bn USD a year tied to a domain by pledges and summits"""
    acceptance: Array
    """(power, state, domain); share of the offer that is taken, 0..1"""
    granted: Array
    """(power, state, domain); what it comes to once delivered, bn USD a year"""


class Decided(NamedTuple):
    """A change of granted effort by decision, each (power, state, domain), bn USD a year."""

    programme: Array
    budget: Array
    answers: Array
    pledges: Array
    acceptance: Array
    delivery: Array


def split_grant(before: Grant, after: Grant) -> Decided:
    """Change of granted effort by decision; the six sum to it.

    agreed = (budget + answers) x b x a + earmarked x q x a ,  q = b / sum_s b

    Each product of three is split by the mean over all orders in which its factors may change,
    which is exact and treats all alike (Shapley value). What f gets of f g h is:

    df ((g h + g' h') / 3 + (g h' + g' h) / 6)

    b: bids, a: acceptance, q: the spread over states of what is tied to a domain; what b and q get
    is the programme's. Delivery gets (granted - agreed) after less the same before.
    """
    whole = tuple(each.budget + each.answers for each in (before, after))
    money, spread, taken = _split_product(
        (whole[0], before.bids, before.acceptance), (whole[1], after.bids, after.acceptance)
    )
    answers = _part_of(
        after.answers - before.answers,
        (before.bids, before.acceptance), (after.bids, after.acceptance),
    )  # fmt: skip
    q0, q1 = (each.bids / share_in_domain(each.bids) for each in (before, after))
    pledges, placed, kept = _split_product(
        (before.earmarked, q0, before.acceptance), (after.earmarked, q1, after.acceptance)
    )
    lost = tuple(
        each.granted - each.acceptance * (money_ * each.bids + each.earmarked * q)
        for each, money_, q in ((before, whole[0], q0), (after, whole[1], q1))
    )
    return Decided(
        spread + placed, money - answers, answers, pledges, taken + kept, lost[1] - lost[0]
    )


def _split_product(
    before: tuple[Array, Array, Array], after: tuple[Array, Array, Array]
) -> tuple[Array, Array, Array]:
    def part(x: int, y: int, z: int) -> Array:
        rest = (before[y], before[z]), (after[y], after[z])
        return _part_of(after[x] - before[x], *rest)

    return part(0, 1, 2), part(1, 2, 0), part(2, 0, 1)


def _part_of(moved: Array, before: tuple[Array, Array], after: tuple[Array, Array]) -> Array:
    same = before[0] * before[1] + after[0] * after[1]
    crossed = before[0] * after[1] + after[0] * before[1]
    return moved * (same / 3.0 + crossed / 6.0)


def engage_goods(part: Array, start: Array, now: Array, usual: Array, pull: Array) -> Array:
    """What one decision's part of granted effort pushes a goods tie, logarithm.

    pull x g_k / L(T0 + now, T0 + usual)

    g_k: the part, bn USD a year; the parts sum to now - usual and the pushes to ``add_flow``, since
    L is the logarithmic mean.
    """
    return pull * part / log_mean(start + usual, start + now)


def engage_points(
    part: Array, flow: tuple[Array, Array], half: Array, routine: Array, upkeep: Array
) -> Array:
    """What one decision's part of contact builds beyond the base year's, points.

    upkeep x h g_k / ((g0 + r) (g + r + h))

    g_k: the part, bn USD a year; flow: effort g now and g0 in the base year, ``g - g0`` is the sum
    of the parts; r, h: see ``build_points``; upkeep: what g0 would build, points. Over all parts
    this is what ``build_points`` gives for g less what it gives for g0.
    """
    now, usual = flow[0] + routine, flow[1] + routine
    return upkeep * half * part / (usual * (now + half))
