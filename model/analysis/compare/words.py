"""What a scenario changes, in words: at each date the changes that matter, then how sure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from model.analysis.compare.event_dates import Date
from model.analysis.compare.find import sort_movers
from model.analysis.units import SHOWN, Shown, shown
from model.analysis.wording import MOST_PLACES, Names, decimals, fill, number, signed, subject
from model.inputs.formats.plain_text import write_lines

HEADLINES: dict[str, int] = {
    "throughput": 2,
    "price": 2,
    "controller_reliance": 2,
    "transit_revenue": 1,
    "multivector": 1,
    "council_backers": 1,
}
"""Outcomes that an answer names after influence, and how many clauses each gets at most."""

SHARES = ("share", "region_share")
"""Outcomes that say who has how much influence; they come first."""

MOST = 5
"""Clauses of a date at most."""

OF_INFLUENCE = 4
"""Clauses on shares of influence at most; with `OF_ONE_POWER`, others than the first come up."""

OF_ONE_POWER = 2
"""Clauses on the shares of one power at most."""

SURE = (
    "A range holds 90 % of runs. It says how far the result depends on chance and on numbers that "
    "nobody knows well, not whether the model is right"
)
"""How a range is read."""

UNMOVED = "No power's share of influence changes clearly and enough to matter"
"""What is said where no share does, as long as one might."""

FEWEST = 3
"""Clauses that other outcomes fill up where the headlines give fewer."""


def describe_date(table: pd.DataFrame, date: Date, names: Names) -> list[str]:
    """Return what has changed at one date, ready to be printed."""
    heading = f"{date.turn}{f', {date.why}' if date.why else ''}"
    return [write_lines(list_changes(table, names), heading)]


def list_changes(table: pd.DataFrame, names: Names) -> list[str]:
    """Return what has changed at one date, a clause each, influence first."""
    moved = find_moved(table[~table["cannot_tell"]])
    lines = [clause(row, names) for row in moved.to_dict("records")]
    if not set(moved["outcome"]) & set(SHARES):
        lines.insert(0, describe_unmoved(table, names))
    return lines


def describe_unmoved(table: pd.DataFrame, names: Names) -> str:
    """Say that no share of influence moved, and how far it may have."""
    row = widest(table[table["outcome"].isin(SHARES)])
    least = SHOWN["share"].least
    if row is None or max(abs(row["p05"]), abs(row["p95"])) < least:
        return f"No power's share of influence changes by {least:g} points in 90 % of runs"
    return f"{UNMOVED}. The widest range: {clause(row.to_dict(), names)}"


class Headline(NamedTuple):
    """The finding of a figure of differences, and the date that it is of ("" where none is)."""

    words: str
    turn: str


def headline(table: pd.DataFrame, names: Names) -> Headline:
    """Return the finding of a figure: the largest clear change of a share in a table, or none.

    table: rows of a comparison at one or more dates, shares of influence alone. The date stands
    with it.
    """
    moved = find_influence(table[~table["cannot_tell"]])
    if not moved.empty:
        row = moved.iloc[0].to_dict()
        turn = str(row["turn"])
        return Headline(clause(row, names, f" in {turn}"), turn)
    reach = table[["p05", "p95"]].abs().to_numpy()
    least = SHOWN["share"].least
    if not len(table) or reach.max() < least:
        words = f"No power's share of influence changes by {least:g} points in 90 % of runs"
        return Headline(words, "")
    return Headline(UNMOVED, "")


def describe_surely(table: pd.DataFrame) -> list[str]:
    """Return how a range is read and how many differences are clear, ready to be printed."""
    return [write_lines(list_surely(table), "How sure")]


def list_surely(table: pd.DataFrame) -> list[str]:
    """Say how a range is read, and how many differences are clear."""
    counts = [
        f"{int((~rows['cannot_tell']).sum()):,} of {len(rows):,} in {turn}"
        for turn, rows in table.groupby("turn", sort=True)
    ]
    return [
        SURE,
        "Differences that are clear (90 % of runs on one side of zero) and large enough to matter: "
        f"{'; '.join(counts)}. All are in the comparison",
    ]


def find_moved(clear: pd.DataFrame) -> pd.DataFrame:
    """Return the rows to put into words, at most `MOST`: shares of influence first.

    Then the other headlines. Where those are few, the strongest row of each other outcome fills
    up, so that nobody reads that nothing moved while something did.
    """
    influence = find_influence(clear[clear["outcome"].isin(SHARES)])
    headlines = sort_movers(pick(clear, HEADLINES, clear["p50"].abs()))
    rest = clear[~clear["outcome"].isin((*SHARES, *HEADLINES))]
    others = sort_movers(rest).drop_duplicates("outcome")
    more = others.head(max(FEWEST - len(influence) - len(headlines), 0))
    return pd.concat([influence, headlines, more]).head(MOST)


def find_influence(shares: pd.DataFrame) -> pd.DataFrame:
    """Return the largest changes of shares of influence, at most a few of each power."""
    ordered = shares.sort_values("p50", key=abs, ascending=False, kind="stable")
    return ordered.groupby("power", sort=False).head(OF_ONE_POWER).head(OF_INFLUENCE)


def pick(table: pd.DataFrame, most: dict[str, int], size: pd.Series[float]) -> pd.DataFrame:
    """Return the rows of the largest size, up to a number for each outcome."""
    ordered = table.loc[size.sort_values(ascending=False, kind="stable").index]
    parts = [ordered[ordered["outcome"] == name].head(count) for name, count in most.items()]
    return pd.concat(parts)


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


def clause(row: Mapping[str, object], names: Names, when: str = "") -> str:
    """Return one difference as a clause: "China in Kazakhstan: +4 points ... (range 2 to 8)".

    row: of a comparison; when: " in 2030Q4" where the date is not said elsewhere. The range is
    that of 90 % of runs; it has no more digits than the runs support.
    """
    outcome = str(row["outcome"])
    view = shown(outcome, str(row.get("domain") or ""), str(row.get("unit") or ""))
    low, middle, high = (float(str(row[key])) for key in ("p05", "p50", "p95"))
    places = places_for(low, middle, high, view)
    about = fill(SHORT[outcome], row, names) if outcome in SHORT else subject(row, names)
    unit = UNITS.get(outcome, view.change_unit)
    return (
        f"{about[:1].upper()}{about[1:]}: {signed(middle, places)} {unit}{when} "
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
