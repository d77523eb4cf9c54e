"""A difference in one clause: who, where, how much, and the range."""

from __future__ import annotations

import pytest

from model.analysis.compare.words import clause

NAMES = {
    "power": {"CHN": "China", "USA": "United States"},
    "state": {"KAZ": "Kazakhstan"},
    "corridor": {"sea": "Sea route"},
    "mineral": {"gallium": "Gallium"},
}


def row(outcome: str, low: float, middle: float, high: float, **axes: str) -> dict[str, object]:
    return {"outcome": outcome, "p05": low, "p50": middle, "p95": high, "unit": "", **axes}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            row("share", 2.2, 4.1, 8.3, power="CHN", state="KAZ"),
            "China in Kazakhstan: +4 points of influence share (range +2 to +8)",
        ),
        (
            row("region_share", -1.25, -0.5, -0.012, power="USA"),
            "The United States in the region: -0.50 points of influence share "
            "(range -1.25 to -0.01)",
        ),
        (
            row("throughput", -124.8, -70.2, -44.1, corridor="sea"),
            "Freight on the Sea route: -70 Mt a year (range -125 to -44)",
        ),
        (
            row("price", 0.0004, 0.21, 0.39, mineral="gallium"),
            "Price of gallium: +0.2100 of the base year's (range +0.0004 to +0.3900)",
        ),
        (
            row("controller_reliance", -14, -8, -5, power="CHN", mineral="gallium"),
            "China's reliance on the controller for gallium: -8 points of need (range -14 to -5)",
        ),
        (
            row("share", 0, 0, 0, power="CHN", state="KAZ"),
            "China in Kazakhstan: 0.00 points of influence share (range 0.00 to 0.00)",
        ),
    ],
)
def test_a_clause_says_who_where_and_how_much(given: dict[str, object], said: str) -> None:
    assert clause(given, NAMES) == said


def test_an_outcome_without_a_short_form_goes_by_its_full_name() -> None:
    given = row("stakes", 0.1, 0.2, 0.5, power="CHN", state="KAZ")
    assert clause(given, NAMES) == (
        "What China owns of new mines in Kazakhstan: +0.2 bn USD a year (range +0.1 to +0.5)"
    )
