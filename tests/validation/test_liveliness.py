"""Liveliness: how far runs go from where they started, beside how far the record went."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from model.engines.variant import DECISIONS
from model.inputs.history.history import History
from model.inputs.history.past_seeds import stand_at
from model.inputs.seeds.seeds import Seeds
from model.validation.hindcast.find import Part, ask, play_part
from model.validation.hindcast.forecasts import Hindcast
from model.validation.hindcast.liveliness import alignments, compare_moves
from model.validation.hindcast.moved import DECADE, arms_at, mean_square, square_moves
from model.validation.hindcast.record import Past
from model.validation.hindcast.windows import Forecast, foretell, start_at
from tests.validation.made_hindcast import MOVED


def test_the_ratio_is_of_root_mean_squares_over_cells_with_a_record() -> None:
    moved = np.array([0.01, 0.03, 9.0])
    changes = np.array([0.1, -0.3, np.nan])
    found = compare_moves(10, moved, changes)
    assert (found.years, found.n) == (10, 2)
    assert found.model == pytest.approx(math.sqrt(0.02))
    assert found.record == pytest.approx(math.sqrt(0.05))
    assert found.ratio == pytest.approx(math.sqrt(0.4))


def test_where_nothing_is_on_record_there_is_no_ratio() -> None:
    found = compare_moves(10, np.ones(2), np.full(2, np.nan))
    assert found.n == 0
    assert math.isnan(found.ratio)
    assert math.isnan(compare_moves(10, np.ones(2), np.zeros(2)).ratio)


def test_runs_that_move_as_the_record_did_are_as_lively(past: Past) -> None:
    changes = past.shares[10] - past.shares[0]
    assert compare_moves(10, changes**2, changes).ratio == pytest.approx(1.0)
    assert compare_moves(10, changes**2 / 4, changes).ratio == pytest.approx(0.5)


def test_moves_are_squared_run_by_run_before_the_mean_is_taken() -> None:
    changes = np.array([[[0.1]] * DECADE, [[-0.3]] * DECADE])
    assert mean_square(changes, DECADE) == pytest.approx([0.05])
    assert np.isnan(mean_square(changes, DECADE + 1)).all()


def test_trade_and_arms_move_from_the_record_and_alignment_from_the_run() -> None:
    years = np.ones((2, DECADE, 1, 1))
    empty = np.zeros_like(years)
    forecast = Forecast(2004, 0.5 * years, 0.9 * years, 0.7 * years, empty, empty, 0.2 * years,
                        empty)  # fmt: skip
    moved = square_moves(forecast, np.array([[0.2]]), np.array([[0.3]]))
    assert [float(each[0, 0]) for each in moved] == pytest.approx([0.09, 0.16, 0.04])


def test_each_thing_is_compared_over_its_own_years(unchanged: Hindcast, past: Past) -> None:
    for told in (True, False):
        found = unchanged.liveliness[told]
        assert {what: one.years for what, one in found.items()} == {
            "trade": 10, "arms": 5, "positions": 10,
        }  # fmt: skip
        for one, square in zip(found.values(), MOVED, strict=True):
            assert one.model == pytest.approx(math.sqrt(square))
    trade = found["trade"]
    changes = [past.shares[past.place(y)] - past.shares[past.place(y - 10)]
               for y in range(2014, 2021)]  # fmt: skip
    assert trade.n == int((~np.isnan(changes)).sum())
    assert trade.record == pytest.approx(float(np.sqrt(np.nanmean(np.square(changes)))))
    assert found["arms"].n == 6 * 9
    assert found["positions"].n <= 6 * 45


def test_the_record_of_positions_is_that_from_which_the_past_starts(
    past: Past, shipped: Seeds, history: History
) -> None:
    found = alignments(past)[past.place(2010)]
    rows = stand_at(shipped, history, 2010).tables["alignment"]
    states, powers = history.ids("state"), history.ids("power")
    for i, state in enumerate(states):
        for j, power in enumerate(powers):
            if not np.isnan(found[i, j]):
                assert found[i, j] == pytest.approx(rows[power, state].value)


def test_arms_start_from_the_record(shipped: Seeds, history: History) -> None:
    states, powers = history.ids("state"), history.ids("power")
    found = arms_at(stand_at(shipped, history, 2009), states, powers)
    assert found[states.index("KAZ"), powers.index("RUS")] == 0.68
    assert found[states.index("TKM"), powers.index("RUS")] == 0.85
    assert found[states.index("KAZ"), powers.index("IRN")] == 0.0


def test_a_played_decade_tells_how_far_it_went(shipped: Seeds) -> None:
    question = ask(shipped, 8, 1, posterior=False)
    short, long = (play_part(question, Part(2009, years, False)) for years in (5, 10))
    assert np.isnan(short.moved.trade).sum() == 45
    assert np.array_equal(short.moved.arms, long.moved.arms)
    assert np.array_equal(short.shares, long.shares[:, :5])  # a longer run begins as a shorter one
    for each in long.moved:
        assert np.nanmin(each) >= 0.0
        assert np.nanmax(each) > 0.0


def test_a_world_at_rest_goes_nowhere(shipped: Seeds) -> None:
    question = ask(shipped, 4, 1, posterior=False)
    scenario = replace(question.scenario, drivers=())
    origin = start_at(scenario, shipped, question.history, 2009, 2, events=False)
    still = DECISIONS._replace(growth=False, chance=False)
    forecast = foretell(origin, runs=4, entropy=1, variant=still)
    assert np.abs(forecast.closer).max() < 0.02
    assert np.abs(forecast.contact).max() < 0.2  # points; what drifts at rest is debt and arms
    assert forecast.alignment.max() > 0.3
    moving = foretell(origin, runs=4, entropy=1)
    assert np.abs(moving.closer).max() > 0.05
