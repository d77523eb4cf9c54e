"""Influence: bandwidth times dependence, after the Formal Bilateral Influence Capacity index.

The construction is open and its weights are in ``seeds/measure.csv``; it is not the index itself,
whose weights are not public. Axes ``(run, power, state, domain)``.
"""

from __future__ import annotations

from model.rules.bounds import within
from model.world.axes import DOMAIN, POWER, Array
from model.world.space import add_over, space_of

EVEN = 1e-12
"""Influence that each power has beside its own, so that shares are even where nobody has any."""


def bandwidth(ties: Array, reference: Array, ceiling: Array) -> Array:
    """Volume of a tie on a logarithmic scale, 0..1.

    min(ln(1 + T / reference) / ln(1 + ceiling / reference), 1)

    T, reference, ceiling: unit of the tie. Source: bandwidth of the index of Moyer et al. (2018),
    volume of interaction relative to a fixed highest value.
    """
    xp = space_of(ties)
    level = xp.log1p(ties / reference) / xp.log1p(ceiling / reference)
    return within(level, 0.0, 1.0)


def share_of_ties(ties: Array, others: Array) -> Array:
    """A power's share of all of the state's outside ties in a domain, 0..1.

    T_p / (sum_q T_q + others)

    others: ties with countries that are not in the cast, unit of the tie.
    """
    return ties / (add_over(ties, POWER) + others)


def depend(
    share: Array, lean: Array, structure: Array, tie_weight: Array, structure_weight: Array
) -> Array:
    """Dependence of a state on a power in a domain, 0..1.

    tie_weight x share x lean + structure_weight x structure

    share: the power's share of ties; lean: how much the state leans on that domain; structure:
    remittances and transit (trade), debt and energy routes (resources), membership (diplomacy),
    arms (security); all 0..1.
    """
    return tie_weight * share * lean + structure_weight * structure


def measure_influence(band: Array, dependence: Array) -> Array:
    """Influence in a domain: bandwidth x dependence, 0..1."""
    return band * dependence


def total_influence(influence: Array, weight: Array) -> Array:
    """Influence over all domains, (power, state, 1): sum_d weight_d I_d, 0..1."""
    return add_over(weight * influence, DOMAIN)


def share_of_influence(influence: Array) -> Array:
    """A power's share of all influence over the state: I_p / sum_q I_q, 0..1, sums to one.

    Works for domains apart or together; equal shares where nobody has any.
    """
    padded = influence + EVEN
    return padded / add_over(padded, POWER)
