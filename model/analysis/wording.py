"""Comparisons in plain English, with no more digits than the runs support."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from model.analysis.compare.find import SAME, SMALL
from model.analysis.units import Shown, shown
from model.experiments.actors import MemberLike

Names = Mapping[str, Mapping[str, str]]
"""Axis -> id -> name, as the cast file gives them."""

SUBJECTS: dict[str, str] = {
    "influence": "{power's} influence in {state} in {domain}",
    "total_influence": "{power's} influence in {state}",
    "share": "{power's} share of influence in {state}",
    "margin": "the leader's margin in {state}",
    "concentration": "the concentration of influence in {state}",
    "multivector": "the multi-vector index of {state}",
    "region_share": "{power's} share of influence in the region",
    "trade_share": "{power's} share of goods trade with {state}",
    "throughput": "freight on {corridor}",
    "through_freight": "through freight on {corridor}",
    "transit_revenue": "transit revenue of {state}",
    "price": "the price of {mineral} outside the controller",
    "controller_reliance": "{power's} reliance on the controller for {mineral}",
    "projects": "the number of projects begun for {mineral} in {state}",
    "failed_projects": "the number of failed projects for {mineral} in {state}",
    "stakes": "what {power} owns of new mines in {state}",
    "alignment": "the closeness of {power} and {state} in diplomatic positions",
    "favour": "{power's} standing in {state}",
    "council_backers": "the expected number of states that back a Security Council seat",
    "effort": "{power's} engagement offered to {state} in {domain}",
    "granted": "{power's} engagement taken up by {state} in {domain}",
    "asking_price": "what {state} asks of {power} for the same tie",
    "reprisal": "{power's} reprisal against {state}",
    "ties": "the volume of {power's} ties with {state} in {domain}",
}
"""What each outcome is called within a sentence."""

MOST_PLACES = 6
"""Decimals that are printed at most to show on which side of a limit a number lies."""

WITH_ARTICLE: frozenset[str] = frozenset(
    {"corridor", "railway", "route", "gates", "states", "union", "kingdom", "emirates"}
)
"""Last words of names that take "the"."""


def names_from(members: Mapping[str, Sequence[MemberLike]]) -> dict[str, dict[str, str]]:
    """Return axis -> id -> name from the members of a cast (each with `id` and `name`)."""
    return {kind: {one.id: one.name for one in rows} for kind, rows in members.items()}


def spoken(axis: str, name: str) -> str:
    """Return a name as it stands within a sentence: "the" where usage asks for it."""
    if axis == "mineral":
        return name[:1].lower() + name[1:]
    last = name.rsplit(" ", 1)[-1].lower()
    return f"the {name}" if last in WITH_ARTICLE else name


def possessive(name: str) -> str:
    """Return the possessive of a name."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def subject(row: Mapping[str, object], names: Names) -> str:
    """Return what a row is about, as it stands within a sentence."""
    return fill(SUBJECTS.get(str(row["outcome"])), row, names)


def fill(template: str | None, row: Mapping[str, object], names: Names) -> str:
    """Put the names of a row's members into a template; without one, list them after the outcome.

    `{power}` stands for the name, `{power's}` for its possessive, and so for every axis.
    """
    words = {}
    for axis in ("power", "state", "domain", "corridor", "mineral"):
        label = str(row.get(axis) or "")
        words[axis] = spoken(axis, names.get(axis, {}).get(label, label))
        words[f"{axis}'s"] = possessive(words[axis])
    if template is None:
        actors = ", ".join(word for axis, word in words.items() if word and "'" not in axis)
        plain = str(row["outcome"]).replace("_", " ")
        return f"{plain} ({actors})" if actors else plain
    for key, word in words.items():
        template = template.replace("{" + key + "}", word)
    return template


def decimals(low: float, high: float, most: int) -> int:
    """Return how many decimals an interval supports: at least four steps across it.

    d = -floor(log10((high - low) / 4)), within 0..most; an interval of no width gets `most`.
    """
    width = high - low
    if not width > 0:
        return most
    return min(max(-math.floor(math.log10(width / 4)), 0), most)


