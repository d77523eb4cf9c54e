"""Slow twins of model/rules/bounds.py."""

from __future__ import annotations

from rule_cases import ALL, Case, Numbers, cell_by_cell

from model.rules.bounds import at_least, within
from model.world.draws import Floats


def around_zero(numbers: Numbers) -> Floats:
    return numbers(ALL, -2.0, 2.0)


CASES = (
    Case(
        at_least,
        lambda n: (around_zero(n), 0.3),
        lambda x, low: cell_by_cell(lambda a: max(a, low), x),
    ),
    Case(
        within,
        lambda n: (around_zero(n), -0.5, 1.0),
        lambda x, low, high: cell_by_cell(lambda a: min(max(a, low), high), x),
    ),
)
