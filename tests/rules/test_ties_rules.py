"""Ties move by causes that can be told apart and add up exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis.strategies import SearchStrategy, lists
from rule_cases import brief, cell, floats, grids, row

from model.rules import ties
from model.rules.ties import CAUSES, Pushes
from model.world.draws import Floats


def pushing(size: float) -> SearchStrategy[Pushes]:
    several = lists(grids(-size, size, 1, 2, 2, 2), min_size=8, max_size=8)
    return several.map(lambda parts: Pushes(*parts))


def built(now: float, granted: float, start: float = 40.0, usual: float = 0.5) -> float:
    terms = (now, start, granted, usual, 0.25, 0.02)
    return float(ties.build_points(*(cell(t) for t in terms))[0, 0, 0, 0])


@brief
@given(floats(0.001, 50), floats(0, 50), floats(0.01, 0.2))
def test_a_usual_flow_pulls_at_nothing(start: float, flow: float, pull: float) -> None:
    assert ties.add_flow(cell(start), cell(flow), cell(flow), cell(pull)) == 0.0


def test_a_small_flow_adds_itself_and_a_large_one_moves_in_proportion() -> None:
    small = float(ties.add_flow(cell(1e4), cell(3.0), cell(1.0), cell(1.0))[0, 0, 0, 0])
    assert 1e4 * small == pytest.approx(2.0, rel=1e-3)
    large = float(ties.add_flow(cell(1e-4), cell(3.0), cell(1.0), cell(1.0))[0, 0, 0, 0])
    assert large == pytest.approx(math.log(3.0), rel=1e-3)


def test_a_push_is_at_most_a_factor_of_two() -> None:
    still = cell(0.0)
    for push in (5.0, -5.0):
        pushes = Pushes(cell(push), *[still] * 7)
        moved = float(ties.move_goods(cell(10.0), pushes)[0, 0, 0, 0])
        assert moved == pytest.approx(10.0 * math.exp(math.copysign(0.7, push)))


@brief
@given(floats(0.05, 95), floats(0.001, 20), floats(0.05, 1))
def test_usual_effort_rebuilds_what_decays(start: float, usual: float, half: float) -> None:
    terms = (start, start, usual, usual, half, 0.02)
    assert ties.build_points(*(cell(t) for t in terms)) == pytest.approx(start, rel=1e-12)


@brief
@given(floats(0.01, 99), floats(0, 20), floats(0, 20))
def test_more_effort_never_builds_less(now: float, first: float, second: float) -> None:
    assert built(now, min(first, second)) <= built(now, max(first, second))


def test_embassies_keep_some_contact_up_whatever_the_programme() -> None:
    assert 0.0 < built(20.0, granted=0.0) < built(20.0, granted=0.5)


@brief
@given(floats(0.01, 98), floats(0, 500), floats(0.01, 3))
def test_contact_never_passes_its_resting_place(now: float, grows: float, decay: float) -> None:
    zero = cell(0.0)
    rest = 100.0 * grows / (100.0 + grows)
    here = cell(grows * (100.0 - now) / 100.0)
    pushes = ties.push_points(cell(now), here, here, zero, zero, cell(decay), zero)
    after = now + float(sum(pushes)[0, 0, 0, 0])
    assert min(now, rest) - 1e-9 <= after <= max(now, rest) + 1e-9


def test_contact_that_is_full_cannot_be_built() -> None:
    assert built(100.0, granted=5.0) == 0.0


def test_points_at_rest_stay_where_they_are() -> None:
    zero, usual = cell(0.0), cell(40.0)
    pushes = ties.push_points(usual, usual, usual, zero, zero, cell(0.05), zero)
    assert all(push == 0.0 for push in pushes)
    assert ties.move_points(cell(40.0), pushes) == pytest.approx(40.0, rel=1e-14)


@pytest.mark.parametrize("end", [0.0, 100.0])
def test_chance_vanishes_at_either_end(end: float) -> None:
    zero = cell(0.0)
    pushes = ties.push_points(cell(end), zero, zero, zero, zero, cell(0.05), cell(3.0))
    assert pushes.shock == 0.0


def test_deals_are_what_goes_beyond_the_usual() -> None:
    terms = (40.0, 60.0, 50.0, 10.0, 0.02, 0.05, 0.5)
    pushes = ties.push_points(*(cell(t) for t in terms))
    booked = {cause: float(push[0, 0, 0, 0]) for cause, push in pushes._asdict().items()}
    assert booked == pytest.approx(
        {"deals": 5 / 11, "gravity": 0, "corridor": 0, "control": 0.3, "reprisal": -0.8,
         "decay": 5 / 11, "shock": 0.48, "unnamed": 0}
    )  # fmt: skip


def test_projects_count_as_contact_in_part() -> None:
    contact = ties.count_contact(row(1.0, 3.0, 0.5, 0.2), cell(0.1))
    assert contact.ravel() == pytest.approx([0.9, 0.2])


@brief
@given(grids(0.01, 99, 1, 2, 2, 2), pushing(500.0))
def test_points_keep_within_their_bounds(before: Floats, pushes: Pushes) -> None:
    after = ties.move_points(before, pushes)
    assert ((after >= 0.01) & (after <= 99.0)).all()


def test_causes_are_the_fields_of_the_pushes() -> None:
    assert Pushes._fields == CAUSES
