"""Cases: what is left out of a scenario, or held still in it, one play each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from model.analysis.ablation.variants import permute_powers
from model.engines.variant import DECISIONS, WHOLE, Variant
from model.inputs.scenarios.scenarios import Scenario, end_interests, keep_document
from model.inputs.seeds.seeds import Seeds

GROWTH = ("power_growth", "state_growth")

PARTS: tuple[str, ...] = (
    "interests", "permuted", "document", "powers", "states", "decisions", "events", "growth",
    "chance", "numbers",
)  # fmt: skip
"""What is left out one at a time, in the order in which it is shown."""

STEPS: tuple[str, ...] = ("decisions", "events", "growth", "chance", "rest")
"""What is left out one after the other until nothing is left but the rest."""


class Case(NamedTuple):
    """One play of the same runs."""

    kind: str
    """``whole``, ``part``, ``step`` or ``interest``"""
    name: str
    """a part or a step as listed above, or the id of an interest"""
    scenario: Scenario
    seeds: Seeds
    variant: Variant = WHOLE
    central: bool = False
    """whether every uncertain number is taken at its central value"""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and name."""
        return self.kind, self.name


def list_cases(scenario: Scenario, seeds: Seeds, idle: frozenset[str]) -> list[Case]:
    """Return every play that an ablation needs, the whole first.

    idle: ids of interests that need not be played, since they cannot move anything.
    """
    whole = Case("whole", "", scenario, seeds)
    each = [
        Case("interest", name, _end(scenario, [name]), seeds)
        for name in seeds.ids("interest")
        if name not in idle
    ]
    return [whole, *_parts(scenario, seeds), *_steps(scenario, seeds), *each]


def _parts(scenario: Scenario, seeds: Seeds) -> Iterator[Case]:
    permuted, renamed = permute_powers(scenario, seeds, 1)
    yield Case("part", "interests", _end(scenario, list(seeds.ids("interest"))), seeds)
    yield Case("part", "permuted", permuted, renamed)
    yield Case("part", "document", keep_document(scenario, seeds), seeds)
    yield Case("part", "powers", scenario, seeds, Variant(powers_frozen=True))
    yield Case("part", "states", scenario, seeds, Variant(states_frozen=True))
    yield Case("part", "decisions", scenario, seeds, DECISIONS)
    yield Case("part", "events", without_events(scenario), seeds)
    yield Case("part", "growth", without_growth(scenario), seeds, Variant(growth=False))
    yield Case("part", "chance", scenario, seeds, Variant(chance=False))
    yield Case("part", "numbers", scenario, seeds, central=True)


def _steps(scenario: Scenario, seeds: Seeds) -> Iterator[Case]:
    """The steps after the first, which is the part of the same name."""
    still = without_events(scenario)
    yield Case("step", "events", still, seeds, DECISIONS)
    still = without_growth(still)
    yield Case("step", "growth", still, seeds, DECISIONS._replace(growth=False))
    yield Case("step", "chance", still, seeds, Variant(True, True, growth=False, chance=False))


def without_events(scenario: Scenario) -> Scenario:
    """The scenario without its events and, if it starts in the past, without what was observed.

    Observed growth stays, as the growth of the seeds does.
    """
    growth = tuple(driver for driver in scenario.drivers if driver.factor in GROWTH)
    return replace(scenario, events=(), drivers=growth)


def without_growth(scenario: Scenario) -> Scenario:
    """The scenario without observed growth; that of the seeds is held by the variant."""
    others = tuple(driver for driver in scenario.drivers if driver.factor not in GROWTH)
    return replace(scenario, drivers=others)


def _end(scenario: Scenario, ids: list[str]) -> Scenario:
    name = f"without-{ids[0]}" if len(ids) == 1 else "without-interests"
    return end_interests(scenario, ids, name=name, note="left out to see what it moves")
