"""Voting positions and suppliers of arms: from what the model keeps to what is on record."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.inputs.history.history import History
from model.inputs.history.past_seeds import stand_at
from model.inputs.seeds.seeds import Seeds
from model.validation.hindcast.arms import supplies, whole_periods
from model.validation.hindcast.voting import (
    align,
    gap_of,
    last_known,
    place_state,
    positions_of,
)

POWERS = st.lists(st.floats(-2, 3), min_size=1, max_size=9)


@given(st.floats(0.0, 20.0))
def test_a_gap_becomes_an_alignment_and_a_gap_again(gap: float) -> None:
    assert float(gap_of(align(np.array(gap), 1.21), 1.21)) == pytest.approx(gap, abs=1e-9)


def test_the_scale_is_that_of_the_seeds_of_a_past_year(shipped: Seeds, history: History) -> None:
    seeds, mean = stand_at(shipped, history, 2010), history.assumed.mean_gap
    ours, theirs = (history.value("positions", actor, 2010) for actor in ("KAZ", "CHN"))
    assert ours is not None
    assert theirs is not None
    aligned = seeds.tables["alignment"]["CHN", "KAZ"].value
    assert float(align(np.array(abs(ours - theirs)), mean)) == pytest.approx(aligned)
    assert float(align(np.array(mean), mean)) == 0.0


def test_an_alignment_of_minus_one_has_a_far_but_finite_gap() -> None:
    assert np.isfinite(gap_of(np.array([-1.0, -5.0]), 1.21)).all()


@given(POWERS, st.floats(-3, 4))
def test_a_state_is_found_again_from_its_own_gaps(powers: list[float], state: float) -> None:
    x = np.array(powers)
    found = float(place_state(np.abs(state - x), x))
    # where all powers stand to one side, or in one place, its mirror image fits as well
    assert np.abs(found - x) == pytest.approx(np.abs(state - x), abs=1e-7)


@given(POWERS, st.integers(0, 2**32 - 1))
def test_no_point_of_a_fine_grid_lies_better(powers: list[float], key: int) -> None:
    x = np.array(powers)
    gaps = np.random.default_rng(key).uniform(0, 3, len(x))

    def misfit(point: float) -> float:
        return float(((np.abs(point - x) - gaps) ** 2).sum())

    best = min(misfit(point) for point in np.linspace(-8, 8, 400))
    assert misfit(float(place_state(gaps, x))) <= best + 1e-9


def test_a_power_that_is_not_on_record_has_no_say() -> None:
    gaps, powers = np.array([1.0, 99.0, 2.0]), np.array([0.0, np.nan, 3.0])
    assert float(place_state(gaps, powers)) == pytest.approx(1.0)


def test_many_runs_are_placed_at_once() -> None:
    gaps = np.array([[[1.0, 2.0], [3.0, 0.0]], [[0.0, 3.0], [4.0, 1.0]]])
    assert place_state(gaps, np.array([0.0, 3.0])) == pytest.approx(
        np.array([[1.0, 3.0], [0.0, 4.0]])
    )


def test_the_last_known_position_is_held_and_none_comes_before_the_first() -> None:
    seen = np.array([[np.nan, 1.0], [0.5, np.nan], [np.nan, np.nan]])
    held = last_known(seen)
    assert np.isnan(held[0, 0])
    assert held[1:].tolist() == [[0.5, 1.0], [0.5, 1.0]]
    assert held[0, 1] == 1.0


def test_positions_that_are_not_on_record_are_not_made_up(history: History) -> None:
    found = positions_of(history, ("UZB",), (2001, 2002, 2020))
    assert np.isnan(found[[0, 2]]).all()
    assert np.isfinite(found[1]).all()


def test_arms_are_foretold_from_the_last_whole_period(history: History) -> None:
    powers = history.ids("power")
    told = {(one.state, one.period): one for one in supplies(history, powers)}
    assert {period for _, period in told} == {"2010-2014", "2015-2019"}
    assert {state for state, _ in told} == {"KAZ", "TKM", "UZB"}
    assert len(told) == 6
    gap = told["UZB", "2010-2014"]
    assert (gap.before, gap.origin) == ("2000-2004", 2009)
    assert gap.kept[powers.index("RUS")] == 1.0
    assert gap.observed[powers.index("CHN")] == pytest.approx(0.33)


def test_arms_ten_years_ahead_start_from_what_had_ended_then(history: History) -> None:
    powers = history.ids("power")
    told = {(one.state, one.period): one for one in supplies(history, powers, 10)}
    assert len(told) == 6
    found = {key: (one.before, one.origin) for key, one in told.items()}
    assert found["KAZ", "2010-2014"] == ("2000-2004", 2004)
    assert found["KAZ", "2015-2019"] == ("2005-2009", 2009)
    assert found["UZB", "2015-2019"] == ("2000-2004", 2009)
    turkmen = told["TKM", "2015-2019"]
    assert turkmen.kept[powers.index("RUS")] == 0.85
    assert turkmen.observed[powers.index("RUS")] == 0.12


def test_a_period_of_which_one_supplier_is_known_is_not_whole(history: History) -> None:
    assert whole_periods(history, "KAZ")[-1] == "2020-2024"
    arms = history.tables["arms"]
    others = {key for key in arms if key[2] == "2020-2024" and key[1] != "RUS"}
    kept = {key: row for key, row in arms.items() if key not in others}
    alone = replace(history, tables={**history.tables, "arms": kept})
    assert whole_periods(alone, "KAZ")[-1] == "2015-2019"
