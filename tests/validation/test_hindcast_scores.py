"""Scores of forecasts, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.validation.hindcast.scores import (
    coverage,
    crps,
    ring_blocks,
    skill,
    skill_interval,
    squared_error,
)

ALL = np.ones(2, dtype=np.bool_)
SAMPLES = st.lists(st.floats(-10, 10), min_size=1, max_size=12)


def test_skill_is_as_worked_out_by_hand() -> None:
    # errors 1 and 1 against 2 and 4: 1 - 2 / 20
    observed = np.array([0.0, 0.0])
    ours = squared_error(np.array([1.0, -1.0]), observed, ALL)
    theirs = squared_error(np.array([2.0, 4.0]), observed, ALL)
    assert skill(ours, theirs) == pytest.approx(0.9)
    assert skill(theirs, ours) == pytest.approx(-9.0)
    assert skill(theirs, theirs) == 0.0
    assert skill(np.zeros(2), theirs) == 1.0


def test_there_is_no_skill_against_a_faultless_forecast() -> None:
    assert np.isnan(skill(np.ones(2), np.zeros(2)))


def test_a_cell_that_does_not_count_adds_nothing_whatever_stands_there() -> None:
    counted = np.array([True, False, False])
    forecast = np.array([0.5, 1e9, np.nan])
    observed = np.array([0.0, 0.0, np.nan])
    assert squared_error(forecast, observed, counted).tolist() == [0.25, 0.0, 0.0]


def test_blocks_run_round_the_ring_and_the_last_is_cut() -> None:
    ways = ring_blocks(4, 3)
    assert len(ways) == 16
    assert ways[0].tolist() == [0, 1, 2, 0]
    assert ways[-1].tolist() == [3, 0, 1, 3]
    counts = np.bincount(ways.ravel(), minlength=4)
    assert counts.tolist() == [16, 16, 16, 16]


def test_the_interval_of_a_skill_is_as_worked_out_by_hand() -> None:
    # two years of skill 0 and 1 in blocks of one: 00, 01, 10, 11 have 0, 1/2, 1/2, 1
    ours, theirs = np.array([[1.0], [0.0]]), np.array([[1.0], [1.0]])
    assert skill_interval(ours, theirs, 1, 1.0) == pytest.approx((0.0, 1.0))
    assert skill_interval(ours, theirs, 1, 0.5) == pytest.approx((0.375, 0.625))


def test_years_of_the_same_skill_leave_no_doubt() -> None:
    theirs = np.arange(1.0, 8.0)[:, None]
    assert skill_interval(0.7 * theirs, theirs) == pytest.approx((0.3, 0.3))


def test_coverage_counts_the_ends_and_only_what_counts() -> None:
    low, high = np.array([0.0, 0.0, 0.0, 0.0]), np.array([1.0, 1.0, 1.0, 1.0])
    observed = np.array([1.0, 1.1, 0.0, 7.0])
    counted = np.array([True, True, True, False])
    assert coverage(low, high, observed, counted) == pytest.approx(2 / 3)
    assert np.isnan(coverage(low, high, observed, ~np.ones(4, dtype=np.bool_)))


def test_crps_is_as_worked_out_by_hand() -> None:
    # mean |x - 1| = (1 + 0 + 2) / 3; mean |x_i - x_j| = 2 (1 + 3 + 2) / 9
    sample = np.array([3.0, 0.0, 1.0])
    assert crps(sample, np.array(1.0)) == pytest.approx(1.0 - 2.0 / 3.0)


def test_crps_of_a_single_forecast_is_its_absolute_error() -> None:
    assert crps(np.array([[0.2, 0.5]]), np.array([0.3, 0.5])) == pytest.approx([0.1, 0.0])


@given(SAMPLES, st.floats(-10, 10))
def test_crps_is_what_plain_loops_say(values: list[float], observed: float) -> None:
    missed = sum(abs(x - observed) for x in values) / len(values)
    apart = sum(abs(x - y) for x in values for y in values) / len(values) ** 2
    found = float(crps(np.array(values), np.array(observed)))
    assert found == pytest.approx(missed - apart / 2, abs=1e-9)
    assert found >= -1e-9
