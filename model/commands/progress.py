"""A bar for each stage of a run, where there is a terminal to show it on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from model.inputs.plain_text import visible_line


class Bars:
    """Shows how far each stage is, on standard error and only if that is a terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def count(self, label: str, total: int) -> Callable[[int], None]:
        """Return what a stage calls with the number of steps done since its last call."""
        task = self._progress.add_task(visible_line(label), total=total)
        return lambda steps: self._progress.advance(task, steps)

    def watch(self, label: str, total: int, steps: Iterator[int]) -> None:
        """Go through the steps of a stage, given the sum of all of them."""
        task = self._progress.add_task(visible_line(label), total=total)
        for step in steps:
            self._progress.advance(task, step)
        self._progress.update(task, completed=total)
