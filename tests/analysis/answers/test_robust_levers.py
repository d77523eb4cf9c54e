"""Regret, satisficing and percentiles of a lever's alternatives are those worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from made_sweeps import make_sweep
from numpy.typing import NDArray

from model.analysis.grids.find import beyond_own, gridded, make_grid
from model.analysis.levers.find import judge_options, make_options, regret
from model.experiments.conditions.sample import Sample, read_sample

TABLE = np.array([[10.0, 8, 6], [2, 5, 6], [4, 4, 3], [9, 1, 5]])
"""Outcome of alternatives A, B and C in four futures."""

REGRET = np.array([[0.0, 2, 4], [4, 1, 0], [0, 0, 1], [0, 8, 4]])
"""What each loses against the best of its row."""


def lever_sample(futures: int = 4) -> tuple[Sample, NDArray[np.float64]]:
    rows = [(f, a) for f in range(futures) for a in range(3)]
    inputs = {
        "x": [float(f // 2) for f, _ in rows],
        "scenario": [("calm", "storm")[f % 2] for f, _ in rows],
        "policy": ["ABC"[a] for _, a in rows],
    }
    values = TABLE[:futures].ravel().copy()
    return read_sample(make_sweep(inputs, {"o": ((), values)})), values


def test_regret_is_the_loss_against_the_best_of_each_future() -> None:
    np.testing.assert_array_equal(regret(TABLE, higher=True), REGRET)
    np.testing.assert_array_equal(
        regret(TABLE, higher=False), TABLE - TABLE.min(axis=1, keepdims=True)
    )


def test_the_table_is_the_one_worked_out_by_hand() -> None:
    sample, values = lever_sample()
    met = (values >= 5).astype(float)
    found = judge_options(make_options(sample, "policy", values, met), higher=True)
    assert (found.futures, found.dropped) == (4, 0)
    rows = {row.alternative: row for row in found.rows}
    assert [row.alternative for row in found.rows] == ["A", "C", "B"]
    assert [rows[name].mean_regret for name in "ABC"] == [1.0, 2.75, 2.25]
    assert [rows[name].worst_regret for name in "ABC"] == [4.0, 8.0, 4.0]
    assert [rows[name].best for name in "ABC"] == [0.75, 0.25, 0.25]
    assert [rows[name].met for name in "ABC"] == [0.5, 0.5, 0.75]
    assert [rows[name].mean for name in "ABC"] == [6.25, 4.5, 5.0]
    assert rows["A"].bad == pytest.approx(2 + 0.15 * 2)
    assert rows["A"].median == 6.5
    assert sum(row.first for row in found.rows) >= 1
    assert rows["A"].low <= 1.0 <= rows["A"].high


def test_less_can_be_better() -> None:
    sample, values = lever_sample()
    found = judge_options(make_options(sample, "policy", values), higher=False)
    rows = {row.alternative: row for row in found.rows}
    assert rows["A"].mean_regret == pytest.approx((4 + 0 + 1 + 8) / 4)
    assert rows["A"].bad == pytest.approx(10 - 0.15 * 1)
    assert rows["A"].met is None


def test_a_future_with_a_failed_run_is_left_out() -> None:
    sample, values = lever_sample()
    values[4] = np.nan
    found = judge_options(make_options(sample, "policy", values), higher=True)
    assert (found.futures, found.dropped) == (3, 1)
    assert {row.alternative: row.mean_regret for row in found.rows} == {
        "A": 0.0,
        "B": pytest.approx(10 / 3),
        "C": 3.0,
    }


def test_other_levers_are_part_of_the_future() -> None:
    inputs = {
        "policy": ["A", "B", "A", "B"],
        "other": ["p", "p", "q", "q"],
        "x": [0.5, 0.5, 0.5, 0.5],
    }
    sample = read_sample(make_sweep(inputs, {"o": ((), np.zeros(4))}))
    options = make_options(sample, "policy", np.array([1.0, 2, 3, 4]))
    np.testing.assert_array_equal(options.values, [[1, 2], [3, 4]])


def test_a_clear_winner_comes_first_in_every_resample_and_equals_share() -> None:
    dice = np.random.default_rng(2)
    inputs = {
        "x": np.repeat(dice.random(300), 3),
        "policy": ["good", "same", "bad"] * 300,
    }
    sample = read_sample(make_sweep(inputs, {"o": ((), np.zeros(900))}))
    noise = dice.normal(0, 1, (300, 1))
    values = (noise + np.array([1.0, 1.0, 0.0])).ravel()
    rows = {r.alternative: r for r in judge_options(
        make_options(sample, "policy", values), higher=True).rows}  # fmt: skip
    assert (rows["good"].first, rows["same"].first, rows["bad"].first) == (1, 1, 0)
    assert rows["bad"].mean_regret == pytest.approx(1.0)


def grid_sample(factor: float, replications: int = 1) -> tuple[Sample, NDArray[np.float64]]:
    """y = x + 2 z + factor x z on a 3 by 4 grid, a third input beside."""
    cells = [(x, z, w) for x in (0.0, 1, 2) for z in (0.0, 1, 2, 3) for w in (0.0, 10)]
    x, z, w = (np.array(each) for each in zip(*cells, strict=True))
    sample = read_sample(make_sweep({"x": x, "z": z, "w": w}, {"o": ((), x)}, design="factorial"))
    values = (x + 2 * z + factor * x * z + w)[:, None] * np.ones((1, replications))
    return sample, values


def test_what_adds_up_has_no_interaction() -> None:
    sample, values = grid_sample(0.0)
    grid = make_grid(sample, "x", "z", values)
    np.testing.assert_allclose(grid.together, 0, atol=1e-12)
    np.testing.assert_allclose(grid.means[0], [5, 7, 9, 11])
    assert grid.part == pytest.approx(0)
    assert grid.synergy == (0, 0, 0)
    assert grid.cases == 2
    assert (grid.rows, grid.columns) == (("0", "1", "2"), ("0", "1", "2", "3"))


def test_what_two_inputs_do_together_is_told_apart() -> None:
    sample, values = grid_sample(0.5, replications=3)
    values[:, 1] *= 1.0
    grid = make_grid(sample, "x", "z", values)
    assert grid.synergy == pytest.approx((3, 3, 3))
    assert grid.cases == 6
    x, z = np.array([-1.0, 0, 1])[:, None], np.array([-1.5, -0.5, 0.5, 1.5])
    np.testing.assert_allclose(grid.together, 0.5 * x * z, atol=1e-12)
    own = (1.75 * x + 2.5 * z) ** 2
    assert grid.part == pytest.approx((grid.together**2).sum() / (own + grid.together**2).sum())


def test_a_failed_run_takes_its_layer() -> None:
    sample, values = grid_sample(0.5, replications=2)
    values[3, 1] = np.nan
    grid = make_grid(sample, "x", "z", values)
    assert (grid.cases, grid.dropped) == (3, 1)
    assert np.isfinite(grid.means).all()


def test_only_whole_grids_count_as_grids() -> None:
    sample, _ = grid_sample(0.0)
    assert gridded(sample) == [("x", "z"), ("x", "w"), ("z", "w")]
    dice = np.random.default_rng(1)
    loose = read_sample(make_sweep({"x": dice.random(40), "z": dice.random(40)}, {"o": ((), np.zeros(40))}))  # fmt: skip  # noqa: E501
    assert gridded(loose) == []


def test_beyond_own_adds_up_to_nothing_along_both_axes() -> None:
    table = np.random.default_rng(3).random((4, 5))
    found = beyond_own(table)
    np.testing.assert_allclose(found.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=1), 0, atol=1e-12)
