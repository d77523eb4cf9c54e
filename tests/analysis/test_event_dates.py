"""A comparison is looked at when the events that differ call for it."""

from __future__ import annotations

from typing import Any

import pytest

from model.analysis.compare.event_dates import Date, dates_of_difference
from model.inputs.formats.quarters import quarter_index


def event(name: str, start: str, *, ramp: int = 0, lag: int = 0, end: str = "") -> dict[str, Any]:
    """An event as a manifest has it."""
    index = quarter_index(start)
    return {
        "name": name,
        "start": {"low": index - 1, "high": index},
        "lag": {"low": 0, "high": lag},
        "ramp": ramp,
        "end": quarter_index(end) if end else None,
    }


def manifest(*events: dict[str, Any]) -> dict[str, Any]:
    """A manifest as far as dates depend on it."""
    return {"horizon": ["2025Q1", "2040Q4"], "scenario": {"events": list(events)}}


COMMON = event("common", "2026Q1")


def dates_of(*events: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        tuple(date) for date in dates_of_difference(manifest(COMMON), manifest(COMMON, *events))
    ]


def test_a_blockade_of_one_year_is_told_in_its_year_at_its_end_and_after() -> None:
    assert dates_of(event("blockade", "2026Q1", ramp=1, end="2026Q4")) == [
        ("2026Q2", "at full effect"),
        ("2026Q4", "when it ends"),
        ("2031Q4", "five years after"),
        ("2040Q4", "at the end"),
    ]


def test_what_never_ends_is_told_at_full_effect_of_its_last_event() -> None:
    found = dates_of(event("first", "2026Q1", end="2026Q4"), event("last", "2028Q1", ramp=4, lag=2))
    assert found == [
        ("2029Q3", "at full effect"),
        ("2034Q3", "five years after"),
        ("2040Q4", "at the end"),
    ]


def test_no_date_lies_after_the_last_quarter() -> None:
    assert dates_of(event("late", "2038Q1", ramp=40)) == [("2040Q4", "at the end")]
    assert dates_of(event("gone", "2036Q1", end="2037Q4")) == [
        ("2036Q1", "at full effect"),
        ("2037Q4", "when it ends"),
        ("2040Q4", "at the end"),
    ]


@pytest.mark.parametrize("events", [(), (event("after", "2041Q1"),)])
def test_without_an_event_that_differs_the_years_that_five_divides_are_told(
    events: tuple[dict[str, Any], ...],
) -> None:
    assert dates_of(*events) == [
        ("2030Q4", ""),
        ("2035Q4", ""),
        ("2040Q4", "at the end"),
    ]


def test_an_event_that_only_the_base_has_counts_as_one_that_differs() -> None:
    more = event("more", "2030Q1")
    found = dates_of_difference(manifest(COMMON, more), manifest(COMMON))
    assert found[0] == Date("2030Q1", "at full effect")
