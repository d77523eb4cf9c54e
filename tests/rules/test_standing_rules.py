"""Favour, alignment, momentum, growth and the council bid."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from rule_cases import brief, cell, floats, grids

from model.rules import standing
from model.world.draws import Floats


def favour(now: float, start: float = 0.2, push: tuple[float, float, float] = (0, 0, 0)) -> float:
    terms = (now, start, *push, 0.05, 0.1, 16.0)
    return float(standing.move_favour(*(cell(t) for t in terms))[0, 0, 0, 0])


def position(
    now: float = 0.3, share: float = 0.2, isolation: float = 0.0, noise: float = 0.0
) -> float:
    terms = (now, 0.3, share, 0.2, 0.1, 0.1, isolation, 0.1, 0.6, 0.4, 0.25, noise)
    return float(standing.move_alignment(*(cell(t) for t in terms))[0, 0, 0, 0])


@brief
@given(floats(-1, 1), floats(-1, 1), floats(-1, 1), floats(0, 1), floats(-0.2, 0.2))
def test_favour_keeps_within_its_bounds(
    now: float, start: float, engagement: float, reprisal: float, drift: float
) -> None:
    assert -1.0 <= favour(now, start, (engagement, reprisal, drift)) <= 1.0


def test_favour_left_alone_stays_where_it_began() -> None:
    assert favour(0.2) == 0.2


def test_opinion_forgets_half_over_its_half_life() -> None:
    now = 0.8
    for _ in range(16):
        now = favour(now)
    assert now == pytest.approx(0.5)


def test_engagement_wins_favour_and_reprisal_loses_it() -> None:
    assert favour(0.2, push=(1.0, 0.0, 0.0)) == pytest.approx(0.2 + 0.96 * 0.05)
    assert favour(0.2, push=(0.0, 1.0, 0.0)) == pytest.approx(0.2 - 0.96 * 0.1)
    assert favour(0.2, push=(0.0, 0.0, -0.05)) == pytest.approx(0.2 - 0.96 * 0.05)


@brief
@given(floats(0.0, 1e6), floats(1e-6, 1e6))
def test_a_relative_change_is_within_one_and_turns_its_sign(now: float, usual: float) -> None:
    change = float(standing.relative_change(cell(now), cell(usual))[0, 0, 0, 0])
    assert -1.0 <= change <= 1.0
    assert standing.relative_change(cell(usual), cell(now)) == -change


def test_doubled_effort_is_a_change_of_a_third() -> None:
    assert standing.relative_change(cell(4.0), cell(2.0)) == pytest.approx(1 / 3)


def test_alignment_left_alone_stays_where_it_began() -> None:
    assert position() == pytest.approx(0.3, rel=1e-14)


def test_alignment_follows_influence_and_shuns_the_isolated() -> None:
    assert position(isolation=1.0) < position() < position(share=0.5)
    target = math.tanh(math.atanh(0.3) - 0.25)
    assert position(isolation=1.0) == pytest.approx(0.3 + 0.1 * (target - 0.3))


@brief
@given(floats(-1, 1), floats(0, 1), floats(-1, 1))
def test_alignment_keeps_within_its_bounds(now: float, share: float, isolation: float) -> None:
    assert -1.0 <= position(now, share, isolation) <= 1.0


def test_momentum_worked_out_by_hand() -> None:
    moved = standing.move_momentum(cell(0.02), cell(0.30), cell(0.34), cell(0.75))
    assert moved == pytest.approx(0.025)


def test_four_quarters_make_a_years_growth() -> None:
    output = cell(1.0)
    for _ in range(4):
        output = standing.grow(output, cell(0.05))
    assert output == pytest.approx(1.05)


def test_an_economy_never_loses_more_than_half_in_a_quarter() -> None:
    assert standing.grow(cell(1.0), cell(-3.0)) == pytest.approx(0.05**0.25)


@brief
@given(grids(-1, 1), floats(0, 3), floats(0, 3))
def test_pressure_never_wins_a_vote(alignment: Floats, first: float, second: float) -> None:
    def chance(pressure: float) -> Floats:
        terms = (cell(pressure), cell(1.5), cell(1.5), cell(2.5))
        return np.asarray(standing.back_council_bid(alignment, *terms))

    high, low = chance(min(first, second)), chance(max(first, second))
    assert ((low > 0.0) & (low <= high) & (high < 1.0)).all()


def test_a_state_of_two_minds_backs_the_bid_half_the_time() -> None:
    terms = (0.5, 0.6, 0.75, 1.5, 2.5)
    assert standing.back_council_bid(*(cell(t) for t in terms)) == pytest.approx(0.5)


def test_chance_moves_positions_most_at_mid_scale_and_never_off_it() -> None:
    assert position(now=0.3, noise=0.1) == pytest.approx(0.3 + 0.1 * 0.91)
    assert position(now=1.0, noise=0.5) <= 1.0


def test_an_income_lifts_output_as_long_as_it_lasts() -> None:
    up = standing.lift_output(cell(2.0), cell(0.0), cell(0.05))
    assert up == pytest.approx(2.1)
    assert standing.lift_output(up, cell(0.05), cell(0.05)) == pytest.approx(2.1)
    assert standing.lift_output(up, cell(0.05), cell(0.0)) == pytest.approx(2.0)
