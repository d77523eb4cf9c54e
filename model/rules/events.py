"""Events: how what a scenario says becomes this quarter's factors.

An event has a level of 0..1 that ramps in and out; what is only announced is scaled by what is
delivered and moved by its lag.
"""

from __future__ import annotations

from model.rules.bounds import at_least, within
from model.world.axes import Array
from model.world.space import space_of

_LEAST_USUAL = 1e-6


def level(turn: int, start: Array, end: Array, ramp: float) -> Array:
    """How far an event is in force in a quarter, 0..1.

    in = min(max((turn - start + 1) / (ramp + 1), 0), 1) ; out = min(max((end - turn) / (ramp + 1)
    + 1, 0), 1) ; level = min(in, out)

    turn, start, end: quarters on one count, start and end may differ by run; end is the last
    quarter of full effect; ramp: quarters on the way in and on the way out.
    """
    xp = space_of(start)
    entering = within((turn - start + 1.0) / (ramp + 1.0), 0.0, 1.0)
    leaving = within((end - turn) / (ramp + 1.0) + 1.0, 0.0, 1.0)
    return xp.minimum(entering, leaving)


def change(factor: Array, kind: str, value: Array, strength: Array, mask: Array) -> Array:
    """A factor after an event.

    set: f + L (v - f) ; add: f + L v ; multiply: f (1 + L (v - 1)) ; each where the mask is 1

    strength L: level x whether it happens x share delivered, 0..1.
    """
    force = strength * mask
    if kind == "set":
        return factor + force * (value - factor)
    if kind == "add":
        return factor + force * value
    return factor * (1.0 + force * (value - 1.0))


def count_against(factor: Array, usual: Array, base: Array, kind: str) -> Array:
    """A factor against the base year of a past start: at its base where it is as it was then.

    ratio: f0 f / max(u, 1e-6) ; difference: f0 + f - u ; duty: (1 + f0)(1 + f) / (1 + u) - 1

    f: the factor; u: its mean over the base year; f0: its base. What is on record for that year
    was already shaped by u, so that only what comes on top of u may move it. A duty is a share of
    value, so that what is lifted is divided out.
    """
    if kind == "ratio":
        return base * factor / at_least(usual, _LEAST_USUAL)
    if kind == "difference":
        return base + factor - usual
    return (1.0 + base) * (1.0 + factor) / (1.0 + usual) - 1.0
