"""Tables: the files of numbers in the seeds, their key columns and bounds."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from model.inputs.names import DOMAINS

Bounds = tuple[float, float]


class TableSpec(NamedTuple):
    """A table: its key columns, whether every row must be there, and the bounds of its values.

    `parts` narrows the bounds for one value of the last key column (an attribute or a
    domain); for a table with a key column `attribute` it also lists the attributes allowed.
    """

    name: str
    keys: tuple[str, ...]
    unit_note: str
    required: bool
    low: float
    high: float
    meaning: str
    parts: dict[str, Bounds] = {}

    def bounds(self, key: tuple[str, ...]) -> Bounds:
        """Return the lowest and highest value that the row with this key may have."""
        return (
            self.parts.get(key[-1], (self.low, self.high)) if self.parts else (self.low, self.high)
        )


_TIES: dict[str, Bounds] = {
    "trade": (0.001, 1e5),
    "resources": (0.001, 1e5),
    "diplomacy": (0, 100),
    "security": (0, 100),
}
_LEANING: dict[str, Bounds] = {
    "openness": (0, 5),
    "remittances": (0, 1),
    "debt": (0, 5),
    "resource_exports": (0, 2),
    "oil_gas": (0, 1),
    "outside_security": (0, 1),
    "freight_intensity": (0, 1000),
}
_ECONOMY: dict[str, Bounds] = {"gdp": (0.001, 1e6), "growth": (-0.2, 0.3)}
_CORRIDORS: dict[str, Bounds] = {
    "capacity": (0.001, 1e5),
    "tariff": (0, 1e5),
    "days": (0.1, 1000),
    "risk": (0, 5),
    "terminal_share": (0, 1),
}
_MINERALS: dict[str, Bounds] = {
    "licence_half_life": (0.01, 200),
    "recoverable": (0, 1),
    "price_sensitivity": (0, 100),
    "value": (0, 1e5),
    "mine_lag": (0, 200),
}
_MEASURE: dict[str, Bounds] = {
    "weight": (0, 1),
    "reference": (1e-6, 1e6),
    "ceiling": (1e-6, 1e6),
    "tie_weight": (0, 1),
    "structure_weight": (0, 1),
}

_SPECS = (
    TableSpec(
        "ties",
        ("power", "state", "domain"),
        "trade, resources: bn USD a year; diplomacy, security: points 0-100",
        True,
        0,
        1e5,
        "goods trade, resource offtake, and formal contact and co-operation",
        _TIES,
    ),
    TableSpec(
        "favour",
        ("power", "state"),
        "points -1..1",
        True,
        -1,
        1,
        "standing of the power with the state's elite and public",
    ),
    TableSpec(
        "alignment",
        ("power", "state"),
        "points -1..1",
        True,
        -1,
        1,
        "closeness of diplomatic positions",
    ),
    TableSpec(
        "dependence",
        ("channel", "power", "state"),
        "share",
        False,
        0,
        1,
        "remittances from the power per GDP; share of external public debt; share of arms imports",
    ),
    TableSpec(
        "leaning",
        ("state", "attribute"),
        "share of GDP, or as the attribute says",
        True,
        0,
        1000,
        "how far a state leans on the outside, domain by domain",
        _LEANING,
    ),
    TableSpec(
        "economy",
        ("actor", "attribute"),
        "gdp: bn USD; growth: share a year",
        True,
        -1,
        1e6,
        "GDP of 2024 at current prices, and its real trend",
        _ECONOMY,
    ),
    TableSpec(
        "budgets",
        ("power",),
        "bn USD a year",
        True,
        0,
        1e4,
        "really spent or financed on engagement with the states, all domains",
    ),
    TableSpec(
        "memberships",
        ("bloc", "state"),
        "1 member, 0.5 observer",
        False,
        0,
        1,
        "membership of the state in the bloc",
    ),
    TableSpec(
        "leaders",
        ("bloc", "power"),
        "1 leads, 0.5 co-leads",
        False,
        0,
        1,
        "leadership of the power in the bloc",
    ),
    TableSpec(
        "summits",
        ("power", "quarter"),
        "summits",
        False,
        0,
        3,
        "planned leader-level summits with the states; 1 is a full summit",
    ),
    TableSpec(
        "corridors",
        ("corridor", "attribute"),
        "capacity: Mt a year; tariff: USD a t; days; risk, terminal_share: share",
        True,
        0,
        1e5,
        "what a freight corridor can carry, and on what terms",
        _CORRIDORS,
    ),
    TableSpec(
        "corridor_shares",
        ("power", "state", "corridor"),
        "share",
        False,
        0,
        1,
        "share of the pair's freight on the corridor if all were open at reference terms",
    ),
    TableSpec(
        "through_flows",
        ("origin", "destination"),
        "Mt a year",
        False,
        0,
        1e5,
        "through freight between two powers that could cross the region",
    ),
    TableSpec(
        "through_shares",
        ("origin", "destination", "corridor"),
        "share",
        False,
        0,
        1,
        "reference share of the through flow on the corridor",
    ),
    TableSpec(
        "crossings",
        ("corridor", "actor"),
        "share",
        False,
        0,
        1,
        "how far freight on the corridor must cross the actor's territory",
    ),
    TableSpec(
        "route_shares",
        ("route", "state"),
        "share",
        False,
        0,
        1,
        "share of the state's oil and gas export value that leaves by the route",
    ),
    TableSpec(
        "route_buyers",
        ("route", "power"),
        "share",
        False,
        0,
        1,
        "share of the route's flow that ends with the power",
    ),
    TableSpec(
        "route_crossings",
        ("route", "power"),
        "share",
        False,
        0,
        1,
        "how far the power controls the route's transit",
    ),
    TableSpec(
        "minerals",
        ("mineral", "attribute"),
        "licence_half_life, mine_lag: quarters; recoverable: share; value: bn USD a year",
        True,
        0,
        1e5,
        "market of a mineral and how it answers to licences",
        _MINERALS,
    ),
    TableSpec(
        "controllers",
        ("mineral", "power"),
        "1 can restrict exports",
        False,
        0,
        1,
        "the power that can restrict exports of the mineral",
    ),
    TableSpec(
        "reliance",
        ("power", "mineral"),
        "share",
        True,
        0,
        1,
        "importer's share of need that comes from the controller",
    ),
    TableSpec(
        "demand",
        ("power", "mineral"),
        "share",
        True,
        0,
        1,
        "importer's share of world demand outside the controller",
    ),
    TableSpec(
        "capacity",
        ("state", "mineral"),
        "share",
        False,
        0,
        1,
        "share of world demand that can be mined or processed in the state now",
    ),
    TableSpec(
        "potential",
        ("state", "mineral"),
        "share",
        False,
        0,
        1,
        "further share of world demand that investment could add within 15 years",
    ),
    TableSpec(
        "alarm",
        ("power", "mineral"),
        "share",
        False,
        0,
        1,
        "importer's memory of supply shocks at the end of 2024",
    ),
    TableSpec(
        "factors",
        ("factor", "first", "second"),
        "as the factor",
        False,
        -inf,
        inf,
        "base value of a factor; first and second are its axes, blank where it has fewer",
    ),
    TableSpec(
        "measure",
        ("domain", "attribute"),
        "weights: share; reference, ceiling: unit of the tie",
        True,
        0,
        1e6,
        "how ties and structure are counted as influence",
        _MEASURE,
    ),
    TableSpec(
        "parameters", ("parameter",), "as the row says", True, -inf, inf, "parameters of the rules"
    ),
)

TABLES: dict[str, TableSpec] = {spec.name: spec for spec in _SPECS}
"""Every table of numbers by name; the file is `<name>.csv`."""

assert tuple(_TIES) == DOMAINS
