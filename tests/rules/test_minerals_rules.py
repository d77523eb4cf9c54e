"""Licences bite at once and ease later; prices, alarm and reliance follow."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from rule_cases import (
    brief,
    cell,
    column,
    floats,
    grids,
)

from model.rules import minerals
from model.world.draws import Floats

NONE = cell(0.0)


@brief
@given(floats(0, 1), floats(0, 1))
def test_a_licence_regime_stops_nearly_everything_in_its_first_quarter(
    control: float, recoverable: float
) -> None:
    assert minerals.cut_supply(cell(control), NONE, NONE, cell(recoverable)) == control


def test_a_licence_regime_that_stays_lets_part_of_the_trade_back() -> None:
    control, adaptation = cell(0.9), cell(0.0)
    for _ in range(200):
        adaptation = minerals.adapt_to_licences(adaptation, control, cell(3.0))
    assert minerals.cut_supply(control, NONE, adaptation, cell(0.7)) == pytest.approx(0.27)


def test_traders_are_halfway_to_a_regime_after_its_half_life() -> None:
    adaptation = cell(0.0)
    for _ in range(5):
        adaptation = minerals.adapt_to_licences(adaptation, cell(0.8), cell(5.0))
    assert adaptation == pytest.approx(0.4)


def test_a_regime_that_is_lifted_cuts_nothing() -> None:
    assert minerals.cut_supply(NONE, NONE, cell(0.8), cell(0.5)) == 0.0


@brief
@given(floats(0, 1), floats(0, 1), floats(0, 1), floats(0, 1))
def test_what_is_under_embargo_does_not_come_back(
    control: float, embargo: float, adaptation: float, recoverable: float
) -> None:
    given_ = (cell(v) for v in (control, embargo, adaptation, recoverable))
    assert embargo <= minerals.cut_supply(*given_) <= max(control, embargo)


def test_a_shortage_worked_out_by_hand() -> None:
    shortage = minerals.find_shortage(cell(0.9), cell(0.5), cell(0.2), cell(0.25))
    assert shortage == pytest.approx(0.27)


@brief
@given(grids(0, 1), grids(0, 1), grids(0, 1), floats(0, 1))
def test_home_supply_and_leakage_never_worsen_a_shortage(
    cut: Floats, reliance: Floats, home: Floats, leakage: float
) -> None:
    shortage = minerals.find_shortage(cut, reliance, home, cell(leakage))
    assert (shortage >= 0.0).all()
    assert (shortage <= minerals.find_shortage(cut, reliance, cell(0.0), cell(0.0))).all()


def test_a_price_worked_out_by_hand() -> None:
    price = minerals.set_price(
        cell(0.1), column(0.5, 0.2), column(0.6, 0.4), cell(1.0), cell(2.0), cell(0.5)
    )
    assert price == pytest.approx(0.1 + 0.5 * (2.0 * 0.38 - 0.1))


def test_a_price_settles_where_shortage_and_appetite_hold_it() -> None:
    price = cell(0.0)
    for _ in range(100):
        price = minerals.set_price(price, cell(0.3), cell(1.0), cell(2.0), cell(1.5), cell(0.5))
    assert price == pytest.approx(0.45 + math.log(2.0))


def test_alarm_fades_by_half_over_its_half_life() -> None:
    alarm = cell(0.8)
    for _ in range(10):
        alarm = minerals.feel_alarm(alarm, cell(0.0), cell(-0.5), cell(0.9), cell(0.25), cell(10.0))
    assert alarm == pytest.approx(0.4)


def test_one_quarter_without_half_of_a_mineral_is_remembered() -> None:
    alarm = minerals.feel_alarm(cell(0.0), cell(0.5), cell(0.0), cell(0.9), cell(0.25), cell(10.0))
    assert alarm == pytest.approx(1.0 - math.exp(-0.45))


@brief
@given(floats(0, 1), floats(0, 1), floats(-2, 3), floats(0, 5))
def test_alarm_is_a_share_and_shortage_never_soothes(
    alarm: float, shortage: float, price: float, gain: float
) -> None:
    rest = (cell(price), cell(gain), cell(0.3), cell(8.0))
    calm = minerals.feel_alarm(cell(alarm), cell(0.0), *rest)
    struck = minerals.feel_alarm(cell(alarm), cell(shortage), *rest)
    assert 0.0 <= calm <= struck <= 1.0


@brief
@given(floats(0, 1), floats(0, 1), floats(0, 1), floats(0, 1), floats(0, 1))
def test_reliance_stays_a_share(
    reliance: float, alarm: float, natural: float, shed: float, back: float
) -> None:
    given_ = (cell(v) for v in (reliance, alarm, natural, shed, back))
    assert -1e-15 <= minerals.move_reliance(*given_) <= 1.0 + 1e-15


def test_alarmed_importers_diversify_and_calm_ones_relapse() -> None:
    def move(alarm: float, natural: float) -> float:
        given_ = (cell(v) for v in (0.6, alarm, natural, 0.02, 0.03))
        return float(minerals.move_reliance(*given_)[0, 0, 0, 0])

    assert move(alarm=1.0, natural=0.9) == pytest.approx(0.588)
    assert move(alarm=0.0, natural=0.9) == pytest.approx(0.609)
    assert move(alarm=0.0, natural=0.4) == 0.6


@brief
@given(floats(0, 1), floats(0, 1))
def test_natural_reliance_lies_between_the_start_and_one(start: float, lift: float) -> None:
    natural = float(minerals.natural_reliance(cell(start), cell(lift))[0, 0, 0, 0])
    assert start <= natural <= 1.0 + 1e-15
    assert natural == 0.0 if start == 0.0 else natural > 0.0


def test_offtake_worked_out_by_hand() -> None:
    pull = minerals.pull_of_minerals(
        cell(0.1), cell(math.log(2.0)), cell(0.5), cell(0.25), cell(8.0), cell(0.8)
    )
    assert pull == pytest.approx(8.0 * 2.0 * 0.1 * 0.25 * 1.4)
