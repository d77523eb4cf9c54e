"""Leverage, rivalry and reprisal: what a patron can do to a state that turns to others.

Arena rules: they mix across powers. Axes ``(run, power, state, last)``.
"""

from __future__ import annotations

from model.rules.bounds import at_least
from model.world.axes import DOMAIN, POWER, STATE, Array, one
from model.world.setting import Conflict
from model.world.space import add_over, join, space_of


def saturate(amount: Array, half: Array) -> Array:
    """A share of one that grows with an amount and saturates: x / (x + half)."""
    return amount / (amount + half)


def hold_leverage(
    remittances: Array, debt: Array, arms: Array, freight: Array, energy: Array
) -> Array:
    """How far a power can hurt a state, 0..1: (power, state, 1).

    L = 1 - (1 - remittances)(1 - debt)(1 - arms)(1 - freight)(1 - energy)

    Each argument is a hold of 0..1; holds compound as independent chances of being caught by one.
    """
    return 1.0 - (
        (1.0 - remittances) * (1.0 - debt) * (1.0 - arms) * (1.0 - freight) * (1.0 - energy)
    )


def oppose(conflict: Conflict, amount: Array) -> Array:
    """Sum of an amount over a power's rivals, weighed by how opposed they are.

    out_psd = sum_q conflict_pqd amount_qsd

    amount: (power, state, domain or 1). Only pairs that are rivals in fact are added up: most
    powers have no quarrel over the region.
    """
    rows = [_over_rivals(conflict, amount, power) for power in range(len(conflict.rivals))]
    return join(rows, POWER)


def _over_rivals(conflict: Conflict, amount: Array, power: int) -> Array:
    terms = [
        amount[..., rival : rival + 1, :, :] * _strength(conflict, power, rival)
        for rival in conflict.rivals[power]
    ]
    if not terms:
        return 0.0 * amount[..., 0:1, :, :] * _strength(conflict, power, 0)
    return sum(terms[1:], start=terms[0])


def _strength(conflict: Conflict, power: int, rival: int) -> Array:
    """How opposed a pair is, (1, 1, domain) after the runs."""
    return conflict.strength[..., power, rival, :][..., None, None, :]


def look_for_threat(
    conflict: Conflict, momentum: Array, noise: Array, misperception: Array
) -> Array:
    """Ground that a power believes its rivals are gaining, (power, state, domain).

    threat_psd = sum_q conflict_pqd max(momentum_qsd, 0) x exp(misperception x noise_psd)

    momentum: smoothed change of influence a quarter; noise: standard normal, the power's own error.
    """
    xp = space_of(momentum)
    return oppose(conflict, at_least(momentum, 0.0)) * xp.exp(misperception * noise)


def expose(conflict: Conflict, leverage: Array) -> Array:
    """Leverage of the patrons that would mind a deal with this power, (power, state, domain).

    exposure_psd = sum_q conflict_pqd L_qs
    """
    return oppose(conflict, leverage)


def reprise(
    reprisal: Array,
    momentum: Array,
    weight: Array,
    share: Array,
    leverage: Array,
    gain: Array,
    half_life: Array,
) -> Array:
    """How hard each patron punishes each state, 0..1: (power, state, 1).

    loss = sum_d weight_d max(-momentum_d, 0) share_d ;  r' = k + (1 - k) L (1 - exp(-g loss)),
    k = r 2^(-1/h)

    A patron that loses ground it held reprises as far as its leverage lets it, and relents over
    h quarters. Source: the 2009 gas-trade break with Turkmenistan, wine and dairy bans, and the
    migration squeeze after 2024 are such moves.
    """
    xp = space_of(momentum)
    loss = add_over(weight * share * at_least(-momentum, 0.0), DOMAIN)
    kept = reprisal * 2.0 ** (-1.0 / half_life)
    return kept + (1.0 - kept) * leverage * (1.0 - xp.exp(-gain * loss))


def mean_of_others(acceptance: Array) -> Array:
    """What the other states took, mean over them, (power, state, domain).

    m_s = (sum_s' a_s' - a_s) / (n - 1), and 1/2 where there is one state only
    """
    xp = space_of(acceptance)
    states = acceptance.shape[STATE]
    if states == 1:
        return xp.ones_like(acceptance) * 0.5
    total = add_over(acceptance, STATE)
    return (total - acceptance) / (states - 1)


def drift_structure(
    dependence: Array, security_share: Array, repayment: Array, arms_speed: Array
) -> tuple[Array, Array]:
    """Debt is paid back and arms follow security ties; (debt, arms), each (power, state, 1).

    debt' = debt (1 - repayment) ;  arms' = arms + speed (security_share - arms)

    Source: Kyrgyzstan's debt to China fell from 43 to 30 % of its external debt in three years.
    """
    debt = one(dependence, 0) * (1.0 - repayment)
    arms = one(dependence, 1) + arms_speed * (security_share - one(dependence, 1))
    return debt, arms
