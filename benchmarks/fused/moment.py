"""A moment of an ensemble: everything that the stages of one quarter are given."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from model.engines.chance import cast_of, draw_shock
from model.engines.ensemble import play
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.engines.turn import Quarter, turn
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.factors import Factors, Shock
from model.world.setting import Setting
from model.world.state import World

Floats = npt.NDArray[np.float64]


class Moment(NamedTuple):
    """A chunk of runs at the start of a quarter, and what that quarter made of it."""

    world: World
    setting: Setting
    parameters: Parameters
    factors: Factors
    shock: Shock
    record: Quarter
    after: World


def reach_moment(scenario: Scenario, seeds: Seeds, runs: int, quarters: int = 24) -> Moment:
    """Play a chunk of runs for some quarters, so that its arrays lie as they do in a long run."""
    drawn = Drawn(seeds, 1, 0, runs)
    ready = prepare(drawn)
    played = play(scenario, drawn, ready)
    for _ in range(quarters):
        world, _record = next(played)
    quarter = scenario.start + quarters
    factors = Outlook(scenario, drawn).at(quarter)
    shock = draw_shock(drawn.entropy, cast_of(seeds), quarter, 0, runs)
    after, record = turn(world, ready.parameters, ready.setting, factors, shock)
    return Moment(world, ready.setting, ready.parameters, factors, shock, record, after)


def lay_flat(array: Any, *shape: int) -> Floats:
    """An array ``(run, power, state, last)`` as ``(axes that apply..., run)``, in one piece.

    shape: runs, power, state, last; an axis of length one does not apply and is dropped.
    """
    full = np.moveaxis(np.broadcast_to(array, shape), 0, -1)
    kept = [size for size in shape[1:] if size > 1]
    return np.ascontiguousarray(full).reshape(*kept, shape[0])


def lay_rows(arrays: Any, runs: int) -> Floats:
    """Parameters of each run, one row each: ``(parameter, run)``."""
    return np.stack([np.broadcast_to(array, (runs, 1, 1, 1))[:, 0, 0, 0] for array in arrays])


def sizes(moment: Moment) -> tuple[int, int, int]:
    """Number of runs, powers and states."""
    runs, powers, states, _ = moment.world.ties.shape
    return runs, powers, states
