"""What a power does: it looks, and spreads its engagement over states and domains.

Decision rules: nothing here mixes across powers. A power sees others only through ``PowerView``.
Axes ``(run, power, state, domain)``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bounds import at_least
from model.world.axes import DOMAIN, STATE, Array
from model.world.space import add_over, space_of

_LEAST_APPEAL = 1e-9
_LEAST_SHARE = 1e-12


class PowerView(NamedTuple):
    """Everything that a power knows when it decides."""

    priority: Array
    """(power, state, domain); strength of its interests now, >= 0"""
    standing: Array
    """(power, state, domain); its share of influence, 0..1"""
    threat: Array
    """(power, state, domain); ground that its rivals seem, to it, to be gaining"""
    budget: Array
    """(power, 1, 1); bn USD a year to spread"""
    earmarked: Array
    """(power, 1, domain); bn USD a year tied to a domain by pledges and summits"""


class Appeal(NamedTuple):
    """Why a power bids where it bids: the terms of its choice."""

    gain: Array
    """priority x marginal gain of the contest"""
    rivalry: Array
    """ground that rivals are gaining, weighed by its own priority"""

    @property
    def total(self) -> Array:
        """The appeal of each state and domain, >= 0."""
        return self.gain + self.rivalry


def marginal_gain(standing: Array, contest: Array, entry: Array) -> Array:
    """What a little more effort wins in a Tullock contest.

    d share / d ln x = m s (1 - s), from s = x^m / sum x^m ;  gain = m (s (1 - s) + entry)

    s: the power's share, 0..1; m: decisiveness of the contest, > 0; entry: what a newcomer hopes
    for, so that nobody is shut out for ever. Source: Tullock (1980), "Efficient rent seeking".
    """
    return contest * (standing * (1.0 - standing) + entry)


def weigh_appeal(view: PowerView, contest: Array, entry: Array, rivalry: Array) -> Appeal:
    """Appeal of each state and domain to a power.

    appeal = priority x gain(standing) + rivalry x priority x max(threat, 0)
    """
    gain = view.priority * marginal_gain(view.standing, contest, entry)
    return Appeal(gain, rivalry * view.priority * at_least(view.threat, 0.0))


def choose(appeal: Array, precision: Array) -> Array:
    """Quantal response: shares of a power's budget over states and domains, sum to 1.

    b = softmax(k ln max(appeal, 1e-9)) over states and domains  =  appeal^k / sum of appeal^k

    k: precision, 0 spreads evenly, large puts all on the best. In logarithms, so that the units of
    priority do not matter. Source: Luce (1959); McKelvey and Palfrey (1995).
    """
    xp = space_of(appeal)
    worth = precision * xp.log(at_least(appeal, _LEAST_APPEAL))
    best = xp.max(xp.max(worth, axis=STATE, keepdims=True), axis=DOMAIN, keepdims=True)
    odds = xp.exp(worth - best)
    return odds / add_over(add_over(odds, STATE), DOMAIN)


def bid(view: PowerView, contest: Array, entry: Array, rivalry: Array, precision: Array) -> Array:
    """A power's choice: shares of its budget over states and domains, sum to 1."""
    return choose(weigh_appeal(view, contest, entry, rivalry).total, precision)


def raise_budget(budget: Array, stake: Array, usual: Array, response: Array) -> Array:
    """Engagement budget when more or less is at stake, bn USD a year, (power, 1, 1).

    budget x (stake / usual)^response

    stake, usual: sum of the power's priorities now and in the base year; response: elasticity.
    Source: Japan's package of over a billion dollars after the rare-earth shock of 2010 came on top
    of what it spent.
    """
    return budget * (stake / usual) ** response


def spend(shares: Array, budget: Array, earmarked: Array) -> Array:
    """Effort offered, bn USD a year.

    offer = budget x share + earmarked_d x share_sd / sum_s share_sd

    Money earmarked for a domain goes to that domain, spread over states as the power's own bid; a
    domain that the power bids nothing for leaves what is earmarked for it unspent.
    """
    return shares * (budget + earmarked / share_in_domain(shares))


def share_in_domain(shares: Array) -> Array:
    """The part of a power's budget that goes to a domain in all states, (power, 1, domain).

    max(sum_s share_sd, 1e-12)
    """
    return at_least(add_over(shares, STATE), _LEAST_SHARE)
