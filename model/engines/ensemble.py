"""The ensemble engine: many runs at once, in chunks that fit the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from model.engines.chance import cast_of, draw_shock, no_shock
from model.engines.directives import Directives, obey
from model.engines.outlook import Outlook
from model.engines.prepare import Prepared, prepare
from model.engines.turn import Quarter, turn
from model.engines.variant import WHOLE, Variant, choose_deciders, hold
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.world.axes import Array
from model.world.drawn import Drawn
from model.world.factors import Shock
from model.world.setting import Setting
from model.world.space import runs_first
from model.world.state import World

Observe = Callable[[Setting, Parameters, World, Quarter], dict[str, Array]]
Outcomes = dict[str, npt.NDArray[np.float32]]

CHUNK = 256
"""Runs advanced together: enough to hide the cost of each call, few enough for the cache."""
DRAW = 1024
"""Runs drawn together: draws are cheap in bulk and take 8 kB a run."""


class Batch(NamedTuple):
    """Outcomes of some runs in a row: arrays ``(run, turn, power, state, last)``."""

    first_run: int
    runs: int
    outcomes: Outcomes


def simulate(
    scenario: Scenario,
    seeds: Seeds,
    observe: Observe,
    *,
    runs: int,
    entropy: int,
    first_run: int = 0,
    directives: Directives | None = None,
    variant: Variant = WHOLE,
    chunk: int = CHUNK,
) -> Iterator[Batch]:
    """Run the ensemble, and yield its outcomes chunk by chunk in order of runs.

    The outcomes of a run depend on (entropy, run) and the inputs only: not on the number of runs,
    on the chunk or on who else runs.
    """
    for start in range(first_run, first_run + runs, DRAW):
        drawn = Drawn(seeds, entropy, start, min(DRAW, first_run + runs - start))
        for low in range(0, drawn.runs, chunk):
            part = drawn.part(low, min(low + chunk, drawn.runs))
            outcomes = run_chunk(scenario, part, observe, directives, variant)
            yield Batch(part.first_run, part.runs, outcomes)


def run_chunk(
    scenario: Scenario,
    drawn: Drawn,
    observe: Observe,
    directives: Directives | None = None,
    variant: Variant = WHOLE,
) -> Outcomes:
    """Run the drawn runs from the scenario's first quarter to its last."""
    record: Outcomes = {}
    turns = scenario.until - scenario.start + 1
    ready = prepare(drawn)
    for step, (world, quarter) in enumerate(play(scenario, drawn, ready, directives, variant)):
        seen = observe(ready.setting, ready.parameters, world, quarter)
        for name, array in seen.items():
            if name not in record:
                shape = (turns, *array.shape[1:], drawn.runs)
                record[name] = runs_first(np.empty(shape, dtype=np.float32))
            record[name][:, step] = array
    return record


class Since(NamedTuple):
    """Where to go on from: a quarter, and the world at the end of the one before it."""

    quarter: int
    world: World


def play(
    scenario: Scenario,
    drawn: Drawn,
    ready: Prepared,
    directives: Directives | None = None,
    variant: Variant = WHOLE,
    since: Since | None = None,
    shocks: Callable[[int], Shock] | None = None,
) -> Iterator[tuple[World, Quarter]]:
    """Play the drawn runs quarter by quarter, from the first or from where they were left.

    Going on from a world gives the same bits as playing all quarters did. shocks: where the chance
    of a quarter comes from, for those who keep it; it is drawn otherwise.
    """
    world, setting, parameters = hold(ready, variant)
    world = world if since is None else since.world
    decide_powers, decide_states = choose_deciders(ready, variant)
    outlook = Outlook(scenario, drawn)
    cast = cast_of(drawn.seeds)
    first = scenario.start if since is None else since.quarter
    for quarter in range(first, scenario.until + 1):
        step = quarter - scenario.start
        if variant.chance:
            shock = (
                shocks(quarter)
                if shocks
                else draw_shock(drawn.entropy, cast, quarter, drawn.first_run, drawn.runs)
            )
        else:
            shock = no_shock(cast, drawn.runs)
        world, record = turn(
            world,
            parameters,
            outlook.setting_at(quarter, setting),
            outlook.at(quarter),
            shock,
            powers=obey(decide_powers, directives.bids[step]) if directives else decide_powers,
            states=obey(decide_states, directives.acceptance[step])
            if directives
            else decide_states,
        )
        yield world, record
