"""Sobol indices and Morris screening give the known answers, and say when runs were too few."""

from __future__ import annotations

import numpy as np
import pytest
from made_sweeps import FIRST, ISHIGAMI, TOTAL, V1, V2, V13, ishigami, make_problem
from numpy.typing import NDArray
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

from model.analysis.answers.design_patterns import DesignError, find_saltelli, find_walks
from model.analysis.drivers.convergence import check_indices, check_screening, grow
from model.analysis.drivers.find import find_indices, find_pairs
from model.analysis.screening.find import screen

Table = NDArray[np.float64]


def sobol_table(groups: int, *, second: bool = False) -> Table:
    return np.asarray(sobol_sample.sample(ISHIGAMI, groups, calc_second_order=second, seed=3))


def column(values: NDArray[np.floating]) -> Table:
    return np.array(values, dtype=np.float64)[:, np.newaxis]


@pytest.mark.parametrize("second", [False, True])
def test_the_indices_of_ishigamis_function_are_those_known_in_closed_form(second: bool) -> None:
    table = sobol_table(4096, second=second)
    found = find_indices(column(ishigami(table)), table, ISHIGAMI, ["2030Q4"])
    np.testing.assert_allclose(found.first[0], FIRST, atol=0.02)
    np.testing.assert_allclose(found.total[0], TOTAL, atol=0.02)
    assert found.variance[0] == pytest.approx(V1 + V2 + V13, rel=0.02)
    assert found.mean[0] == pytest.approx(3.5, abs=0.02)
    assert (np.abs(found.first[0] - FIRST) <= 1.5 * found.first_error[0] + 1e-3).all()
    assert found.groups == 4096
    assert found.dropped == 0


def test_pairs_that_act_together_are_found() -> None:
    table = sobol_table(4096, second=True)
    found = find_pairs(column(ishigami(table)), table, ISHIGAMI, ["2030Q4"])
    assert found is not None
    assert found.second[0, 0, 2] == pytest.approx(V13 / (V1 + V2 + V13), abs=0.03)
    assert found.second[0, 0, 1] == pytest.approx(0, abs=0.03)
    short = sobol_table(64)
    assert find_pairs(column(ishigami(short)), short, ISHIGAMI, ["2030Q4"]) is None


