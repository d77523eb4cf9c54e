"""Factors and levers of a sweep keep to the hard bounds of what they move."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_sweeps import PARTS, write_sweep

from model.experiments.sweeps.designs import spread_out
from model.experiments.sweeps.make_sweep import make_simulator, plan_sweep
from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import Seeds

PRECISION = PARTS["factors"].replace(
    'path = "parameters.precision"', 'path = "parameters.precision"\n{}', 1
)
WHY = "(0 spreads evenly; at 30 a tenth more appeal draws 17 times the money)"


def refused(path: Path, seeds: Seeds) -> str:
    with pytest.raises(InputError) as caught:
        plan_sweep(path, seeds)
    return str(caught.value)


def test_a_range_outside_bounds_is_refused_with_its_line(tmp_path: Path, seeds: Seeds) -> None:
    path = write_sweep(tmp_path, factors=PRECISION.format("range = [-2, -1]"))
    assert refused(path, seeds).endswith(
        f"factors.precision.range: value of parameters.precision: -2 is outside the bounds 0..30 "
        f"{WHY}"
    )


def test_an_alternative_outside_bounds_is_refused(tmp_path: Path, seeds: Seeds) -> None:
    levers = PARTS["levers"].replace("budgets.JPN = 3", '"parameters.fear" = -1')
    assert "value of parameters.fear: -1 is outside the bounds 0..50" in refused(
        write_sweep(tmp_path, levers=levers), seeds
    )


def test_what_the_file_sets_outside_bounds_is_refused(tmp_path: Path, seeds: Seeds) -> None:
    path = write_sweep(tmp_path, outcomes=PARTS["outcomes"] + '[set]\n"parameters.*" = -100\n')
    told = refused(path, seeds).splitlines()
    assert len([line for line in told if "parameters.*" in line]) == len(seeds.parameter_bounds)
    assert "value of parameters.hedging: -100 is outside the bounds 0..1000 " in "".join(told)


def test_a_distribution_without_ends_is_cut_at_the_bounds(tmp_path: Path, seeds: Seeds) -> None:
    wide = 'range = [0.1, 30]\nvalue = 20\ndistribution = "normal"'
    planned = plan_sweep(write_sweep(tmp_path, factors=PRECISION.format(wide)), seeds)
    spread = planned.plan.sweep.factors[0].spread
    assert spread.limits == (0, 30)
    values = spread_out(spread, np.array([0.0, 0.5, 1.0]))
    np.testing.assert_allclose(values, [0.0, 20.0, 30.0])


def test_points_outside_bounds_are_refused(tmp_path: Path, seeds: Seeds) -> None:
    simulator = make_simulator(write_sweep(tmp_path), None, 1)
    for value, said in ((-1.0, "-1"), (np.nan, "nan")):
        with pytest.raises(ValueError, match=rf"^precision: {said} is outside the bounds 0\.\.30$"):
            simulator.run(np.array([[value, 0.5]]))
