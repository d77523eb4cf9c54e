"""One contender plays one design: ``python -m benchmarks.swept NAME RUNS [--failing]``.

Every contender plays the same points of the same sweep over the whole horizon, and keeps the share
of every power in every state and quarter. With ``--failing`` the model raises at one of the points.
The last line that is printed is JSON: seconds, memory, and what was left of the runs.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from model.experiments import outcomes
from model.experiments.sweeps.make_sweep import Planned, make_sweep, plan_sweep
from model.experiments.sweeps.targets import set_factor
from model.inputs.seeds.changes import Change
from model.inputs.seeds.seeds import read_seeds

SWEEP = """
title = "Four numbers"
scenarios = ["baseline"]
dice = "{dice}"
[design]
kind = "list"
points = [{points}]
[[factors]]
name = "precision"
path = "parameters.precision"
range = [0.5, 9]
[[factors]]
name = "budget"
path = "budgets.JPN"
range = [0.3, 1.2]
[[factors]]
name = "hedging"
path = "parameters.hedging"
range = [1, 5]
[[factors]]
name = "delivery"
path = "events.japan-pledge-2025.delivery"
range = [0, 1]
[[outcomes]]
outcome = "share"
keep = "trajectory"
"""

FATAL = 9.0
"""A precision at which the failing model raises."""

SHARING = "sweep, shared chances"
"""All runs meet the same chances, so that a process draws them once."""

ALONE = ("ema sequential", "ema 2 processes")
"""Contenders whose connector lets every point meet the same chances."""

Left = dict[str, Any]
NOWHERE = Change("", None, "", None)


def plan_points(runs: int, failing: bool, dice: str) -> Planned:
    """The design, one of whose points is fatal where that is asked; dice: as in a sweep file."""
    drawn = np.random.default_rng(7).uniform((0.7, 0.3, 1.2, 0.0), (1.4, 1.2, 4.5, 1.0), (runs, 4))
    if failing:
        drawn[runs // 2, 0] = FATAL
    names = ("precision", "budget", "hedging", "delivery")
    points = [
        "{ " + ", ".join(f"{n} = {v!r}" for n, v in zip(names, row, strict=True)) + " }"
        for row in drawn.tolist()
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "four.toml"
        text = SWEEP.replace("{points}", ",\n".join(points)).replace("{dice}", dice)
        path.write_text(text)
        planned = plan_sweep(path, read_seeds())
    return planned._replace(plan=planned.plan._replace(observe=observe)) if failing else planned


def observe(setting: Any, parameters: Any, world: Any, quarter: Any) -> Any:
    """Measure outcomes as the model does, and raise at the fatal point."""
    if (np.asarray(parameters.precision) >= FATAL).any():
        raise ValueError("this run cannot be played")
    return outcomes.observe(setting, parameters, world, quarter)


def play_ensemble(planned: Planned) -> Left:
    """As many runs of the bare ensemble, every outcome kept in memory: no factors, no files."""
    from model.engines.ensemble import simulate

    structure = planned.plan.structures[0]
    runs = planned.plan.runs
    played = simulate(structure.scenario, structure.seeds, outcomes.observe, runs=runs, entropy=1)
    return {"kept": sum(batch.runs for batch in list(played)), "told": "in memory"}


def play_sweep(planned: Planned, workers: int = 1) -> Left:
    """The sweep, written to disk."""
    from model.experiments.sweeps import open_sweep
    from model.experiments.sweeps.executors import InProcess, LocalWorkers
    from model.experiments.worker_pool import WorkerPool

    with tempfile.TemporaryDirectory() as folder:
        chosen = InProcess() if workers == 1 else LocalWorkers(WorkerPool(workers))
        with chosen as executor:
            made = make_sweep(planned, Path(folder), executor, False)
        opened = open_sweep(made.folder)
        failed = opened.attrs["failed"]
        told = (made.folder / "failures.csv").read_text().splitlines()[1:]
    said = told[0].rsplit(",", 1)[1] if told else ""
    told_of = f"a row in failures.csv: {said}" if failed else "on disk"
    return {"kept": planned.plan.runs - failed, "told": told_of}


def play_two(planned: Planned) -> Left:
    """The sweep with two workers."""
    return play_sweep(planned, 2)


def play_batch_run(planned: Planned) -> Left:
    """Mesa's own runner: a model for each point, built as its parameters say."""
    import mesa

    from model.engines.workshop import Workshop

    plan = planned.plan

    class Swept(Workshop):
        """A workshop at one point of the design."""

        def __init__(self, experiment: int, rng: object = None) -> None:
            structure = plan.structures[0]
            pairs = zip(plan.sweep.factors, planned.design[experiment].tolist(), strict=True)
            for factor, value in pairs:
                structure = set_factor(structure, factor, value, NOWHERE, [])
            super().__init__(structure.scenario, structure.seeds, entropy=1, run=0)
            self.seen: dict[str, Any] = {}
            reporters = {"share": lambda workshop: workshop.seen["share"]}
            self.datacollector = mesa.DataCollector(model_reporters=reporters)

        def step(self) -> None:
            super().step()
            self.seen = plan.observe(self.setting, self.parameters, self.world, self.record)
            self.datacollector.collect(self)

    rows = mesa.batch_run(
        Swept,
        {"experiment": range(plan.runs)},
        number_processes=1,
        data_collection_period=1,
        max_steps=len(plan.turns),
        display_progress=False,
    )
    return {"kept": len({row["RunId"] for row in rows}), "told": "in memory"}


