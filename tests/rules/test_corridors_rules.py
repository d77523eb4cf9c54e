"""Freight goes where it is cheap, and whoever sits astride a corridor holds those who need it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import (
    brief,
    cell,
    column,
    floats,
    grid,
    grids,
    row,
)

from model.rules import corridors
from model.world.draws import Floats


def cost(load: float, risk: float = 0.1) -> float:
    terms = (cell(100.0), cell(10.0), cell(risk), cell(load), cell(12.0))
    return float(corridors.generalised_cost(*terms)[0, 0, 0, 0])


def test_a_cost_worked_out_by_hand() -> None:
    assert cost(load=0.0) == pytest.approx(230.0)
    assert cost(load=1.0) == pytest.approx(248.0)
    assert cost(load=1.2) == pytest.approx(230.0 + 18.0 * 1.2**4)


def test_a_corridor_half_as_full_again_is_as_slow_as_it_gets() -> None:
    assert cost(load=1.5) == pytest.approx(321.125)
    assert cost(load=1.6) == cost(load=80.0) == cost(load=1.5)


def test_what_a_corridor_cannot_take_waits() -> None:
    carried = corridors.hold_back(row(2.0, 14.0, 16.0, 90.0), cell(10.0))
    assert carried.ravel().tolist() == [2.0, 14.0, 15.0, 15.0]


@brief
@given(floats(0, 6), floats(0, 6))
def test_more_freight_never_makes_a_corridor_cheaper(first: float, second: float) -> None:
    assert cost(min(first, second)) <= cost(max(first, second))


@brief
@given(grids(0.1, 900.0), floats(0.1, 4.0))
def test_reference_cost_attracts_as_in_the_base_year(reference: Floats, elasticity: float) -> None:
    assert (corridors.attract(reference, reference, cell(1.0), cell(elasticity)) == 1.0).all()
    assert (corridors.attract(reference, reference, cell(0.0), cell(elasticity)) == 0.0).all()


@brief
@given(grids(0.01, 1.0))
def test_at_base_terms_freight_splits_by_reference_shares(weight: Floats) -> None:
    shares = weight / weight.sum(axis=-1, keepdims=True)
    pull = row(1.0, 1.0, 1.0, 1.0)
    access = corridors.reach_by_corridors(shares, pull, cell(0.0))
    np.testing.assert_allclose(access, 1.0, rtol=1e-12)
    one_power = shares[:, :1]
    loads = corridors.load_corridors(cell(8.0), one_power, pull, access[:, :1])
    np.testing.assert_allclose(loads, 8.0 * one_power, rtol=1e-12)


def test_loads_worked_out_by_hand() -> None:
    shares, pull = row(0.6, 0.4), row(1.0, 0.5)
    access = corridors.reach_by_corridors(shares, pull, cell(0.02))
    assert access == pytest.approx(0.82)
    loads = corridors.load_corridors(column(4.1, 8.2), shares, pull, access)
    assert loads.ravel() == pytest.approx([9.0, 3.0])


@brief
@given(grids(0.01, 1.0), grids(0.0, 5.0, 2, 1, 1, 4), grids(0.0, 90.0, 2, 3, 2, 1))
def test_corridors_never_carry_more_than_there_is(
    weight: Floats, pull: Floats, amount: Floats
) -> None:
    shares = weight / weight.sum(axis=-1, keepdims=True)
    access = corridors.reach_by_corridors(shares, pull, cell(0.02))
    carried = corridors.load_corridors(amount, shares, pull, access).sum()
    assert 0.0 <= carried <= amount.sum() * (1 + 1e-12)


def test_closed_corridors_leave_a_pair_with_the_residual() -> None:
    access = corridors.reach_by_corridors(row(0.6, 0.4), row(0.0, 0.0), cell(0.02))
    assert access == pytest.approx(0.02)


def test_control_of_freight_worked_out_by_hand() -> None:
    trade = column(6.0, 4.0)
    crossing = grid([[[1.0, 0.0]], [[0.5, 0.5]]])
    control = corridors.control_freight(trade, row(7.0, 2.0), crossing)
    assert control.ravel() == pytest.approx([0.7, 0.45])


def test_transit_revenue_worked_out_by_hand() -> None:
    crossing = grid([[[1.0, 0.5], [1.0, 0.5]]])
    earned = corridors.earn_transit(row(2.0, 5.0), crossing, row(100.0, 40.0), row(0.6, 0.5))
    assert earned.ravel() == pytest.approx([0.11, 0.11])


def test_a_corridor_that_crosses_little_keeps_only_that_part() -> None:
    earned = corridors.earn_transit(row(2.0), cell(0.5), row(100.0), row(0.6))
    assert earned == pytest.approx(0.06)


def test_a_corridor_past_all_states_pays_nothing() -> None:
    assert corridors.earn_transit(row(2.0), cell(0.0), row(100.0), row(0.6)) == 0.0


def test_a_power_that_buys_nothing_loses_nothing() -> None:
    reach = corridors.reach_buyers(row(0.7, 0.3), row(0.0, 0.0), row(0.0, 0.0), cell(0.25))
    assert reach == 1.0


def test_part_of_a_closed_route_finds_another_way() -> None:
    reach = corridors.reach_buyers(row(0.5, 0.5), row(1.0, 1.0), row(1.0, 0.0), cell(0.25))
    assert reach == pytest.approx(0.625)


@brief
@given(grids(0.0, 1.0), grids(0.0, 1.0), grids(0.0, 1.0), floats(0, 1))
def test_what_reaches_a_buyer_is_a_share(
    share: Floats, buyer: Floats, is_open: Floats, reroute: float
) -> None:
    reach = corridors.reach_buyers(share, buyer, is_open, cell(reroute))
    assert (reach >= 0.0).all()
    assert (reach <= 1.0 + 1e-12).all()


@brief
@given(grids(0.0, 1.0), grids(0.0, 1.0), floats(0, 1))
def test_an_open_route_never_loosens_a_hold(
    weight: Floats, crossing: Floats, is_open: float
) -> None:
    shares = weight / (weight.sum(axis=-1, keepdims=True) + 1e-12)
    less = corridors.control_energy(shares, crossing, cell(is_open))
    more = corridors.control_energy(shares, crossing, cell(1.0))
    assert (less <= more).all()
    assert (more <= 1.0 + 1e-12).all()
