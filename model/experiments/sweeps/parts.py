"""A sweep as it was read and checked: its factors, levers, scenarios, outcomes and design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple, Protocol

from model.engines.ensemble import Observe

AXES = ("power", "state", "domain", "corridor", "mineral")
"""Axes that an outcome may have after run and turn."""


class Measured(Protocol):
    """What is known of an outcome of the model."""

    @property
    def axes(self) -> tuple[str, ...]:
        """Names of the axes after run and turn."""

    @property
    def unit(self) -> str:
        """Unit in which the outcome is stored."""

    @property
    def meaning(self) -> str:
        """One sentence that says what the outcome is."""


class Measures(NamedTuple):
    """How outcomes are measured each quarter, and what each of them is."""

    observe: Observe
    outcomes: Mapping[str, Measured]


class Spread(NamedTuple):
    """The values that a factor may take.

    low, high: the hard ends if uniform or triangular, the 5th and 95th percentile otherwise;
    value: the mode or median; step: the width of whole steps (a quarter of a year for dates, 1 for
    lags), 0 where any number will do; values: the steps of a grid, in order, if there are any;
    limits: hard bounds of all that the factor moves, at which a distribution without ends is cut,
    or None where there are none.
    """

    distribution: str
    low: float
    value: float
    high: float
    step: float = 0.0
    values: tuple[float, ...] = ()
    limits: tuple[float, float] | None = None


class Factor(NamedTuple):
    """A context factor: what it moves, over which values, and what it is about."""

    name: str
    paths: tuple[str, ...]
    spread: Spread
    unit: str
    note: str
    group: str = ""


class Alternative(NamedTuple):
    """One alternative of a lever: scenarios laid over, then values by path with their line."""

    name: str
    extends: tuple[str, ...]
    changes: tuple[tuple[str, Any, int | None], ...]


class Lever(NamedTuple):
    """What somebody may choose; goals: outcomes by which the alternatives are judged.

    enough: the condition that makes an alternative good enough, or "".
    """

    name: str
    alternatives: tuple[Alternative, ...]
    goals: tuple[str, ...] = ()
    enough: str = ""


class Kept(NamedTuple):
    """An outcome that is kept; `places` narrows an axis to one member, the others stay.

    better: "more" or "less" where that is said.
    """

    name: str
    outcome: str
    places: tuple[tuple[str, str, int], ...]
    axes: tuple[str, ...]
    keep: str
    unit: str
    meaning: str
    better: str = ""

    @property
    def time(self) -> tuple[str, ...]:
        """The axis of time that it has, if any."""
        return {"dates": ("date",), "trajectory": ("turn",)}.get(self.keep, ())


class Design(NamedTuple):
    """How points are chosen; `points` holds those of a list, a value a factor."""

    kind: str
    size: int
    levels: int
    second_order: bool
    points: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Sweep:
    """A sweep that was read and checked; dates are quarter indices.

    `always` holds the values that the file sets in every run.
    """

    name: str
    title: str
    question: str
    narrative: str
    file: str
    scenarios: tuple[str, ...]
    interests: str
    dates: tuple[int, ...]
    replications: int
    entropy: int
    dice: str
    design: Design
    factors: tuple[Factor, ...]
    levers: tuple[Lever, ...]
    outcomes: tuple[Kept, ...]
    always: Alternative

    @property
    def combinations(self) -> int:
        """Scenarios times alternatives of every lever: how often each point is played."""
        return len(self.scenarios) * prod(len(lever.alternatives) for lever in self.levers)
