"""Quantiles are where the seeds say, and the draws of a seed are its own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.inputs.formats.numbers import Bounds
from model.inputs.seeds.records import Row
from model.world.distributions import draw_rows, path_of, quantile
from model.world.draws import Floats

SPLIT = ("normal", "lognormal", "logitnormal")
KINDS = (*SPLIT, "uniform", "triangular", "fixed")
Ends = tuple[float, float, float]


def make_row(name: str, kind: str, low: float, value: float, high: float) -> Row:
    ends = (None, None) if kind == "fixed" else (low, high)
    return Row("ties", (name, "KAZ"), value, "-", "", (), "C", kind, *ends, "", "ties.csv", 2)


def at_quantiles(kind: str, ends: Ends, *uniform: float) -> Floats:
    low, value, high = (np.array([[end]]) for end in ends)
    return quantile(kind, low, value, high, np.array([uniform]))[0]


def increasing(low: float, high: float) -> st.SearchStrategy[Ends]:
    number = st.floats(low, high)
    three = st.tuples(number, number, number).map(sorted)
    return three.filter(lambda x: x[1] - x[0] > 1e-3 and x[2] - x[1] > 1e-3).map(tuple)


@pytest.mark.parametrize("kind", SPLIT)
@settings(deadline=None, max_examples=50)
@given(ends=increasing(0.002, 0.998))
def test_low_value_and_high_are_the_5th_50th_and_95th_percentiles(kind: str, ends: Ends) -> None:
    np.testing.assert_allclose(at_quantiles(kind, ends, 0.05, 0.5, 0.95), ends, rtol=1e-12)


@settings(deadline=None, max_examples=50)
@given(increasing(-50, 50))
def test_uniform_and_triangular_numbers_end_where_they_say(ends: Ends) -> None:
    low, mode, high = ends
    for kind in ("uniform", "triangular"):
        np.testing.assert_allclose(
            at_quantiles(kind, ends, 0.0, 1.0), (low, high), rtol=1e-12, atol=1e-12
        )
    share = (mode - low) / (high - low)
    np.testing.assert_allclose(at_quantiles("triangular", ends, share), mode, atol=1e-6)
    np.testing.assert_allclose(at_quantiles("uniform", ends, share), mode, rtol=1e-9, atol=1e-9)


def test_quantiles_worked_out_by_hand() -> None:
    assert at_quantiles("uniform", (2.0, 3.0, 6.0), 0.25) == pytest.approx([3.0])
    # two thirds of a triangle's height at half of its base: F(4) = 1 - 4 / 8
    assert at_quantiles("triangular", (2.0, 4.0, 6.0), 0.125, 0.875) == pytest.approx([3.0, 5.0])
    # 1.645 is one 95 % step, so twice that is two steps
    far = 0.5 * math.erfc(2 * 1.6448536269514722 / math.sqrt(2))
    assert at_quantiles("normal", (1.0, 4.0, 5.0), far, 1 - far) == pytest.approx([-2.0, 6.0])
    assert at_quantiles("lognormal", (1.0, 4.0, 8.0), far, 1 - far) == pytest.approx([0.25, 16.0])


@pytest.mark.parametrize("kind", KINDS[:-1])
@settings(deadline=None, max_examples=50)
@given(
    ends=increasing(0.01, 0.99), pair=st.tuples(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
)
def test_quantiles_never_fall(kind: str, ends: Ends, pair: tuple[float, float]) -> None:
    first, last = at_quantiles(kind, ends, *sorted(pair))
    assert first <= last + 1e-15


@pytest.mark.parametrize("kind", KINDS)
def test_many_draws_look_like_their_seed(kind: str) -> None:
    numbers = draw_rows([make_row("A", kind, 0.2, 0.3, 0.7)], 3, 0, 8000)[0]
    if kind == "fixed":
        assert (numbers == 0.3).all()
    elif kind in SPLIT:
        assert np.quantile(numbers, [0.05, 0.5, 0.95]) == pytest.approx([0.2, 0.3, 0.7], abs=0.03)
    else:
        assert ((numbers >= 0.2) & (numbers <= 0.7)).all()
        mean = 0.45 if kind == "uniform" else 0.4
        assert numbers.mean() == pytest.approx(mean, abs=0.01)


def test_draws_of_a_seed_do_not_depend_on_other_rows() -> None:
    rows = [make_row(f"R{i}", kind, 0.2, 0.3, 0.7) for i, kind in enumerate(KINDS * 3)]
    everyone = draw_rows(rows, 3, 0, 100)
    for i, row in enumerate(rows):
        np.testing.assert_array_equal(draw_rows([row], 3, 0, 100)[0], everyone[i])
    backwards = draw_rows(rows[::-1], 3, 0, 100)[::-1]
    np.testing.assert_array_equal(backwards, everyone)


def test_a_seed_is_drawn_by_its_path() -> None:
    row = make_row("JPN", "uniform", 0.0, 0.3, 1.0)
    assert path_of(row) == "ties.JPN.KAZ"
    other = draw_rows([make_row("CHN", "uniform", 0.0, 0.3, 1.0)], 3, 0, 50)
    assert not np.isin(draw_rows([row], 3, 0, 50), other).any()


def test_a_wider_seed_keeps_the_place_of_each_run_in_it() -> None:
    narrow = draw_rows([make_row("JPN", "uniform", 0.0, 0.3, 1.0)], 3, 0, 50)
    wide = draw_rows([make_row("JPN", "uniform", 0.0, 0.3, 2.0)], 3, 0, 50)
    np.testing.assert_allclose(wide, 2.0 * narrow, rtol=1e-15)


def test_no_rows_make_no_draws() -> None:
    assert draw_rows([], 3, 0, 5).shape == (0, 5)


@pytest.mark.parametrize("kind", ["normal", "lognormal"])
def test_what_a_distribution_draws_beyond_hard_bounds_is_the_bound(kind: str) -> None:
    free = make_row("JPN", kind, 0.5, 1.0, 2.0)
    cut = free._replace(bounds=Bounds(0.5, 2.0))
    drawn, held = (draw_rows([each], 7, 0, 500)[0] for each in (free, cut))
    assert ((drawn < 0.5).any(), (drawn > 2.0).any()) == (True, True)
    np.testing.assert_array_equal(held, np.clip(drawn, 0.5, 2.0))
