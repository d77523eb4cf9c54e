"""How far a sweep is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from model.experiments.sweeps.status import describe_time

EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


class SweepBar:
    """Shows runs done, failed, how fast they come and the time left, on standard error."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True)
        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.description}", markup=False),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._progress.add_task("", total=total)
        self._began = self._told = time.monotonic()
        self._before: int | None = None

    def __enter__(self) -> SweepBar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def tell(self, done: int, total: int, failed: int) -> None:
        """Show how far the sweep is."""
        if self._before is None:
            self._before = done
        now = time.monotonic()
        words = describe_pace(done, total, failed, done - self._before, now - self._began)
        self._progress.update(self._task, completed=done, description=words)
        if not self._console.is_terminal and (now - self._told > EVERY or done == total):
            self._told = now
            self._console.print(words, markup=False, highlight=False, soft_wrap=True)


def describe_pace(done: int, total: int, failed: int, lately: int, seconds: float) -> str:
    """Say how far a sweep is; lately: runs done in the last so many seconds."""
    wrong = f", {failed:,} failed" if failed else ""
    told = f"{done:,} of {total:,} runs{wrong}"
    if lately <= 0 or seconds <= 0:
        return told
    rate = lately / seconds
    return f"{told}, {rate:,.0f} a second, {describe_time((total - done) / rate)} left"
