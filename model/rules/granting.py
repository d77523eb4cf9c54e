"""What a state does: it weighs every offer and takes a share of it.

Decision rules: nothing here mixes across states. A state sees others only through ``StateView``.
Axes ``(run, power, state, domain)``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bounds import at_least, within
from model.world.axes import Array
from model.world.space import space_of


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
    """(power, state, domain); leverage of patrons that oppose this power, >= 0"""
    neighbours: Array
    """(power, state, domain); what the other states took last quarter, 0..1"""
    unity: Array
    """(1, 1, 1); five bargaining as one, 0..1"""


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
    tolerance: Array
    fear: Array
    peers: Array


def weigh_offer(view: StateView, temper: Temper) -> Reasons:
    """Terms of a state's utility from each offer.

    u = a + b (need - 1) + c favour + d access - h (1 + unity) max(share - tolerance, 0)
        - f (1 - unity) exposure + n (neighbours - 1/2)

    Hedging is multi-vector policy: no power is to hold more than its tolerated share. Five that
    bargain as one (unity) hedge harder and fear reprisal less.
    """
    excess = at_least(view.share - temper.tolerance, 0.0)
    return Reasons(
        openness=temper.openness,
        need=temper.need * (view.need - 1.0),
        favour=temper.favour * view.favour,
        access=temper.access * view.access,
        hedging=-temper.hedging * (1.0 + view.unity) * excess,
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
    """A state's choice: the share of each offer that it takes, 0..1."""
    return accept(weigh_offer(view, temper).total)
