"""What a power sees of others, and what it brings up in return."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import brief, cell, column, floats, frozen, grids

from model.rules import answering
from model.world.draws import Floats
from model.world.wants import align

QUARREL = align(frozen(np.array([[[0.0], [0.5]], [[0.0], [0.0]]])), ((1,), ()))


def test_an_answer_worked_out_by_hand() -> None:
    # the first minds the second by a half, which added 0.4 to the usual 1
    wanted = answering.answer_rivals(QUARREL, column(2.0, 1.4), column(2.0, 1.0), cell(0.33))
    assert wanted.ravel() == pytest.approx([0.33 * 0.5 * 0.4, 0.0])


def test_a_rival_that_withdraws_provokes_nobody() -> None:
    wanted = answering.answer_rivals(QUARREL, column(2.0, 0.4), column(2.0, 1.0), cell(0.33))
    assert (wanted == 0.0).all()


def test_a_gap_is_filled_by_those_who_are_there_and_not_by_who_left_it() -> None:
    filled = answering.fill_gaps(column(3.0, 1.0, 0.0), column(3.0, 1.0, 2.0), cell(0.44))
    assert filled.ravel() == pytest.approx([0.44 * 2.0 * 0.5, 0.44 * 2.0 / 6.0, 0.0])


@brief
@given(grids(0.0, 90.0, 2, 3, 4, 2), floats(0.05, 1.0))
def test_answers_never_pass_the_means(wanted: Floats, most: float) -> None:
    held = answering.stay_within_means(wanted, cell(5.0), cell(most))
    assert (held.sum(axis=(-2, -1)) <= 5.0 * most + 1e-12).all()
    assert (held <= wanted + 1e-15).all()


def test_an_error_keeps_its_spread() -> None:
    rng = np.random.default_rng(4)
    error = frozen(rng.standard_normal((20000, 1, 1, 1)))
    noise = frozen(rng.standard_normal((20000, 1, 1, 1)))
    later = answering.keep_error(error, noise, cell(0.8))
    assert later.std() == pytest.approx(1.0, abs=0.02)
    assert np.corrcoef(error.ravel(), later.ravel())[0, 1] == pytest.approx(0.8, abs=0.02)


def test_what_others_do_is_seen_late() -> None:
    seen = cell(1.0)
    for _ in range(2):
        seen = answering.see_effort(seen, cell(2.0), cell(0.5))
    assert seen == pytest.approx(1.75)
