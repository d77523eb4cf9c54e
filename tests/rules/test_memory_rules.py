"""Chance that lasts, chance that passes, unnamed events and contracts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import brief, cell, column, floats, frozen, grids

from model.rules import memory
from model.world.draws import Floats


def test_what_lasts_is_still_there_after_three_years_and_what_passes_is_gone() -> None:
    lasts = passes = cell(0.4)
    for _ in range(12):
        lasts = memory.carry_chance(lasts, cell(0.1), cell(0.0), cell(0.99))
        passes = memory.carry_chance(passes, cell(0.1), cell(0.0), cell(0.3))
    assert lasts == pytest.approx(0.4 * 0.99**12)
    assert abs(passes) < 1e-6


def test_the_base_year_holds_as_much_that_passes_as_the_mean_of_any_other() -> None:
    rng = np.random.default_rng(3)
    spread, kept = cell(0.1), cell(0.6)
    now = memory.usual_passing(spread, frozen(rng.standard_normal((40000, 1, 1, 1))), kept)
    quarters, left = [], cell(0.0)
    for _ in range(24):
        left = memory.carry_chance(left, spread, rng.standard_normal((40000, 1, 1, 1)), kept)
        quarters.append(left)
    assert np.mean(quarters[-4:], axis=0).std() == pytest.approx(now.std(), rel=0.02)
    assert memory.vary_over_years(cell(0.0)) == 0.25


def test_events_come_as_often_as_their_rate() -> None:
    chance = frozen(np.random.default_rng(5).uniform(size=(50000, 1, 1, 1)))
    assert memory.strike(chance, cell(0.2)).mean() == pytest.approx(1 - np.exp(-0.2), rel=0.02)
    assert memory.strike(chance, cell(0.0)).sum() == 0.0
    assert memory.strike(cell(1.0), cell(40.0)) == 0.0


def test_who_is_met_is_drawn_by_weight() -> None:
    chance = frozen(np.random.default_rng(6).uniform(size=(40000, 3, 1, 1)))
    picked = memory.pick_one(column(1.0, 3.0, 6.0), chance)
    assert (picked.sum(axis=1) == 1.0).all()
    assert picked.mean(axis=0).ravel() == pytest.approx([0.1, 0.3, 0.6], abs=0.01)


def test_a_contract_worked_out_by_hand() -> None:
    after = memory.sign_contract(column(0.5, 0.3, 0.1), column(0.0, 0.0, 1.0), cell(1.0), cell(0.4))
    assert after.ravel() == pytest.approx([0.3, 0.18, 0.42])


@brief
@given(grids(0.0, 0.3, 2, 3, 2, 1), floats(0, 1))
def test_a_contract_never_changes_what_the_cast_holds(arms: Floats, size: float) -> None:
    winner = np.zeros_like(arms)
    winner[:, 0] = 1.0
    after = memory.sign_contract(arms, winner, cell(1.0), cell(size))
    np.testing.assert_allclose(after.sum(axis=1), arms.sum(axis=1), atol=1e-12)
    assert (after >= -1e-15).all()
