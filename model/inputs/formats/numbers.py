"""Numbers in cells: whether they fit their spread, and the hard bounds that they keep."""

from __future__ import annotations

import re
from math import inf, isfinite
from typing import NamedTuple

from model.inputs.formats.fixed_words import DISTRIBUTIONS
from model.inputs.formats.problems import unknown

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


def read_number(text: str) -> tuple[float | None, str]:
    """Return a number and what is wrong with it: exactly one of the two is empty."""
    if not text:
        return None, "is blank; a number is needed"
    if not NUMBER.fullmatch(text):
        finite = text.strip("+-").casefold() in {"nan", "inf", "infinity"}
        return None, f"'{text}' is not a {'finite ' if finite else ''}number; write it like 12.5"
    number = float(text)
    return (number, "") if isfinite(number) else (None, f"'{text}' is too large for a number")


def check_spread(
    value: float, distribution: str, low: float | None, high: float | None, bounds: Bounds
) -> list[tuple[str, str]]:
    """Return what is wrong with a value and its spread, as (column, message).

    Fixed: low and high blank. Otherwise low <= value <= high with low < high, all within the
    bounds; above 0 if lognormal, within 0..1 and reaching neither if logitnormal.
    """
    if distribution not in DISTRIBUTIONS:
        return [("distribution", unknown("distribution", distribution, DISTRIBUTIONS))]
    if distribution == "fixed":
        wrong = [
            (column, "must be blank when distribution is fixed")
            for column, end in (("low", low), ("high", high))
            if end is not None
        ]
        return wrong + _check_bounds({"value": value}, bounds)
    if low is None or high is None:
        column = "low" if low is None else "high"
        return [(column, f"is blank; distribution {distribution} needs low and high")]
    return (
        _check_order(low, value, high)
        + _check_bounds({"value": value, "low": low, "high": high}, bounds)
        + _check_support(distribution, low, value, high)
    )


def _check_order(low: float, value: float, high: float) -> list[tuple[str, str]]:
    if low > high:
        return [("low", f"low {low:g} is above high {high:g}; is the range turned round?")]
    if low == high:
        return [("low", f"low and high are both {low:g}; use distribution fixed")]
    if not low <= value <= high:
        return [("value", f"{value:g} is outside low..high, {low:g}..{high:g}")]
    return []


def _check_bounds(numbers: dict[str, float], bounds: Bounds) -> list[tuple[str, str]]:
    wrong = [(column, bounds.check(number)) for column, number in numbers.items()]
    return [(column, message) for column, message in wrong if message]


def _check_support(
    distribution: str, low: float, value: float, high: float
) -> list[tuple[str, str]]:
    if distribution == "lognormal" and min(low, value) <= 0:
        return [("low", "a lognormal number and its low must be above 0")]
    if distribution == "logitnormal" and (min(low, value) <= 0 or max(high, value) >= 1):
        return [("low", "a logitnormal number, its low and high must lie between 0 and 1")]
    return []


class Bounds(NamedTuple):
    """The lowest and highest value allowed, in the unit of the number, and why where it is said."""

    low: float
    high: float
    reason: str = ""

    def check(self, number: float) -> str:
        """Return what is wrong with a number, or "" if nothing is."""
        if self.low <= number <= self.high:
            return ""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{number:g} is outside the bounds {self.low:g}..{self.high:g}{reason}"


ANYTHING = Bounds(-inf, inf)
"""No bounds: every number is allowed."""

SALIENCE = Bounds(0, 5)
INTEREST: dict[str, Bounds] = {
    "elasticity": Bounds(0, 10),
    "salience": SALIENCE,
    "low": SALIENCE,
    "high": SALIENCE,
}
