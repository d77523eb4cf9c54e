"""Numbers and quarters in scenario files that may be uncertain: one value, or [low, high]."""

from __future__ import annotations

from math import inf, isfinite
from typing import NamedTuple

from model.inputs.formats.quarters import EARLIEST, LATEST, quarter_index, quarter_name


class Span(NamedTuple):
    """A uniform range; a certain number has low == high. Quarters are counted by index."""

    low: float
    high: float


def tell(value: object) -> str:
    """Return a value as a message shows it: short, and in the words of TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if len(value) > 3 else f"[{', '.join(tell(item) for item in value)}]"
    text = f"'{value}'" if isinstance(value, str) else f"{value}"
    return text if len(text) <= 40 else f"{text[:36]}...'"


def read_float(value: object) -> float:
    """Return a finite number; raises ValueError for anything else, also for true and false."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number, not {tell(value)}")
    if not isfinite(number := _to_float(value)):
        raise ValueError("must be a finite number")
    return number


def read_span(value: object, low: float = -inf, high: float = inf) -> Span:
    """Return a number or a pair [low, high] within bounds; raises ValueError otherwise."""
    if isinstance(value, list):
        if len(value) != 2:
            raise ValueError(f"must be a number or a range [low, high], not {tell(value)}")
        span = Span(read_float(value[0]), read_float(value[1]))
    else:
        try:
            number = read_float(value)
        except ValueError as error:
            raise ValueError(
                str(error).replace("a number", "a number or a range [low, high]")
            ) from None
        span = Span(number, number)
    if span.low > span.high:
        raise ValueError(
            f"low {span.low:g} is above high {span.high:g}; is the range turned round?"
        )
    for number in dict.fromkeys(span):
        if not low <= number <= high:
            raise ValueError(f"{number:g} is outside the bounds {low:g}..{high:g}")
    return span


def read_quarter(value: object) -> int:
    """Return the index of a quarter written "2026Q1"; raises ValueError otherwise."""
    if not isinstance(value, str):
        raise ValueError(f'must be a quarter like "2026Q1", not {tell(value)}')
    index = quarter_index(value)
    if not EARLIEST <= index <= LATEST:
        raise ValueError(f"{value} is outside {quarter_name(EARLIEST)}..{quarter_name(LATEST)}")
    return index


def read_quarters(value: object) -> Span:
    """Return a quarter or a pair [earliest, latest] as indices; raises ValueError otherwise."""
    if not isinstance(value, list):
        index = read_quarter(value)
        return Span(index, index)
    if len(value) != 2:
        raise ValueError("must be a quarter or a range [earliest, latest]")
    first, last = read_quarter(value[0]), read_quarter(value[1])
    if first > last:
        raise ValueError(f"{value[0]} is after {value[1]}; is the range turned round?")
    return Span(first, last)


def _to_float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return inf
