"""The fixed words of the input files: everything that is not part of the cast."""

from __future__ import annotations

KINDS: tuple[str, ...] = ("power", "state", "corridor", "route", "mineral", "bloc")
"""Kinds of member that `cast.csv` may name; each kind is an axis."""

DOMAINS: tuple[str, ...] = ("trade", "resources", "diplomacy", "security")
"""Fields in which influence is won; ties hang on them."""

CHANNELS: tuple[str, ...] = ("remittances", "debt", "arms")
"""Ways in which a state depends on a power beside its ties."""

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
