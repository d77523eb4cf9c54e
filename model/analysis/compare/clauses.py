"""Differences in one clause each: who, where, how much, and the range over runs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.analysis.units import Shown, shown
from model.analysis.wording import MOST_PLACES, Names, decimals, fill, number, signed, subject

SHORT: dict[str, str] = {
    "share": "{power} in {state}",
    "region_share": "{power} in the region",
    "throughput": "Freight on {corridor}",
    "price": "Price of {mineral}",
    "controller_reliance": "{power's} reliance on the controller for {mineral}",
    "transit_revenue": "Transit revenue of {state}",
    "multivector": "Balance between powers in {state}",
    "council_backers": "States behind a Security Council seat",
}
"""How the outcomes that an answer is made of begin; all others by what they are called."""

UNITS: dict[str, str] = {
    "share": "points of influence share",
    "region_share": "points of influence share",
    "throughput": "Mt a year",
    "price": "of the base year's",
    "controller_reliance": "points of need",
    "transit_revenue": "bn USD a year",
    "multivector": "points of 100",
    "council_backers": "states",
}
"""What such a clause counts in."""


def clause(row: Mapping[str, object], names: Names) -> str:
    """Return one difference as a clause: "China in Kazakhstan: +4 points ... (range 2 to 8)".

    row: of a comparison. The range is that of 90 % of runs; it has no more digits than the runs
    support.
    """
    outcome = str(row["outcome"])
    view = shown(outcome, str(row.get("domain") or ""), str(row.get("unit") or ""))
    low, middle, high = (float(str(row[key])) for key in ("p05", "p50", "p95"))
    places = places_for(low, middle, high, view)
    about = fill(SHORT[outcome], row, names) if outcome in SHORT else subject(row, names)
    unit = UNITS.get(outcome, view.change_unit)
    return (
        f"{about[:1].upper()}{about[1:]}: {signed(middle, places)} {unit} "
        f"(range {signed(low, places)} to {signed(high, places)})"
    )


def places_for(low: float, middle: float, high: float, view: Shown) -> int:
    """Return how many decimals are printed: as the range supports.

    One more where a range that leaves out zero would seem to touch it, or a median to be none.
    """
    places = decimals(low, high, view.decimals)
    nearest = min(abs(low), abs(high)) if low * high > 0 else abs(middle)
    while places < MOST_PLACES and nearest > 0 and _is_zero(nearest, places):
        places += 1
    return places


def _is_zero(value: float, places: int) -> bool:
    return float(number(value, places).replace(",", "")) == 0


def widest(table: pd.DataFrame) -> pd.Series[float] | None:
    """Return the row whose range reaches furthest from zero, None where there is none."""
    if table.empty:
        return None
    reach = table[["p05", "p95"]].abs().max(axis=1)
    return table.loc[reach.idxmax()]
