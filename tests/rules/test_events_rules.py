"""Events come in, hold and go out, and move factors by as much as is delivered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import brief, cell, floats, row

from model.rules.events import change, count_against, level


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


@pytest.mark.parametrize(
    ("kind", "now", "usual", "base", "counted"),
    [
        ("ratio", 6.0, 4.0, 1.0, 1.5),
        ("ratio", 6.0, 4.0, 0.5, 0.75),
        ("difference", 6.0, 4.0, 0.0, 2.0),
        ("difference", 0.3, 0.5, 0.6, 0.4),
        ("duty", 0.26, 0.05, 0.0, 0.2),
        # a duty that doubled the price and is lifted halves it: 3 / 6 - 1
        ("duty", 2.0, 5.0, 0.0, -0.5),
        ("duty", 0.0, 1.0, 0.1, -0.45),
    ],
)
def test_factors_counted_against_a_base_year_by_hand(
    kind: str, now: float, usual: float, base: float, counted: float
) -> None:
    told = count_against(cell(now), cell(usual), cell(base), kind)
    assert told == pytest.approx(counted, rel=1e-12)


@pytest.mark.parametrize("kind", ["ratio", "difference", "duty"])
@given(usual=floats(0.01, 50), base=floats(0, 5))
@brief
def test_what_is_as_in_the_base_year_stands_at_its_base(
    kind: str, usual: float, base: float
) -> None:
    told = count_against(cell(usual), cell(usual), cell(base), kind)
    assert told == pytest.approx(base, rel=1e-12, abs=1e-12)


def test_a_multiple_of_nothing_is_no_division_by_nothing() -> None:
    assert count_against(cell(0.0), cell(0.0), cell(1.0), "ratio") == 0.0
    assert np.isfinite(count_against(cell(1.0), cell(0.0), cell(1.0), "ratio"))


@brief
@given(floats(-0.5, 2.0), floats(-0.5, 2.0))
def test_a_duty_lifted_never_leaves_goods_for_nothing(now: float, usual: float) -> None:
    """Else its logarithm would not exist."""
    assert count_against(cell(now), cell(usual), cell(0.0), "duty") > -1.0
