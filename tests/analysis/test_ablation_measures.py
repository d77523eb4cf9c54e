"""Measures of an ablation on cases small enough to work out by hand."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from model.analysis.ablation.measures import (
    along_movement,
    drop_in_spread,
    mean_size,
    noise_of,
    of_movement,
    of_spread,
)

# Three runs of two pairs: the first rises by 2 on average, the second falls by 1.
WHOLE = np.array([[1.0, -1.0], [2.0, -2.0], [3.0, 0.0]])
HALF = WHOLE / 2.0


def test_mean_size_is_the_mean_over_pairs_of_the_size_of_the_mean_over_runs() -> None:
    assert mean_size(WHOLE).value == pytest.approx((2.0 + 1.0) / 2)
    assert mean_size(np.array([[1.0], [-1.0]])).value == 0.0


def test_its_interval_is_the_standard_error_of_the_score_of_each_run() -> None:
    scores = np.array([(1.0 + 1.0) / 2, (2.0 + 2.0) / 2, (3.0 + 0.0) / 2])
    side = 1.6448536269514722 * scores.std(ddof=1) / math.sqrt(3)
    found = mean_size(WHOLE)
    assert found.low == pytest.approx(1.5 - side)
    assert found.high == pytest.approx(1.5 + side)


def test_noise_is_what_means_of_nothing_would_show() -> None:
    rng = np.random.default_rng(1)
    shown = [mean_size(rng.normal(size=(25, 45))).value for _ in range(200)]
    expected = noise_of(rng.normal(size=(25, 4500)))
    assert np.mean(shown) == pytest.approx(expected, rel=0.05)


def test_of_movement_is_the_ratio_of_the_two_sizes() -> None:
    assert of_movement(HALF, WHOLE) == pytest.approx((0.5, 0.5, 0.5))
    assert math.isnan(of_movement(HALF, 0.0 * WHOLE).value)


def test_of_spread_is_the_share_of_the_variance_that_goes_away_summed_over_pairs() -> None:
    first_still = WHOLE * [0.0, 1.0]
    variance = WHOLE.var(axis=0)
    assert of_spread(first_still, WHOLE).value == pytest.approx(variance[0] / variance.sum())
    assert of_spread(2.0 * WHOLE, WHOLE).value == pytest.approx(1.0 - 4.0)
    assert of_spread(0.0 * WHOLE, WHOLE) == pytest.approx((1.0, 1.0, 1.0))


def test_steps_that_add_up_to_the_whole_run_by_run_add_up_to_its_size_and_to_one() -> None:
    rng = np.random.default_rng(2)
    whole = rng.normal(1.0, 2.0, (40, 9))
    first, second = rng.normal(size=(40, 9)), rng.normal(size=(40, 9))
    steps = [first, second, whole - first - second]
    along = [along_movement(step, whole) for step in steps]
    assert sum(points.value for points, _ in along) == pytest.approx(mean_size(whole).value)
    assert sum(share.value for _, share in along) == pytest.approx(1.0)
    left = [whole, whole - first, whole - first - second, 0.0 * whole]
    drops = [drop_in_spread(*pair, whole).value for pair in pairwise(left)]
    assert sum(drops) == pytest.approx(1.0)


def test_a_step_against_the_way_that_the_pairs_went_is_negative() -> None:
    points, share = along_movement(-HALF, WHOLE)
    assert points.value == pytest.approx(-0.75)
    assert share.value == pytest.approx(-0.5)


def test_intervals_of_a_ratio_hold_what_many_runs_give() -> None:
    """90 % intervals from 50 runs each hold the value of very many runs in about 90 % of tries."""
    rng = np.random.default_rng(3)

    def sample(runs: int) -> tuple[np.ndarray, np.ndarray]:
        common = rng.normal(0.0, 1.0, (runs, 6))
        whole = common + np.array([2.0, -2.0, 2.0, -2.0, 2.0, 2.0])
        return whole, whole - 0.5 + 0.3 * rng.normal(size=(runs, 6))

    whole, other = sample(200_000)
    true = of_movement(whole - other, whole).value
    held = 0
    for _ in range(300):
        whole, other = sample(50)
        found = of_movement(whole - other, whole)
        held += found.low <= true <= found.high
    assert 0.84 <= held / 300 <= 0.95


def test_two_runs_of_one_kind_have_no_spread_to_share() -> None:
    same = np.ones((2, 3))
    assert math.isnan(of_spread(same, same).value)
    assert mean_size(same) == (1.0, 1.0, 1.0)
