"""Who watches a stage: it goes through the steps, and may show how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Watch = Callable[[str, int, Iterator[int]], None]
"""Goes through the steps of a stage, given its label and the sum of all steps."""


def watch_nothing(label: str, total: int, steps: Iterator[int]) -> None:
    """Go through the steps of a stage without a word."""
    for _ in steps:
        pass