def play_workbench(planned: Planned, processes: int = 1) -> Left:
    """The EMA workbench, through the connector: one experiment at a time."""
    from ema_workbench import (
        MultiprocessingEvaluator,
        Scenario,
        SequentialEvaluator,
    )

    from model.experiments.sweeps.connectors import Simulator, as_workbench_model, plain

    plan = planned.plan
    known = as_workbench_model(Simulator(plan))
    if plan.observe is observe:
        known.function = raise_where_lost(known.function)
    names = [plain(factor.name) for factor in plan.sweep.factors]
    points = [
        Scenario(f"point {i}", **dict(zip(names, row, strict=True)))
        for i, row in enumerate(planned.design.tolist())
    ]
    several = processes > 1
    evaluator = (
        MultiprocessingEvaluator(known, processes) if several else SequentialEvaluator(known)
    )
    with evaluator as playing:
        samples, _ = playing.perform_experiments(points)
    return {"kept": len(samples), "told": "in memory"}


def raise_where_lost(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that raises where the connector would give NaN: what the workbench does then."""

    def raising(**values: Any) -> Any:
        told = function(**values)
        if any(np.isnan(value).any() for value in told.values()):
            raise ValueError("this run cannot be played")
        return told

    return raising


def play_workbench_two(planned: Planned) -> Left:
    """The EMA workbench with two processes."""
    return play_workbench(planned, 2)


CONTENDERS: dict[str, Callable[[Planned], Left]] = {
    "ensemble": play_ensemble,
    "sweep": play_sweep,
    SHARING: play_sweep,
    "sweep, 2 workers": play_two,
    "mesa.batch_run": play_batch_run,
    "ema sequential": play_workbench,
    "ema 2 processes": play_workbench_two,
}


def main(words: list[str] | None = None) -> int:
    """Play, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(CONTENDERS))
    parser.add_argument("runs", type=int)
    parser.add_argument("--failing", action="store_true")
    asked = parser.parse_args(words)
    dice = "shared" if asked.name in (SHARING, *ALONE) else "own"
    planned = plan_points(asked.runs, asked.failing, dice)
    one = planned._replace(plan=replace_points(planned, 1), design=planned.design[:1])
    if asked.name in ("ensemble", "sweep", SHARING):
        CONTENDERS[asked.name](one)
    start, busy = perf_counter(), used()
    try:
        left = CONTENDERS[asked.name](planned)
    except BaseException as error:  # the workbench's own errors are no Exceptions
        if isinstance(error, KeyboardInterrupt):
            raise
        left = {"kept": 0, "told": f"raises {type(error).__name__}: {' '.join(str(error).split())}"}
    unit = 1024**2 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({
        "processor": used() - busy, "clock": perf_counter() - start, "mib": peak, **left,
    }))  # fmt: skip
    return 0


def replace_points(planned: Planned, points: int) -> Any:
    """The plan with fewer points, to warm up by."""
    return planned.plan._replace(points=points, key="warm")


def used() -> float:
    """Processor time of this process and of those that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main())
