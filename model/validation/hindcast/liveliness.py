"""Whether the model moves as much as the record: how far runs go, over how far the world went.

A model whose runs stay nearer to their start than the world did is too sure of itself, one whose
runs stray farther is too unsure, whatever the middle of its forecasts is worth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.inputs.history.history import History
from model.validation.hindcast.arms import supplies
from model.validation.hindcast.find import TARGETS, Played
from model.validation.hindcast.moved import DECADE
from model.validation.hindcast.record import Past
from model.validation.hindcast.voting import LAST_KNOWN, align
from model.world.draws import Floats


class Liveliness(NamedTuple):
    """Typical changes of one thing: those of runs, and those on record."""

    years: int
    """from the origin to the target"""
    model: float
    """root mean square over cells and runs"""
    record: float
    """root mean square over the same cells"""
    n: int
    """cells: origins times pairs that are on record at both ends"""

    @property
    def ratio(self) -> float:
        """The model's over the record's: 1 is as lively, below 1 too still; NaN for no record."""
        return self.model / self.record if self.record > 0.0 else math.nan


def compare_moves(years: int, moved: Floats, changes: Floats) -> Liveliness:
    """Return how far runs went beside how far the record did.

    model = sqrt(mean m) ,  record = sqrt(mean d^2) ,  both over the cells with a record

    moved: m, mean over runs of the squared change; changes: d, NaN where none is on record.
    """
    counted = ~np.isnan(changes)
    if not counted.any():
        return Liveliness(years, math.nan, math.nan, 0)
    return Liveliness(
        years,
        float(np.sqrt(moved[counted].mean())),
        float(np.sqrt((changes[counted] ** 2).mean())),
        int(counted.sum()),
    )


def gather_liveliness(
    played: Mapping[int, Played], past: Past, history: History
) -> dict[str, Liveliness]:
    """Return the liveliness of trade, arms and positions; `played` is by origin."""
    origins = [target - DECADE for target in TARGETS]
    voted = [origin for origin in origins if origin + DECADE <= LAST_KNOWN]
    return {
        "trade": compare_moves(
            DECADE,
            np.stack([played[origin].moved.trade for origin in origins]),
            np.stack([_later(past, past.shares, origin) for origin in origins]),
        ),
        "arms": _gather_arms(played, history),
        "positions": compare_moves(
            DECADE,
            np.stack([played[origin].moved.positions for origin in voted]),
            np.stack([_later(past, alignments(past), origin) for origin in voted]),
        ),
    }


def alignments(past: Past) -> Floats:
    """Alignment of every pair by the ideal points of the year, (year, state, power)."""
    return align(np.abs(past.states[:, :, None] - past.powers[:, None, :]), past.mean_gap)


def _later(past: Past, record: Floats, origin: int) -> Floats:
    """What changed from an origin in DECADE years, (state, power)."""
    changes: Floats = record[past.place(origin + DECADE)] - record[past.place(origin)]
    return changes


def _gather_arms(played: Mapping[int, Played], history: History) -> Liveliness:
    """Arms from one period of five years to the next, over all powers."""
    states, listed = history.ids("state"), supplies(history, history.ids("power"))
    listed = tuple(each for each in listed if each.state in states and each.origin in played)
    if not listed:
        return Liveliness(0, math.nan, math.nan, 0)
    moved = [played[each.origin].moved.arms[states.index(each.state)] for each in listed]
    changes = [np.subtract(each.observed, each.kept) for each in listed]
    return compare_moves(listed[0].ahead, np.stack(moved), np.stack(changes))
