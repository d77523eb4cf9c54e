"""Playing: the runs of a block, side by side where they can be, and alone where one fails."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from model.engines.ensemble import CHUNK
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.engines.turn import turn
from model.experiments.sweeps.dice import SHARED, Dice, Keys, find_keys
from model.experiments.sweeps.plan import Plan, Task, labels_of, shape_of
from model.experiments.sweeps.recorder import Recorder, Values
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.targets import (
    Targets,
    choose_events,
    choose_rows,
    find_targets,
    is_slow,
    set_factor,
)
from model.inputs.formats.quarters import quarter_name
from model.inputs.seeds.changes import Change
from model.inputs.seeds.seeds import Seeds
from model.world.chosen import Chosen, Places
from model.world.draws import Floats

T = TypeVar("T")

MOST_LETTERS = 300
"""Letters of a reason that are kept."""

STRUCTURES, THROWS = 2, 4
"""Structures, and throws of dice, that are kept from one block to the next."""

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
NOWHERE = Change("", None, "", None)

Kept = dict[str, Values]
Reasons = dict[int, str]
"""Why runs failed, by their place among those that were played together."""


class Failure(NamedTuple):
    """A run that did not come to its end, and why."""

    experiment: int
    replication: int
    reason: str


class Played(NamedTuple):
    """The kept outcomes of a block, ``(first axes..., ...)``; NaN where a run failed."""

    outcomes: Kept
    failures: tuple[Failure, ...]


class Runs(NamedTuple):
    """Some runs of one structure: point, replication and values of factors, a row a run."""

    structure: int
    points: Places
    replications: Places
    values: Floats

    def part(self, start: int, stop: int) -> Runs:
        """Some of them."""
        some = slice(start, stop)
        return Runs(self.structure, self.points[some], self.replications[some], self.values[some])


class Ready(NamedTuple):
    """A structure with its targets, and with slow factors at their values."""

    structure: Structure
    targets: tuple[Targets, ...]


class Player:
    """Plays blocks of one plan, remembering what the next block can use again."""

    def __init__(self, plan: Plan, chunk: int = CHUNK) -> None:
        self.plan, self.chunk = plan, chunk
        labels = labels_of(plan)
        self._shapes = {kept.name: shape_of(kept, labels) for kept in plan.sweep.outcomes}
        self._slow = [i for i, factor in enumerate(plan.sweep.factors) if is_slow(factor)]
        self._ready: dict[Hashable, Ready] = {}
        self._dice: dict[Hashable, Dice] = {}

    def play(self, task: Task) -> Played:
        """Play every run of a block; those that fail are told and leave the others be."""
        every, count = self.plan.sweep.replications, len(task.values)
        experiments = np.repeat(np.arange(count) + task.first, every)
        replications = np.tile(np.arange(every), count)
        values = np.repeat(task.values, every, axis=0)
        pieces = self._pieces(experiments, values)
        outcomes = self._blank(len(experiments)) if len(pieces) > 1 else {}
        failures: list[Failure] = []
        for some in pieces:
            number = int(experiments[some[0]]) // self.plan.points
            points = experiments[some] % self.plan.points
            kept, reasons = self._isolate(Runs(number, points, replications[some], values[some]))
            for name, array in kept.items():
                if len(pieces) == 1:
                    outcomes[name] = array
                else:
                    outcomes[name][some] = array
            failures += [
                Failure(int(experiments[some[at]]), int(replications[some[at]]), reason)
                for at, reason in reasons.items()
            ]
        first = (count, every)[: len(self.plan.leading)]
        shaped = {name: a.reshape(*first, *a.shape[1:]) for name, a in outcomes.items()}
        return Played(shaped, tuple(sorted(failures)))

    def _pieces(self, experiments: Places, values: Floats) -> list[Places]:
        """Places of runs that can be played side by side, a chunk at most."""
        marks = np.column_stack([experiments // self.plan.points, values[:, self._slow]])
        order = np.lexsort(marks.T[::-1])
        changes = np.flatnonzero((marks[order][1:] != marks[order][:-1]).any(axis=1)) + 1
        return [
            group[low : low + self.chunk]
            for group in np.split(order, changes)
            for low in range(0, len(group), self.chunk)
        ]

    def _isolate(self, runs: Runs) -> tuple[Kept, Reasons]:
        """Play runs together; where that raises, halve them until those that raise stand alone."""
        count = len(runs.points)
        try:
            return self._play_together(runs)
        except MemoryError:
            raise
        except Exception as error:
            if count == 1:
                return self._blank(1), {0: tell(error)}
        middle = count // 2
        first, wrong = self._isolate(runs.part(0, middle))
        second, more = self._isolate(runs.part(middle, count))
        return join([first, second]), wrong | {middle + at: why for at, why in more.items()}

    def _play_together(self, runs: Runs) -> tuple[Kept, Reasons]:
        sweep = self.plan.sweep
        slow = tuple(float(runs.values[0, place]) for place in self._slow)
        structure, targets = self._make_ready(runs.structure, slow)
        keys = find_keys(
            sweep.dice, runs.points, runs.replications, sweep.replications, self.plan.together
        )
        dice = self._throw(structure.seeds, (runs.structure, slow), keys)
        drawn = Chosen(dice, keys.places, choose_rows(targets, runs.values))
        scenario = choose_events(structure.scenario, targets, runs.values)
        keeper = Recorder(sweep.outcomes, sweep.dates, self.plan.turns, drawn.runs)
        reasons: Reasons = {}
        with np.errstate(all="ignore"):
            world, setting, parameters = prepare(drawn)
            outlook = Outlook(scenario, drawn)
            for quarter in self.plan.turns:
                shock = dice.shock(quarter, keys.places)
                now = outlook.setting_at(quarter, setting)
                world, record = turn(world, parameters, now, outlook.at(quarter), shock)
                find_lost("influence", world.influence, f" in {quarter_name(quarter)}", reasons)
                if keeper.looks_at(quarter):
                    keeper.take(quarter, self.plan.observe(setting, parameters, world, record))
            kept = keeper.finish()
            courses = [each.name for each in sweep.outcomes if each.keep == "trajectory"]
            find_lost_courses({name: kept[name] for name in courses}, self.plan.turns, reasons)
            for name, array in (*world._asdict().items(), *kept.items()):
                find_lost(name, array, "", reasons)
        for values in kept.values():
            values[sorted(reasons)] = np.nan
        return kept, reasons

    def _blank(self, runs: int) -> Kept:
        """The outcomes of runs that have none."""
        return {
            name: np.full((runs, *shape), np.nan, dtype=np.float32)
            for name, shape in self._shapes.items()
        }

    def _make_ready(self, number: int, slow: tuple[float, ...]) -> Ready:
        """A structure in which every row that a factor moves is there; slow factors at a value."""
        key = (number, slow)
        if key not in self._ready:
            structure, factors = self.plan.structures[number], self.plan.sweep.factors
            chosen = dict(zip(self._slow, slow, strict=True))
            for place, factor in enumerate(factors):
                value = chosen.get(place, factor.spread.low)
                structure = set_factor(structure, factor, value, NOWHERE, [])
            targets = tuple(find_targets(factor, structure) for factor in factors)
            remember(self._ready, key, Ready(structure, targets), STRUCTURES)
        return self._ready[key]

    def _throw(self, seeds: Seeds, owner: Hashable, keys: Keys) -> Dice:
        key = (owner, keys.first, keys.length)
        if key not in self._dice:
            sweep = self.plan.sweep
            dice = Dice(seeds, sweep.entropy, keys.first, keys.length, again=sweep.dice == SHARED)
            remember(self._dice, key, dice, THROWS)
        return self._dice[key]


def join(parts: Sequence[Kept]) -> Kept:
    """Put runs one after another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def remember(known: dict[Hashable, T], key: Hashable, value: T, most: int) -> None:
    """Remember the latest few of what is costly to make."""
    while len(known) >= most:
        del known[next(iter(known))]
    known[key] = value


