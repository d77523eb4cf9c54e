"""The answers to a sweep: one kind of part for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from model.analysis.correlation.find import Correlations
from model.analysis.discovery.holdout import Holdout
from model.analysis.discovery.prim import Discovery
from model.analysis.discovery.tree import Node
from model.analysis.drivers.convergence import (
    Growth,
    Verdict,
)
from model.analysis.drivers.find import Indices, Pairs
from model.analysis.grids.find import Grid
from model.analysis.levers.find import Options, Robustness
from model.analysis.screening.find import Screening
from model.experiments.conditions.judge import Judged
from model.experiments.conditions.series import Series

Row = dict[str, Any]
"""A row of a table, by column."""


class Drivers(NamedTuple):
    """What drives one outcome within one block of a Sobol sweep.

    apart: whether each group of runs met chances of its own, so that the variance is over them too;
    about: what each factor is about, where that is said.
    """

    series: Series
    block: str
    dates: tuple[str, ...]
    indices: Indices
    pairs: Pairs | None
    verdicts: tuple[Verdict, ...]
    growth: Growth
    apart: bool
    about: Mapping[str, str]


class Screened(NamedTuple):
    """What moves one outcome within one block of a Morris sweep."""

    series: Series
    block: str
    dates: tuple[str, ...]
    screening: Screening
    verdicts: tuple[Verdict, ...]


class Gridded(NamedTuple):
    """How two inputs of a grid act on one outcome at one date."""

    series: Series
    date: str
    grid: Grid


class Levered(NamedTuple):
    """How the alternatives of one lever hold up by one outcome at one date."""

    series: Series
    date: str
    options: Options
    robustness: Robustness


class Found(NamedTuple):
    """Where a condition holds: boxes and a tree; the tree is None where there is too little.

    holdout: how the best leaf of a tree grown on each half of the runs does on the other.
    """

    judged: Judged
    discovery: Discovery
    tree: Node | None
    holdout: Holdout | None = None

    @property
    def tree_stands(self) -> bool:
        """Whether the tree asks anything, and nothing says that chance explains its best leaf."""
        asks = self.tree is not None and self.tree.question is not None
        return asks and (self.holdout is None or self.holdout.stands)


class GoesWith(NamedTuple):
    """What one outcome goes with at one date, or whether a condition holds, of all draws."""

    subject: Series | Judged
    date: str
    correlations: Correlations


class Answers(NamedTuple):
    """Everything that was found, and notes on what could not be asked."""

    drivers: tuple[Drivers, ...] = ()
    screened: tuple[Screened, ...] = ()
    correlations: tuple[GoesWith, ...] = ()
    gridded: tuple[Gridded, ...] = ()
    levered: tuple[Levered, ...] = ()
    found: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()
