"""Colours and dashes of factors and alternatives, which no cast names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.figures.style import DASHES, PALE, Look

COLOURS: tuple[str, ...] = (
    "#0077BB",
    "#CC3311",
    "#117733",
    "#E69F00",
    "#882255",
    "#33BBEE",
    "#997700",
    "#332288",
)
"""Told apart by most eyes; they come round again with other dashes."""

HATCHES: tuple[str, ...] = ("", "//", "\\\\", "..", "xx", "||", "--", "++")

INSIDE, OUTSIDE = "#CC3311", "#B8B8B8"
"""A case in which a condition holds, and one in which it does not."""


def looks_of(names: Sequence[str]) -> dict[str, Look]:
    """Return name -> look, by the order of the names."""
    found: dict[str, Look] = {}
    for place, name in enumerate(names):
        dash: Any = DASHES[place % len(DASHES)]
        colour = COLOURS[place % len(COLOURS)]
        found[name] = Look(name, name, colour, HATCHES[place % len(HATCHES)], dash)
    return found


def pale(name: str) -> Look:
    """Return the look of one among the rest."""
    return Look(name, name, PALE, "", "-")
