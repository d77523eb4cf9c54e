"""The model as a function of a sweep's factors, for tools that choose the points themselves.

SALib calls a function of points, the EMA workbench one of named values; both get what the sweep's
file keeps, from the same runs that a sweep would play.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from model.inputs.quarters import quarter_name
from model.studies.sweep.designs import describe
from model.studies.sweep.keeping import Values
from model.studies.sweep.parts import Factor, Kept
from model.studies.sweep.plan import Plan, Task
from model.studies.sweep.playing import Player
from model.world.draws import Floats

if TYPE_CHECKING:
    from ema_workbench import Model


class Simulator:
    """Plays points that others choose; runs of many points go side by side.

    `problem` tells the factors in SALib's words. Every point meets the same chances, so a point has
    the same outcomes wherever it stands among others. A run that fails gives NaN.
    """

    def __init__(self, plan: Plan) -> None:
        """Make the scenarios and levers of a plan playable at any point."""
        self.plan = plan
        self.problem: dict[str, Any] = describe(plan.sweep)
        self._player: Player | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"plan": self.plan, "problem": self.problem, "_player": None}

    def run(self, points: Floats, structure: int = 0) -> dict[str, Values]:
        """The kept outcomes at some points, each ``(point, replication, [date or turn,] axes...)``.

        points: the values of every factor, ``(point, factor)``, in the order of the file; where a
        factor has steps, the nearest is taken. structure: which scenario and alternatives, counted
        as `structures` lists them. Raises ValueError where columns do not fit, or a value lies
        outside the hard bounds of what its factor moves.
        """
        points = np.atleast_2d(np.asarray(points, dtype=np.float64))
        if points.shape[1] != len(self.plan.sweep.factors):
            count = len(self.plan.sweep.factors)
            raise ValueError(f"points need {count} columns, one a factor, not {points.shape[1]}")
        snapped = np.column_stack(
            [snap(factor, points[:, i]) for i, factor in enumerate(self.plan.sweep.factors)]
        )
        for factor, column in zip(self.plan.sweep.factors, snapped.T, strict=True):
            check_limits(factor, column)
        plan = self.plan._replace(points=len(points))
        player = Player(plan) if self._player is None else self._player
        player.plan, self._player = plan, player
        return player.play(Task(0, structure * len(points), snapped)).outcomes

    def evaluate(self, points: Floats) -> Floats:
        """One number a point, as SALib wants it: the first outcome at its last date.

        It is the mean over all but points. For another number, take it from `run`.
        """
        kept = self.plan.sweep.outcomes[0]
        values = self.run(points)[kept.name]
        last = values[:, :, -1] if kept.time else values
        return np.asarray(last.reshape(len(values), -1).mean(axis=1, dtype=np.float64))

    @property
    def structures(self) -> list[tuple[str, ...]]:
        """Scenario and alternatives of every structure, in order."""
        return [(each.scenario_name, *each.alternatives) for each in self.plan.structures]


def check_limits(factor: Factor, values: Floats) -> None:
    """Raise ValueError where a value is no number, or beyond the limits of the factor."""
    low, high = factor.spread.limits or (-np.inf, np.inf)
    wrong = values[~((values >= low) & (values <= high))]
    if len(wrong):
        raise ValueError(f"{factor.name}: {wrong[0]:g} is outside the bounds {low:g}..{high:g}")


def snap(factor: Factor, values: Floats) -> Floats:
    """The nearest values that a factor may take."""
    spread = factor.spread
    if spread.values:
        steps = np.array(spread.values)
        return np.asarray(steps[np.abs(values[:, None] - steps).argmin(axis=1)])
    if spread.step:
        values = spread.low + spread.step * np.round((values - spread.low) / spread.step)
        return np.clip(values, spread.low, spread.high)
    return values


MOST_AXES = 2
"""Axes of an array that the EMA workbench stores; one with more is laid out in a row."""


class Experiment:
    """The function that the EMA workbench calls: named values in, named outcomes out."""

    __name__ = "experiment"

    def __init__(self, simulator: Simulator) -> None:
        """Take the factors, levers and outcomes of a simulator."""
        self.simulator = simulator

    def __call__(self, **values: Any) -> dict[str, Any]:
        """Play one experiment; scenario and levers are named by their alternatives."""
        sweep, structures = self.simulator.plan.sweep, self.simulator.structures
        first = structures[0]
        names = ["scenario", *(lever.name for lever in sweep.levers)]
        chosen = tuple(
            values.get(plain(name), usual) for name, usual in zip(names, first, strict=True)
        )
        point = np.array([[values[plain(factor.name)] for factor in sweep.factors]])
        played = self.simulator.run(point, structures.index(chosen))
        return dict(
            pair for kept in sweep.outcomes for pair in self._tell(kept, played[kept.name][0])
        )

    def _tell(self, kept: Kept, values: Values) -> list[tuple[str, Any]]:
        mean = values.mean(axis=0, dtype=np.float64)
        mean = mean.reshape(-1) if mean.ndim > MOST_AXES else mean
        if kept.keep != "dates":
            return [(plain(kept.name), mean if mean.ndim else float(mean))]
        dates = [quarter_name(date) for date in self.simulator.plan.sweep.dates]
        return [
            (f"{plain(kept.name)}_{date}", mean[place] if kept.axes else float(mean[place]))
            for place, date in enumerate(dates)
        ]


def plain(name: str) -> str:
    """A name as Python and the EMA workbench take it."""
    return name.replace("-", "_")


def as_workbench_model(simulator: Simulator, name: str = "steppewise") -> Model:
    """The model as the EMA workbench knows models: uncertainties, levers and outcomes named.

    Scenarios and levers are levers of the workbench. An outcome is the mean over replications:
    one number for each date, or an array where axes or quarters are kept; the workbench stores two
    axes at most, so an array with more is laid out in a row, the last axis moving first. It plays
    one experiment at a time, so give replications to play side by side.
    """
    from ema_workbench import (
        ArrayOutcome,
        CategoricalParameter,
        Model,
        RealParameter,
        ScalarOutcome,
    )

    sweep = simulator.plan.sweep
    model = Model(name, function=Experiment(simulator))
    model.uncertainties = [
        CategoricalParameter(plain(each.name), list(each.spread.values))
        if each.spread.values
        else RealParameter(plain(each.name), each.spread.low, each.spread.high)
        for each in sweep.factors
    ]
    chosen = {
        "scenario": list(dict.fromkeys(each[0] for each in simulator.structures)),
        **{lever.name: [each.name for each in lever.alternatives] for lever in sweep.levers},
    }
    model.levers = [
        CategoricalParameter(plain(lever), words)
        for lever, words in chosen.items()
        if len(words) > 1
    ]
    outcomes = []
    for kept in sweep.outcomes:
        dates = [f"_{quarter_name(date)}" for date in sweep.dates] if kept.keep == "dates" else [""]
        whole = kept.keep == "trajectory" or bool(kept.axes)
        kind = ArrayOutcome if whole else ScalarOutcome
        outcomes += [kind(f"{plain(kept.name)}{date}") for date in dates]
    model.outcomes = outcomes
    return model
