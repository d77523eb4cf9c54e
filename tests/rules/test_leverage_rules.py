"""What a patron can do to a state that turns to others, and who minds whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import (
    brief,
    cell,
    column,
    floats,
    frozen,
    grid,
    grids,
    row,
)

from model.rules import leverage
from model.world.draws import Floats
from model.world.wants import align


def punish(
    before: float, refusal: float, hold: float, chance: float = 0.0, half_life: float = 3.0
) -> float:
    terms = (before, refusal, hold, chance, 0.5, half_life)
    return float(leverage.reprise(*(cell(term) for term in terms))[0, 0, 0, 0])


def test_holds_compound() -> None:
    none, half = cell(0.0), cell(0.5)
    assert leverage.hold_leverage(none, none, none, none, none) == 0.0
    assert leverage.hold_leverage(none, none, half, none, none) == 0.5
    assert leverage.hold_leverage(half, none, none, half, none) == 0.75
    assert leverage.hold_leverage(half, cell(1.0), none, none, none) == 1.0


@brief
@given(floats(0, 1), floats(0, 1), floats(0, 1))
def test_another_hold_never_lessens_leverage(first: float, second: float, more: float) -> None:
    parts = [cell(first), cell(second), cell(0.0), cell(0.0)]
    without = float(leverage.hold_leverage(*parts, cell(0.0))[0, 0, 0, 0])
    assert 0.0 <= without <= float(leverage.hold_leverage(*parts, cell(more))[0, 0, 0, 0]) <= 1.0


def test_an_amount_at_its_half_saturates_by_half() -> None:
    assert leverage.saturate(row(0.0, 0.2, 0.6), cell(0.2)).ravel() == pytest.approx([0, 0.5, 0.75])


def test_only_rivals_are_added_up() -> None:
    strength = frozen(np.zeros((3, 3, 2)))
    strength = strength.copy()
    strength[0, 1], strength[0, 2], strength[2, 0] = [0.8, 0.0], [0.5, 0.1], [0.0, 0.4]
    quarrel = align(frozen(strength), ((1, 2), (), (0,)))
    seen = leverage.oppose(quarrel, column(1.0, 0.5, 0.2))
    assert seen == pytest.approx(grid([[[0.5, 0.02]], [[0.0, 0.0]], [[0.0, 0.4]]]))


def test_rivals_that_lose_are_no_threat() -> None:
    quarrel = align(frozen(np.ones((2, 2, 1)) - np.eye(2)[..., None]), ((1,), (0,)))
    threat = leverage.look_for_threat(quarrel, column(-0.2, 0.1), column(0.0, 3.0), cell(0.3))
    assert threat.ravel().tolist() == [0.1, 0.0]


def test_without_leverage_there_is_no_reprisal() -> None:
    assert punish(before=0.0, refusal=0.3, hold=0.0) == 0.0


def test_a_patron_that_is_not_refused_does_not_reprise() -> None:
    assert punish(before=0.0, refusal=0.0, hold=0.9) == 0.0


def test_who_is_refused_punishes_as_often_as_the_rate_says() -> None:
    chance = 1.0 - np.exp(-0.5 * 0.4)
    assert punish(before=0.0, refusal=0.4, hold=0.6, chance=chance - 1e-9) == 0.6
    assert punish(before=0.0, refusal=0.4, hold=0.6, chance=chance) == 0.0


def test_a_reprisal_halves_over_its_half_life() -> None:
    level = 0.6
    for _ in range(4):
        level = punish(level, refusal=0.0, hold=0.9, half_life=4.0)
    assert level == pytest.approx(0.3)


@brief
@given(floats(0, 1), floats(0, 1), floats(0, 1), floats(0, 1))
def test_a_reprisal_is_a_share_and_grows_with_leverage(
    before: float, refusal: float, hold: float, chance: float
) -> None:
    level = punish(before, refusal, hold, chance)
    assert 0.0 <= level <= 1.0
    assert level <= punish(before, refusal, 1.0, chance) + 1e-15


def test_a_choice_is_told_from_what_powers_spend() -> None:
    weight = row(0.5, 0.5)
    offers = grid([[[1.0, 3.0]], [[1.0, 1.0]]])
    even = leverage.weigh_choice(cell(0.6), offers, weight)
    assert even.ravel() == pytest.approx([0.5 * 0.5 + 0.5 * 0.75, 0.5 * 0.5 + 0.5 * 0.25])
    turned = leverage.weigh_choice(grid([[[0.3, 0.6]], [[0.6, 0.6]]]), offers, weight)
    assert turned.ravel()[0] == pytest.approx(0.5 / 3 + 0.5 * 0.75)


def test_the_ordinary_ups_and_downs_are_no_refusal() -> None:
    assert leverage.feel_refusal(cell(0.46), cell(0.5), cell(0.1)) == 0.0
    assert leverage.feel_refusal(cell(0.25), cell(0.5), cell(0.1)) == pytest.approx(0.4)


def test_punishment_is_feared_where_wages_or_fuel_hang_on_the_patron() -> None:
    feared = leverage.threaten(cell(0.6), cell(0.5), row(0.0, 0.3, 0.1), row(0.0, 0.1, 0.4))
    assert feared.ravel() == pytest.approx([0.6, 0.75, 0.8])


def test_a_friend_is_alarmed_with_one_as_far_as_it_is_a_friend() -> None:
    strength = np.zeros((3, 3, 2))
    strength[0, 1] = [0.2, 0.8]
    friends = align(frozen(strength), ((1,), (), ()))
    felt = leverage.heed_friends(friends, column(0.1, 0.5, 0.9))
    assert felt.ravel() == pytest.approx([0.4, 0.5, 0.9])


def test_a_loan_raises_the_lenders_share_and_lowers_the_others() -> None:
    # 4 bn owed, half of it to the first; the second lends 1.6 bn a year for a quarter
    after = leverage.lend(column(0.5, 0.2), column(0.0, 1.6), cell(4.0))
    assert after.ravel() == pytest.approx([0.5 / 1.1, 0.3 / 1.1])


def test_a_state_alone_has_no_neighbours_to_follow() -> None:
    assert (leverage.mean_of_others(column(0.9, 0.1)) == 0.5).all()


def test_a_state_looks_at_the_others_only() -> None:
    taken = grid([[[0.0], [0.3], [0.9]]])
    assert leverage.mean_of_others(taken).ravel() == pytest.approx([0.6, 0.45, 0.15])


@brief
@given(grids(0, 1, 2, 3, 2, 3), floats(0, 1), floats(0, 0.1))
def test_debt_is_paid_back_and_arms_follow_security(
    held: Floats, share: float, speed: float
) -> None:
    debt, arms = leverage.drift_structure(held, cell(share), cell(0.015), cell(speed))
    assert (debt <= held[..., 0:1]).all()
    assert (abs(arms - share) <= abs(held[..., 1:2] - share) + 1e-15).all()
