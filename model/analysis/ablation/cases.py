"""Cases: what is left out of a scenario, or held still in it, and how each is played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from model.engines.ensemble import CHUNK, play
from model.engines.prepare import prepare
from model.engines.variant import DECISIONS, WHOLE, Variant
from model.inputs.scenarios.overlays import build_overlay
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenario_layout import REPLACE_HOLDERS
from model.inputs.scenarios.scenarios import Scenario, end_interests, keep_document
from model.inputs.seeds.factors import INTEREST
from model.inputs.seeds.records import Key
from model.inputs.seeds.seeds import Seeds
from model.rules.influence import share_of_influence, total_influence
from model.world.drawn import Drawn
from model.world.draws import Floats

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


def permute_powers(scenario: Scenario, seeds: Seeds, places: int) -> tuple[Scenario, Seeds]:
    """Give each power the interests of the power so many places before it in the cast.

    From the first quarter on, with the saliences that the same runs draw; states keep their own,
    and an overlay of the scenario stays as it is. An event on an interest acts on whose it is then.
    """
    powers = seeds.ids("power")
    after = {power: powers[(at + places) % len(powers)] for at, power in enumerate(powers)}
    rows = [
        interest._replace(
            id=f"permuted-{interest.id}",
            drawn_as=interest.id,
            holder=tuple(after[holder] for holder in interest.holder if holder in after),
        )
        for interest in seeds.interests
        if not interest.overlay and any(holder in after for holder in interest.holder)
    ]
    overlay = build_overlay(
        seeds, rows, name="permuted", mode=REPLACE_HOLDERS, start=scenario.start, ramp=0
    )
    events = tuple(_follow(event, overlay.ids, overlay.replaced) for event in scenario.events)
    changed = replace(scenario, events=events, overlays=(*scenario.overlays, overlay))
    return changed, seeds.with_interests(overlay.interests)


def _follow(event: Event, ids: tuple[str, ...], replaced: tuple[str, ...]) -> Event:
    """The event with every interest that was replaced among its targets by what replaced it."""
    targets: list[tuple[str, Key]] = []
    for factor, key in event.targets:
        if factor == INTEREST and key[0] in replaced:
            names = (f"permuted-{key[0]}", f"{key[0]}-others")
            targets += [(factor, (name,)) for name in names if name in ids]
        else:
            targets.append((factor, key))
    return event._replace(targets=tuple(targets))


def play_block(
    case: Case, entropy: int, span: tuple[int, int], quarters: Sequence[int]
) -> tuple[tuple[str, str], int, Floats]:
    """Play some runs of a case up to the last of some quarters.

    span: first run, and how many. Returns the key of the case, the first run, and changes of the
    share of influence since the base year in points, ``(run, quarter, pair)``, pairs of power and
    state in the order of the cast.
    """
    first, runs = span
    scenario = replace(case.scenario, until=max(quarters))
    drawn = Drawn(case.seeds, entropy, first, runs, central=case.central)
    ready = prepare(drawn)
    weight = ready.setting.measure.weight
    usual = ready.setting.anchor.share
    seen = {}
    for step, (world, _) in enumerate(play(scenario, drawn, ready, variant=case.variant)):
        if scenario.start + step in quarters:
            share = share_of_influence(total_influence(world.influence, weight))
            seen[scenario.start + step] = 100.0 * np.asarray(share - usual).reshape(runs, -1)
    return case.key, first, np.stack([seen[quarter] for quarter in quarters], axis=1)


def blocks(runs: int) -> Iterator[tuple[int, int]]:
    """Cut runs into blocks that one process plays at once: (first run, how many)."""
    return ((first, min(CHUNK, runs - first)) for first in range(0, runs, CHUNK))
