"""The plan of a sweep: all that any process needs to play any part of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from model.engines.ensemble import Observe
from model.experiments.sweeps.designs import count_points, count_together
from model.experiments.sweeps.parts import AXES, Kept, Measures, Sweep
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.sweep_files import STORE
from model.inputs.formats.quarters import quarter_name
from model.world.draws import Floats

SMALLEST_BLOCK, USUAL_BLOCK = 256, 1024
"""Runs that are written together at least, and usually: half a second of one core, and two."""

FEW_BLOCKS, MOST_BLOCKS = 64, 4096
"""Blocks from which on they are of the usual size, and at most: a small sweep is cut fine enough
for several workers, a large one so coarsely that files, log and scheduler have little to do."""


SWEPT, RUN = ("experiment", "replication"), ("run",)
"""First axes of the outcomes of a sweep, and of the runs of one scenario."""


class Plan(NamedTuple):
    """What is played: `points` of the design, each in every structure, each so often again.

    Experiment e is point e % points in structure e // points; `size` experiments make a block,
    which is written together. `store` names the folder of the outcomes, `leading` their first axes:
    ``experiment, replication`` of a sweep, ``run`` of a scenario alone. Nothing here depends on who
    plays it.
    """

    key: str
    sweep: Sweep
    structures: tuple[Structure, ...]
    observe: Observe
    points: int
    size: int
    store: str = STORE
    leading: tuple[str, ...] = SWEPT

    @property
    def experiments(self) -> int:
        """How many experiments there are."""
        return self.points * len(self.structures)

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return self.experiments * self.sweep.replications

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.experiments // self.size)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many labels each of the first axes of the outcomes has."""
        return (self.experiments, self.sweep.replications)[: len(self.leading)]

    @property
    def together(self) -> int:
        """How many points in a row are compared with each other."""
        return count_together(self.sweep.design, self.sweep.factors)

    @property
    def turns(self) -> range:
        """The quarters of every run."""
        scenario = self.structures[0].scenario
        return range(scenario.start, scenario.until + 1)


class Task(NamedTuple):
    """One block: its first experiment, and the values of every factor in each of them."""

    block: int
    first: int
    values: Floats


def make_plan(
    sweep: Sweep, structures: tuple[Structure, ...], measures: Measures, key: str = ""
) -> Plan:
    """Return the plan of a sweep; `key` tells it from others."""
    points = count_points(sweep.design, sweep.factors)
    runs = points * len(structures) * sweep.replications
    return Plan(
        key, sweep, structures, measures.observe, points, block_size(runs, sweep.replications)
    )


def block_size(runs: int, replications: int) -> int:
    """How many experiments are written together: a power of two of runs, as near as they go."""
    together = SMALLEST_BLOCK
    while together * (FEW_BLOCKS if together < USUAL_BLOCK else MOST_BLOCKS) < runs:
        together *= 2
    return max(1, together // replications)


def task_of(plan: Plan, design: Floats, block: int) -> Task:
    """A block of the plan; design: the values of every factor at every point."""
    first = block * plan.size
    experiments = np.arange(first, min(first + plan.size, plan.experiments))
    return Task(block, first, design[experiments % plan.points])


def labels_of(plan: Plan) -> dict[str, list[str]]:
    """The labels along time and every axis that a kept outcome has."""
    seeds = plan.structures[0].seeds
    axes = {axis for kept in plan.sweep.outcomes for axis in (*kept.time, *kept.axes)}
    labels = {
        "date": [quarter_name(date) for date in plan.sweep.dates],
        "turn": [quarter_name(turn) for turn in plan.turns],
        **{axis: list(seeds.ids(axis)) for axis in AXES},
    }
    return {axis: words for axis, words in labels.items() if axis in axes}


def shape_of(kept: Kept, labels: dict[str, list[str]]) -> tuple[int, ...]:
    """The shape of a kept outcome of one run."""
    return tuple(len(labels[axis]) for axis in (*kept.time, *kept.axes))


def combinations_of(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Scenario and alternatives of every structure."""
    for structure in plan.structures:
        yield (structure.scenario_name, *structure.alternatives)
