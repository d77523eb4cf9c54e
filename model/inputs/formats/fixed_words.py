"""The fixed words of the input files: everything that is not part of the cast."""

from __future__ import annotations

KINDS: tuple[str, ...] = ("power", "state", "corridor", "route", "mineral", "bloc")
"""Kinds of member that `cast.csv` may name; each kind is an axis."""

DOMAINS: tuple[str, ...] = ("trade", "resources", "diplomacy", "security")
"""Fields in which influence is won; ties hang on them."""

CHANNELS: tuple[str, ...] = ("remittances", "debt", "arms")
"""Ways in which a state depends on a power beside its ties."""

PARAMETERS: tuple[str, ...] = (
    "licence_leakage",
    "price_speed",
    "alarm_gain",
    "alarm_price_weight",
    "alarm_half_life",
    "diversification",
    "relapse",
    "natural_reliance",
    "project_rate",
    "project_size",
    "project_delay",
    "delay_spread",
    "project_failure",
    "project_stake",
    "calm_sponsors",
    "mineral_claim",
    "value_of_time",
    "route_elasticity",
    "residual_route",
    "reroute",
    "precision",
    "contest",
    "entry",
    "reallocation",
    "sight",
    "expectation",
    "error_memory",
    "match",
    "fill",
    "answer_limit",
    "transit_want",
    "transit_floor",
    "misperception",
    "general_interest",
    "summit_effort",
    "budget_response",
    "openness_to_offers",
    "need_weight",
    "favour_weight",
    "access_weight",
    "hedging",
    "tolerance",
    "fear",
    "peers",
    "price_rest",
    "price_transit",
    "price_scarce",
    "price_votes",
    "price_isolation",
    "delivery_trade",
    "delivery_resources",
    "delivery_security",
    "favour_isolation",
    "reprisal_rate",
    "refusal_zone",
    "refusal_memory",
    "reprisal_half_life",
    "reprisal_trade",
    "reprisal_favour",
    "reprisal_growth",
    "trade_pull",
    "trade_speed",
    "trade_income",
    "trade_access",
    "trade_tariff",
    "trade_sanctions",
    "energy_pass",
    "trade_hedging",
    "trade_yield",
    "resource_pull",
    "resource_income",
    "resource_yield",
    "effort_half",
    "routine_effort",
    "spillover",
    "points_decay",
    "bond_weight",
    "shock_trade",
    "shock_lump",
    "shock_lasting",
    "lasting_kept",
    "passing_kept",
    "event_rate",
    "event_size",
    "shock_resources",
    "shock_diplomacy",
    "shock_security",
    "shock_positions",
    "votes_passing",
    "contract_rate",
    "contract_size",
    "remittance_half",
    "debt_half",
    "debt_repayment",
    "arms_speed",
    "favour_gain",
    "favour_half_life",
    "alignment_speed",
    "alignment_influence",
    "alignment_favour",
    "alignment_isolation",
    "momentum_memory",
    "growth_revenue",
    "council_base",
    "council_alignment",
    "council_pressure",
)
"""Names that `parameters.csv` must hold, one row each; while empty, any name is taken."""

GRADES: tuple[str, ...] = ("A", "B", "C")
"""How well a number is known: A narrow, B medium, C wide."""

DISTRIBUTIONS: tuple[str, ...] = (
    "fixed",
    "normal",
    "lognormal",
    "logitnormal",
    "uniform",
    "triangular",
)
"""How a number is drawn; low and high are the 5th and 95th percentile or the hard ends."""

POWER_TRIGGERS: tuple[str, ...] = (
    "alarm",
    "isolation",
    "sea_blocked",
    "council",
    "price",
    "threat",
)
"""Conditions that can raise an interest of a power."""

STATE_TRIGGERS: tuple[str, ...] = ("transit_control", "price", "unity")
"""Conditions that can raise an interest of a state."""

TRIGGERS: tuple[str, ...] = tuple(dict.fromkeys(POWER_TRIGGERS + STATE_TRIGGERS))
"""All triggers of interests."""

ORIGINS: tuple[str, ...] = ("document", "context")
"""Where an interest is stated: in the document, or in an outside source."""

QUANTITY_COLUMNS: tuple[str, ...] = (
    "value",
    "unit",
    "year",
    "source",
    "grade",
    "distribution",
    "low",
    "high",
    "note",
)
"""Columns that follow the key columns in every table of numbers."""

BOUND_COLUMNS: tuple[str, ...] = ("lower_bound", "upper_bound", "bound_reason")
"""Further columns of a table whose rows hold their own hard bounds."""

CHANGES: tuple[str, ...] = ("set", "add", "multiply")
"""What an event may do to a factor."""
