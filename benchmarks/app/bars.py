"""The bars that the app is held to, and how measurements are held to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from statistics import median
from typing import NamedTuple


class Bar(NamedTuple):
    """The most that one figure may be."""

    key: str
    what: str
    most: float
    unit: str


BARS: tuple[Bar, ...] = (
    Bar("first_page", "`steppewise app` to the first page", 3.0, "s"),
    Bar("first_chart_cold", "the first scenario chosen, to its chart", 0.6, "s"),
    Bar("first_chart", "a further scenario chosen, to its chart: median", 0.6, "s"),
    Bar("preview", "slider moved to preview: 95 of 100", 0.05, "s"),
    Bar("release", "slider released to 50 runs on screen: median", 0.35, "s"),
    Bar("release_late", "the same: 95 of 100", 0.6, "s"),
    Bar("closer", "from 50 runs on screen to 200: median", 1.2, "s"),
    Bar("closer_alone", "of these, from asking on: median", 1.2, "s"),
    Bar("why", "why on a point: median", 0.3, "s"),
    Bar("visitors_errors", "many visitors: answers that failed", 0, ""),
    Bar("visitors_late", "many visitors: 95 of 100 answers", 2.0, "s"),
    Bar("visitors_growth", "many visitors: growth of memory", 5.0, "MB"),
    Bar("layers_errors", "the same with 200 and 1,000 runs: failed", 0, ""),
    Bar("layers_late", "the same: 95 of 100 answers of 50 runs", 2.0, "s"),
    Bar("outside", "requests that left the machine", 0, ""),
    Bar("bytes", "bytes to the first chart", 1.3, "MB"),
    Bar("axe", "findings of axe-core, all pages and states", 0, ""),
    Bar("page_errors", "errors of scripts, all pages and states", 0, ""),
    Bar("end", "Ctrl+C while 1,000 runs are played, to the end", 2.0, "s"),
    Bar("report", "size of a report", 2.0, "MB"),
)


class Figure(NamedTuple):
    """A figure that was measured, with what it cost."""

    value: float | None
    """in the unit of its bar; None where the app does not have what is measured"""
    cases: int = 1
    program: float | None = None
    """processor time of the program, seconds a case"""
    browser: float | None = None
    """processor time of the browser, seconds a case"""
    note: str = ""


Figures = Mapping[str, Figure]


def quantile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that at least this part of all values does not exceed."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(ceil(part * len(values)) - 1, 0)]


def middle(values: Sequence[float]) -> float | None:
    """Return the median, or None where there is no value."""
    return median(values) if values else None


def late(values: Sequence[float]) -> float | None:
    """Return what 95 of 100 values do not exceed, or None where there is no value."""
    return quantile(values, 0.95) if values else None


def verdict(bar: Bar, figure: Figure | None) -> str:
    """Say whether a bar is held; a figure that is not there holds none."""
    if figure is None:
        return "not measured"
    if figure.value is None:
        return "not there"
    return "held" if figure.value <= bar.most else "missed"
