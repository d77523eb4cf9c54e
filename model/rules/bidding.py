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
_LEAST_BUDGET = 1e-12
_LEAST_ANSWER = 1e-30


class PowerView(NamedTuple):
    """Everything that a power knows when it decides."""

    priority: Array
    """(power, state, domain); strength of its interests now, >= 0"""
    standing: Array
    """(power, state, domain); its share of influence, 0..1"""
    own: Array
    """(power, state, domain); what its engagement came to of late, bn USD a year"""
    others: Array
    """(power, state, domain); what that of all others came to, as far as it can tell"""
    own_usual: Array
    """the same as ``own`` in the base year"""
    others_usual: Array
    """the same as ``others`` in the base year"""
    welcome: Array
    """(power, state, domain); share of its offers taken of late against the base year, >= 0"""
    answer: Array
    """(power, state, domain); money for answers to what rivals did, bn USD a year, >= 0"""
    programme: Array
    """(power, state, domain); how its budget was spread last quarter, sums to 1"""
    budget: Array
    """(power, 1, 1); bn USD a year to spread, answers among it"""
    earmarked: Array
    """(power, 1, domain); bn USD a year tied to a domain by pledges and summits"""
    outlay: Array
    """(power, 1, domain); multiple of what its budget spends on a domain: projects paid for beyond
    the base year's, or fewer"""


class Taste(NamedTuple):
    """The parameters of a power's choice, each ``(run, 1, 1, 1)``."""

    contest: Array
    entry: Array
    precision: Array
    routine: Array
    inertia: Array


class Appeal(NamedTuple):
    """Why a power bids where it bids: the factors of its choice, each >= 0."""

    gain: Array
    """priority x marginal gain of the contest"""
    effect: Array
    """what a little more effort does beside what others spend, against the base year"""
    welcome: Array
    """how its offers are taken, against the base year"""

    @property
    def total(self) -> Array:
        """The appeal of each state and domain: the product of the three."""
        return self.gain * self.effect * self.welcome


def marginal_gain(standing: Array, contest: Array, entry: Array) -> Array:
    """What a little more effort wins in a Tullock contest.

    d share / d ln x = m s (1 - s), from s = x^m / sum x^m ;  gain = m (s (1 - s) + entry)

    s: the power's share, 0..1; m: decisiveness of the contest, > 0; entry: what a newcomer hopes
    for, so that nobody is shut out for ever. Source: Tullock (1980), "Efficient rent seeking".
    """
    return contest * (standing * (1.0 - standing) + entry)


def marginal_effect(own: Array, others: Array, routine: Array) -> Array:
    """What a little more effort wins in a contest of effort, per bn USD a year.

    d/de (e / (e + E + r)) = (E + r) / (e + E + r)^2

    e: own effort, E: that of all others, r: what embassies do without a programme, so that nobody
    ever has all. Source: Tullock (1980), "Efficient rent seeking", at decisiveness one.
    """
    rest = others + routine
    return rest / ((own + rest) * (own + rest))


def weigh_appeal(view: PowerView, taste: Taste) -> Appeal:
    """Appeal of each state and domain to a power.

    appeal = priority x gain(standing) x effect(e, E) / effect(e0, E0) x welcome

    Effect and welcome are 1 in the base year: there priorities and standing alone decide.
    """
    return Appeal(
        gain=view.priority * marginal_gain(view.standing, taste.contest, taste.entry),
        effect=marginal_effect(view.own, view.others, taste.routine)
        / marginal_effect(view.own_usual, view.others_usual, taste.routine),
        welcome=view.welcome,
    )


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


def bid(view: PowerView, taste: Taste) -> Array:
    """A power's choice: shares of its budget over states and domains, sum to 1.

    wanted = (w (B - sum a) + a) / B ,  w = choose(appeal) ;  b' = b + inertia (wanted - b)

    B: budget with the money for answers in it, a: answers. Money for answers goes where it answers,
    and only a part of a programme (inertia, 0..1 a quarter) can be moved at a time.
    """
    xp = space_of(view.priority)
    spread = choose(weigh_appeal(view, taste).total, taste.precision)
    answers = add_over(add_over(view.answer, STATE), DOMAIN)
    budget = at_least(view.budget, _LEAST_BUDGET)
    part = xp.minimum(answers / budget, xp.ones_like(budget))
    wanted = spread * (1.0 - part) + part * view.answer / at_least(answers, _LEAST_ANSWER)
    return view.programme + taste.inertia * (wanted - view.programme)


def raise_budget(budget: Array, stake: Array, usual: Array, response: Array) -> Array:
    """Engagement budget when more or less is at stake, bn USD a year, (power, 1, 1).

    budget x (stake / usual)^response

    stake, usual: sum of the power's priorities now and in the base year; response: elasticity.
    Source: Japan's package of over a billion dollars after the rare-earth shock of 2010 came on top
    of what it spent.
    """
    return budget * (stake / usual) ** response


def spend(shares: Array, budget: Array, earmarked: Array, outlay: Array) -> Array:
    """Effort offered, bn USD a year.

    offer = budget x outlay_d x share + earmarked_d x share_sd / sum_s share_sd

    Money earmarked for a domain goes to that domain, spread over states as the power's own bid; a
    domain that the power bids nothing for leaves what is earmarked for it unspent.
    """
    return shares * (budget * outlay + earmarked / share_in_domain(shares))


def share_in_domain(shares: Array) -> Array:
    """The part of a power's budget that goes to a domain in all states, (power, 1, domain).

    max(sum_s share_sd, 1e-12)
    """
    return at_least(add_over(shares, STATE), _LEAST_SHARE)
