"""Synthetic finished sweeps with answers that are known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

TURNS = ("2030Q1", "2030Q2", "2030Q3", "2030Q4")


def make_problem(names: Sequence[str], bounds: Sequence[Sequence[float]]) -> dict[str, Any]:
    return {"names": list(names), "bounds": [list(b) for b in bounds], "num_vars": len(names)}


def make_sweep(
    inputs: Mapping[str, Any],
    outcomes: Mapping[str, tuple[tuple[str, ...], NDArray[np.floating]]],
    *,
    design: str = "latin",
    problem: Mapping[str, Any] | None = None,
    coords: Mapping[str, Sequence[str]] | None = None,
    units: str = "share",
) -> xr.Dataset:
    """inputs: columns along the experiments; outcomes: name -> axes after experiment, values."""
    count = len(next(iter(inputs.values())))
    labels = {name: ("experiment", np.asarray(values)) for name, values in inputs.items()}
    attrs = {"design": design, "problem": json.dumps(problem or {})}
    variables = {
        name: (("experiment", *axes), values, {"unit": units})
        for name, (axes, values) in outcomes.items()
    }
    rest = {"turn": list(TURNS), **(coords or {})}
    used = {axis for axes, _ in outcomes.values() for axis in axes}
    rest = {axis: list(ids) for axis, ids in rest.items() if axis in used}
    return xr.Dataset(variables, {"experiment": np.arange(count), **labels, **rest}, attrs)


def ishigami(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Y = sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, every x uniform in -pi..pi."""
    one, two, three = table.T
    return np.asarray(np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one))


ISHIGAMI = make_problem(["x1", "x2", "x3"], [[-np.pi, np.pi]] * 3)
V1, V2, V13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
FIRST = np.array([V1, V2, 0.0]) / (V1 + V2 + V13)
TOTAL = np.array([V1 + V13, V2, V13]) / (V1 + V2 + V13)
"""Known in closed form: S1 = 0.314, 0.442, 0; ST = 0.558, 0.442, 0.244."""
