"""Who plays a sweep: this process, worker processes of this machine, or a cluster elsewhere."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Protocol

from model.experiments.sweeps.block_task import Done, do_block, do_packed_block
from model.experiments.sweeps.plan import Plan, Task
from model.experiments.sweeps.sweep_files import RESUME, SweepError
from model.experiments.worker_deaths import UnguardedScript, WorkerDied
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.extras import check_installed

PAYS_FROM = 150_000
"""Runs times quarters from which worker processes are worth their start, some seconds of work."""

DEATHS = 20
"""Workers that may die in a row, no block being done meanwhile, before the sweep stops."""


class Executor(AbstractContextManager["Executor"], Protocol):
    """Plays blocks, in any order and each once; entering the block starts it, leaving ends it."""

    @property
    def words(self) -> str:
        """Who plays, for people."""

    def play(self, plan: Plan, folder: Path, tasks: Iterator[Task]) -> Iterator[Done]:
        """Yield what became of every task, in the order in which they end."""


class InProcess:
    """Plays in this process."""

    words = "this process"

    def __enter__(self) -> InProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def play(self, plan: Plan, folder: Path, tasks: Iterator[Task]) -> Iterator[Done]:
        """Yield what became of every task."""
        for task in tasks:
            yield do_block(plan, folder, task)


class LocalWorkers:
    """Plays in worker processes of this machine; what one was at when it died is played again."""

    def __init__(self, pool: WorkerPool) -> None:
        """pool: of two workers or more; it is ended on leaving the block."""
        self._pool = pool

    @property
    def workers(self) -> int:
        """How many processes play."""
        return self._pool.workers

    @property
    def words(self) -> str:
        """Who plays, for people."""
        return f"{self.workers} workers on this machine"

    def __enter__(self) -> LocalWorkers:
        """Start a worker, before anything is written; raises UnguardedScript."""
        self._pool.map_ordered(os.getpid, [()])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def play(self, plan: Plan, folder: Path, tasks: Iterator[Task]) -> Iterator[Done]:
        """Yield what became of every task.

        Raises SweepError where workers die again and again, and what a task raises.
        """
        packed = pickle.dumps(plan, protocol=5)
        given: dict[int, Task] = {}
        left, deaths = tasks, 0
        while True:
            try:
                work = ((plan.key, packed, folder, task) for task in remembered(left, given))
                for done in self._pool.map_unordered(do_packed_block, work):
                    del given[done.receipt.block]
                    deaths = 0
                    yield done
                return
            except UnguardedScript:
                raise
            except WorkerDied as error:
                deaths += 1
                if deaths == DEATHS:
                    said = str(error).rstrip(".")
                    raise SweepError(f"{deaths} workers died in a row. {said}; {RESUME}") from None
                again = [given.pop(block) for block in sorted(given)]
                left = chain(again, left)


def remembered(tasks: Iterator[Task], given: dict[int, Task]) -> Iterator[Task]:
    """Tasks as they are taken, each noted in `given` by its block."""
    for task in tasks:
        given[task.block] = task
        yield task


def choose_executor(
    plan: Plan,
    usual: int,
    workers: int | None,
    address: str,
    code: Callable[[], str] | None = None,
) -> Executor:
    """Return who plays: as asked, or this process for a small sweep and usual workers else."""
    if address:
        check_installed("distributed", "cluster", "--cluster")
        from model.experiments.sweeps.dask_executor import DaskExecutor

        return DaskExecutor(address, code)
    if workers is None:
        small = plan.runs * len(plan.turns) < PAYS_FROM or plan.blocks < 2
        workers = 1 if small else usual
    return InProcess() if workers == 1 else LocalWorkers(WorkerPool(workers))
