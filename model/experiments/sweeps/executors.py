"""Who plays a sweep: this process, worker processes of this machine, or a cluster elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol

from model.experiments.sweeps.block_task import Done, do_block
from model.experiments.sweeps.dask_executor import DaskExecutor
from model.experiments.sweeps.plan import Plan, Task

PAYS_FROM = 150_000
"""Runs times quarters from which worker processes are worth their start, some seconds of work."""


class Executor(Protocol):
    """Plays blocks, in any order and each once."""

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


def choose_executor(
    plan: Plan,
    usual: int,
    workers: int | None,
    address: str,
    code: Callable[[], str] | None = None,
) -> InProcess | DaskExecutor:
    """Return who plays: as asked, or this process for a small sweep and a local cluster else."""
    if address:
        return DaskExecutor(address=address, code=code)
    if workers is None:
        small = plan.runs * len(plan.turns) < PAYS_FROM or plan.blocks < 2
        workers = 1 if small else usual
    return InProcess() if workers == 1 else DaskExecutor(workers)
