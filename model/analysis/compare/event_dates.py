"""The quarters at which a comparison is worth looking at, from the events that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from model.inputs.formats.quarters import quarter_index, quarter_name

FIVE_YEARS = 20
"""Quarters after which it is asked what is left of an event."""


class Date(NamedTuple):
    """A quarter, and why it is looked at."""

    turn: str
    why: str


def dates_of_difference(base: Mapping[str, Any], other: Mapping[str, Any]) -> list[Date]:
    """Return when two scenarios are best compared, in the order of time.

    At full effect of the events that only one of them has; when the last of these ends, if all of
    them do; five years after that; and in the last quarter. base, other: manifests of results.
    With no such event the last quarter of every year that five divides, and the last.
    """
    last = quarter_index(other["horizon"][1])
    own = _events_of_one(base["scenario"], other["scenario"])
    spans = [span for event in own if (span := _span(event, last))]
    if not spans:
        return usual_dates(*other["horizon"])
    full = max(begun for begun, _ in spans)
    ends = [end for _, end in spans]
    over = None if None in ends else max(end for end in ends if end is not None)
    dates = [(full, "at full effect")]
    if over is not None and over > full:
        dates.append((over, "when it ends"))
    dates.append((max(full, over or full) + FIVE_YEARS, "five years after"))
    dates.append((last, "at the end"))
    named: dict[int, str] = {}
    for quarter, why in dates:
        if quarter <= last:
            named.setdefault(quarter, why)
    return [Date(quarter_name(quarter), why) for quarter, why in sorted(named.items())]


def usual_dates(first: str, last: str) -> list[Date]:
    """Return the last quarters of years that five divides, and the last turn."""
    start, end = quarter_index(first), quarter_index(last)
    years = [f"{index // 4:04d}Q4" for index in range(start + 4, end) if index % 20 == 3]
    return [*(Date(year, "") for year in years), Date(last, "at the end")]


def _events_of_one(base: Mapping[str, Any], other: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Events that are not in both scenarios just so."""
    mine, theirs = base["events"], other["events"]
    return [one for one in theirs if one not in mine] + [one for one in mine if one not in theirs]


def _span(event: Mapping[str, Any], last: int) -> tuple[int, int | None] | None:
    """First quarter of an event's full effect, no later than its end, and its end if it has one.

    None for an event that begins after the last quarter.
    """
    begins = int(event["start"]["high"] + event["lag"]["high"])
    if begins > last:
        return None
    end = event["end"]
    over = None if end is None or end >= last else int(end)
    full = begins + int(event["ramp"])
    return (full if over is None else min(full, over)), over


def turns_of(dates: Sequence[Date]) -> list[str]:
    """The quarters of some dates."""
    return [date.turn for date in dates]
