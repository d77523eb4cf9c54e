"""Designs: which points of the unit cube a sweep visits, shape ``(point, factor)``."""

from __future__ import annotations

import itertools

import numpy as np

from model.experiments.sweeps.parts import Design, Factor, Sweep
from model.experiments.sweeps.spreads import describe_problem, spread_out, step_out
from model.world.draws import Floats

GROUPED = ("sobol", "morris")
"""Designs whose points are compared group by group."""


def count_points(design: Design, factors: tuple[Factor, ...]) -> int:
    """How many points a design has, without laying it out."""
    if design.kind in GROUPED:
        return design.size * count_together(design, factors)
    if design.kind == "factorial":
        return int(np.prod([len(factor.spread.values) for factor in factors], dtype=np.int64))
    return len(design.points) if design.kind == "list" else design.size


def count_together(design: Design, factors: tuple[Factor, ...]) -> int:
    """How many points in a row a design compares with each other: a group of Sobol's, a walk."""
    dimensions = len(factors)
    if design.kind == "sobol":
        return 2 * dimensions + 2 if design.second_order else dimensions + 2
    return dimensions + 1 if design.kind == "morris" else 1


def lay_out_design(sweep: Sweep) -> Floats:
    """The values of every factor at every point, shape ``(point, factor)``.

    The same sweep has the same points; entropy keys those that are random.
    """
    design, factors = sweep.design, sweep.factors
    if design.kind == "list":
        return np.array(design.points, dtype=np.float64).reshape(len(design.points), len(factors))
    if design.kind == "factorial":
        return np.array(list(itertools.product(*(f.spread.values for f in factors))), dtype=float)
    unit = _draw_unit(design, len(factors), sweep.entropy)
    spread = step_out if design.kind == "morris" else spread_out
    columns = [spread(factor.spread, unit[:, i]) for i, factor in enumerate(factors)]
    return np.column_stack(columns)


def describe(sweep: Sweep) -> dict[str, object]:
    """The factors of a sweep in SALib's words."""
    return describe_problem(sweep.factors)


def _draw_unit(design: Design, dimensions: int, entropy: int) -> Floats:
    seed = entropy % 2**32
    cube = {
        "num_vars": dimensions,
        "names": [f"x{i}" for i in range(dimensions)],
        "bounds": [[0.0, 1.0]] * dimensions,
    }
    if design.kind == "sobol":
        from SALib.sample import sobol

        return np.asarray(
            sobol.sample(cube, design.size, calc_second_order=design.second_order, seed=seed)
        )
    if design.kind == "morris":
        from SALib.sample import morris

        return np.asarray(morris.sample(cube, design.size, num_levels=design.levels, seed=seed))
    from scipy.stats import qmc

    return np.asarray(
        qmc.LatinHypercube(dimensions, rng=np.random.default_rng(entropy)).random(design.size)
    )
