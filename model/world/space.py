"""The array namespace of an argument, and how arrays are joined without losing their layout.

Runs lie side by side in memory (see ``lay_out``). NumPy keeps that layout through arithmetic, but a
plain concatenation may not, and one array laid out otherwise slows every rule that meets it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import array_api_compat.numpy as numpy_space
import numpy as np
from array_api_compat import array_namespace

_PAIRED = 8
"""Entries from which on NumPy adds a contiguous axis in pairs rather than one by one."""


def space_of(array: Any) -> Any:
    """The namespace of the array API standard that the array belongs to.

    NumPy arrays, nearly all there are, are told at a glance: the general look-up takes microseconds
    and a quarter asks two hundred times.
    """
    return numpy_space if type(array) is np.ndarray else array_namespace(array)


def join(parts: Sequence[Any], axis: int) -> Any:
    """Concatenate along one of the trailing axes, runs side by side in memory.

    Shapes agree but for the axis.
    """
    space = space_of(parts[0])
    if space is not numpy_space:
        return space.concat(parts, axis=axis)
    if parts[0].shape[0] == 1:  # a single run lies alike either way
        return np.concatenate(parts, axis=axis)
    shape = list(parts[0].shape)
    shape[axis] = sum(part.shape[axis] for part in parts)
    joined = runs_first(np.empty((*shape[1:], shape[0])))
    return np.concatenate(parts, axis=axis, out=joined)


def runs_first(array: Any) -> Any:
    """Turn ``(..., run)`` into ``(run, ...)`` without moving it in memory."""
    last = array.ndim - 1
    return array.transpose(last, *range(last))


def pick(array: Any, places: Sequence[int], axis: int) -> Any:
    """The entries at some places of a trailing axis, in that order."""
    after = [slice(None)] * (-axis - 1)
    return join([array[(..., slice(place, place + 1), *after)] for place in places], axis)


def add_over(array: Any, axis: int) -> Any:
    """Sum along a trailing axis, kept with length one, entry after entry in their order.

    NumPy adds in an order that depends on the layout, and a single run is laid out otherwise than
    many; adding one by one there gives the same bits in every chunk and in both engines. Fewer than
    eight entries are added one by one in any layout.
    """
    space = space_of(array)
    if space is not numpy_space:
        return space.sum(array, axis=axis, keepdims=True)
    if array.shape[0] > 1 or array.shape[axis] < _PAIRED:
        return np.add.reduce(array, axis=axis, keepdims=True)
    sums: Any = np.add.accumulate(array, axis=axis)
    return sums[(..., slice(-1, None), *[slice(None)] * (-axis - 1))]
