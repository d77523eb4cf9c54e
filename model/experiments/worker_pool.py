"""A pool of worker processes that can be ended at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.process import BaseProcess
from threading import Thread, current_thread, main_thread
from types import TracebackType
from typing import Any, TypeVar

from model.experiments.worker_deaths import (
    GUARD,
    UNGUARDED,
    UnguardedScript,
    WorkerDied,
    count_memory_kills,
    describe_deaths,
    end_unguarded_worker,
    muted,
)

R = TypeVar("R")

STOPS = tuple(
    number
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if (number := getattr(signal, name, None)) is not None
)
"""Signals that ask the command to stop: the first process answers them, workers never do."""

LOST_SERVER = (EOFError, ConnectionError)
"""What starting a worker raises where the server that starts them was ended meanwhile."""

AHEAD = 3
"""Tasks that are given to the pool for each worker: enough to keep all of them busy."""

MODULES = [
    "model.experiments.sweeps.block_task",
    "model.analysis.trajectories.draw",
    "model.experiments.summary",
]
"""What the workers will need; a fork server loads it once for all of them."""


class WorkerPool:
    """Worker processes that start when first needed; with one worker, all is done in-process.

    Whatever the number of workers, tasks and their results are the same. Leaving the block by
    an exception, an interrupt too, ends the processes at once; when the first process is killed,
    they end by themselves.
    """

    def __init__(self, workers: int, begin: Callable[..., None] | None = None, *given: Any) -> None:
        """begin: what every worker process does first, with what is given to it."""
        self.workers = workers
        self._begin, self._given = begin, given
        self._pool: ProcessPoolExecutor | None = None
        self._others: set[BaseProcess] = set()
        self._workers: set[BaseProcess] = set()
        self._killed_before = count_memory_kills()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.stop()
        elif self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def stop(self) -> None:
        """End the worker processes at once, and return when they have ended."""
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        workers = set(multiprocessing.active_children()) - self._others
        for process in workers:
            process.kill()
        for process in workers:
            process.join()
        pool.shutdown(wait=False, cancel_futures=True)

    def map_unordered(
        self, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]
    ) -> Iterator[R]:
        """Yield what `work(*task)` returns for every task, in the order in which they end.

        Tasks are taken as workers come to need them, so that there may be any number of them.
        """
        left = iter(tasks)
        first = list(islice(left, 2))
        if self.workers == 1 or len(first) < 2:
            for task in chain(first, left):
                yield work(*task)
            return
        waiting = set(self._submit(work, first))
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            room = AHEAD * self.workers - len(waiting)
            waiting |= set(self._submit(work, islice(left, room)))
            for future in done:
                yield self._result(future)

    def map_ordered(self, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> list[R]:
        """Return what `work(*task)` returns for every task, in the order of the tasks.

        All of it is done in worker processes, which have begun as they were told to.
        """
        return [self._result(future) for future in self._submit(work, list(tasks))]

    def _result(self, future: Future[R]) -> R:
        """Return what a task returned; raises WorkerDied where the processes are no more."""
        try:
            return future.result()
        except BrokenProcessPool:
            self._let_end()
            raise self._death() from None

    def _let_end(self) -> None:
        """Wait until the broken pool has ended its workers and knows how each of them ended.

        It asks in a thread of its own; how a process ended can be asked once only, and who asks
        beside that thread may get 255, or nothing.
        """
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _death(self) -> WorkerDied:
        """What is to be told of the workers that ended; others can be started after that."""
        statuses = [process.exitcode for process in self._workers]
        self._workers.clear()
        self.stop()
        if UNGUARDED in statuses:
            return UnguardedScript(GUARD)
        return WorkerDied(describe_deaths([each for each in statuses if each], self._killed_before))

    def _submit(self, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> list[Future[R]]:
        with _signals_held():
            pool = self._start()
            futures = []
            for task in tasks:
                try:
                    futures.append(pool.submit(work, *task))
                except (BrokenProcessPool, *LOST_SERVER) as error:
                    if isinstance(error, BrokenProcessPool):
                        self._let_end()
                    raise self._death() from None
                self._workers.update((getattr(pool, "_processes", None) or {}).values())
            return futures

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
            end_unguarded_worker()
            self._others = set(multiprocessing.active_children())
            methods = multiprocessing.get_all_start_methods()
            method = "forkserver" if "forkserver" in methods else "spawn"
            context = multiprocessing.get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(MODULES)
                _start_server()
            self._pool = ProcessPoolExecutor(
                self.workers, context, initializer=_serve, initargs=(self._begin, *self._given)
            )
        return self._pool


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals that stop the command back while processes start, and hear them afterwards.

    An exception in the middle of a start would leave a worker that nobody knows and nobody ends.
    Blocking the signals would not do, since another thread may take them. Such a signal counts for
    more than an error of the start, which it may have caused.
    """
    if current_thread() is not main_thread():
        yield
        return
    kept: list[int] = []
    heard = {each: signal.getsignal(each) for each in STOPS}
    heeded = [each for each, handler in heard.items() if handler is not signal.SIG_IGN]
    for each in heeded:
        signal.signal(each, lambda number, _: kept.append(number))
    try:
        yield
    finally:
        for each in heeded:
            signal.signal(each, heard[each])
        for number in kept[:1]:
            signal.raise_signal(number)


def _start_server() -> None:
    """Start the fork server deaf to signals that stop the command, for good, and mute.

    They may go to all processes of a terminal or a job, and would break into its imports, or take
    it away while the first process asks it for a worker; it ends by itself with that process. A
    worker that finds the first process gone would say so with a traceback. What goes wrong in a
    task is told to the first process.
    """
    from multiprocessing.forkserver import ensure_running

    if current_thread() is not main_thread():
        ensure_running()
        return
    heard = {each: signal.signal(each, signal.SIG_IGN) for each in STOPS}
    try:
        with muted():
            ensure_running()
    finally:
        for each, handler in heard.items():
            signal.signal(each, handler)


def _serve(begin: Callable[..., None] | None, *given: Any) -> None:
    """In a worker: let signals reach the first process alone, and go when that process is gone."""
    for each in STOPS:
        signal.signal(each, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    if begin is not None:
        begin(*given)


def _follow() -> None:
    """Wait for the first process to end, and end with it.

    A worker holds both ends of the pipe that it waits at, so that nothing else would tell it.
    """
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)