def test_a_failed_run_takes_its_whole_group_and_nothing_else() -> None:
    table = sobol_table(1024)
    values = column(ishigami(table))
    values[7] = np.nan
    values[9] = np.nan
    values[500] = np.nan
    found = find_indices(values, table, ISHIGAMI, ["2030Q4"])
    assert (found.groups, found.dropped) == (1022, 2)
    keep = np.ones(1024, dtype=bool)
    keep[[7 // 5, 500 // 5]] = False
    rows = np.repeat(keep, 5)
    alone = find_indices(values[rows], table[rows], ISHIGAMI, ["2030Q4"])
    np.testing.assert_array_equal(found.total, alone.total)


def test_each_turn_has_indices_of_its_own_and_a_still_one_has_none() -> None:
    table = sobol_table(512)
    values = np.stack([table[:, 0], table[:, 1], np.full(len(table), 3.0)], axis=1)
    found = find_indices(values, table, ISHIGAMI, ["2030Q1", "2030Q2", "2030Q3"])
    np.testing.assert_allclose(found.total[:2], [[1, 0, 0], [0, 1, 0]], atol=0.05)
    assert np.isnan(found.total[2]).all()
    assert found.variance[2] == 0


def test_the_same_runs_give_the_same_intervals() -> None:
    table = sobol_table(128)
    values = column(ishigami(table))
    one, other = (find_indices(values, table, ISHIGAMI, ["2030Q4"]) for _ in range(2))
    np.testing.assert_array_equal(one.total_error, other.total_error)


def test_rows_that_are_no_sobol_design_are_refused() -> None:
    dice = np.random.default_rng(1)
    with pytest.raises(DesignError, match="40 rows of 3 factors are not whole groups of a Sobol"):
        find_saltelli(dice.random((40, 3)))
    with pytest.raises(DesignError, match="at least two factors"):
        find_saltelli(dice.random((40, 1)))
    assert find_saltelli(sobol_table(8)) == (8, 5, False)
    assert find_saltelli(sobol_table(8, second=True)) == (8, 8, True)


def test_too_small_a_sweep_is_called_so_with_how_many_would_do() -> None:
    table = sobol_table(32)
    values = column(ishigami(table))
    whole = find_indices(values, table, ISHIGAMI, ["2030Q4"])
    verdict = check_indices(values, table, ISHIGAMI, whole, "2030Q4")
    assert not verdict.settled
    assert verdict.widest > 0.05
    assert verdict.needed == int(np.ceil(32 * (verdict.widest / 0.05) ** 2))
    assert 500 < verdict.needed < 20_000


def test_a_large_enough_sweep_is_settled_and_ranked() -> None:
    table = sobol_table(4096)
    values = column(ishigami(table))
    whole = find_indices(values, table, ISHIGAMI, ["2030Q4"])
    verdict = check_indices(values, table, ISHIGAMI, whole, "2030Q4")
    assert verdict.settled
    assert verdict.ranked
    assert verdict.needed == 0
    assert verdict.apart < 0.1
    assert verdict.odd == ()


def test_halves_that_disagree_are_not_ranked() -> None:
    table = sobol_table(256)
    half = len(table) // 2
    values = column(np.r_[table[:half, 0], table[half:, 1] * 1.5])
    whole = find_indices(values, table, ISHIGAMI, ["2030Q4"])
    verdict = check_indices(values, table, ISHIGAMI, whole, "2030Q4")
    assert not verdict.ranked
    assert verdict.apart > 0.8


def test_an_outcome_that_never_varies_is_neither_settled_nor_ranked() -> None:
    table = sobol_table(64)
    values = np.ones((len(table), 1))
    whole = find_indices(values, table, ISHIGAMI, ["2030Q4"])
    verdict = check_indices(values, table, ISHIGAMI, whole, "2030Q4")
    assert (verdict.settled, verdict.ranked, verdict.needed) == (False, False, 128)


def test_intervals_narrow_as_groups_are_added() -> None:
    table = sobol_table(1024)
    found = grow(column(ishigami(table)), table, ISHIGAMI, "2030Q4")
    assert found.groups[0] == 128
    assert found.groups[-1] == 1024
    assert found.error[-1].max() < 0.6 * found.error[0].max()


LINEAR = make_problem(["a", "b", "c"], [[0, 1], [0, 10], [0, 1]])


def morris_table(walks: int) -> Table:
    return np.asarray(morris_sample.sample(dict(LINEAR), walks, num_levels=4, seed=5))


def test_screening_of_a_sum_gives_its_slopes_per_range_and_no_spread() -> None:
    table = morris_table(20)
    values = column(3 * table[:, 0] - 0.2 * table[:, 1])
    found = screen(values, table, LINEAR, ["2030Q4"])
    np.testing.assert_allclose(found.mean[0], [3, -2, 0], atol=1e-9)
    np.testing.assert_allclose(found.size[0], [3, 2, 0], atol=1e-9)
    np.testing.assert_allclose(found.spread[0], 0, atol=1e-9)
    verdict = check_screening(values, table, LINEAR, found, "2030Q4")
    assert verdict.settled
    assert verdict.ranked


def test_factors_that_act_together_have_spread() -> None:
    table = morris_table(40)
    found = screen(column(table[:, 0] * table[:, 2]), table, LINEAR, ["2030Q4"])
    assert found.spread[0][0] > 0.2
    assert found.spread[0][1] == 0


def test_a_failed_run_takes_its_whole_walk() -> None:
    table = morris_table(10)
    values = column(table[:, 0])
    values[4] = np.nan
    found = screen(values, table, LINEAR, ["2030Q4"])
    assert (found.walks, found.dropped) == (9, 1)
    np.testing.assert_allclose(found.size[0], [1, 0, 0], atol=1e-9)


def test_rows_that_are_no_morris_design_are_refused() -> None:
    with pytest.raises(DesignError, match="more than one factor"):
        find_walks(np.random.default_rng(1).random((8, 3)))
    with pytest.raises(DesignError, match="not whole walks"):
        find_walks(np.zeros((7, 3)))
