"""A crew of worker processes that can be sent home at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from threading import Thread, current_thread, main_thread
from types import TracebackType
from typing import Any, TypeVar

R = TypeVar("R")

HELD = (signal.SIGINT, signal.SIGTERM)
"""Signals that wait while worker processes start."""

MODULES = ["model.review.simulating", "model.review.drawing", "model.review.summarising"]
"""What the workers will need; a fork server loads it once for all of them."""


class Crew:
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

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is None:
            return
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        self._pool = None

    def do(self, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> Iterator[R]:
        """Yield what `work(*task)` returns for every task, in the order in which they end."""
        listed = list(tasks)
        if self.workers == 1 or len(listed) < 2:
            for task in listed:
                yield work(*task)
            return
        for future in as_completed(self._submit(work, listed)):
            yield future.result()

    def in_order(self, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> list[R]:
        """Return what `work(*task)` returns for every task, in the order of the tasks.

        All of it is done in worker processes, which have begun as they were told to.
        """
        return [future.result() for future in self._submit(work, tasks)]

    def _submit(self, work: Callable[..., R], tasks: Iterable[tuple[Any, ...]]) -> list[Future[R]]:
        with _signals_held():
            pool = self._start()
            return [pool.submit(work, *task) for task in tasks]

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
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
    """Hold Ctrl-C and SIGTERM back while processes start, and hear them afterwards.

    An exception in the middle of a start would leave a worker that nobody knows and nobody ends.
    Blocking the signals would not do, since another thread may take them.
    """
    if current_thread() is not main_thread():
        yield
        return
    kept: list[int] = []
    heard = {each: signal.signal(each, lambda number, _: kept.append(number)) for each in HELD}
    try:
        yield
    finally:
        for each, handler in heard.items():
            signal.signal(each, handler)
    for number in kept[:1]:
        signal.raise_signal(number)


def _start_server() -> None:
    """Start the fork server deaf to Ctrl-C, for good, and mute.

    Ctrl-C would break into its imports; and a worker that finds the first process gone would say
    so with a traceback. What goes wrong in a task is told to the first process.
    """
    from multiprocessing.forkserver import ensure_running

    if current_thread() is not main_thread():
        ensure_running()
        return
    heard, loud = signal.signal(signal.SIGINT, signal.SIG_IGN), os.dup(2)
    mute = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(mute, 2)
        ensure_running()
    finally:
        os.dup2(loud, 2)
        os.close(loud)
        os.close(mute)
        signal.signal(signal.SIGINT, heard)


def _serve(begin: Callable[..., None] | None, *given: Any) -> None:
    """In a worker: let Ctrl-C reach the first process alone, and go when that process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
