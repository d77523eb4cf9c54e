"""Cases for scenario discovery: the inputs of every run, and whether the condition holds in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.design_patterns import DesignError, find_saltelli
from model.experiments.conditions.sample import Sample, blocks


class Cases(NamedTuple):
    """One entry a run that can be told.

    inputs: numbers or words by name; hit: whether the condition holds; group: runs of one group
    of the design, which share most of their inputs, share a number; dropped: runs left out.
    """

    inputs: Mapping[str, NDArray[np.generic]]
    hit: NDArray[np.bool_]
    group: NDArray[np.intp]
    dropped: int

    @property
    def size(self) -> int:
        """Number of cases."""
        return len(self.hit)

    @property
    def share(self) -> float:
        """Share of the cases in which the condition holds."""
        return float(self.hit.mean()) if len(self.hit) else 0.0

    def take(self, rows: NDArray[np.generic] | slice) -> Cases:
        """Return some of the cases."""
        inputs = {name: values[rows] for name, values in self.inputs.items()}
        return Cases(inputs, self.hit[rows], self.group[rows], self.dropped)


def make_cases(sample: Sample, holds: NDArray[np.float64]) -> Cases:
    """Return one case for every experiment and replication; failed ones are left out.

    holds: 1, 0 or not a number (experiment, replication). Inputs that do not vary are left out.
    """
    replications = holds.shape[1]
    flat = holds.reshape(-1)
    known = np.isfinite(flat)
    columns: dict[str, NDArray[np.generic]] = {**sample.factors, **sample.words}
    inputs = {
        name: np.repeat(values, replications)[known]
        for name, values in columns.items()
        if len(np.unique(values)) > 1
    }
    group = np.repeat(groups_of(sample), replications)[known]
    return Cases(inputs, flat[known] == 1.0, group, int((~known).sum()))


def groups_of(sample: Sample) -> NDArray[np.intp]:
    """Return which group of the design each experiment belongs to; alone unless it has groups.

    Experiments that differ in scenario or levers alone belong to one group.
    """
    found = np.zeros(sample.size, dtype=np.intp)
    for block in blocks(sample):
        length = group_length(sample, block.rows)
        found[block.rows] = np.arange(len(block.rows)) // length
    return found


def group_length(sample: Sample, rows: NDArray[np.intp]) -> int:
    """Return the number of experiments in a group of the design."""
    if sample.design == "morris":
        return len(sample.problem["names"]) + 1
    if sample.design != "sobol":
        return 1
    try:
        return find_saltelli(sample.table[rows]).length
    except DesignError:
        return 1
