"""Booking of ties: share out a change of a tie among what caused it, exactly.

What pulls a tie back to its resting place is booked to the causes that had moved it away, each by
its own distance, so that a cause stands for what it left and not for what came and went. Axes
``(run, power, state, domain)``.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.world.axes import Array
from model.world.space import space_of


def log_mean(before: Array, after: Array) -> Array:
    """Logarithmic mean of two amounts > 0: (b - a) / (ln b - ln a), a where both are the same."""
    xp = space_of(before)
    ratio = xp.log(after / before)
    small = xp.abs(ratio) < 1e-9
    apart = (after - before) / xp.where(small, 1.0, ratio)
    return xp.where(small, (after + before) / 2.0, apart)


def book_goods(before: Array, after: Array, pushes: Mapping[str, Array]) -> dict[str, Array]:
    """Share out a goods tie's change among its causes, exactly.

    booked_k = L(T', T) x_k

    x_k: the cause's push, logarithm; they sum to ln T' - ln T. The logarithmic mean L makes the sum
    exact and treats all causes alike. Source: Ang (2004), logarithmic mean Divisia decomposition.
    """
    mean = log_mean(before, after)
    return {cause: mean * push for cause, push in pushes.items()}


def book_points(before: Array, after: Array, pushes: Mapping[str, Array]) -> dict[str, Array]:
    """Share out a points tie's change among its causes; what the bounds hold back goes to decay."""
    booked = dict(pushes)
    booked["decay"] = booked["decay"] + (after - before - sum(pushes.values()))
    return booked


def return_goods(terms: Array, moved: Array, pull: Array) -> Array:
    """One cause's part of the pull of a goods tie to what its terms support, logarithm.

    pull x (terms_k - x_k)

    terms_k: what the cause makes of the terms; x_k: what it has made of the tie so far; both
    logarithms against the base year. Over all causes this is the pull of ``pull_back``.
    """
    return pull * (terms - moved)


def return_points(moved: Array, start: Array, pace: Array) -> Array:
    """One cause's part of the way of contact back to the base year's level, points.

    -k x 100 / (100 - T0) x y_k

    y_k: points that the cause has brought so far; k: see ``pace``. Over all causes this is the
    decay of ``push_points``, since upkeep - T = -100 / (100 - T0) x (T - T0).
    """
    return -pace * 100.0 / (100.0 - start) * moved
