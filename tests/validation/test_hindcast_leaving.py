"""Leaving a state out: what draws count for without it, and a sample that has forgotten it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.inputs.seeds.posterior import HONEST, Posterior
from model.validation.hindcast.leave_out import FEW, forget, leave_out_weights, weights_without


def made(likelihood: list[float]) -> Posterior:
    """A sample of one parameter that one state's past tells apart, and another's does not."""
    draws = tuple((float(place),) for place in range(len(likelihood)))
    told = tuple((0.0, each) for each in likelihood)
    return Posterior(HONEST, ("speed",), draws, ("TJK", "KAZ"), told, {}, "0" * 64)


def test_draws_that_a_state_favoured_count_less_without_it() -> None:
    # exp(-l) = 1, 1/2, 1/4 to scale, and none is cut: mean 7/12 x sqrt 3 > 1
    weights = leave_out_weights(np.array([-3.0, -3.0 + np.log(2), -3.0 + np.log(4)]))
    assert weights.values == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert weights.effective == pytest.approx(49 / 21)
    assert weights.few


def test_a_state_that_says_nothing_leaves_every_draw_as_it_was() -> None:
    weights = leave_out_weights(np.full(100, -1234.5))
    assert weights.values == pytest.approx(np.full(100, 0.01))
    assert weights.effective == pytest.approx(100.0)
    assert weights.effective > FEW
    assert not weights.few


def test_no_draw_decides_alone() -> None:
    # exp(5) = 148.4 against 399 ones is cut to sqrt 400 times the mean, 547.4 / 400 x 20 = 27.4;
    # what counts is taken relative to the largest, so that nothing overflows
    likelihood = np.zeros(400)
    likelihood[0] = -5.0
    total = np.exp(5.0) + 399.0
    cut = total / 400.0 * 20.0
    assert leave_out_weights(likelihood).values[0] == pytest.approx(cut / (cut + 399.0))
    assert np.isfinite(leave_out_weights(1000.0 * likelihood).values).all()


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=50))
def test_weights_add_up_and_are_worth_no_more_than_the_draws(likelihood: list[float]) -> None:
    weights = leave_out_weights(np.array(likelihood))
    assert weights.values.sum() == pytest.approx(1.0)
    assert 1.0 - 1e-9 <= weights.effective <= len(likelihood) + 1e-9


def test_each_draw_is_taken_as_often_as_it_counts() -> None:
    sample = made([0.0, 0.0, np.log(2), np.log(2)] * 3)
    weights = weights_without(sample, "KAZ")
    assert weights.values[:4] == pytest.approx(np.array([2, 2, 1, 1]) / 18)
    taken = Counter(draw[0] for draw in forget(sample, "KAZ").draws)
    for place, weight in enumerate(weights.values):
        assert abs(taken[float(place)] - 12 * weight) < 1.0
    assert sum(taken.values()) == len(sample.draws)


def test_a_state_that_says_nothing_is_forgotten_without_a_trace() -> None:
    sample = made([3.0, 1.0, 2.0])
    assert forget(sample, "TJK") == sample
    assert forget(sample, "KAZ") != sample


def test_draws_keep_their_likelihood() -> None:
    told = forget(made([3.0, 1.0, 2.0, 9.0]), "KAZ")
    before = dict(zip([0.0, 1.0, 2.0, 3.0], [3.0, 1.0, 2.0, 9.0], strict=True))
    assert [before[draw[0]] for draw in told.draws] == [one[1] for one in told.likelihood]
