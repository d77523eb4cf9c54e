"""Influence is bandwidth times dependence, and shares of it sum to one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import (
    brief,
    cell,
    column,
    floats,
    grids,
    row,
)

from model.rules import influence
from model.world.draws import Floats


def test_a_bandwidth_worked_out_by_hand() -> None:
    band = influence.bandwidth(row(0, 1, 3, 7, 15, 99), cell(1.0), cell(7.0))
    assert band.ravel() == pytest.approx([0, 1 / 3, 2 / 3, 1, 1, 1])


@brief
@given(floats(0, 1e4), floats(0, 1e4))
def test_more_ties_never_narrow_the_band(first: float, second: float) -> None:
    low, high = sorted((first, second))
    narrow, wide = influence.bandwidth(row(low, high), cell(0.5), cell(60.0)).ravel()
    assert 0.0 <= narrow <= wide <= 1.0


def test_shares_of_ties_leave_room_for_the_rest_of_the_world() -> None:
    shares = influence.share_of_ties(column(6.0, 2.0), cell(2.0))
    assert shares.ravel() == pytest.approx([0.6, 0.2])


def test_dependence_worked_out_by_hand() -> None:
    terms = (0.5, 0.8, 0.3, 0.6, 0.4)
    assert influence.depend(*(cell(term) for term in terms)) == pytest.approx(0.36)


@brief
@given(grids(0, 1), grids(0, 1), grids(0, 1), floats(0, 1))
def test_influence_is_a_share(share: Floats, lean: Floats, band: Floats, weight: float) -> None:
    dependence = influence.depend(share, lean, lean, cell(weight), cell(1.0 - weight))
    measured = influence.measure_influence(band, dependence)
    assert (measured >= 0.0).all()
    assert (influence.total_influence(measured, row(0.3, 0.3, 0.2, 0.2)) <= 1.0 + 1e-12).all()


@brief
@given(grids(0, 1))
def test_shares_of_influence_sum_to_one(amount: Floats) -> None:
    shares = influence.share_of_influence(amount)
    assert (shares >= 0.0).all()
    np.testing.assert_allclose(shares.sum(axis=-3), 1.0, rtol=1e-12)


def test_where_nobody_has_influence_all_share_alike() -> None:
    assert influence.share_of_influence(column(0, 0, 0, 0)).ravel().tolist() == [0.25] * 4
