"""Standing: how favour, alignment, momentum and the two sides' economies follow.

Axes ``(run, power, state, last)``.
"""

from __future__ import annotations

from model.rules.bounds import at_least, within
from model.world.axes import Array
from model.world.space import space_of


def move_favour(
    favour: Array,
    start: Array,
    engagement: Array,
    reprisal: Array,
    drift: Array,
    gain: Array,
    harm: Array,
    half_life: Array,
) -> Array:
    """Standing with a state's elite and public, -1..1.

    f' = f + (f0 - f)(1 - 2^(-1/h)) + (1 - f^2)(gain x engagement - harm x reprisal + drift),
    held within -1 and 1

    engagement: relative change of granted effort against the base year, -1..1; h: quarters in which
    opinion forgets half. (1 - f^2) keeps it within bounds. Source: approval of Russia in Kazakhstan
    fell 26 points in the year after February 2022.
    """
    back = (start - favour) * (1.0 - 2.0 ** (-1.0 / half_life))
    moved = favour + back + (1.0 - favour**2) * (gain * engagement - harm * reprisal + drift)
    return within(moved, -1.0, 1.0)


def relative_change(now: Array, usual: Array) -> Array:
    """Change against the usual, -1..1: (now - usual) / max(now + usual, 1e-9)."""
    return (now - usual) / at_least(now + usual, 1e-9)


def move_alignment(
    alignment: Array,
    start: Array,
    share: Array,
    usual_share: Array,
    favour: Array,
    usual_favour: Array,
    isolation: Array,
    speed: Array,
    by_share: Array,
    by_favour: Array,
    by_isolation: Array,
    noise: Array,
) -> Array:
    """Closeness of diplomatic positions, -1..1.

    target = tanh(atanh(a0) + by_share (s - s0) + by_favour (f - f0) - by_isolation i)
    a' = a + speed (target - a) + noise (1 - a^2) ,  a0 held within +-0.999, a' within +-1

    a0: what it goes back to; s: the power's share of influence; f: favour; i: isolation against
    the base year; noise: the quarter's chance, which vanishes at the ends of the scale. A state
    does not vote with an isolated patron more because it courts it harder. Source: no Central
    Asian vote with or against Russia in eight resolutions on Ukraine but one.
    """
    xp = space_of(alignment)
    inner = (
        xp.atanh(within(start, -0.999, 0.999))
        + by_share * (share - usual_share)
        + by_favour * (favour - usual_favour)
        - by_isolation * isolation
    )
    moved = alignment + speed * (xp.tanh(inner) - alignment) + noise * (1.0 - alignment**2)
    return within(moved, -1.0, 1.0)


def move_momentum(momentum: Array, before: Array, after: Array, memory: Array) -> Array:
    """Smoothed change of influence a quarter: memory x m + (1 - memory)(I' - I)."""
    return memory * momentum + (1.0 - memory) * (after - before)


def grow(output: Array, growth: Array) -> Array:
    """GDP after a quarter at a yearly growth rate, base year = 1: Y (1 + max(growth, -0.95))^(1/4).

    growth: share of GDP a year, so that four quarters at 0.05 make 1.05; no quarter takes more than
    half of it.
    """
    return output * (1.0 + at_least(growth, -0.95)) ** 0.25


def approach_slowly(remembered: Array, now: Array, half_life: Array) -> Array:
    """What is remembered of something that moves: m' = x + (m - x) 2^(-1/h), h quarters."""
    return now + (remembered - now) * 2.0 ** (-1.0 / half_life)


def lift_output(output: Array, before: Array, now: Array) -> Array:
    """GDP when a yearly income has changed: Y (1 + now) / (1 + before).

    before, now: what the income is worth as share of GDP, against the base year, > -1. An income
    lifts the level of GDP as long as it lasts; it does not make GDP grow for ever.
    """
    return output * (1.0 + now) / (1.0 + before)


def back_council_bid(
    alignment: Array, pressure: Array, base: Array, by_alignment: Array, by_pressure: Array
) -> Array:
    """Chance that a state backs a power's permanent seat, 0..1.

    1 / (1 + exp(-(base + by_alignment a - by_pressure P)))

    a: alignment of the state with the power; P: leverage of powers that oppose the seat. Source:
    all five backed Japan in the action plan of 2006 (P16).
    """
    xp = space_of(alignment)
    return 1.0 / (1.0 + xp.exp(-(base + by_alignment * alignment - by_pressure * pressure)))
