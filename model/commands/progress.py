"""How far a stage or a sweep is: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from model.experiments.sweeps.status import describe_time
from model.inputs.formats.plain_text import visible, visible_line

EVERY = 30.0
"""Seconds between two lines on the same stage where there is no terminal."""


class Stage(Protocol):
    """What is shown of one stage."""

    def advance(self, steps: int) -> None:
        """Count steps that were done."""

    def finish(self) -> None:
        """Count all of them as done."""


class Shown:
    """What is shown on standard error while a block runs: bars where there is a terminal."""

    def __init__(self, *columns: ProgressColumn) -> None:
        self._console = Console(stderr=True)
        self._progress = Progress(
            *columns,
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()


class Bars(Shown):
    """Shows on standard error how far each stage is, and warnings between."""

    def __init__(self) -> None:
        words = TextColumn("{task.description}", markup=False)
        super().__init__(words, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())

    def start(self, label: str, total: int) -> Stage:
        """Begin a stage, given the sum of its steps."""
        label = visible_line(label)
        if self._console.is_terminal:
            return BarStage(self._progress, self._progress.add_task(label, total=total))
        return LineStage(label, total, self.warn)

    def count(self, label: str, total: int) -> Callable[[int], None]:
        """Return what a stage calls with the number of steps done since its last call."""
        stage, done = self.start(label, total), 0

        def advance(steps: int) -> None:
            nonlocal done
            done += steps
            stage.advance(steps)
            if done >= total:
                stage.finish()

        return advance

    def watch(self, label: str, total: int, steps: Iterator[int]) -> None:
        """Go through the steps of a stage, given the sum of all of them."""
        stage = self.start(label, total)
        for step in steps:
            stage.advance(step)
        stage.finish()

    def warn(self, words: str) -> None:
        """Print a line on standard error as it is, above the bars if there are any."""
        self._console.print(visible(words), markup=False, highlight=False, soft_wrap=True)


class BarStage:
    """A stage as a bar."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def advance(self, steps: int) -> None:
        """Count steps that were done."""
        self._progress.advance(self._task, steps)

    def finish(self) -> None:
        """Fill the bar."""
        total = next(one.total for one in self._progress.tasks if one.id == self._task)
        self._progress.update(self._task, completed=total)


class LineStage:
    """A stage as lines: one at its start, one now and then, one at its end."""

    def __init__(self, label: str, total: int, say: Callable[[str], None]) -> None:
        self._label, self._total, self._say = label, total, say
        self._done = 0
        self._began = self._said = time.monotonic()
        say(f"{label} ...")

    def advance(self, steps: int) -> None:
        """Count steps that were done."""
        self._done += steps
        now = time.monotonic()
        if now - self._said > EVERY and self._done < self._total:
            self._said = now
            part = f"{self._done:,} of {self._total:,}"
            self._say(f"{self._label}: {part} after {describe_time(now - self._began)}")

    def finish(self) -> None:
        """Say how long it took."""
        self._say(f"{self._label}, done in {describe_time(time.monotonic() - self._began)}")


class SweepBar(Shown):
    """Shows runs done, failed, how fast they come and the time left, on standard error."""

    def __init__(self, total: int) -> None:
        super().__init__(BarColumn(), TextColumn("{task.description}", markup=False))
        self._task = self._progress.add_task("", total=total)
        self._began = self._told = time.monotonic()
        self._before: int | None = None

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
