"""How outcomes are shown to people: scale, unit, and what is too small to matter."""

from __future__ import annotations

from typing import NamedTuple


class Shown(NamedTuple):
    """How one outcome is shown.

    scale: what the stored value is multiplied by; unit: of levels; change: unit of differences,
    as it stands behind a number; note: what follows "higher" where the unit alone says too
    little; least: the smallest difference worth telling, in the unit of differences; decimals:
    the most that are ever printed.
    """

    scale: float
    unit: str
    change: str
    note: str
    least: float
    decimals: int

    @property
    def change_unit(self) -> str:
        """Unit of differences in full, as a table's column says it."""
        return f"{self.change}{self.note}".strip(" ,")


OF_HUNDRED = " on a scale from 0 to 100"
PERCENT = Shown(100.0, "%", "percentage points", "", 0.1, 2)
INDEX = Shown(100.0, "points, 0 to 100", "points", OF_HUNDRED, 0.1, 2)
POLE = Shown(1.0, "points, -1 to 1", "points", " on a scale from -1 to 1", 0.01, 3)
MONEY = Shown(1.0, "bn USD a year", "bn USD a year", "", 0.01, 3)
FREIGHT = Shown(1.0, "Mt a year", "Mt a year", "", 0.1, 2)
OF_BASE = "multiple of the base year's price"
PRICE = Shown(1.0, OF_BASE, "", f", as a {OF_BASE},", 0.01, 2)
PROJECTS = Shown(1.0, "projects since the start", "projects", "", 0.1, 2)
BACKERS = Shown(1.0, "states of five", "states", "", 0.1, 2)

SHOWN: dict[str, Shown] = {
    "influence": INDEX,
    "total_influence": INDEX,
    "share": PERCENT,
    "margin": PERCENT,
    "concentration": INDEX,
    "multivector": INDEX,
    "region_share": PERCENT,
    "trade_share": PERCENT,
    "throughput": FREIGHT,
    "through_freight": FREIGHT,
    "transit_revenue": MONEY,
    "price": PRICE,
    "asking_price": PRICE,
    "controller_reliance": PERCENT,
    "projects": PROJECTS,
    "failed_projects": PROJECTS,
    "stakes": MONEY,
    "alignment": POLE,
    "favour": POLE,
    "council_backers": BACKERS,
    "effort": MONEY,
    "granted": MONEY,
    "reprisal": INDEX,
    "ties": MONEY,
}
"""One entry per outcome; shares are stored 0..1 and shown in per cent."""

CONTACT_DOMAINS: frozenset[str] = frozenset({"diplomacy", "security"})
"""Domains whose ties are points of contact, not money."""


def shown(outcome: str, domain: str = "", unit: str = "") -> Shown:
    """Return how an outcome is shown; one that is not listed keeps its stored unit."""
    if outcome == "ties" and domain in CONTACT_DOMAINS:
        return INDEX
    return SHOWN.get(outcome, Shown(1.0, unit, unit, "", 0.0, 3))
