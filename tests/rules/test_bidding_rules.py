"""What a power wants, and how it spreads what it has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import (
    SIZES,
    Numbers,
    brief,
    cell,
    floats,
    grid,
    grids,
    row,
)
from slow_bidding import make_taste, make_view

from model.rules import bidding
from model.rules.bidding import PowerView
from model.world.draws import Floats


def test_a_gain_worked_out_by_hand() -> None:
    gain = bidding.marginal_gain(cell(0.25), cell(2.0), cell(0.05))
    assert gain == pytest.approx(0.475, rel=1e-14)


def test_a_choice_worked_out_by_hand() -> None:
    assert bidding.choose(row(1, 3), cell(1.0)).ravel() == pytest.approx([0.25, 0.75])
    assert bidding.choose(row(1, 3), cell(2.0)).ravel() == pytest.approx([0.1, 0.9])


def test_spending_worked_out_by_hand() -> None:
    shares = grid([[[0.2, 0.3], [0.1, 0.4]]])
    offer = bidding.spend(shares, cell(10.0), row(3.0, 0.0), row(1.0, 1.0))
    assert offer.ravel() == pytest.approx([4.0, 3.0, 2.0, 4.0])
    financed = bidding.spend(shares, cell(10.0), row(3.0, 0.0), row(2.0, 1.0))
    assert financed.ravel() == pytest.approx([6.0, 3.0, 3.0, 4.0])


@brief
@given(floats(0, 1))
def test_a_little_more_wins_most_where_the_contest_is_even(standing: float) -> None:
    contest, entry = cell(1.3), cell(0.05)
    gain = bidding.marginal_gain(cell(standing), contest, entry)
    assert gain <= bidding.marginal_gain(cell(0.5), contest, entry) + 1e-15
    other_side = bidding.marginal_gain(cell(1.0 - standing), contest, entry)
    assert gain == pytest.approx(other_side, abs=1e-15)


def test_a_newcomer_hopes_for_something() -> None:
    assert bidding.marginal_gain(cell(0.0), cell(2.0), cell(0.05)) == pytest.approx(0.1)


def test_effort_does_most_where_it_meets_about_its_own() -> None:
    effect = [
        float(bidding.marginal_effect(cell(1.0), cell(rest), cell(0.02))[0, 0, 0, 0])
        for rest in (0.1, 1.0, 8.0)
    ]
    assert effect[1] > effect[0]
    assert effect[1] > effect[2]
    assert effect[1] == pytest.approx(1.02 / 2.02**2)


def test_where_nothing_has_moved_priority_and_standing_alone_decide() -> None:
    view, taste = make_view(Numbers(SIZES[1], 1)), make_taste(Numbers(SIZES[1], 2))
    still = view._replace(
        own_usual=view.own, others_usual=view.others, welcome=np.ones_like(view.welcome)
    )
    appeal = bidding.weigh_appeal(still, taste)
    np.testing.assert_allclose(appeal.total, appeal.gain, rtol=1e-14)


def test_offers_that_are_taken_less_appeal_less() -> None:
    view, taste = make_view(Numbers(SIZES[1], 1)), make_taste(Numbers(SIZES[1], 2))
    worse = view._replace(welcome=0.5 * view.welcome)
    np.testing.assert_allclose(
        bidding.weigh_appeal(worse, taste).total, 0.5 * bidding.weigh_appeal(view, taste).total
    )


def test_money_for_answers_goes_where_it_answers() -> None:
    n = Numbers(SIZES[1], 5)
    view, taste = make_view(n), make_taste(n)._replace(inertia=cell(1.0))
    none = np.zeros_like(view.answer)
    alone = view._replace(answer=none)
    more = none.copy()
    more[:, 0, 0, 0] = 2.0
    answering = view._replace(answer=more, budget=view.budget + 2.0)
    rest = (0.0 * view.earmarked, 1.0 + 0.0 * view.outlay)
    before = bidding.spend(bidding.bid(alone, taste), alone.budget, *rest)
    after = bidding.spend(bidding.bid(answering, taste), answering.budget, *rest)
    np.testing.assert_allclose((after - before)[:, 0], more[:, 0], atol=1e-12)


def test_a_programme_moves_by_its_inertia_only() -> None:
    n = Numbers(SIZES[1], 5)
    view, taste = make_view(n), make_taste(n)
    all_at_once = bidding.bid(view, taste._replace(inertia=cell(1.0)))
    slowly = bidding.bid(view, taste._replace(inertia=cell(0.25)))
    np.testing.assert_allclose(slowly - view.programme, 0.25 * (all_at_once - view.programme))


@brief
@given(grids(0.0, 50.0), floats(0.0, 4.0))
def test_a_power_spends_all_of_its_budget_once(appeal: Floats, precision: float) -> None:
    shares = bidding.choose(appeal, cell(precision))
    assert (shares >= 0.0).all()
    np.testing.assert_allclose(shares.sum(axis=(-2, -1)), 1.0, rtol=1e-12)


@brief
@given(grids(0.0, 50.0))
def test_without_precision_a_power_spreads_evenly(appeal: Floats) -> None:
    np.testing.assert_allclose(bidding.choose(appeal, cell(0.0)), 1 / 8, rtol=1e-14)


def test_with_much_precision_a_power_puts_all_on_the_best() -> None:
    shares = bidding.choose(row(1.0, 2.0, 1.9), cell(300.0))
    assert shares.ravel() == pytest.approx([0.0, 1.0, 0.0], abs=1e-5)


@brief
@given(grids(0.01, 50.0), floats(0.1, 10.0), floats(0.0, 4.0))
def test_units_of_priority_do_not_matter(appeal: Floats, unit: float, precision: float) -> None:
    same = bidding.choose(appeal * unit, cell(precision))
    np.testing.assert_allclose(same, bidding.choose(appeal, cell(precision)), rtol=1e-10)


@brief
@given(grids(0.0, 50.0), floats(0.1, 4.0))
def test_more_appeal_never_gets_less(appeal: Floats, precision: float) -> None:
    shares = bidding.choose(appeal, cell(precision)).reshape(6, 8)
    for wanted, given_share in zip(appeal.reshape(6, 8), shares, strict=True):
        assert (np.diff(given_share[np.argsort(wanted)]) >= -1e-15).all()


@brief
@given(floats(0.1, 90), floats(1, 90), floats(0, 2))
def test_a_budget_follows_what_is_at_stake(budget: float, stake: float, response: float) -> None:
    usual = bidding.raise_budget(cell(budget), cell(stake), cell(stake), cell(response))
    assert usual == pytest.approx(budget)
    assert bidding.raise_budget(cell(budget), cell(2 * stake), cell(stake), cell(1.0)) == (
        pytest.approx(2 * budget)
    )
    assert bidding.raise_budget(cell(budget), cell(stake), cell(9.0), cell(0.0)) == budget


@brief
@given(grids(0.001, 1.0), grids(0.0, 50.0, 2, 3, 1, 1), grids(0.0, 9.0, 2, 3, 1, 4))
def test_an_offer_sums_to_the_budget_and_what_is_earmarked(
    weight: Floats, budget: Floats, earmarked: Floats
) -> None:
    shares = weight / weight.sum(axis=(-2, -1), keepdims=True)
    offer = bidding.spend(shares, budget, earmarked, 1.0 + 0.0 * earmarked)
    extra = offer.sum(axis=-2, keepdims=True) - budget * shares.sum(axis=-2, keepdims=True)
    np.testing.assert_allclose(extra, earmarked, rtol=1e-9, atol=1e-9)


def test_what_is_earmarked_for_a_domain_without_a_bid_stays_unspent() -> None:
    offer = bidding.spend(row(0.0, 1.0), cell(10.0), row(3.0, 2.0), row(1.0, 1.0))
    assert offer.ravel().tolist() == [0.0, 12.0]


def test_a_power_decides_alone() -> None:
    n = Numbers(SIZES[1], 7)
    view, taste = make_view(n), make_taste(n)
    together = bidding.bid(view, taste)
    np.testing.assert_allclose(together.sum(axis=(-2, -1)), 1.0, rtol=1e-12)
    for power in range(4):
        own = PowerView(*(field[:, power : power + 1] for field in view))
        np.testing.assert_array_equal(bidding.bid(own, taste), together[:, power : power + 1])
