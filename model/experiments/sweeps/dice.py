"""The dice of a sweep: thrown once for each key, and shared by every experiment that has that key.

With shared dice the key of a run is its replication, so all experiments meet the same chances. With
dice of its own each point of the design has its own keys, and with those of its group all points
that the design compares with each other have the same; levers and scenarios share the keys of their
point. What is found with shared dice holds for those few draws of all that is not varied; groups
average over as many draws as there are groups, and compare as sharply.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.engines.chance import cast_of, draw_shock
from model.inputs.seeds.seeds import Seeds
from model.world.axes import Array
from model.world.chosen import Places
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.factors import Shock

SHARED, OWN, GROUP = "shared", "own", "group"
KEPT_RUNS = 256
"""Dice of up to so many runs are kept from one chunk to the next: some 50 MB."""


class Keys(NamedTuple):
    """Which dice some runs throw: keys `first` to `first + length - 1`, and each run's place."""

    first: int
    length: int
    places: Places


def find_keys(
    dice: str, points: Places, replications: Places, every: int, together: int = 1
) -> Keys:
    """The keys of some runs, given their points of the design and their replications.

    dice: ``shared``, ``own`` or ``group``; every: replications of each point; together: points in a
    row that the design compares with each other.
    """
    if dice == SHARED and every <= KEPT_RUNS:
        return Keys(0, every, replications)
    owners = {SHARED: 0 * points, OWN: points, GROUP: points // together}
    keys = owners[dice] * every + replications
    first, last = int(keys.min()), int(keys.max())
    return Keys(first, last - first + 1, keys - first)


class Dice(Drawn):
    """Drawn runs that remember what they have drawn, for the next chunk that asks for it."""

    def __init__(
        self, seeds: Seeds, entropy: int, first_run: int, runs: int, *, again: bool
    ) -> None:
        """Draw the seeds of some runs in a row.

        again: whether another chunk will ask for the same; shocks are forgotten otherwise.
        """
        super().__init__(seeds, entropy, first_run, runs)
        self._again = again and runs <= KEPT_RUNS
        self._uniforms: dict[str, Floats] = {}
        self._shocks: dict[int, Shock] = {}

    def uniform(self, purpose: str) -> Floats:
        """One uniform number in (0, 1) for each run, drawn once."""
        if purpose not in self._uniforms:
            self._uniforms[purpose] = super().uniform(purpose)
        return self._uniforms[purpose]

    def shock(self, quarter: int, places: Places) -> Shock:
        """The shocks of a quarter of some of the runs, drawn once."""
        shock = self._shocks.get(quarter)
        if shock is None:
            cast = cast_of(self.seeds)
            shock = draw_shock(self.entropy, cast, quarter, self.first_run, self.runs)
            if self._again:
                self._shocks[quarter] = shock
        if np.array_equal(places, np.arange(self.runs)):
            return shock
        return Shock(*(_take(part, places) for part in shock))


def _take(array: Array, places: Places) -> Array:
    """Some runs of an array, runs side by side in memory."""
    return lay_out(np.take(np.moveaxis(array, 0, -1), places, axis=-1))
