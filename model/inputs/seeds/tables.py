"""Tables: the files of numbers in the seeds, their key columns and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from model.inputs.formats.fixed_words import BOUND_COLUMNS, QUANTITY_COLUMNS
from model.inputs.formats.numbers import (
    CORRIDORS,
    ECONOMY,
    ENERGY,
    LEANING,
    MEASURE,
    MINERALS,
    TIES,
    Bounds,
)

NO_PARTS: Mapping[str, Bounds] = MappingProxyType({})


class TableSpec(NamedTuple):
    """A table: its key columns, whether every row must be there, and the bounds of its values.

    `parts` narrows the bounds for one value of the last key column (an attribute or a
    domain); for a table with a key column `attribute` it also lists the attributes allowed.
    `bounded`: each row holds bounds of its own, in the columns BOUND_COLUMNS.
    """

    name: str
    keys: tuple[str, ...]
    unit_note: str
    required: bool
    low: float
    high: float
    meaning: str
    parts: Mapping[str, Bounds] = NO_PARTS
    bounded: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the file: the keys, the number and, where rows hold them, its bounds."""
        return (*self.keys, *QUANTITY_COLUMNS, *(BOUND_COLUMNS if self.bounded else ()))

    def bounds(self, key: tuple[str, ...]) -> Bounds:
        """Return the lowest and highest value that the row with this key may have."""
        return self.parts.get(key[-1], Bounds(self.low, self.high))

    def attributes(self) -> tuple[str, ...]:
        """Return the names that the key column `attribute` may hold."""
        return tuple(self.parts)


_SPECS = (
    TableSpec(
        "ties",
        ("power", "state", "domain"),
        "trade, resources: bn USD a year; diplomacy, security: points 0-100",
        True,
        0,
        1e5,
        "goods trade, resources that the power buys, and formal contact and co-operation",
        TIES,
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
        LEANING,
    ),
    TableSpec(
        "economy",
        ("actor", "attribute"),
        "gdp: bn USD; growth: share a year",
        True,
        -1,
        1e6,
        "GDP of 2024 at current prices, and its real trend",
        ECONOMY,
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
        CORRIDORS,
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
        "energy_part",
        ("power", "state"),
        "share",
        True,
        0,
        1,
        "share of the pair's goods trade that is oil and gas sold to the power",
    ),
    TableSpec(
        "import_part",
        ("power", "state"),
        "share",
        True,
        0,
        1,
        "share of the pair's goods trade that the state buys from the power",
    ),
    TableSpec(
        "energy_value",
        ("attribute",),
        "gas: bn USD a bcm; oil: bn USD a Mt",
        True,
        1e-6,
        10,
        "what a unit of oil or gas is worth at the state's border in the base year",
        ENERGY,
    ),
    TableSpec(
        "minerals",
        ("mineral", "attribute"),
        "licence_half_life, mine_lag: quarters; recoverable: share; value: bn USD a year",
        True,
        0,
        1e5,
        "market of a mineral and how it answers to licences",
        MINERALS,
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
        "importer's share of world demand outside the controller's own market",
    ),
    TableSpec(
        "capacity",
        ("state", "mineral"),
        "share",
        False,
        0,
        1,
        "share of demand outside the controller that the state can mine or process now",
    ),
    TableSpec(
        "potential",
        ("state", "mineral"),
        "share",
        False,
        0,
        1,
        "further share of demand outside the controller that investment could add in 15 years",
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
        MEASURE,
    ),
    TableSpec(
        "parameters",
        ("parameter",),
        "as the row says",
        True,
        -inf,
        inf,
        "parameters of the rules",
        bounded=True,
    ),
)

TABLES: dict[str, TableSpec] = {spec.name: spec for spec in _SPECS}
"""Every table of numbers by name; the file is `<name>.csv`."""
