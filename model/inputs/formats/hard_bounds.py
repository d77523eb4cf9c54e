"""Hard bounds: the lowest and highest value that a number may have, whoever gives or draws it.

Those of rule parameters stand in their rows of `parameters.csv`; those of all other numbers follow
from the table, and here from the attribute or domain.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple


class Bounds(NamedTuple):
    """The lowest and highest value allowed, in the unit of the number, and why where it is said."""

    low: float
    high: float
    reason: str = ""

    def check(self, number: float) -> str:
        """Return what is wrong with a number, or "" if nothing is."""
        if self.low <= number <= self.high:
            return ""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{number:g} is outside the bounds {self.low:g}..{self.high:g}{reason}"


ANYTHING = Bounds(-inf, inf)
"""No bounds: every number is allowed."""

SALIENCE = Bounds(0, 5)
INTEREST: dict[str, Bounds] = {
    "elasticity": Bounds(0, 10),
    "salience": SALIENCE,
    "low": SALIENCE,
    "high": SALIENCE,
}
TIES: dict[str, Bounds] = {
    "trade": Bounds(0.001, 1e5),
    "resources": Bounds(0.001, 1e5),
    "diplomacy": Bounds(0, 100),
    "security": Bounds(0, 100),
}
LEANING: dict[str, Bounds] = {
    "openness": Bounds(0, 5),
    "remittances": Bounds(0, 1),
    "debt": Bounds(0, 5),
    "resource_exports": Bounds(0, 2),
    "oil_gas": Bounds(0, 1),
    "energy_others": Bounds(0, 1),
    "outside_security": Bounds(0, 1),
    "freight_intensity": Bounds(0, 1000),
}
ECONOMY: dict[str, Bounds] = {"gdp": Bounds(0.001, 1e6), "growth": Bounds(-0.2, 0.3)}
CORRIDORS: dict[str, Bounds] = {
    "capacity": Bounds(0.001, 1e5),
    "tariff": Bounds(0, 1e5),
    "days": Bounds(0.1, 1000),
    "risk": Bounds(0, 5),
    "terminal_share": Bounds(0, 1),
}
ENERGY: dict[str, Bounds] = {"gas": Bounds(1e-4, 10), "oil": Bounds(1e-4, 10)}
MINERALS: dict[str, Bounds] = {
    "licence_half_life": Bounds(0.01, 200),
    "recoverable": Bounds(0, 1),
    "price_sensitivity": Bounds(0, 100),
    "value": Bounds(0, 1e5),
    "mine_lag": Bounds(0, 200),
}
MEASURE: dict[str, Bounds] = {
    "weight": Bounds(0, 1),
    "reference": Bounds(1e-6, 1e6),
    "ceiling": Bounds(1e-6, 1e6),
    "tie_weight": Bounds(0, 1),
    "structure_weight": Bounds(0, 1),
}
