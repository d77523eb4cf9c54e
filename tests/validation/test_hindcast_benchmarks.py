"""Forecasts that need no model: by hand, and as they are known to fare on the past on record."""

from __future__ import annotations

import numpy as np
import pytest

from model.inputs.history.history import History
from model.validation.hindcast.benchmarks import (
    Pull,
    extrapolate,
    fit_pull,
    output_of,
    persist,
    pulled,
)
from model.validation.hindcast.find import HORIZONS
from model.validation.hindcast.forecasts import GRAVITY, PERSISTENCE, TREND, Hindcast
from model.validation.hindcast.record import Past
from model.validation.hindcast.scores import skill
from model.validation.hindcast.skill import root_mean_square

LINE = np.array([0.1, 0.2, 0.3, 0.4])[:, None, None]


def test_a_line_is_carried_on() -> None:
    assert extrapolate(LINE, 3, 2) == pytest.approx(np.array([[0.6]]))
    assert extrapolate(LINE, 3, 20) == pytest.approx(np.array([[1.0]]))
    assert extrapolate(LINE[::-1], 3, 20) == pytest.approx(np.array([[0.0]]))


def test_a_trend_is_least_squares_over_its_window_only() -> None:
    # through (-1, 0.2), (0, 0.5): 0.8 at 1; a year before the window has no say
    shares = np.array([0.9, 0.2, 0.5])[:, None, None]
    assert extrapolate(shares, 2, 1, window=2) == pytest.approx(np.array([[0.8]]))
    # (-2, 0), (-1, 0.3), (0, 0.3): slope 0.15, mean 0.2 at -1
    three = np.array([0.0, 0.3, 0.3])[:, None, None]
    assert extrapolate(three, 2, 1, window=8) == pytest.approx(np.array([[0.5]]))


def test_a_trend_leaves_out_what_is_not_known_and_what_comes_later() -> None:
    shares = np.array([0.1, np.nan, 0.3, 9.0])[:, None, None]
    assert extrapolate(shares, 2, 1) == pytest.approx(np.array([[0.4]]))
    alone = np.array([np.nan, 0.3])[:, None, None]
    assert extrapolate(alone, 1, 5) == pytest.approx(np.array([[0.3]]))


def test_a_pull_is_as_worked_out_by_hand() -> None:
    # two states at 0.1 and 0.4 of the first power, whose GDP doubles against the second's
    shares = np.array([[[0.1, 0.1], [0.4, 0.1]]])
    growth = np.log(np.array([[1.0, 1.0], [4.0, 1.0]]))
    shares = np.repeat(shares, 2, axis=0)
    half_way = Pull(np.log(2), 0.0)
    # half the way to the geometric mean 0.2: sqrt(0.1 x 0.2), sqrt(0.4 x 0.2)
    found = pulled(shares, growth, 0, 1, half_way)
    assert found[:, 0] == pytest.approx([np.sqrt(0.02), np.sqrt(0.08)])
    assert found[:, 1] == pytest.approx([0.1, 0.1])
    # growth of log 4 and 0 is +-log 2 about the mean
    grown = pulled(shares, growth, 0, 1, Pull(0.0, 1.0))
    assert grown == pytest.approx(np.array([[0.2, 0.05], [0.8, 0.05]]))


def test_a_pull_that_was_there_is_found_again() -> None:
    random = np.random.default_rng(1)
    growth = np.cumsum(random.normal(0.05, 0.05, (14, 4)), axis=0)
    truth = Pull(0.08, 0.4)
    shares = [random.uniform(0.05, 0.2, (5, 4))]
    for place in range(13):
        both = np.stack([shares[-1], shares[-1]])
        shares.append(pulled(both, growth[place : place + 2], 0, 1, truth))
    found = fit_pull(np.array(shares), growth, (1,), 13)
    assert found == pytest.approx(truth, rel=1e-3)


def test_what_came_after_the_fit_does_not_move_it(past: Past, history: History) -> None:
    growth = output_of(history, past.years)
    last = past.place(2013)
    found = fit_pull(past.shares, growth, HORIZONS, last)
    other_shares, other_growth = past.shares.copy(), growth.copy()
    other_shares[last + 1 :], other_growth[last + 1 :] = 0.5, 9.0
    assert fit_pull(other_shares, other_growth, HORIZONS, last) == found
    assert 0.0 < found.speed < 0.1
    assert 0.0 < found.elasticity < 1.0


def test_nothing_changes_means_the_origin(past: Past) -> None:
    assert np.array_equal(persist(past.shares, 3), past.shares[3], equal_nan=True)


@pytest.mark.parametrize(
    ("horizon", "error", "trend", "gravity"),
    [(1, 0.0224, -0.90, 0.02), (3, 0.0309, -1.74, 0.03), (5, 0.0427, -2.66, 0.10)],
)
def test_they_fare_on_the_past_as_is_known(
    unchanged: Hindcast, horizon: int, error: float, trend: float, gravity: float
) -> None:
    cells = unchanged.cells[horizon]
    kept = cells.error(PERSISTENCE)
    assert root_mean_square(cells, PERSISTENCE) == pytest.approx(error, abs=6e-5)
    assert skill(cells.error(TREND), kept) == pytest.approx(trend, abs=0.006)
    assert skill(cells.error(GRAVITY), kept) == pytest.approx(gravity, abs=0.006)
