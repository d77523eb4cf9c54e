"""What can be observed in a quarter of an episode, measured in every run.

Some of it is an outcome of any run; exports are not, since only episodes ask for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from model.engines.ensemble import play
from model.engines.outlook import Outlook
from model.engines.prepare import Prepared, prepare
from model.engines.turn import Quarter
from model.inputs.scenarios.scenarios import Scenario
from model.rules.bounds import at_least
from model.rules.minerals import cut_supply
from model.world.axes import CORRIDOR, POWER, Array
from model.world.drawn import Drawn
from model.world.factors import Factors
from model.world.space import add_over
from model.world.state import World


class Snapshot(NamedTuple):
    """One quarter of some runs: the world before and after it, and what moved it."""

    ready: Prepared
    before: World
    world: World
    quarter: Quarter
    factors: Factors


def play_snapshots(scenario: Scenario, drawn: Drawn) -> Iterator[Snapshot]:
    """Play the drawn runs and yield each quarter with what stood before it."""
    ready = prepare(drawn)
    outlook = Outlook(scenario, drawn)
    before = ready.world
    for step, (world, quarter) in enumerate(play(scenario, drawn, ready)):
        yield Snapshot(ready, before, world, quarter, outlook.at(scenario.start + step))
        before = world


def exports_to(snapshot: Snapshot) -> Array:
    """What the controller sells to an importer, as a share of the start: (power, 1, mineral).

    e = (1 - cut) r / r0

    cut: share of supply that does not arrive; r, r0: reliance now and in the first quarter. 0
    where there was no reliance. The importer's need is taken as unchanged.
    """
    start = snapshot.ready.world.reliance
    return _sold(snapshot) / np.where(start > 0.0, start, np.inf)


def exports(snapshot: Snapshot) -> Array:
    """What the controller sells to all importers, as a share of the start: (1, 1, mineral).

    e = sum_p d_p (1 - cut_p) r_p / sum_p d_p r0_p

    d: the importer's share of demand. 0 for a mineral that nobody buys from a controller.
    """
    demand = snapshot.ready.setting.minerals.demand
    start = add_over(demand * snapshot.ready.world.reliance, POWER)
    return add_over(demand * _sold(snapshot), POWER) / np.where(start > 0.0, start, np.inf)


def freight_share(snapshot: Snapshot) -> Array:
    """Share of through freight that takes a corridor: (1, 1, corridor), sums to 1."""
    through = snapshot.quarter.freight.through
    return through / at_least(add_over(through, CORRIDOR), 1e-12)


def _sold(snapshot: Snapshot) -> Array:
    f, before = snapshot.factors, snapshot.before
    recoverable = snapshot.ready.setting.minerals.recoverable
    cut = cut_supply(f.export_control, f.embargo, before.adaptation, recoverable)
    return (1.0 - cut) * before.reliance


MEASURES: dict[str, Callable[[Snapshot], Array]] = {
    "price": lambda snapshot: np.exp(snapshot.world.price),
    "exports": exports,
    "exports_to": exports_to,
    "controller_reliance": lambda snapshot: snapshot.world.reliance,
    "through_freight": lambda snapshot: snapshot.quarter.freight.through,
    "throughput": lambda snapshot: snapshot.world.throughput,
    "freight_share": freight_share,
}
"""How each outcome that was observed is measured, with axes ``(run, power, 1, last)``."""
