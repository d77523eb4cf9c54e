"""Runs that are kept warm: their draws, their chance, and the base's world of every quarter."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from model.engines.ensemble import Since, play
from model.engines.prepare import Prepared, prepare
from model.experiments.outcomes import observe
from model.experiments.sweeps.dice import Dice
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.draws import Floats
from model.world.factors import Shock
from model.world.state import World

SHOWN: tuple[str, ...] = (
    "share", "region_share", "throughput", "price", "controller_reliance", "transit_revenue",
    "multivector", "council_backers", "projects", "failed_projects",
)  # fmt: skip
"""Outcomes that an answer holds."""

DRAWS, WORLDS = 3, 2
"""Sets of draws, and bases with the world of every quarter, that are kept at once."""

KEEP_WORLDS = 200
"""Runs up to which the worlds of a base are kept: about 12 kB a run and quarter."""


class StaleError(Exception):
    """Somebody has asked for something newer, so that this answer is of no use."""


class Warm(NamedTuple):
    """Drawn runs, prepared, with their chance, which few enough runs remember."""

    drawn: Drawn
    ready: Prepared
    shocks: Callable[[int], Shock]


class Played(NamedTuple):
    """What came of a scenario: outcomes ``(run, turn, axes...)``, and worlds if they are kept."""

    scenario: Scenario
    outcomes: dict[str, Floats]
    worlds: tuple[World, ...]

    @property
    def turns(self) -> list[str]:
        """Names of the quarters."""
        return [quarter_name(q) for q in range(self.scenario.start, self.scenario.until + 1)]


class Runs:
    """Plays scenarios over the same runs, and remembers what the next one can use again."""

    def __init__(self, entropy: int) -> None:
        self.entropy = entropy
        self._warm: OrderedDict[tuple[str, str, int], Warm] = OrderedDict()
        self._bases: OrderedDict[tuple[object, ...], Played] = OrderedDict()

    def warm(self, seeds: Seeds, runs: int) -> Warm:
        """Return the draws of some runs, made once for each set of seeds."""
        key = (seeds.digest, _posterior_of(seeds), runs)
        if key not in self._warm:
            drawn = Dice(seeds, self.entropy, 0, runs, again=True)
            shocks = partial(drawn.shock, places=np.arange(runs))
            self._warm[key] = Warm(drawn, prepare(drawn), shocks)
        self._warm.move_to_end(key)
        while len(self._warm) > DRAWS:
            self._warm.popitem(last=False)
        return self._warm[key]

    def base(self, scenario: Scenario, seeds: Seeds, runs: int, stop: Callable[[], bool]) -> Played:
        """Return what comes of a base, played once."""
        key = (_identity(scenario), seeds.digest, _posterior_of(seeds), runs)
        if key not in self._bases:
            self._bases[key] = self.play(scenario, seeds, runs, stop, keep=runs <= KEEP_WORLDS)
        self._bases.move_to_end(key)
        while len(self._bases) > WORLDS:
            self._bases.popitem(last=False)
        return self._bases[key]

    def play(
        self,
        scenario: Scenario,
        seeds: Seeds,
        runs: int,
        stop: Callable[[], bool],
        *,
        base: Played | None = None,
        keep: bool = False,
    ) -> Played:
        """Play a scenario, from the first quarter in which it differs from a base if one is given.

        stop: asked before every quarter; where it says yes, StaleError is raised.
        """
        warm = self.warm(seeds, runs)
        first = scenario.start
        if base is not None and base.worlds:
            first = first_difference(base.scenario, scenario)
        turns = scenario.until - scenario.start + 1
        done = first - scenario.start
        since = Since(first, base.worlds[done - 1]) if base and done else None
        record: dict[str, Floats] = {}
        worlds: list[World] = list(base.worlds[:done]) if base and done else []
        if base and done:
            for name, array in base.outcomes.items():
                record[name] = np.empty((runs, turns, *array.shape[2:]), dtype=np.float32)
                record[name][:, :done] = array[:, :done]
        quarters = play(scenario, warm.drawn, warm.ready, since=since, shocks=warm.shocks)
        for step, (world, quarter) in enumerate(quarters, start=done):
            if stop():
                raise StaleError
            seen = observe(warm.ready.setting, warm.ready.parameters, world, quarter)
            for name in SHOWN:
                if name not in record:
                    record[name] = np.empty((runs, turns, *seen[name].shape[1:]), dtype=np.float32)
                record[name][:, step] = seen[name]
            if keep:
                worlds.append(world)
        return Played(scenario, record, tuple(worlds) if keep else ())


def first_difference(base: Scenario, other: Scenario) -> int:
    """Return the first quarter in which two scenarios over the same seeds may differ.

    No event works before its earliest start. Where anything else differs, that is the first.
    """
    if _frame(base) != _frame(other):
        return other.start
    mine, theirs = map(_plain, base.events), map(_plain, other.events)
    old, new = list(mine), list(theirs)
    differing = [one for one in new if one not in old] + [one for one in old if one not in new]
    if [one for one in new if one in old] != [one for one in old if one in new]:
        return other.start  # the same events in another order
    earliest = min((int(one.start.low) for one in differing), default=other.until + 1)
    return min(max(earliest, other.start), other.until + 1)


def _frame(scenario: Scenario) -> tuple[object, ...]:
    return scenario.start, scenario.until, scenario.base_year, scenario.drivers, scenario.overlays


def _plain(event: Event) -> Event:
    """An event without where it stands and why."""
    return event._replace(file="", line=0, note="", source="")


def _identity(scenario: Scenario) -> tuple[object, ...]:
    events = tuple(map(_plain, scenario.events))
    return scenario.start, scenario.until, scenario.base_year, events, len(scenario.overlays)


def _posterior_of(seeds: Seeds) -> str:
    return seeds.posterior.name if seeds.posterior is not None else ""
