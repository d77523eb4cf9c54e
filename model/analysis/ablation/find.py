"""An ablation from start to end: the same runs once for each case, measured as they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

from model.analysis.ablation.background import Idle, find_idle
from model.analysis.ablation.cases import Case, blocks, list_cases, play_block
from model.analysis.ablation.rows import Row, Rows
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds

Do = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]]], Iterator[Any]]
"""Does all tasks of one kind, in any order: a pool's ``do``."""


class Question(NamedTuple):
    """What is asked: a scenario with its seeds, how many runs, and when shares are compared."""

    scenario: Scenario
    seeds: Seeds
    runs: int
    entropy: int
    quarters: tuple[int, ...]
    each: bool = True
    """whether interests are left out one by one too"""


class Ablation:
    """The plays of one question and what came of them."""

    def __init__(self, question: Question) -> None:
        """Work out what has to be played."""
        self.question = question
        scenario, seeds = question.scenario, question.seeds
        self.idle: tuple[Idle, ...] = find_idle(scenario, seeds) if question.each else ()
        left = {one.interest for one in self.idle} if question.each else seeds.ids("interest")
        self._cases: list[Case] = list_cases(scenario, seeds, frozenset(left))
        pairs = list(product(seeds.ids("power"), seeds.ids("state")))
        self._rows = Rows(question.runs, question.quarters, pairs)

    @property
    def plays(self) -> int:
        """How many runs are played in all."""
        return len(self._cases) * self.question.runs

    def play(self, do: Do) -> Iterator[int]:
        """Play every case; yields how many runs each block brought.

        Raises TooFewRunsError where fewer than two runs of a case are finite.
        """
        for cases in (self._cases[:1], self._cases[1:]):
            for key, first, changes in do(play_block, self._tasks(cases)):
                self._rows.add(key, first, changes)
                yield len(changes)

    def rows(self) -> list[Row]:
        """Return what every case moves, once all are played."""
        for one in self.idle:
            self._rows.put_idle(one.interest)
        keys = [case.key for case in self._cases]
        return self._rows.list_rows([*keys, *(("interest", one.interest) for one in self.idle)])

    def _tasks(self, cases: Sequence[Case]) -> Iterator[tuple[Any, ...]]:
        asked = self.question
        for case in cases:
            for span in blocks(asked.runs):
                yield case, asked.entropy, span, asked.quarters
