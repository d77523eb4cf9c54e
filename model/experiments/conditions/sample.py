"""What a sweep tried: the factors, levers and scenarios of its experiments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

EXPERIMENT = "experiment"
SCENARIO = "scenario"
NO_INPUTS: frozenset[str] = frozenset({EXPERIMENT, SCENARIO, "point", "run", "draw"})
"""Labels along the experiments that nothing is varied by."""


class Sample(NamedTuple):
    """What was tried; every array has one entry an experiment.

    factors: name -> numbers; levers: name -> words, the alternative taken; scenario: its name;
    problem: the factors as SALib describes them, `names` and `bounds` among it; design: how the
    factors were chosen; dice: which experiments met the same chances; groups: what each factor is
    about, by its name, where that is said.
    """

    factors: Mapping[str, NDArray[np.float64]]
    levers: Mapping[str, NDArray[np.str_]]
    scenario: NDArray[np.str_]
    design: str
    problem: Mapping[str, Any]
    dice: str = ""
    groups: Mapping[str, str] = MappingProxyType({})

    @property
    def size(self) -> int:
        """Number of experiments."""
        return len(self.scenario)

    @property
    def table(self) -> NDArray[np.float64]:
        """The factors as a table (experiment, factor), in the order of the problem's names."""
        return np.stack([self.factors[name] for name in self.problem["names"]], axis=1)

    @property
    def words(self) -> dict[str, NDArray[np.str_]]:
        """What is varied by name, not by number: levers, and scenarios if there are several."""
        several = len(np.unique(self.scenario)) > 1
        return {**self.levers, **({SCENARIO: self.scenario} if several else {})}


class Block(NamedTuple):
    """Experiments that differ in their factors alone: one scenario, one alternative a lever."""

    label: str
    rows: NDArray[np.intp]


def read_sample(dataset: xr.Dataset) -> Sample:
    """Return what a sweep tried, from the labels along its experiments and its attributes."""
    along = labels_along(dataset)
    levers = {name: values.astype(str) for name, values in along.items() if is_wordy(values)}
    factors = {
        name: values.astype(np.float64) for name, values in along.items() if name not in levers
    }
    count = dataset.sizes[EXPERIMENT]
    scenario = np.full(count, "", dtype="U1")
    if SCENARIO in dataset.coords:
        given = np.asarray(dataset[SCENARIO].values).astype(str)
        scenario = np.broadcast_to(given, (count,))
    problem = json.loads(str(dataset.attrs.get("problem", "{}"))) or {}
    names = [name for name in problem.get("names", factors) if name in factors]
    spans = [[float(factors[name].min()), float(factors[name].max())] for name in names]
    factors = {name: factors[name] for name in (*names, *sorted(set(factors) - set(names)))}
    whole = {"bounds": spans, **problem, "names": names, "num_vars": len(names)}
    design, dice = (str(dataset.attrs.get(key, "")) for key in ("design", "dice"))
    groups = json.loads(str(dataset.attrs.get("groups", "{}")))
    return Sample(factors, levers, scenario, design, whole, dice, groups)


def labels_along(dataset: xr.Dataset) -> dict[str, NDArray[Any]]:
    """Return the labels along the experiments that something was varied by, by name."""
    return {
        str(name): np.asarray(label.values)
        for name, label in dataset.coords.items()
        if label.dims == (EXPERIMENT,) and str(name) not in NO_INPUTS
    }


def is_wordy(values: NDArray[Any]) -> bool:
    """Tell whether labels are words, not numbers."""
    return not (np.issubdtype(values.dtype, np.number) or values.dtype == bool)


def blocks(sample: Sample) -> list[Block]:
    """Cut the experiments into those that differ in factors alone, each in the order given."""
    words = list(sample.words.items())
    if not words:
        return [Block("", np.arange(sample.size))]
    keys = list(zip(*(values.tolist() for _, values in words), strict=True))
    found: dict[tuple[str, ...], list[int]] = {}
    for row, key in enumerate(keys):
        found.setdefault(key, []).append(row)
    names = [name for name, _ in words]
    return [Block(describe_block(names, key), np.array(rows)) for key, rows in found.items()]


def describe_block(names: list[str], key: tuple[str, ...]) -> str:
    """Return which scenario and alternatives a block is about, in words."""
    return ", ".join(f"{name} {word}" for name, word in zip(names, key, strict=True))
