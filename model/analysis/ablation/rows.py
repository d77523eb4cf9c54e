"""Rows: what each case moves, put together as its runs come in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from model.analysis.ablation.cases import STEPS
from model.analysis.ablation.measures import (
    NONE,
    Estimate,
    along_movement,
    drop_in_spread,
    mean_size,
    noise_of,
    of_movement,
    of_spread,
)
from model.inputs.formats.quarters import quarter_name
from model.world.draws import Floats

Key = tuple[str, str]
ALL = Estimate(1.0, 1.0, 1.0)
LEAST = 2
"""Runs of which a spread can be told."""


class TooFewRunsError(Exception):
    """Too few runs are finite to measure a case."""


class Row(NamedTuple):
    """What one case moves by one quarter."""

    turn: str
    kind: str
    """``whole``, ``part``, ``step`` or ``interest``"""
    name: str
    runs: int
    """runs that it rests on; those with a number that is not finite are left out"""
    change: Estimate
    """points of share, mean over pairs; of the whole its movement, of a step what it adds to it"""
    noise: float
    """what ``change`` would be on average without any effect, by the differences between runs"""
    movement: Estimate
    """``change`` over the movement of the whole"""
    spread: Estimate
    """share of the variance between runs that goes away"""
    power: str
    state: str
    pair_change: float
    """the pair that it moves most, and by how many points: with what is left out less without"""


class Rows:
    """Collects the blocks of every case, and measures a case when all its runs are in.

    The whole must be complete before any other case is added.
    """

    def __init__(
        self, runs: int, quarters: Sequence[int], pairs: Sequence[tuple[str, str]]
    ) -> None:
        """Expect so many runs; pairs: (power, state) in the order of the changes' last axis."""
        self._runs, self._pairs = runs, tuple(pairs)
        self._turns = tuple(quarter_name(quarter) for quarter in quarters)
        self._blocks: dict[Key, dict[int, Floats]] = {}
        self._kept: dict[Key, Floats] = {}
        self._done: dict[Key, list[Row]] = {}

    def add(self, key: Key, first: int, changes: Floats) -> None:
        """Add some runs of a case: changes ``(run, quarter, pair)`` from run ``first`` on."""
        blocks = self._blocks.setdefault(key, {})
        blocks[first] = changes
        if sum(len(block) for block in blocks.values()) < self._runs:
            return
        together = np.concatenate([blocks[start] for start in sorted(blocks)])
        del self._blocks[key]
        if key[0] in ("whole", "step") or key == ("part", STEPS[0]):
            self._kept[key] = together
        if key[0] != "step":
            self._done[key] = [self._measure(key, together, at) for at in range(len(self._turns))]

    def put_idle(self, name: str) -> None:
        """Add an interest that cannot move anything, without a play."""
        self._done["interest", name] = [
            Row(turn, "interest", name, self._runs, NONE, 0.0, NONE, NONE, "", "", 0.0)
            for turn in self._turns
        ]

    def list_rows(self, keys: Sequence[Key]) -> list[Row]:
        """Return all rows by quarter: cases in the order of the keys, steps, ranked interests."""
        rows = []
        for at in range(len(self._turns)):
            found = [self._done[key][at] for key in keys if key in self._done]
            rows += [row for row in found if row.kind != "interest"]
            rows += self._steps(at)
            each = [row for row in found if row.kind == "interest"]
            rows += sorted(each, key=lambda row: (-row.change.value, row.name))
        return rows

    def _measure(self, key: Key, changes: Floats, at: int) -> Row:
        whole, changes = _finite(self._kept["whole", ""][:, at], changes[:, at])
        kind, name = key
        if kind == "whole":
            size, noise = mean_size(whole), noise_of(whole)
            return self._row((at, kind, name), size, noise, (ALL, ALL), whole)
        effect = whole - changes
        return self._row(
            (at, kind, name),
            mean_size(effect),
            noise_of(effect),
            (of_movement(effect, whole), of_spread(changes, whole)),
            effect,
        )

    def _steps(self, at: int) -> list[Row]:
        """What each step adds on the way from nothing left but the rest to the whole."""
        keys = [("whole", ""), ("part", STEPS[0]), *(("step", name) for name in STEPS[1:-1])]
        left = _finite(*(self._kept[key][:, at] for key in keys))
        whole = left[0]
        left.append(np.zeros_like(whole))
        rows = []
        for name, (before, after) in zip(STEPS, pairwise(left), strict=True):
            step = before - after
            change, movement = along_movement(step, whole)
            measured = (movement, drop_in_spread(before, after, whole))
            rows.append(self._row((at, "step", name), change, noise_of(step), measured, step))
        return rows

    def _row(
        self,
        what: tuple[int, str, str],
        change: Estimate,
        noise: float,
        shares: tuple[Estimate, Estimate],
        effect: Floats,
    ) -> Row:
        means = np.mean(effect, axis=0)
        most = int(np.argmax(np.abs(means)))
        power, state = self._pairs[most] if means[most] else ("", "")
        at, kind, name = what
        return Row(
            self._turns[at], kind, name, len(effect), change, noise, *shares, power, state,
            float(means[most]),
        )  # fmt: skip


def _finite(*cases: Floats) -> list[Floats]:
    """The runs of some cases, ``(run, pair)`` each, that are finite in all of them."""
    good = np.logical_and.reduce([np.isfinite(case).all(axis=1) for case in cases])
    if good.sum() < LEAST:
        raise TooFewRunsError
    return [case[good] for case in cases]
