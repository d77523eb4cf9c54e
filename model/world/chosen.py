"""Runs whose numbers are chosen: the dice of other runs, with some seeds given run by run.

Experiments of a sweep throw the same dice, so that what differs between them is what was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from model.inputs.seeds.records import Key, Row
from model.world.distributions import path_of, quantile
from model.world.drawn import Drawn
from model.world.draws import Floats

Places = npt.NDArray[np.intp]
Target = tuple[str, Key, str]
"""A row of a table and the column of it that is chosen; "" is the number itself."""

WHOLE = ""
MOVED = ("value", "low", "high")
"""Columns that move the spread from which a number is drawn, rather than the number."""


class Chosen(Drawn):
    """The dice of some of the runs in `dice`, with chosen seeds in place of drawn ones."""

    def __init__(self, dice: Drawn, places: Places, columns: Mapping[Target, Floats]) -> None:
        """Take the dice at some places, each as often as it stands there.

        dice: drawn runs; places: for each run here, which of them (counted from 0) lends its dice;
        columns: for each chosen number its value in every run here, shape ``(run,)``. Raises
        KeyError for a row that the seeds do not hold.
        """
        self.seeds, self.entropy = dice.seeds, dice.entropy
        self.first_run, self.runs = dice.first_run, len(places)
        self.central = dice.central
        self._dice, self._places, self._place = dice, places, dice._place
        self._values = np.take(dice._values, places, axis=1)
        for (table, key, column), values in columns.items():
            if column == WHOLE:
                self._values[self._place[(table, key)]] = values
        for (table, key), moved in _gather_moved(columns).items():
            self._values[self._place[(table, key)]] = self._draw_again(
                self.seeds.tables[table][key], moved
            )

    def uniform(self, purpose: str) -> Floats:
        """One uniform number in (0, 1) for each run, that of the run that lends its dice."""
        return np.take(self._dice.uniform(purpose), self._places)

    def part(self, start: int, stop: int) -> Drawn:
        """The same for a part of the runs, counted from the first."""
        part = object.__new__(Chosen)
        part.__dict__.update(self.__dict__)
        part.runs, part._places = stop - start, self._places[start:stop]
        part._values = np.ascontiguousarray(self._values[:, start:stop])
        return part

    def _draw_again(self, row: Row, moved: Mapping[str, Floats]) -> Floats:
        """A row drawn from a spread that differs from run to run."""
        value = moved.get("value", np.full(self.runs, row.value))
        if row.distribution == "fixed":
            return value
        low, high = moved.get("low", row.low), moved.get("high", row.high)
        ends = (
            np.broadcast_to(np.asarray(end, dtype=np.float64), self.runs) for end in (low, high)
        )
        low_end, high_end = ends
        drawn = quantile(row.distribution, low_end, value, high_end, self.uniform(path_of(row)))
        return np.clip(drawn, row.bounds.low, row.bounds.high)


def _gather_moved(columns: Mapping[Target, Floats]) -> dict[tuple[str, Key], dict[str, Floats]]:
    """The columns of spreads that are chosen, row by row."""
    gathered: dict[tuple[str, Key], dict[str, Floats]] = {}
    for (table, key, column), values in columns.items():
        if column in MOVED:
            gathered.setdefault((table, key), {})[column] = values
    return gathered
