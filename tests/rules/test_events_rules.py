"""Events come in, hold and go out, and move factors by as much as is delivered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import brief, cell, floats, row

from model.rules.events import change, level


def levels(ramp: float) -> list[float]:
    return [float(level(turn, cell(3), cell(6), ramp)[0, 0, 0, 0]) for turn in range(1, 11)]


def test_an_event_without_a_ramp_is_in_force_from_its_first_to_its_last_quarter() -> None:
    assert levels(0) == [0, 0, 1, 1, 1, 1, 0, 0, 0, 0]


def test_a_ramp_leads_in_and_out() -> None:
    assert levels(1) == [0, 0, 0.5, 1, 1, 1, 0.5, 0, 0, 0]
    assert levels(2) == pytest.approx([0, 0, 1 / 3, 2 / 3, 1, 1, 2 / 3, 1 / 3, 0, 0])


def test_an_event_may_start_at_another_time_in_another_run() -> None:
    start = np.array([2.0, 5.0]).reshape(2, 1, 1, 1)
    assert level(3, start, cell(9), 0).ravel().tolist() == [1.0, 0.0]


@brief
@given(st.integers(0, 40), floats(0, 40), floats(0, 40), floats(0, 12))
def test_a_level_is_a_share(turn: int, start: float, end: float, ramp: float) -> None:
    assert 0.0 <= float(level(turn, cell(start), cell(end), ramp)[0, 0, 0, 0]) <= 1.0


def test_changes_worked_out_by_hand() -> None:
    half, here = cell(0.5), row(1, 0)
    assert change(row(0.2, 0.2), "set", cell(0.9), half, here).ravel() == pytest.approx([0.55, 0.2])
    assert change(row(2, 2), "add", cell(3), half, here).ravel() == pytest.approx([3.5, 2])
    assert change(row(2, 2), "multiply", cell(3), half, here).ravel() == pytest.approx([4, 2])


@pytest.mark.parametrize("kind", ["set", "add", "multiply"])
@given(factor=floats(-5, 5), value=floats(-5, 5))
@brief
def test_an_event_that_does_not_happen_changes_nothing(
    kind: str, factor: float, value: float
) -> None:
    assert change(cell(factor), kind, cell(value), cell(0.0), cell(1.0)) == factor
    assert change(cell(factor), kind, cell(value), cell(1.0), cell(0.0)) == factor
