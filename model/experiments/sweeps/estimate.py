"""What a sweep will take: time, memory and disk, from a few of its runs."""

from __future__ import annotations

import time
from math import prod
from typing import NamedTuple

from model.experiments.sweeps.plan import Plan, labels_of, shape_of, task_of
from model.experiments.sweeps.play import Player
from model.experiments.sweeps.sweep_store import encode_block
from model.world.draws import Floats

TRIAL = 256
"""Runs of the trial."""

PROCESS = 250e6
"""Bytes of a process with the model, its libraries and a chunk of the engine."""

COLUMN = 16.0
"""Bytes of a number of the table of experiments, as text."""


class Estimate(NamedTuple):
    """What a sweep will take; seconds are those of one core."""

    runs: int
    seconds: float
    disk: float
    memory: float
    """bytes of each process"""


def estimate(plan: Plan, design: Floats) -> Estimate:
    """Play a few runs and say what all will take."""
    every = plan.sweep.replications
    few = max(1, min(TRIAL // every, plan.experiments, plan.size))
    task = task_of(plan, design, 0)
    task = task._replace(values=task.values[:few])
    player = Player(plan)
    player.play(task._replace(values=task.values[:1]))
    start = time.process_time()
    played = player.play(task)
    files = encode_block(plan._replace(size=few), played.outcomes, 0)
    pace = (time.process_time() - start) / (few * every)
    packed = sum(map(len, files.values())) / (few * every)
    table = COLUMN * (1 + len(plan.sweep.factors)) * 2 * plan.experiments
    plain = 4 * sum(prod(shape_of(kept, labels_of(plan))) for kept in plan.sweep.outcomes)
    memory = PROCESS + 3 * plain * plan.size * every + 8 * design.size
    return Estimate(plan.runs, pace * plan.runs, packed * plan.runs + table, memory)
