"""What a state does: it weighs every offer and takes a share of it.

Decision rules: nothing here mixes across states. A state sees others only through ``StateView``.
Axes ``(run, power, state, domain)``.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

from model.rules.bounds import within
from model.world.axes import POWER, Array
from model.world.space import add_over, space_of


class StateView(NamedTuple):
    """Everything that a state knows when it decides."""

    need: Array
    """(1, state, domain); strength of its own interests now, mean about 1"""
    favour: Array
    """(power, state, 1); -1..1"""
    access: Array
    """(power, state, domain); logarithm of accessibility against the base year, goods only"""
    share: Array
    """(power, state, domain); the power's share of influence in the state, 0..1"""
    exposure: Array
    """(power, state, domain); what patrons that oppose this power could do, >= 0"""
    neighbours: Array
    """(power, state, domain); what the other states took last quarter, 0..1"""
    unity: Array
    """(1, 1, 1); five bargaining as one, 0..1"""
    price: Array
    """(power, state, domain); what it asks for the same tie, base year = 1"""
    refused: Array
    """(power, state, domain); part of an offer that it turns away by decree, 0..1"""


class Reasons(NamedTuple):
    """Why a state takes what it takes: the terms of its utility."""

    openness: Array
    need: Array
    favour: Array
    access: Array
    hedging: Array
    fear: Array
    neighbours: Array

    @property
    def total(self) -> Array:
        """Utility of the offer; zero is a coin's toss."""
        return sum(self[1:], start=self[0])


class Temper(NamedTuple):
    """The parameters of a state's choice, each ``(run, 1, 1, 1)``."""

    openness: Array
    need: Array
    favour: Array
    access: Array
    hedging: Array
    fear: Array
    peers: Array


class Strength(NamedTuple):
    """What gives a state something to ask for, each 0 in the base year."""

    rest: Array
    """(power, state, domain); logarithm of what the others spend there, against the base year"""
    transit: Array
    """(power, state, 1); logarithm of what the power needs of the state's transit, >= 0"""
    scarce: Array
    """(1, state, domain); logarithm of the price of minerals that it has and controls made dear"""
    votes: Array
    """(power, state, domain); how much a claimant to a council seat wants its vote, 0..1"""
    isolation: Array
    """(power, 1, 1); isolation of the power"""
    unity: Array
    """(1, 1, 1); five bargaining as one, 0..1"""


class Demands(NamedTuple):
    """How much of each strength a state turns into a price, each ``(run, 1, 1, 1)``, >= 0."""

    rest: Array
    transit: Array
    scarce: Array
    votes: Array
    isolation: Array


def ask_price(strength: Strength, demands: Demands) -> Array:
    """What a state asks of a power for the same tie, base year = 1, held within 1/2 and 4.

    ln price = r (1 + unity) rest + t transit + s scarce + v votes + i isolation

    A state with other offers, or with what a power cannot do without, gets more effort for the same
    tie; five that bargain as one get more still. Source: bargaining with outside options (Binmore,
    Rubinstein and Wolinsky 1986); where both are known, states got 0.3 of what they asked at the
    median of twelve documented cases.
    """
    xp = space_of(strength.rest)
    asked = (
        demands.rest * (1.0 + strength.unity) * strength.rest
        + demands.transit * strength.transit
        + demands.scarce * strength.scarce
        + demands.votes * strength.votes
        + demands.isolation * strength.isolation
    )
    return xp.exp(within(asked, log(0.5), log(4.0)))


def weigh_offer(view: StateView, temper: Temper) -> Reasons:
    """Terms of a state's utility from each offer.

    u = a + b (need - 1) + c favour + d access - h (1 + unity) (share - H)
        - f (1 - unity) exposure + n (neighbours - 1/2) ,  H = sum over powers of share^2

    Hedging is multi-vector policy: who holds more than the state's concentration H (Herfindahl's
    index, of which 2 (share - H) is the slope) is curbed, who holds less is lifted. Five that
    bargain as one (unity) hedge harder and fear reprisal less.
    """
    concentration = add_over(view.share * view.share, POWER)
    return Reasons(
        openness=temper.openness,
        need=temper.need * (view.need - 1.0),
        favour=temper.favour * view.favour,
        access=temper.access * view.access,
        hedging=-temper.hedging * (1.0 + view.unity) * (view.share - concentration),
        fear=-temper.fear * (1.0 - view.unity) * view.exposure,
        neighbours=temper.peers * (view.neighbours - 0.5),
    )


def accept(utility: Array) -> Array:
    """Logit choice: the share of an offer that is taken, 0..1.

    1 / (1 + exp(-u)), u held within +-60
    """
    xp = space_of(utility)
    return 1.0 / (1.0 + xp.exp(-within(utility, -60.0, 60.0)))


def grant(view: StateView, temper: Temper) -> Array:
    """A state's choice: the share of each offer that becomes a tie, 0..1.

    min(accept(u) / price, 0.98) x (1 - refused)
    """
    taken = settle(accept(weigh_offer(view, temper).total), view.price)
    return taken * (1.0 - view.refused)


def settle(welcome: Array, price: Array) -> Array:
    """What is left of a welcome at a price: min(a / price, 0.98).

    Not all of an offer, however little is asked: some is always lost on the way.
    """
    xp = space_of(welcome)
    return xp.minimum(welcome / price, 0.98 * xp.ones_like(welcome))


def deliver(isolation: Array, hurt: Array) -> Array:
    """How much of what is agreed an isolated power can deliver, against the base year.

    exp(-k_d i) ,  held within 0.02 and 2

    i: isolation against the base year, (power, 1, 1); k: by domain, (1, 1, domain). Source: what
    Russia still delivered to the region after 2022, domain by domain.
    """
    xp = space_of(isolation)
    return xp.exp(within(-hurt * isolation, log(0.02), log(2.0)))
