"""What a sweep will take: time, memory and disk, from a few of its runs."""

from __future__ import annotations

import time
from math import prod
from typing import NamedTuple

from model.engines.ensemble import CHUNK
from model.studies.sweep.plan import Plan, labels_of, shape_of, task_of
from model.studies.sweep.playing import Player
from model.studies.sweep.store import encode_block
from model.world.draws import Floats

TRIAL = 64
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
    few = max(1, min(TRIAL // plan.sweep.replications, plan.experiments))
    task = task_of(plan, design, 0)
    task = task._replace(values=task.values[:few])
    Player(plan).play(task._replace(values=task.values[:1]))
    start = time.perf_counter()
    player = Player(plan)
    played = player.play(task)
    taken = time.perf_counter() - start
    runs = few * plan.sweep.replications
    together = min(CHUNK, plan.size * plan.sweep.replications)
    pace = taken / runs * GAIN if runs < together else taken / runs
    files = encode_block(plan._replace(size=few), played.outcomes, 0)
    packed = sum(map(len, files.values())) / runs
    table = COLUMN * (1 + len(plan.sweep.factors)) * 2 * plan.experiments
    plain = 4 * sum(prod(shape_of(kept, labels_of(plan))) for kept in plan.sweep.outcomes)
    block = 4 * plain * plan.size * plan.sweep.replications
    values = 8 * plan.points * max(1, len(plan.sweep.factors))
    return Estimate(
        plan.runs, pace * plan.runs, packed * plan.runs + table, PROCESS + block + values
    )


GAIN = 0.75
"""How much less a run takes in a full chunk than in the trial's small one, roughly."""
