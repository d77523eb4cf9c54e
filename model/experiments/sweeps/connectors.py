"""The model as a function of a sweep's factors, for tools that choose the points themselves.

SALib calls a function of points, the EMA workbench one of named values; both get what the sweep's
file keeps, from the same runs that a sweep would play.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from model.experiments.sweeps.designs import describe
from model.experiments.sweeps.parts import Factor
from model.experiments.sweeps.plan import Plan, Task, labels_of
from model.experiments.sweeps.play import Player
from model.experiments.sweeps.recorder import Values
from model.inputs.formats.problems import unknown
from model.inputs.formats.quarters import quarter_name
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

    def run(
        self, points: Floats | Mapping[str, Any], structure: int | Mapping[str, str] = 0
    ) -> dict[str, Values]:
        """The kept outcomes at some points, each ``(point, replication, [date or turn,] axes...)``.

        points: the values of every factor, ``(point, factor)``, in the order of the file, or by
        name: a mapping or a table with a column for each factor. Where a factor has steps, the
        nearest is taken. structure: which scenario and alternatives, counted as `structures` lists
        them, or by name, ``{"scenario": "baseline", "lever": "alternative"}``; what is not named
        is the first of its kind. Raises ValueError where names or columns do not fit,
        or a value lies outside the hard bounds of what its factor moves.
        """
        chosen = structure if isinstance(structure, int) else self.find_structure(structure)
        table = self._table(points)
        snapped = np.column_stack(
            [snap(factor, table[:, i]) for i, factor in enumerate(self.plan.sweep.factors)]
        )
        for factor, column in zip(self.plan.sweep.factors, snapped.T, strict=True):
            check_limits(factor, column)
        plan = self.plan._replace(points=len(table))
        player = Player(plan) if self._player is None else self._player
        player.plan, self._player = plan, player
        return player.play(Task(0, chosen * len(table), snapped)).outcomes

    def find_structure(self, chosen: Mapping[str, str]) -> int:
        """Return the place in `structures` of a scenario and alternatives that are named.

        Raises ValueError for a word that is not known.
        """
        names = ["scenario", *(lever.name for lever in self.plan.sweep.levers)]
        for name in chosen:
            if name not in names:
                raise ValueError(unknown("lever", name, names))
        words = []
        for place, name in enumerate(names):
            known = list(dict.fromkeys(each[place] for each in self.structures))
            words.append(chosen.get(name, known[0]))
            if words[-1] not in known:
                raise ValueError(unknown(name, words[-1], known))
        return self.structures.index(tuple(words))

    def _table(self, points: Floats | Mapping[str, Any]) -> Floats:
        names = [factor.name for factor in self.plan.sweep.factors]
        if isinstance(points, Mapping) or hasattr(points, "columns"):
            named: Any = points
            given = {str(name): named[name] for name in named}
            for name in given:
                if name not in names:
                    raise ValueError(unknown("factor", name, names))
            lacking = [name for name in names if name not in given]
            if lacking:
                raise ValueError(f"points lack the factors {', '.join(lacking)}")
            columns = [np.atleast_1d(np.asarray(given[name], dtype=np.float64)) for name in names]
            return np.column_stack(np.broadcast_arrays(*columns))
        table = np.atleast_2d(np.asarray(points, dtype=np.float64))
        if table.shape[1] != len(names):
            count = len(names)
            raise ValueError(f"points need {count} columns, one a factor, not {table.shape[1]}")
        return table

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


class Experiment:
    """The function that the EMA workbench calls: named values in, named outcomes out."""

    __name__ = "experiment"

    def __init__(self, simulator: Simulator) -> None:
        """Take the factors, levers and outcomes of a simulator."""
        self.simulator = simulator

    def __call__(self, **values: Any) -> dict[str, Any]:
        """Play one experiment; scenario and levers are named by their alternatives."""
        sweep = self.simulator.plan.sweep
        names = ["scenario", *(lever.name for lever in sweep.levers)]
        chosen = {name: values[plain(name)] for name in names if plain(name) in values}
        point = np.array([[values[plain(factor.name)] for factor in sweep.factors]])
        played = self.simulator.run(point, self.simulator.find_structure(chosen))
        means = {name: each[0].mean(axis=0, dtype=np.float64) for name, each in played.items()}
        return {
            each.name: float(means[each.kept][each.place]) if each.scalar else means[each.kept]
            for each in list_outcomes(self.simulator.plan)
        }


class Named(NamedTuple):
    """An outcome of the workbench: its name, and which part of what kept outcome it is."""

    name: str
    kept: str
    place: tuple[int, ...] = ()
    scalar: bool = True


def list_outcomes(plan: Plan) -> list[Named]:
    """Every number that is kept at a date of the sweep, and trajectories that have no other axes.

    The name of a number is that of the outcome, then its members, then its date:
    ``share_KAZ_CHN_2040Q4``.
    """
    labels, found = labels_of(plan), []
    dates = {quarter_name(date) for date in plan.sweep.dates}
    for kept in plan.sweep.outcomes:
        axes = (*kept.time, *kept.axes)
        for place in np.ndindex(*(len(labels[axis]) for axis in axes)):
            words = [labels[axis][at] for axis, at in zip(axes, place, strict=True)]
            if kept.time and words[0] not in dates:
                continue
            named = [*words[1:], words[0]] if kept.time else words
            found.append(Named(plain("_".join([kept.name, *named])), kept.name, place))
        if kept.keep == "trajectory" and not kept.axes:
            found.append(Named(plain(kept.name), kept.name, scalar=False))
    return found


def plain(name: str) -> str:
    """A name as Python and the EMA workbench take it."""
    return name.replace("-", "_")


def as_workbench_model(simulator: Simulator, name: str = "steppewise") -> Model:
    """The model as the EMA workbench knows models: uncertainties, levers and outcomes named.

    Scenarios and levers are levers of the workbench. An outcome is the mean over replications: a
    number for each member and date, such as ``share_KAZ_CHN_2040Q4``, and an array for a trajectory
    that has no axis but time. It plays one experiment at a time, so give replications to play side
    by side.
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
    model.outcomes = [
        ScalarOutcome(each.name) if each.scalar else ArrayOutcome(each.name)
        for each in list_outcomes(simulator.plan)
    ]
    return model
