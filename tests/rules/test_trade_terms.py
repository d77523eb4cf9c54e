"""What markets, contracts, routes and barriers make of trade, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from rule_cases import brief, cell, cells, floats

from model.rules import ties


def test_incomes_worked_out_by_hand() -> None:
    # the one four times as rich, the other as rich as ever: at an elasticity of a half, twice
    assert ties.grow_incomes(*cells(4.0, 1.0, 0.5)) == pytest.approx(2.0)
    assert ties.grow_incomes(*cells(2.0, 4.5, 0.5)) == pytest.approx(3.0)


@brief
@given(floats(0.05, 20), floats(0, 1))
def test_incomes_as_in_the_base_year_change_nothing(other: float, income: float) -> None:
    assert ties.grow_incomes(*cells(1.0, 1.0, income)) == 1.0
    assert ties.grow_incomes(*cells(other, 1.0 / other, income)) == pytest.approx(1.0)


def test_support_worked_out_by_hand() -> None:
    # three quarters goods, grown by 2; a quarter energy, whose fields gave 1.5 at a third the price
    assert ties.support_trade(*cells(0.25, 2.0, 1.5, 1 / 3)) == pytest.approx(1.625)


def test_half_the_price_is_half_the_trade_where_all_of_it_is_energy() -> None:
    assert ties.support_trade(*cells(1.0, 7.0, 1.0, 0.5)) == 0.5
    assert ties.support_trade(*cells(0.0, 7.0, 1.0, 0.5)) == 7.0


@brief
@given(floats(0, 1))
def test_economies_and_prices_as_in_the_base_year_support_the_base_year(part: float) -> None:
    assert ties.support_trade(*cells(part, 1.0, 1.0, 1.0)) == pytest.approx(1.0, rel=1e-15)


def test_contracts_are_worth_what_their_price_makes_of_them() -> None:
    # 30 bcm at 0.2 and -5 Mt at 0.4 bn USD, at one and a half times the price
    assert ties.value_contracts(*cells(30, -5, 0.2, 0.4, 1.5)) == pytest.approx(6.0)
    assert ties.value_contracts(*cells(0, 0, 0.2, 0.4, 9.0)) == 0.0


def test_contracts_add_themselves_to_what_is_supported_without_them() -> None:
    # 6 bn on top of 2 that have grown to 3: nine instead of three
    added = ties.add_contracts(*cells(6.0, 2.0, 1.5, 0.4))
    assert 2.0 * 1.5 * math.exp(float(added[0, 0, 0, 0])) == pytest.approx(9.0)


def test_a_contract_that_ends_worked_out_by_hand() -> None:
    # half a bn of 2 bn ends, where 0.4 of the supported 1.5 were energy: 1.25 of 1.5 are left
    assert ties.add_contracts(*cells(-0.5, 2.0, 1.5, 0.4)) == pytest.approx(math.log(1.25 / 1.5))
    # 9 bn end, which were never there: nineteen twentieths of the energy go, 1.12 of 1.5 are left
    assert ties.add_contracts(*cells(-9.0, 2.0, 1.5, 0.4)) == pytest.approx(math.log(1.12 / 1.5))


@brief
@given(floats(-1e4, 0), floats(0.001, 60), floats(0, 1), floats(0.2, 5), floats(0.05, 20))
def test_a_contract_that_ends_takes_no_more_than_the_energy_part(
    worth: float, start: float, part: float, goods: float, price: float
) -> None:
    support = ties.support_trade(*cells(part, goods, 1.0, price))
    energy = cell(part * price)
    left = support * np.exp(ties.add_contracts(cell(worth), cell(start), support, energy))
    whole, kept = float(support[0, 0, 0, 0]), float(left[0, 0, 0, 0])
    assert whole - part * price - 1e-9 * whole <= kept <= whole * (1 + 1e-12)
    if part > 0.01:
        assert kept >= (1.0 - part) * goods + 0.049 * part * price


@brief
@given(floats(0.001, 60), floats(0.2, 5), floats(0, 1))
def test_no_contract_adds_nothing(start: float, support: float, part: float) -> None:
    assert ties.add_contracts(*cells(0.0, start, support, part * support)) == 0.0


def test_barriers_worked_out_by_hand() -> None:
    # a duty of 25 % on the half that is bought, at elasticity 3, and sanctions of 0.4 at 0.35
    barred = ties.bar_trade(*cells(0.5, 0.25, 0.4, 3.0, 0.35))
    assert barred == pytest.approx(-1.5 * math.log(1.25) - 0.14)
    # one that is lifted, and sanctions that are eased, let trade grow
    freed = ties.bar_trade(*cells(0.5, -0.2, -0.4, 3.0, 0.35))
    assert freed == pytest.approx(1.5 * math.log(1.25) + 0.14)


@brief
@given(floats(-0.5, 2), floats(1, 5))
def test_no_duty_falls_on_what_is_sold(tariff: float, weight: float) -> None:
    assert ties.bar_trade(*cells(0.0, tariff, 0.0, weight, 0.35)) == 0.0


@brief
@given(floats(0, 1), floats(1, 5), floats(0, 1))
def test_no_barrier_bars_nothing(part: float, weight: float, sanctions_weight: float) -> None:
    assert ties.bar_trade(*cells(part, 0.0, 0.0, weight, sanctions_weight)) == 0.0


def test_a_partner_grown_too_large_is_traded_with_a_little_less() -> None:
    # a fifth of all trade beyond what is tolerated, four fifths of it free to go elsewhere
    assert ties.spread_trade(*cells(0.55, 0.8, 0.35, 0.05)) == pytest.approx(-0.008)


@brief
@given(floats(0, 0.35), floats(0, 1), floats(0, 1))
def test_a_partner_within_what_is_tolerated_is_let_be(
    share: float, free: float, hedging: float
) -> None:
    assert ties.spread_trade(*cells(share, free, 0.35, hedging)) == 0.0


@brief
@given(floats(0, 1), floats(0, 1))
def test_what_is_under_contract_cannot_be_taken_elsewhere(share: float, hedging: float) -> None:
    assert ties.spread_trade(*cells(share, 0.0, 0.35, hedging)) == 0.0


def test_terms_come_nearer_to_their_target_and_never_pass_it() -> None:
    assert ties.approach(*cells(0.2, 1.2, 0.35)) == pytest.approx(0.35)
    assert ties.approach(*cells(0.2, -0.8, 0.35)) == pytest.approx(-0.35)
    assert 0.2 + ties.approach(*cells(0.2, 1.2, 1.0)) == pytest.approx(1.2)


@brief
@given(floats(-3, 3), floats(0, 1))
def test_terms_at_their_target_stay(target: float, speed: float) -> None:
    assert ties.approach(*cells(target, target, speed)) == 0.0


def test_a_tie_is_pulled_back_to_what_its_terms_support() -> None:
    # 2 bn where 3 times the 4 bn of the base year are supported, at a tenth a quarter
    assert ties.pull_back(*cells(2.0, 4.0, math.log(3.0), 0.1)) == pytest.approx(
        0.1 * math.log(6.0)
    )


@brief
@given(floats(0.001, 60), floats(-2, 2), floats(0.01, 1))
def test_a_tie_at_what_its_terms_support_is_let_be(start: float, terms: float, pull: float) -> None:
    now = start * math.exp(terms)
    assert ties.pull_back(*cells(now, start, terms, pull)) == pytest.approx(0.0, abs=1e-13)


def test_small_trade_swings_more() -> None:
    # as large as one lump: the square root of two; many lumps: as it is
    assert ties.spread_shock(*cells(0.1, 0.05, 0.1)) == pytest.approx(0.05 * math.sqrt(2.0))
    assert ties.spread_shock(*cells(0.1 / 3, 0.05, 0.1)) == pytest.approx(0.1)
    assert ties.spread_shock(*cells(1e6, 0.05, 0.1)) == pytest.approx(0.05, rel=1e-6)
    assert ties.spread_shock(*cells(0.001, 0.05, 0.0)) == 0.05


@brief
@given(floats(0.001, 100), floats(0, 1), floats(0.1, 1.0), floats(0.01, 0.5), floats(0, 1))
def test_a_base_year_that_lasts_moves_no_goods(
    start: float, part: float, income: float, pull: float, share: float
) -> None:
    """Price 1, incomes 1, no contract, no barrier, a partner that is tolerated: every push is 0."""
    grown = ties.grow_incomes(*cells(1.0, 1.0, income))
    support = ties.support_trade(cell(part), grown, grown, cell(1.0))
    worth = ties.value_contracts(*cells(0.0, 0.0, 0.3, 0.6, 1.0))
    targets = (
        np.log(support),
        ties.add_contracts(worth, cell(start), support, part * grown),
        cell(0.0),
        ties.bar_trade(*cells(part, 0.0, 0.0, 3.0, 0.35)),
    )
    steps = [ties.approach(cell(0.0), target, cell(0.35)) for target in targets]
    spread = ties.spread_trade(*cells(share, 1.0 - part, 1.0, 0.05))
    back = ties.pull_back(*cells(start, start, 0.0, pull))
    pushes = ties.push_goods(
        steps[0] + back, steps[1] + spread, steps[2], steps[3], *cells(0.0, 0.0, 0.0)
    )
    assert ties.move_goods(cell(start), pushes) == pytest.approx(start, rel=1e-14)
    assert all(abs(float(push[0, 0, 0, 0])) < 1e-15 for push in pushes)


def test_pushes_on_goods_stand_in_the_order_of_the_ledger() -> None:
    pushes = ties.push_goods(*cells(1, 2, 3, 4, 5, 6, 7))
    told = {cause: float(push[0, 0, 0, 0]) for cause, push in pushes._asdict().items()}
    assert told == {"gravity": 1, "deals": 2, "corridor": 3, "control": 4, "reprisal": 5,
                    "decay": 0, "shock": 6, "unnamed": 7}  # fmt: skip
