"""Rounds: every contender in turn, again and again, so that a noisy machine treats all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

Work = Callable[[], object]


class Times(NamedTuple):
    """How long a contender took in each round, seconds a run."""

    processor: tuple[float, ...]
    """time on the core: what a busy neighbour takes is not counted"""
    clock: tuple[float, ...]

    @property
    def typical(self) -> float:
        """Median processor time of a run, seconds."""
        return median(self.processor)


def alternate(work: Mapping[str, tuple[int, Work]], rounds: int) -> dict[str, Times]:
    """Time every contender once a round; each comes with the number of runs that its work plays."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, (runs, play) in work.items():
            clock, processor = perf_counter(), process_time()
            play()
            busy, waited = process_time() - processor, perf_counter() - clock
            taken[name].append((busy / runs, waited / runs))
    return {
        name: Times(tuple(busy for busy, _ in pairs), tuple(waited for _, waited in pairs))
        for name, pairs in taken.items()
    }


def ratio(slow: Times, fast: Times) -> float:
    """How many times longer the first takes: the median over rounds of each round's own ratio."""
    return median(a / b for a, b in zip(slow.processor, fast.processor, strict=True))