def find_lost(name: str, values: npt.NDArray[np.floating], when: str, reasons: Reasons) -> None:
    """Note the runs in which a number is not finite; values: ``(run, ...)``."""
    total = np.add.reduce(values, axis=tuple(range(1, values.ndim)), dtype=np.float64)
    for run in np.flatnonzero(~np.isfinite(total)):
        reasons.setdefault(int(run), f"{name} is not finite{when}")


def find_lost_courses(courses: Kept, turns: range, reasons: Reasons) -> None:
    """Note the runs in whose courses a number is not finite, and where the first of them is.

    courses: outcomes ``(run, turn, ...)``.
    """
    first: dict[int, tuple[int, str]] = {}
    for name, values in courses.items():
        total = np.add.reduce(values, axis=tuple(range(2, values.ndim)), dtype=np.float64)
        bad = ~np.isfinite(total)
        for run in np.flatnonzero(bad.any(axis=1)):
            found = (int(bad[run].argmax()), name)
            first[int(run)] = min(found, first.get(int(run), found))
    for lost, (place, name) in first.items():
        reasons.setdefault(lost, f"{name} is not finite in {quarter_name(turns[place])}")


def tell(error: Exception) -> str:
    """An error in one line that is the same in every process."""
    said = ADDRESS.sub("", " ".join(str(error).split()))
    return f"{type(error).__name__}: {said}"[:MOST_LETTERS]
