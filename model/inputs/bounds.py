"""Bounds of the values in tables whose rows differ by attribute or domain: lowest, highest."""

from __future__ import annotations

Bounds = tuple[float, float]

TIES: dict[str, Bounds] = {
    "trade": (0.001, 1e5),
    "resources": (0.001, 1e5),
    "diplomacy": (0, 100),
    "security": (0, 100),
}
LEANING: dict[str, Bounds] = {
    "openness": (0, 5),
    "remittances": (0, 1),
    "debt": (0, 5),
    "resource_exports": (0, 2),
    "oil_gas": (0, 1),
    "energy_others": (0, 1),
    "outside_security": (0, 1),
    "freight_intensity": (0, 1000),
}
ECONOMY: dict[str, Bounds] = {"gdp": (0.001, 1e6), "growth": (-0.2, 0.3)}
CORRIDORS: dict[str, Bounds] = {
    "capacity": (0.001, 1e5),
    "tariff": (0, 1e5),
    "days": (0.1, 1000),
    "risk": (0, 5),
    "terminal_share": (0, 1),
}
ENERGY: dict[str, Bounds] = {"gas": (1e-4, 10), "oil": (1e-4, 10)}
MINERALS: dict[str, Bounds] = {
    "licence_half_life": (0.01, 200),
    "recoverable": (0, 1),
    "price_sensitivity": (0, 100),
    "value": (0, 1e5),
    "mine_lag": (0, 200),
}
MEASURE: dict[str, Bounds] = {
    "weight": (0, 1),
    "reference": (1e-6, 1e6),
    "ceiling": (1e-6, 1e6),
    "tie_weight": (0, 1),
    "structure_weight": (0, 1),
}
