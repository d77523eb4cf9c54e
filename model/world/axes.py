"""The axes of every array, named once and counted from the right.

A dyadic array has the shape ``(..., power, state, domain)``. Where another thing takes the place of
the domain (a corridor, a mineral, a channel of dependence, an oil or gas route) it stands on the
same last axis, and an axis that does not apply has length one. What stands to the left is the
ensemble: one entry a run.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from model.inputs.formats.fixed_words import DOMAINS

# The rules speak the array API standard, which has no common base class: any conforming array fits.
Array: TypeAlias = Any

POWER, STATE, DOMAIN = -3, -2, -1
CORRIDOR = MINERAL = CHANNEL = ROUTE = -1

TRADE, RESOURCES, DIPLOMACY, SECURITY = (DOMAINS.index(name) for name in DOMAINS)
POINTS = slice(DIPLOMACY, SECURITY + 1)


def one(array: Array, index: int) -> Array:
    """One entry of the last axis, kept as an axis of length one."""
    return array[..., index : index + 1]
