"""The seeds of some runs, drawn, and laid out as arrays.

Arrays have the axes ``(run, power, state, last)`` but lie in memory with runs side by side, so that
every rule's inner loop runs over hundreds of runs whatever axes it broadcasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from model.inputs.seeds.posterior import Posterior
from model.inputs.seeds.records import Interest, Row
from model.inputs.seeds.seeds import Seeds
from model.world.distributions import draw_rows
from model.world.draws import Floats, uniforms
from model.world.space import runs_first


def lay_out(array: Floats) -> Floats:
    """Turn ``(..., run)`` into ``(run, ...)`` without moving it in memory."""
    laid: Floats = runs_first(array)
    return laid


def plain_path(table: str, key: Sequence[str]) -> str:
    """The path of a seed, without the parts of its key that are empty."""
    return ".".join((table, *(part for part in key if part)))


class Drawn:
    """Seeds drawn for the runs ``first_run`` to ``first_run + runs - 1``."""

    def __init__(
        self, seeds: Seeds, entropy: int, first_run: int, runs: int, *, central: bool = False
    ) -> None:
        """Draw every seed; ``central`` takes each at its value instead."""
        self.seeds, self.entropy, self.first_run, self.runs = seeds, entropy, first_run, runs
        self.central = central
        rows = [row for table in seeds.tables.values() for row in table.values()]
        self._place = {(row.table, row.key): i for i, row in enumerate(rows)}
        for interest in seeds.interests:
            self._place["interests", (interest.id, "salience")] = len(rows)
            rows.append(_salience_row(interest))
        if central:
            self._values = np.repeat(np.array([[row.value] for row in rows]), runs, axis=1)
        else:
            self._values = draw_rows(rows, entropy, first_run, runs)
        if seeds.posterior is not None:
            self._take(seeds.posterior, central)

    def _take(self, posterior: Posterior, central: bool) -> None:
        """Put draws of the posterior in the place of its parameters, a whole draw for each run."""
        table = np.array(posterior.draws).T
        if central:
            drawn = np.repeat(np.median(table, axis=1)[:, None], self.runs, axis=1)
        else:
            drawn = table[:, draws_of(posterior, self.entropy, self.first_run, self.runs)]
        for name, values in zip(posterior.names, drawn, strict=True):
            self._values[self._place["parameters", (name,)]] = values

    def part(self, start: int, stop: int) -> Drawn:
        """The same for a part of the runs, counted from the first."""
        part = object.__new__(Drawn)
        part.seeds, part.entropy = self.seeds, self.entropy
        part.first_run, part.runs = self.first_run + start, stop - start
        part.central = self.central
        part._place, part._values = self._place, np.ascontiguousarray(self._values[:, start:stop])
        return part

    def value(self, table: str, *key: str, missing: float = 0.0) -> Floats:
        """One seed in all runs, shape ``(run,)``; ``missing`` where the table has no such row."""
        place = self._place.get((table, key))
        return np.full(self.runs, missing) if place is None else self._values[place]

    def named(self) -> Iterator[tuple[str, Floats]]:
        """Every seed by its path with its value in all runs, ``(run,)``."""
        for (table, key), place in self._place.items():
            yield plain_path(table, key), self._values[place]

    def uniform(self, purpose: str) -> Floats:
        """One uniform number in (0, 1) for each run, keyed by what it is for, shape ``(run,)``."""
        return uniforms(self.entropy, purpose, self.first_run, self.runs)[:, 0]

    def normal(self, purpose: str) -> Floats:
        """One standard normal number for each run, shape ``(run,)``; 0 where seeds are central."""
        if self.central:
            return np.zeros(self.runs)
        found: Floats = ndtri(self.uniform(purpose))
        return found

    def grid(
        self,
        table: str,
        first: Sequence[str],
        second: Sequence[str] = ("",),
        third: Sequence[str] = ("",),
        *,
        key: Callable[[str, str, str], tuple[str, ...]] = lambda a, b, c: (a, b, c),
        missing: float = 0.0,
    ) -> Floats:
        """A table as an array ``(run, first, second, third)``; ``key`` orders a row's key."""
        out = np.empty((len(first), len(second), len(third), self.runs))
        for i, a in enumerate(first):
            for j, b in enumerate(second):
                for k, c in enumerate(third):
                    out[i, j, k] = self.value(table, *key(a, b, c), missing=missing)
        return lay_out(out)

    def salience(self, interest: Interest) -> Floats:
        """Salience of an interest in all runs, shape ``(run,)``, >= 0."""
        return np.clip(self.value("interests", interest.id, "salience"), 0.0, None)


def draws_of(
    posterior: Posterior, entropy: int, first_run: int, runs: int
) -> npt.NDArray[np.int64]:
    """Which draw of a posterior sample each run takes, ``(run,)``, counted from 0."""
    uniform = uniforms(entropy, "posterior", first_run, runs)[:, 0]
    return np.asarray(uniform * len(posterior.draws), dtype=np.int64)


def _salience_row(interest: Interest) -> Row:
    spread = interest.low < interest.high
    return Row(
        "interests", (interest.draws, "salience"), interest.salience, "1-5", "", interest.source,
        interest.grade, "normal" if spread else "fixed", interest.low, interest.high, "",
        interest.file, interest.line,
    )  # fmt: skip
