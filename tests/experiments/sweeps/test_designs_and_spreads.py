"""Designs and spreads: which points are visited, and which values they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.experiments.sweeps.designs import (
    count_points,
    describe_problem,
    lay_out_design,
    spread_out,
    step_out,
)
from model.experiments.sweeps.make_sweep import plan_sweep
from model.experiments.sweeps.parts import Alternative, Design, Factor, Spread, Sweep
from model.inputs.seeds.seeds import Seeds


def sweep_of(design: Design, *spreads: Spread, entropy: int = 3) -> Sweep:
    factors = tuple(Factor(f"x{i}", (), each, "", "") for i, each in enumerate(spreads))
    return Sweep(
        "s",
        "",
        "",
        "",
        "",
        ("baseline",),
        "all",
        (),
        1,
        entropy,
        "shared",
        design,
        factors,
        (),
        (),
        NOTHING,
    )


NOTHING = Alternative("", (), ())
UNIT = Spread("uniform", 0.0, 0.5, 1.0)


def test_a_sobol_design_is_saltellis() -> None:
    sweep = sweep_of(Design("sobol", 8, 4, False), UNIT, UNIT, UNIT)
    points = lay_out_design(sweep)
    assert points.shape == (8 * 5, 3) == (count_points(sweep.design, sweep.factors), 3)
    blocks = points.reshape(8, 5, 3)
    first, mixed, second = blocks[:, 0], blocks[:, 1:4], blocks[:, 4]
    for factor in range(3):
        rest = [i for i in range(3) if i != factor]
        np.testing.assert_array_equal(mixed[:, factor, factor], second[:, factor])
        np.testing.assert_array_equal(mixed[:, factor][:, rest], first[:, rest])
    assert count_points(Design("sobol", 8, 4, True), sweep.factors) == 8 * 8


def test_a_sobol_design_is_scrambled_by_the_entropy() -> None:
    sweep = sweep_of(Design("sobol", 8, 4, False), UNIT, UNIT)
    again = lay_out_design(replace(sweep, entropy=3))
    np.testing.assert_array_equal(lay_out_design(sweep), again)
    assert not np.array_equal(lay_out_design(sweep), lay_out_design(replace(sweep, entropy=4)))


def test_a_morris_design_moves_one_factor_at_a_time() -> None:
    sweep = sweep_of(Design("morris", 5, 4, False), UNIT, UNIT, UNIT)
    points = lay_out_design(sweep).reshape(5, 4, 3)
    moved = np.diff(points, axis=1) != 0
    assert (moved.sum(axis=2) == 1).all()
    assert (moved.sum(axis=1) == 1).all()


def test_a_latin_design_has_one_point_in_each_slice() -> None:
    points = lay_out_design(sweep_of(Design("latin", 10, 4, False), UNIT, UNIT))
    for column in points.T:
        assert sorted(np.floor(10 * column)) == list(range(10))


def test_a_factorial_design_has_every_combination_once() -> None:
    two = Spread("uniform", 0, 0, 1, values=(0.0, 1.0))
    three = Spread("uniform", 5, 5, 7, values=(5.0, 6.0, 7.0))
    points = lay_out_design(sweep_of(Design("factorial", 1, 4, False), two, three))
    assert points.tolist() == [[0, 5], [0, 6], [0, 7], [1, 5], [1, 6], [1, 7]]


def test_levels_of_a_grid_run_from_end_to_end(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    file = sweep_file(
        design='[design]\nkind = "factorial"\nlevels = 3',
        factors='[[factors]]\nname = "a"\npath = "parameters.precision"\nrange = [1, 2]\n'
        '[[factors]]\nname = "b"\npath = "events.china-treaty-2025.start"\n'
        'range = ["2025Q1", "2025Q4"]\n',
    )
    a, b = plan_sweep(file, seeds).plan.sweep.factors
    assert a.spread.values == (1.0, 1.5, 2.0)
    assert b.spread.values == (2025.0, 2025.5, 2025.75)


@pytest.mark.parametrize(
    ("spread", "unit", "values"),
    [
        (Spread("uniform", 2, 3, 4), [0, 0.25, 1], [2, 2.5, 4]),
        (Spread("triangular", 0, 1, 2), [0, 0.125, 0.5, 1], [0, 0.5, 1, 2]),
        (Spread("normal", 8, 10, 14), [0.05, 0.5, 0.95], [8, 10, 14]),
        (Spread("lognormal", 1, 2, 8), [0.05, 0.5, 0.95], [1, 2, 8]),
        (Spread("uniform", 0, 1, 3, 1.0), [0, 0.24, 0.26, 0.99, 1], [0, 0, 1, 3, 3]),
        (Spread("uniform", 2025.5, 0, 2026, 0.25), [0, 0.34, 1], [2025.5, 2025.75, 2026]),
        (Spread("uniform", 1, 1, 9, values=(1.0, 4.0, 9.0)), [0, 0.4, 0.7, 1], [1, 4, 9, 9]),
    ],
)  # fmt: skip
def test_a_spread_gives_its_own_quantiles(
    spread: Spread, unit: list[float], values: list[float]
) -> None:
    np.testing.assert_allclose(spread_out(spread, np.array(unit)), values, rtol=1e-9)


def test_steps_of_a_walk_reach_from_the_5th_to_the_95th_percentile_or_from_end_to_end() -> None:
    levels = np.array([0.0, 0.5, 1.0])
    open_ended = Spread("lognormal", 1, 2, 8)
    np.testing.assert_allclose(step_out(open_ended, levels), [1, 2, 8])
    ended = Spread("uniform", 2, 3, 4)
    np.testing.assert_allclose(step_out(ended, levels), [2, 3, 4])
    sweep = sweep_of(Design("morris", 20, 4, False), open_ended, ended)
    points = lay_out_design(sweep)
    np.testing.assert_allclose([points.min(axis=0), points.max(axis=0)], [[1, 2], [8, 4]])


@given(st.floats(0, 1), st.sampled_from(["normal", "lognormal", "logitnormal"]))
def test_spreads_without_ends_stay_finite(unit: float, kind: str) -> None:
    value = spread_out(Spread(kind, 0.2, 0.5, 0.6), np.array([unit]))
    assert np.isfinite(value).all()


def test_the_problem_is_told_in_salibs_words() -> None:
    factors = sweep_of(Design("latin", 1, 4, False), UNIT, Spread("triangular", 0, 1, 4)).factors
    assert describe_problem(factors) == {
        "num_vars": 2,
        "names": ["x0", "x1"],
        "bounds": [[0.0, 1.0], [0, 4, 0.25]],
        "dists": ["unif", "triang"],
    }