def number(value: float, places: int) -> str:
    """Print a number with fixed decimals and never as minus zero."""
    text = f"{value:,.{places}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0 else text


def share_of_runs(share: float) -> str:
    """Print a share of runs 0..1 in words; neither none nor all unless it is so."""
    if share >= 1:
        return "all runs"
    if share <= 0:
        return "no run"
    percent = min(max(round(100 * share), 1), 99)
    return f"{percent} % of runs"


def quantity(text: str, unit: str) -> str:
    """Put a unit behind a number."""
    return f"{text} {unit}".strip()


def told(row: Mapping[str, object], about: str, view: Shown) -> str:
    """Return the sentence for a difference that is clear and large enough to matter."""
    low, middle, high = (abs(float(str(row[key]))) for key in ("p05", "p50", "p95"))
    low, high = min(low, high), max(low, high)
    places = decimals(low, high, view.decimals)
    if float(number(low, places)) == 0:
        places += 1
    way = "higher" if float(str(row["p50"])) > 0 else "lower"
    short = view.change.replace("percentage points", "points")
    between = f"between {number(low, places)} and {quantity(number(high, places), short)}"
    below = "" if way == "higher" else " lower"
    share = share_of_runs(float(str(row["same_sign"])))
    return (
        f"{about} is {quantity(number(middle, places), view.change)} {way}{view.note} "
        f"in {row['turn']} (90 % of runs {between}{below}); {way} in {share}."
    )


def untold(row: Mapping[str, object], about: str, view: Shown) -> str:
    """Return the sentence for a difference that is not clear or too small, with the reason."""
    low, middle, high = (float(str(row[key])) for key in ("p05", "p50", "p95"))
    places = decimals(low, high, view.decimals)
    if row["reason"] == SAME:
        runs = "every run" if float(str(row["same_sign"])) == 0 else "at least 90 % of runs"
        return f"No difference: {about} in {row['turn']} is the same in {runs}."
    note = view.note.rstrip(",")
    interval = f"90 % of runs between {signed(low, places)} and {signed(high, places)}"
    if row["reason"] == SMALL:
        least = quantity(f"{view.least:g}", view.change)
        small = f"Too small to matter: {about} in {row['turn']} differs by"
        if max(abs(low), abs(high)) < view.least:
            return f"{small} less than {least}{note} ({interval})."
        median = signed(middle, places_below(middle, view.least, places))
        return f"{small} a median of {median}, less than {least}{note} ({interval})."
    way = "lower" if middle < 0 else "higher"
    return (
        f"No clear effect: {about} in {row['turn']} "
        f"(median {quantity(signed(middle, places), view.change)}{note}; {interval}; "
        f"{way} in {share_of_runs(float(str(row['same_sign'])))})."
    )


def places_below(value: float, least: float, places: int) -> int:
    """Return the decimals, `places` at least, with which a size below `least` is printed so."""
    while places < MOST_PLACES and abs(float(f"{value:.{places}f}")) >= least:
        places += 1
    return places


def signed(value: float, places: int) -> str:
    """Print a number with its sign; zero has none."""
    text = number(value, places)
    return text if text.startswith("-") or float(text.replace(",", "")) == 0 else f"+{text}"


def sentence(row: Mapping[str, object], names: Names) -> str:
    """Say one row of a comparison in one sentence."""
    view = shown(str(row["outcome"]), str(row.get("domain") or ""), str(row.get("unit") or ""))
    if row["cannot_tell"]:
        return untold(row, subject(row, names), view)
    text = told(row, subject(row, names), view)
    return text[:1].upper() + text[1:]


def sentences(table: pd.DataFrame, names: Names, most: int | None = None) -> list[str]:
    """Say the rows of a comparison in order, at most `most` of them."""
    rows = table if most is None else table.head(most)
    return [sentence(row, names) for row in rows.to_dict("records")]
