"""What a condition is once it is read: a tree of comparisons, each value with its date."""

from __future__ import annotations

from typing import NamedTuple


class Date(NamedTuple):
    """When: `at`, `by` or `until`, and a quarter; an empty quarter is the last one."""

    how: str
    quarter: str


class Value(NamedTuple):
    """One thing that is measured or given: kind is `number`, `outcome`, `leader` or `rank`."""

    kind: str
    words: tuple[str, ...]
    number: float
    date: Date | None
    place: int


class Sum(NamedTuple):
    """Values, each times a factor, added up."""

    terms: tuple[tuple[float, Value], ...]


class Comparison(NamedTuple):
    """Two sums and the sign between them."""

    left: Sum
    sign: str
    right: Sum


class Not(NamedTuple):
    """The opposite of a condition."""

    one: Condition


class Joined(NamedTuple):
    """Conditions of which all (`and`) or any (`or`) must hold."""

    how: str
    parts: tuple[Condition, ...]


Condition = Comparison | Not | Joined


def values_in(condition: Condition) -> list[Value]:
    """Return every value of a condition in the order of the text."""
    if isinstance(condition, Not):
        return values_in(condition.one)
    if isinstance(condition, Joined):
        return [value for part in condition.parts for value in values_in(part)]
    return [value for side in (condition.left, condition.right) for _, value in side.terms]


def fill_dates(condition: Condition, given: Date | None) -> Condition:
    """Give every value without a date the one given, else that of the next one that has one.

    Behind the last that has one it is that of the last; where none has any, all stay without.
    """
    values = values_in(condition)
    dates: dict[int, Date | None] = {}
    known = [value.date for value in values if value.date is not None]
    coming = given or (known[-1] if known else None)
    for value in reversed(values):
        coming = value.date or given or coming
        dates[value.place] = coming
    return put_dates(condition, dates)


def put_dates(condition: Condition, dates: dict[int, Date | None]) -> Condition:
    """Return a condition with the date of each value, by its place in the text."""
    if isinstance(condition, Not):
        return Not(put_dates(condition.one, dates))
    if isinstance(condition, Joined):
        parts = tuple(put_dates(part, dates) for part in condition.parts)
        return Joined(condition.how, parts)
    left, right = (
        Sum(tuple((times, value._replace(date=dates[value.place])) for times, value in side.terms))
        for side in (condition.left, condition.right)
    )
    return Comparison(left, condition.sign, right)
