"""Booking of shares: a change of a power's share of influence, among its causes and its rivals.

A share is a quotient of a power's own influence and that of all; it is split at its midpoint, which
is exact and in no order, as influence itself is. Axes ``(run, power, state, last)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.rules.booking import Standing, crowd_ties
from model.rules.influence import EVEN
from model.world.axes import DOMAIN, POWER, Array
from model.world.space import add_over, join


class Slopes(NamedTuple):
    """What a point of influence does to a share, each (power, state, 1)."""

    own: Array
    """of the power's own influence"""
    rival: Array
    """of any rival's"""


def weigh_shares(before: Array, after: Array) -> Slopes:
    """Change of a power's share per unit of influence, its own and a rival's.

    s = I u ,  u = 1 / N ,  N = sum_q I_q ;  ds = u~ dI + I~ du ,  du = -u u' dN

    own = u~ - I~ u u' = R~ u u' ,  rival = -I~ u u' ,  R = N - I ; a tilde is the mean of before
    and after.

    before, after: influence over all domains, (power, state, 1).
    """
    first, last = before + EVEN, after + EVEN
    all_first, all_last = add_over(first, POWER), add_over(last, POWER)
    scale = 0.5 / (all_first * all_last)
    rivals = (all_first - first) + (all_last - last)
    return Slopes(scale * rivals, -scale * (first + last))


def book_share(slopes: Slopes, weight: Array, booked: Mapping[str, Array]) -> dict[str, Array]:
    """Change of a power's share by cause of its own influence, (power, state, 1).

    own x sum_d weight_d dI_kd

    booked: change of influence by cause, (power, state, domain); what rivals' influence does beside
    it is ``book_rivals``.
    """
    return {
        cause: slopes.own * add_over(weight * amount, DOMAIN) for cause, amount in booked.items()
    }


def book_rivals(
    slopes: Slopes, before: Standing, after: Standing, tie_part: Array, weight: Array, place: int
) -> Array:
    """What each power did to the share of the power p at a place, (power, state, 1).

    -own_p sum_d weight_d c_pd dT_qd + rival_p sum_d weight_d dI_qd ,  0 for q = p

    The first term is what the rival's ties did to dependence on p (c: see ``crowd_ties``), the
    second what its influence did to p's share of all influence.
    """

    def own(array: Array) -> Array:
        return array[..., place : place + 1, :, :]

    squeezed = -own(crowd_ties(before, after, tie_part)) * (after.ties - before.ties)
    gained = after.bandwidth * after.dependence - before.bandwidth * before.dependence
    each = own(slopes.own) * add_over(weight * squeezed, DOMAIN) + own(slopes.rival) * add_over(
        weight * gained, DOMAIN
    )
    return join([each[..., :place, :, :], 0.0 * own(each), each[..., place + 1 :, :, :]], POWER)
