"""Mineral projects begin when supply is sought, end late, and fail as often as they should."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from rule_cases import brief, cell, floats

from model.rules import projects
from model.rules.projects import Projects
from model.world.draws import Floats


def under_way(size: float, due: float, sponsor: int = 0) -> Projects:
    """One place in one run, two powers of which one pays."""
    pays = np.zeros((1, 2, 1, 1))
    pays[0, sponsor] = 1.0
    return Projects(cell(size), cell(due), pays * (size > 0), 0.0 * pays, cell(3.0), cell(1.0))


def test_the_wish_for_new_supply_worked_out_by_hand() -> None:
    demand = np.array([0.2, 0.1]).reshape(1, 2, 1, 1)
    alarm = np.array([0.5, 0.8]).reshape(1, 2, 1, 1)
    effort = np.array([1.0, 2.0]).reshape(1, 2, 1, 1)
    sought = projects.seek_supply(cell(0.4), alarm, demand, effort)
    assert sought == pytest.approx(0.2 * 0.9 * 1.0 + 0.1 * 1.2 * 2.0)
    assert projects.seek_supply(cell(9.0), alarm, demand, effort) == 1.0


def test_nobody_looks_for_supply_when_prices_are_low_and_nobody_is_alarmed() -> None:
    assert projects.seek_supply(cell(-0.2), cell(0.0), cell(1.0), cell(5.0)) == 0.0


def test_what_has_been_built_leaves_fewer_projects_to_begin() -> None:
    rate = projects.rate_of_starts(cell(0.5), cell(0.1), cell(0.2), cell(0.09))
    assert rate == pytest.approx(0.09 * 0.5 * 0.5)
    assert projects.rate_of_starts(cell(0.5), cell(0.0), cell(0.0), cell(0.09)) == 0.0


def test_a_project_that_is_due_works_and_its_sponsor_owns_a_part() -> None:
    closed, added = projects.close_projects(under_way(0.2, 1.0, 1), cell(0.5), cell(0.4), cell(0.7))
    assert added == 0.2
    assert closed.stakes.ravel().tolist() == [0.0, 0.1]
    assert (closed.building, closed.due, closed.failed) == (0.0, 0.0, 1.0)
    assert not closed.sponsors.any()


def test_a_project_that_fails_leaves_nothing_but_the_count() -> None:
    closed, added = projects.close_projects(under_way(0.2, 1.0), cell(0.5), cell(0.4), cell(0.3))
    assert added == 0.0
    assert not closed.stakes.any()
    assert (closed.building, closed.failed) == (0.0, 2.0)


def test_a_project_that_is_not_due_goes_on() -> None:
    closed, added = projects.close_projects(under_way(0.2, 5.5), cell(0.5), cell(1.0), cell(0.0))
    assert added == 0.0
    assert (closed.building, closed.due, closed.failed) == (0.2, 4.5, 1.0)


@pytest.mark.parametrize(
    ("size", "room", "chance", "begins"),
    [
        (0.0, 0.1, 0.05, True),
        (0.0, 0.1, 0.5, False),
        (0.2, 0.1, 0.0, False),
        (0.0, 0.0, 0.0, False),
    ],
)
def test_a_project_begins_in_a_free_place_with_room_if_chance_has_it(
    size: float, room: float, chance: float, begins: bool
) -> None:
    now = under_way(size, 8.0 * (size > 0))
    sponsor = np.array([0.0, 1.0]).reshape(1, 2, 1, 1)
    after = projects.open_projects(now, cell(0.1), cell(chance), cell(room), cell(20.0), sponsor)
    assert after.begun == 3.0 + begins
    if begins:
        assert (after.building, after.due) == (room, 20.0)
        assert after.sponsors.ravel().tolist() == [0.0, 1.0]
    else:
        assert (after.building, after.due) == (now.building, now.due)


def test_a_median_delay_is_what_it_is_called() -> None:
    noise = np.linspace(-2, 2, 5).reshape(5, 1, 1, 1)
    needed = projects.time_needed(cell(16.0), cell(4.0), cell(1.0), noise).ravel()
    assert needed == pytest.approx([16.0 + 4.0 * math.exp(z) for z in range(-2, 3)])


def test_sponsors_are_drawn_by_what_they_spend_and_by_their_alarm() -> None:
    runs = 20_000
    draw = np.random.default_rng(0).uniform(size=(runs, 2, 1, 1))
    effort = np.array([3.0, 1.0]).reshape(1, 2, 1, 1)
    alarm = np.array([0.0, 0.4]).reshape(1, 2, 1, 1)
    share = projects.find_sponsor(effort, alarm, cell(0.2), draw).mean(axis=0).ravel()
    assert share == pytest.approx([0.5, 0.5], abs=0.01)


@brief
@given(floats(0, 0.3), floats(0, 3), floats(0, 1), floats(0, 1))
def test_what_was_under_way_works_fails_or_goes_on(
    size: float, due: float, failure: float, chance: float
) -> None:
    before = under_way(size, due if size > 0 else 0.0)
    closed, added = projects.close_projects(before, cell(0.5), cell(failure), cell(chance))
    lost = (closed.failed - before.failed).sum() * size
    assert (closed.building + added).sum() + lost == pytest.approx(size)
    assert closed.stakes.sum() == pytest.approx(0.5 * added.sum())


def test_stakes_are_worth_what_the_market_pays() -> None:
    stakes: Floats = np.array([0.1, 0.02]).reshape(1, 1, 1, 2)
    price = np.array([math.log(2.0), 0.0]).reshape(1, 1, 1, 2)
    value = np.array([1.5, 10.0]).reshape(1, 1, 1, 2)
    assert projects.worth_of_stakes(stakes, price, value) == pytest.approx(0.3 + 0.2)
