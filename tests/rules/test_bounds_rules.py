"""Bounds hold, and nothing inside them moves."""

from __future__ import annotations

from hypothesis import given
from rule_cases import brief, grids

from model.rules.bounds import at_least, within
from model.world.draws import Floats


@brief
@given(grids(-1e6, 1e6))
def test_what_is_held_within_bounds_is_within_them(array: Floats) -> None:
    held = within(array, -1.0, 1.0)
    assert (held >= -1.0).all()
    assert (held <= 1.0).all()


@brief
@given(grids(-1.0, 1.0))
def test_what_is_within_bounds_stays_as_it_is(array: Floats) -> None:
    assert (within(array, -1.0, 1.0) == array).all()
    assert (at_least(array, -1.0) == array).all()
