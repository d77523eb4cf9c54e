"""The books of runs: quarter by quarter, what each cause did to every influence, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from model.engines import stages
from model.engines.ensemble import play
from model.engines.prepare import prepare, usual_holds
from model.engines.tie_books import OWN, TieBooks
from model.engines.turn import Quarter
from model.inputs.scenarios.scenarios import Scenario
from model.rules.booking import AROUND, Standing, book_influence
from model.rules.structure import Holds, split_structure
from model.world.axes import STATE, Array
from model.world.drawn import Drawn
from model.world.state import World

CAUSES = (*OWN, *AROUND)
"""All causes to which a change is booked."""


class Entry(NamedTuple):
    """A quarter of the books: where it began and ended, and what each cause did between."""

    quarter: int
    before: Standing
    after: Standing
    booked: dict[str, Array]
    """cause -> (run, power, state, domain); change of influence by cause"""


class Books:
    """The books of some drawn runs, of all states or of one."""

    def __init__(self, drawn: Drawn, state: str | None = None) -> None:
        """state: whose books are kept; of all states unless given."""
        self.drawn = drawn
        self.ready = prepare(drawn)
        self._place = None if state is None else drawn.seeds.ids("state").index(state)
        setting = self.ready.setting
        self.weight = setting.measure.weight
        self.tie_part = setting.measure.tie_weight * self.cut(setting.lean)
        self.base = self._stand_in_base_year()

    def cut(self, array: Array) -> Array:
        """The part of an array that the books are about, its axis of states kept."""
        if self._place is None or array.shape[STATE] == 1:
            return array
        return array[..., self._place : self._place + 1, :]

    def play(self, scenario: Scenario) -> Iterator[Entry]:
        """Play the runs of a scenario and yield what each quarter did, the first one too."""
        world, standing = self.ready.world, self.base
        ties = TieBooks(self.ready, self.cut)
        for step, (after, record) in enumerate(play(scenario, self.drawn, self.ready)):
            moved = ties.enter(world, after, record)
            reached = self._stand(after, record)
            structure_part = self.ready.setting.measure.structure_weight
            booked = book_influence(standing, reached, moved, self.tie_part, structure_part)
            yield Entry(scenario.start + step, standing, reached, booked)
            world, standing = after, reached

    def _stand(self, world: World, record: Quarter) -> Standing:
        return self._standing(world, record.holds, record.bandwidth, record.dependence)

    def _stand_in_base_year(self) -> Standing:
        world, setting, _ = self.ready
        holds = usual_holds(self.drawn, self.ready)
        _, band, dependence = stages.measure(world.ties, world.others, setting, holds)
        return self._standing(world, holds, band, dependence)

    def _standing(self, world: World, holds: Holds, band: Array, dependence: Array) -> Standing:
        cut = self.cut
        ties = cut(world.ties)
        return Standing(
            ties=ties,
            total=np.sum(ties, axis=-3, keepdims=True) + cut(world.others),
            structure=split_structure(Holds._make(cut(hold) for hold in holds)),
            bandwidth=cut(band),
            dependence=cut(dependence),
        )
