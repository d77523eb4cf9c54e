"""Factors: the quantities that the events of a scenario move."""

from __future__ import annotations

from typing import NamedTuple


class FactorSpec(NamedTuple):
    """A factor: its axes, the value it has when nothing happens, and the bounds it keeps to."""

    name: str
    axes: tuple[str, ...]
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    against: str = ""
    """how it counts against a base year (see ``count_against``): ``ratio``, ``difference`` or
    ``duty``; blank for what counts as it stands"""


_SPECS = (
    FactorSpec(
        "export_control",
        ("power", "mineral"),
        0,
        0,
        1,
        "share",
        "severity of the controller's licence regime toward that importer",
    ),
    FactorSpec(
        "embargo",
        ("power", "mineral"),
        0,
        0,
        1,
        "share",
        "share of the controller's supply withheld outright, which no licence brings back",
    ),
    FactorSpec(
        "mineral_demand", ("mineral",), 1, 0, 10, "multiple", "multiple of base world demand"
    ),
    FactorSpec("corridor_open", ("corridor",), 1, 0, 1, "share", "0 closed or unbuilt, 1 open"),
    FactorSpec(
        "corridor_capacity", ("corridor",), 1, 0, 20, "multiple", "multiple of base capacity"
    ),
    FactorSpec(
        "corridor_days", ("corridor",), 1, 0.1, 10, "multiple", "multiple of base transit days"
    ),
    FactorSpec("corridor_tariff", ("corridor",), 1, 0.1, 10, "multiple", "multiple of base tariff"),
    FactorSpec("corridor_risk", ("corridor",), 0, 0, 5, "share of tariff", "added risk premium"),
    FactorSpec("route_open", ("route",), 1, 0, 1, "share", "oil or gas route working"),
    FactorSpec("isolation", ("power",), 0, 0, 1, "share", "diplomatic isolation of the power"),
    FactorSpec(
        "sanctions",
        ("power",),
        0,
        0,
        1,
        "share",
        "sanctions pressure on trade with the power",
        "difference",
    ),
    FactorSpec(
        "engagement",
        ("power",),
        1,
        0,
        10,
        "multiple",
        "multiple of base engagement budget",
        "ratio",
    ),
    FactorSpec(
        "finance",
        ("power",),
        1,
        0,
        10,
        "multiple",
        "multiple of what the power spends of its budget on trade and resources",
        "ratio",
    ),
    FactorSpec(
        "pledge",
        ("power", "domain"),
        0,
        0,
        50,
        "bn USD a year",
        "extra engagement announced for a domain",
    ),
    FactorSpec(
        "summit",
        ("power",),
        0,
        0,
        3,
        "summits a quarter",
        "leaders' summits this quarter; starts from the planned ones, so set = 0 cancels them",
    ),
    FactorSpec(
        "membership",
        ("power", "state"),
        0,
        -1,
        1,
        "bond",
        "added formal bond of state and power",
        "difference",
    ),
    FactorSpec("unity", (), 0, 0, 1, "share", "the five states bargain as one"),
    FactorSpec("council", (), 0, 0, 1, "share", "reform of the Security Council is live"),
    FactorSpec("sea_blocked", (), 0, 0, 1, "share", "southern sea routes are blocked"),
    FactorSpec(
        "power_growth", ("power",), 0, -0.2, 0.2, "share a year", "added GDP growth of the power"
    ),
    FactorSpec(
        "state_growth", ("state",), 0, -0.2, 0.2, "share a year", "added GDP growth of the state"
    ),
    FactorSpec(
        "purchasing",
        ("state",),
        1,
        0.1,
        10,
        "multiple",
        "what the state's money buys abroad, against the base year",
        "ratio",
    ),
    FactorSpec(
        "energy_price",
        (),
        1,
        0.05,
        20,
        "multiple",
        "world price of oil and gas against the base year",
        "ratio",
    ),
    FactorSpec(
        "gas_flow",
        ("power", "state"),
        0,
        -100,
        100,
        "bcm a year",
        "contracted gas from the state to the power beyond the base year's",
        "difference",
    ),
    FactorSpec(
        "oil_flow",
        ("power", "state"),
        0,
        -100,
        100,
        "Mt a year",
        "contracted oil from the state to the power beyond the base year's",
        "difference",
    ),
    FactorSpec(
        "border",
        ("power", "state"),
        1,
        0.001,
        5,
        "multiple",
        "what the pair's own border posts let pass, against the base year",
        "ratio",
    ),
    FactorSpec(
        "tariff",
        ("power", "state"),
        0,
        -0.5,
        2,
        "share of value",
        "added duty on the pair's goods trade",
        "duty",
    ),
    FactorSpec(
        "favour_shift",
        ("power", "state"),
        0,
        -0.2,
        0.2,
        "points a quarter",
        "drift of the power's favour in the state",
    ),
    FactorSpec(
        "migration",
        ("power", "state"),
        1,
        0,
        3,
        "multiple",
        "multiple of base remittances",
        "ratio",
    ),
    FactorSpec(
        "loan",
        ("power", "state"),
        0,
        0,
        50,
        "bn USD a year",
        "lent by the power to the state, which adds to the state's debt to it; money that is spent "
        "on the spot is a pledge",
    ),
    FactorSpec(
        "refusal",
        ("power", "state", "domain"),
        0,
        0,
        1,
        "share",
        "part of what the power offers in a domain that the state turns away by decree",
    ),
    FactorSpec(
        "security_threat",
        ("state",),
        0,
        0,
        5,
        "multiple of its usual need",
        "added need of the state for security, as from fighting at its border",
    ),
    FactorSpec(
        "licence",
        ("state", "mineral"),
        0,
        0,
        1,
        "share",
        "part of the state's output of a mineral that its own export licence keeps at home",
    ),
    FactorSpec(
        "interest",
        ("interest",),
        0,
        0,
        10,
        "salience",
        "salience of an interest, 0 ended; starts from that of the seeds, 1-5 as drawn",
    ),
)

FACTORS: dict[str, FactorSpec] = {spec.name: spec for spec in _SPECS}
"""Every factor by name; axes are kinds of the cast, or `domain`."""

INTEREST = "interest"
"""The factor whose base is drawn from the saliences of ``interests.csv``."""
