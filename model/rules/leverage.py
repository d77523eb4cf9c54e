"""Leverage, rivalry and reprisal: what a patron can do to a state that turns to others.

Arena rules: they mix across powers. Axes ``(run, power, state, last)``.
"""

from __future__ import annotations

from model.rules.bounds import at_least
from model.world.axes import DOMAIN, POWER, STATE, Array, one
from model.world.setting import Alignments
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


def oppose(rivals: Alignments, amount: Array) -> Array:
    """Sum of an amount over a power's rivals (or friends), weighed by how close the pair is tied.

    out_psd = sum_q strength_pqd amount_qsd

    amount: (power, state, domain or 1). Only pairs that are rivals in fact are added up: most
    powers have no quarrel over the region.
    """
    each = [amount[..., power : power + 1, :, :] for power in range(amount.shape[POWER])]
    rows = []
    for others, strengths in zip(rivals.others, rivals.pairs, strict=True):
        if others:
            terms = [each[q] * strength for q, strength in zip(others, strengths, strict=True)]
            rows.append(sum(terms[1:], start=terms[0]))
        else:
            rows.append(0.0 * each[0] * strengths[0])
    return join(rows, POWER)


def heed_friends(friends: Alignments, alarm: Array) -> Array:
    """Alarm of a power, its own or that of a friend, whichever is louder, (power, 1, 1).

    out_p = max(alarm_p, max_q (max_d friendship_pqd) alarm_q)

    alarm: (power, 1, 1), 0..1. Source: the United States, Japan and their allies answered the
    licences of 2023-25 together, each also where it was another that lacked supplies.
    """
    xp = space_of(alarm)
    close = friends.closest[..., None, None, None]
    rows = []
    for power, others in enumerate(friends.others):
        loudest = alarm[..., power : power + 1, :, :]
        for other in others:
            heard = close[..., power, other, :, :, :] * alarm[..., other : other + 1, :, :]
            loudest = xp.maximum(loudest, heard)
        rows.append(loudest)
    return join(rows, POWER)


def look_for_threat(
    rivals: Alignments, momentum: Array, noise: Array, misperception: Array
) -> Array:
    """BaseYear that a power believes its rivals are gaining, (power, state, domain).

    threat_psd = sum_q conflict_pqd max(momentum_qsd, 0) x exp(misperception x noise_psd)

    momentum: smoothed change of influence a quarter; noise: standard normal, the power's own error.
    """
    xp = space_of(momentum)
    return oppose(rivals, at_least(momentum, 0.0)) * xp.exp(misperception * noise)


def threaten(leverage: Array, reprisal: Array, remittances: Array, energy: Array) -> Array:
    """How much a state has to fear from each patron now, (power, state, 1), >= 0.

    L + r max(remittances, energy)

    L: leverage, 0..1; r: reprisal under way, 0..1; the holds, 0..1, by which punishment is felt at
    once. Source: of Russia's documented measures those that hit wages sent home or fuel made
    Kyrgyzstan and Tajikistan comply; no measure moved the other three.
    """
    xp = space_of(leverage)
    return leverage + reprisal * xp.maximum(remittances, energy)


def expose(rivals: Alignments, danger: Array) -> Array:
    """What patrons that would mind a deal with this power could do, (power, state, domain).

    exposure_psd = sum_q conflict_pqd danger_qs
    """
    return oppose(rivals, danger)


def weigh_choice(welcome: Array, usual_offer: Array, weight: Array) -> Array:
    """Share of what a state would take that is the power's: its choice alone, (power, state, 1).

    sigma_ps = sum_d w_d a_psd o_psd / sum_q a_qsd o_qsd

    a: share of an offer that the state would take at no price, 0..1; o: offers of the base year, so
    that what powers spend now is not taken for the state's choice; w: weight of the domain.
    """
    taken = welcome * usual_offer
    share = taken / at_least(add_over(taken, POWER), 1e-12)
    return add_over(weight * share, DOMAIN)


def feel_refusal(choice: Array, usual: Array, zone: Array) -> Array:
    """How far a state has turned from a patron by its own choice, 0..1, (power, state, 1).

    max(1 - sigma / m - zone, 0)

    sigma: share of what the state would take now, m: as the patron remembers it; zone: what passes
    for the ordinary ups and downs of relations.
    """
    return at_least(1.0 - choice / at_least(usual, 1e-12) - zone, 0.0)


def reprise(
    reprisal: Array, refusal: Array, leverage: Array, chance: Array, rate: Array, half_life: Array
) -> Array:
    """How hard each patron punishes each state, 0..1: (power, state, 1).

    struck = 1 if u < 1 - exp(-rate x refusal) else 0 ;  r' = k + (1 - k) L struck ,
    k = r 2^(-1/h)

    u: uniform in 0..1, one for each pair and quarter; rate: per quarter at full refusal; L:
    leverage, 0..1. A patron that is refused may or may not punish; if it does, as far as its
    leverage lets it, and relents over h quarters. Source: of seventeen documented extractions and
    refusals four were punished, each time by Russia, within 0.1 to 4 quarters.
    """
    xp = space_of(reprisal)
    struck = xp.astype(chance < 1.0 - xp.exp(-rate * refusal), reprisal.dtype)
    kept = reprisal * 2.0 ** (-1.0 / half_life)
    return kept + (1.0 - kept) * leverage * struck


def lend(debt: Array, loans: Array, owed: Array) -> Array:
    """Shares of a state's debt after a quarter's loans, (power, state, 1), 0..1.

    d'_p = (d_p + l_p) / (1 + sum_q l_q) ,  l = loan / (4 D)

    d: the power's share of what the state owes abroad; loans: bn USD a year; D: what it owes, bn
    USD, > 0. A loan raises the lender's share and lowers everyone else's.
    """
    new = loans / (4.0 * owed)
    return (debt + new) / (1.0 + add_over(new, POWER))


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
