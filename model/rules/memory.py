"""Memory of chance: what lasts, what passes, and events that nobody named beforehand.

Axes ``(run, power, state, last)``; logarithms of a goods tie unless said otherwise.
"""

from __future__ import annotations

from model.world.axes import POWER, Array
from model.world.space import add_over, space_of


def carry_chance(left: Array, spread: Array, noise: Array, kept: Array) -> Array:
    """What chance has brought by the end of a quarter: x' = c x + sigma z.

    x: what was left of it before; sigma: spread of a quarter's chance; z: standard normal; c: what
    is left after a quarter, 0..1. Near 1 it lasts, nearly a random walk; well below it passes.
    Source: in the trade of 2000-13 two thirds of the large changes of shares had kept more than
    half three years later; the variance of log changes of large ties grows with the years between,
    that of small ones holds a part that does not.
    """
    return kept * left + spread * noise


def usual_passing(spread: Array, noise: Array, kept: Array) -> Array:
    """What passes already in the base year: sigma z sqrt(V(rho)), V: see ``vary_over_years``.

    The tie on record is a year's trade and holds a draw of what comes and goes; it is not what the
    tie goes back to.
    """
    return spread * noise * space_of(spread).sqrt(vary_over_years(kept))


def vary_over_years(kept: Array) -> Array:
    """Variance of a year's mean of what comes and goes, in squares of a quarter's spread.

    V = (2 + 3 rho + 2 rho^2 + rho^3) / (8 (1 - rho^2))

    rho: what is left after a quarter, 0..1. Four quarters without memory have a quarter of the
    variance of one.
    """
    return (2.0 + 3.0 * kept + 2.0 * kept**2 + kept**3) / (8.0 * (1.0 - kept * kept))


def strike(chance: Array, rate: Array) -> Array:
    """Whether something arrives this quarter: 1 where u < 1 - exp(-rate), else 0.

    u: uniform in 0..1; rate: arrivals a quarter.
    """
    xp = space_of(chance)
    return xp.astype(chance < 1.0 - xp.exp(-rate), chance.dtype)


def pick_one(weight: Array, chance: Array) -> Array:
    """One power of each state, drawn by weight: 1 for it and 0 for the others, (power, state, 1).

    The largest of w / (-ln u) wins, which is whoever comes first of those that arrive at rates w:
    chance by chance as often as its part of the weights.

    weight: > 0; chance: uniform in 0..1, one for each pair.
    """
    xp = space_of(weight)
    call = weight / -xp.log(chance)
    return xp.astype(call >= xp.max(call, axis=POWER, keepdims=True), weight.dtype)


def sign_contract(arms: Array, winner: Array, arrives: Array, size: Array) -> Array:
    """Shares of arms held after a contract, each (power, state, 1), 0..1.

    a' = a + m k (w sum_q a_q - a)

    m: 1 where a contract arrives, (1, state, 1); k: the part of what is held that it replaces; w: 1
    for the power that wins it. What is held outside the cast stays outside it.
    """
    held = add_over(arms, POWER)
    return arms + arrives * size * (winner * held - arms)
