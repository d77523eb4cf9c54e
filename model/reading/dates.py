"""Dates as a text says them, as quarters; relative ones need the date of publication."""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
SEASONS = {"spring": 2, "summer": 3, "autumn": 4, "fall": 4, "winter": 1}
MONTH = "|".join(MONTHS)
YEAR = r"(?:19|20)\d{2}"
DAYS = r"\d{1,2}(?:\s*[-\u2013]\s*\d{1,2})?"
PATTERNS = (
    re.compile(rf"\b(?P<month>{MONTH})\s+{DAYS},?\s+(?P<year>{YEAR})\b", re.I),
    re.compile(rf"\b(?P<month>{MONTH})(?:\s+of)?,?\s+(?P<year>{YEAR})\b", re.I),
    re.compile(rf"\b(?P<month>{MONTH})\s+(?:of\s+)?(?P<relative>last|this|next)\s+year\b", re.I),
    re.compile(rf"\b(?P<nearest>(?P<relative>last|this|next)\s+(?P<month>{MONTH}))\b", re.I),
    re.compile(rf"\b(?P<season>{'|'.join(SEASONS)})\s+(?:of\s+)?(?P<year>{YEAR})\b", re.I),
    re.compile(rf"\b(?:end|beginning|middle|start)\s+of\s+(?P<month>{MONTH})\b", re.I),
    re.compile(rf"\bin\s+(?P<month>{MONTH})\b(?!\s+\d)", re.I),
    re.compile(r"\b(?P<same>(?:in\s+)?(?:the|that)\s+same\s+year)\b", re.I),
    re.compile(r"\b(?P<relative>last|this|next)\s+year\b", re.I),
    re.compile(rf"\b(?P<year>{YEAR})\b(?!\s*(?:per|%|km|tons|tonnes|million|-\d|\u2013\d))"),
)  # fmt: skip
"""From the most exact to the least; the first that fits decides."""

SHIFT = {"last": -1, "this": 0, "next": 1}


class Dated(NamedTuple):
    """A date: the words that say it, its year and its quarter, 0 where they are not known."""

    said: str
    year: int
    quarter: int

    @property
    def when(self) -> str:
        """Return it as a quarter, a year, or "" where it cannot be placed."""
        if not self.year:
            return ""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)


def find_date(text: str, published: str, before: int) -> Dated | None:
    """Return the date that a sentence says, or None.

    published: date of publication, or "". before: year that was named last, 0 without one.
    """
    for pattern in PATTERNS:
        if (found := pattern.search(text)) is not None:
            told = found.groupdict()
            quarter = _quarter(told)
            return Dated(found[0], _year(told, published, before), quarter)
    return None


def _quarter(told: dict[str, str | None]) -> int:
    if month := told.get("month"):
        return MONTHS.index(month.casefold()) // 3 + 1
    return SEASONS.get((told.get("season") or "").casefold(), 0)


def _year(told: dict[str, str | None], published: str, before: int) -> int:
    if year := told.get("year"):
        return int(year)
    here = int(published[:4]) if published else 0
    if not (relative := told.get("relative")):
        return before or (here if told.get("month") else 0)
    if not here:
        return 0
    shift = SHIFT[relative.casefold()]
    if told.get("nearest") and len(published) >= 7:
        # "last June" is the June before the date of publication, be it of that year or not
        month = MONTHS.index((told["month"] or "").casefold()) + 1
        passed = month < int(published[5:7])
        return here + (shift + passed if shift < 0 else shift - (not passed) if shift else 0)
    return here + shift
