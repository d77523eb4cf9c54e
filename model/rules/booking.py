"""Booking: share out a change of influence among what caused it, exactly.

Influence is bandwidth x dependence, and dependence is a share of ties plus structure; each product
is split at its midpoint, which is exact and treats both factors alike. Axes
``(run, power, state, domain)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.rules.structure import Holds
from model.world.axes import POWER, Array
from model.world.space import add_over, space_of

AROUND = ("rivals", "others", *Holds._fields)
"""Causes beside a power's own ties: what rivals' ties did to its share, what ties with the rest of
the world did, and what each hold did: remittances, debt, arms, transit of freight, routes of oil
and gas, and membership."""


class Standing(NamedTuple):
    """What influence is made of at the end of a quarter."""

    ties: Array
    total: Array
    """(1, state, domain); all of the state's outside ties, others included"""
    structure: Mapping[str, Array]
    """what each hold adds to structural dependence, (power, state, domain)"""
    bandwidth: Array
    dependence: Array


def book_influence(
    before: Standing,
    after: Standing,
    booked: Mapping[str, Array],
    tie_part: Array,
    structure_part: Array,
) -> dict[str, Array]:
    """Change of influence by cause; the causes sum to the change.

    I = B D ,  D = a S + b X ,  S = T u ,  u = 1 / total
    dI = B~ dD + D~ dB ,  dS = u~ dT + T~ du ,  du = -u u' (sum_q dT_q + dO)

    A tilde is the mean of before and after. dT is split as ``booked``, dB in proportion to it;
    du's own part joins the same causes, its other parts are ``rivals`` and ``others``. X is the sum
    of holds, each of which is a cause.
    tie_part a = tie_weight x lean ; structure_part b = structure_weight.
    """
    moved = after.ties - before.ties
    u0, u1 = 1.0 / before.total, 1.0 / after.total
    mean_u = (u0 + u1) / 2.0
    mean_band = (before.bandwidth + after.bandwidth) / 2.0
    mean_dependence = (before.dependence + after.dependence) / 2.0
    crowding = crowd_ties(before, after, tie_part)
    own = mean_band * tie_part * mean_u - crowding + mean_dependence * slope(before, after, moved)
    causes = {cause: own * amount for cause, amount in booked.items()}
    everyone = add_over(moved, POWER)
    causes["rivals"] = -crowding * (everyone - moved)
    causes["others"] = -crowding * (after.total - before.total - everyone)
    for hold, held in after.structure.items():
        causes[hold] = mean_band * structure_part * (held - before.structure[hold])
    return causes


def crowd_ties(before: Standing, after: Standing, tie_part: Array) -> Array:
    """Influence that a power loses per unit of tie that the state gains, (power, state, domain).

    B~ a T~ u u' : see ``book_influence``.
    """
    mean_band = (before.bandwidth + after.bandwidth) / 2.0
    mean_ties = (before.ties + after.ties) / 2.0
    return mean_band * tie_part * mean_ties * (1.0 / before.total) * (1.0 / after.total)


def slope(before: Standing, after: Standing, moved: Array) -> Array:
    """Change of bandwidth per unit of tie, 0 where the tie stood still."""
    xp = space_of(moved)
    still = moved == 0.0
    return xp.where(
        still, 0.0 * moved, (after.bandwidth - before.bandwidth) / xp.where(still, 1.0, moved)
    )
