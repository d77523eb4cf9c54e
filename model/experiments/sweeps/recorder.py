"""Keeping: from what is observed each quarter to the numbers that a sweep stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from model.experiments.sweeps.parts import Kept
from model.world.axes import Array

Values = npt.NDArray[np.float32]

STANDS = {"power": 1, "state": 2, "domain": 3, "corridor": 3, "mineral": 3}
"""Where each axis stands in an observed array ``(run, power, state, last)``."""


class Recorder:
    """Fills the kept outcomes of some runs quarter by quarter."""

    def __init__(
        self, outcomes: Sequence[Kept], dates: Sequence[int], turns: range, runs: int
    ) -> None:
        self.outcomes, self.turns, self.runs = outcomes, turns, runs
        self._dates = {date: place for place, date in enumerate(dates)}
        self._always = any(kept.keep != "dates" for kept in outcomes)
        self._kept: dict[str, Array] = {}

    def looks_at(self, quarter: int) -> bool:
        """Tell whether anything is kept of a quarter."""
        return self._always or quarter in self._dates

    def take(self, quarter: int, seen: Mapping[str, Array]) -> None:
        """Take what is observed in a quarter."""
        for kept in self.outcomes:
            if kept.keep == "dates" and quarter not in self._dates:
                continue
            values = narrow(kept, seen[kept.outcome], self.runs)
            if kept.keep in ("dates", "trajectory"):
                self._put(kept, quarter, values)
            else:
                self._fold(kept, values)

    def finish(self) -> dict[str, Values]:
        """The kept outcomes, each ``(run, [date or turn,] axes...)``."""
        done = {}
        for kept in self.outcomes:
            values = self._kept[kept.name]
            scale = len(self.turns) if kept.keep == "mean" else 1
            done[kept.name] = np.asarray(values / scale if scale > 1 else values, dtype=np.float32)
        return done

    def _put(self, kept: Kept, quarter: int, values: Array) -> None:
        if kept.name not in self._kept:
            length = len(self.turns) if kept.keep == "trajectory" else len(self._dates)
            shape = (length, *values.shape[1:], self.runs)
            room = np.empty(shape, dtype=np.float32)
            self._kept[kept.name] = np.moveaxis(room, -1, 0)
        place = self._dates[quarter] if kept.keep == "dates" else quarter - self.turns.start
        self._kept[kept.name][:, place] = values

    def _fold(self, kept: Kept, values: Array) -> None:
        before = self._kept.get(kept.name)
        if before is None:
            self._kept[kept.name] = np.array(values)
        elif kept.keep == "mean":
            before += values
        else:
            smaller = kept.keep == "lowest"
            (np.minimum if smaller else np.maximum)(before, values, out=before)


def narrow(kept: Kept, observed: Array, runs: int) -> Array:
    """One member of each axis that is narrowed, all of the others, and no axis that is not there.

    observed: ``(run, power, state, last)``; an axis that does not apply has length one.
    """
    index: list[int | slice] = [slice(None), 0, 0, 0]
    for axis in kept.axes:
        index[STANDS[axis]] = slice(None)
    for axis, _, place in kept.places:
        index[STANDS[axis]] = place
    values = observed[tuple(index)]
    return values if values.shape[0] == runs else np.broadcast_to(values, (runs, *values.shape[1:]))
