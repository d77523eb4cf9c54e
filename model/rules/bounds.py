"""Bounds: a plain maximum or minimum is several times faster than a general clip."""

from __future__ import annotations

from array_api_compat import array_namespace

from model.world.axes import Array


def at_least(array: Array, low: float) -> Array:
    """max(x, low)"""
    return array_namespace(array).maximum(array, low)


def at_most(array: Array, high: float) -> Array:
    """min(x, high)"""
    return array_namespace(array).minimum(array, high)


def within(array: Array, low: float, high: float) -> Array:
    """min(max(x, low), high)"""
    xp = array_namespace(array)
    return xp.minimum(xp.maximum(array, low), high)
