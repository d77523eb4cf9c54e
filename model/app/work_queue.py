"""Work of all visitors in one line: what takes least goes first, and nothing waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Any

from model.studio.playing import StaleError

PATIENCE = 4
"""Tasks of fewer runs that may overtake a waiting one; then it is next."""

Stop = Callable[[], bool]
"""Asked by work in progress, again and again, whether it should give up."""

Do = Callable[[Stop], Any]


def wanted() -> bool:
    """Say of a task that it is not stale."""
    return False


class Task:
    """Something to be done: its runs, and whether anybody still waits for it."""

    def __init__(self, runs: int, do: Do, stale: Stop) -> None:
        self.runs, self.do, self.stale = runs, do, stale
        self.overtaken = 0
        self.done: Future[Any] = Future()


class WorkQueue:
    """Does one thing at a time, in a thread of its own.

    Fewest runs first, and among equals the first that came. Whenever work in progress asks whether
    it should give up, which a play does before every quarter, one waiting task of fewer runs is
    done first; the play then goes on for a quarter at least, so that a long one ends too. A task
    that is stale when its turn comes is dropped with StaleError.
    """

    def __init__(self) -> None:
        self._waiting: list[Task] = []
        self._changed = Condition()
        self._closed = False
        self._thread = Thread(target=self._serve, name="studio", daemon=True)
        self._thread.start()

    def put(self, runs: int, do: Do, stale: Stop = wanted) -> Future[Any]:
        """Add work, and return what will hold its result; raises RuntimeError once closed."""
        task = Task(runs, do, stale)
        with self._changed:
            if self._closed:
                raise RuntimeError("the program is ending")
            self._waiting.append(task)
            self._changed.notify()
        return task.done

    def close(self) -> None:
        """Drop what waits, and return once what is being done has ended."""
        with self._changed:
            self._closed = True
            dropped, self._waiting = self._waiting, []
            self._changed.notify()
        for task in dropped:
            task.done.cancel()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                task = take(self._waiting)
            if task is not None:
                self._work_off(task)

    def _work_off(self, task: Task) -> None:
        """Do one task, and let tasks of fewer runs pass whenever it asks whether to stop."""

        def stop() -> bool:
            with self._changed:
                shorter = take(self._waiting, task.runs)
            if shorter is not None:
                self._work_off(shorter)
            return task.stale()

        if not task.done.set_running_or_notify_cancel():
            return
        try:
            if task.stale():
                raise StaleError
            task.done.set_result(task.do(stop))
        except BaseException as error:
            task.done.set_exception(error)


def take(waiting: list[Task], below: int | None = None) -> Task | None:
    """Remove the task that is next and return it, None where there is none.

    below: only a task of fewer runs than this. Every earlier task that it overtakes is told so;
    one that was overtaken PATIENCE times comes before all others.
    """
    fitting = [task for task in waiting if below is None or task.runs < below]
    if not fitting:
        return None
    impatient = [task for task in fitting if task.overtaken >= PATIENCE]
    found = impatient[0] if impatient else min(fitting, key=lambda task: task.runs)
    for task in waiting[: waiting.index(found)]:
        task.overtaken += 1
    waiting.remove(found)
    return found
