"""Variants of a scenario: the same draws with interests taken out or given to other powers."""

from __future__ import annotations

from dataclasses import replace

from model.inputs.scenarios.overlays import build_overlay
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenario_layout import REPLACE_HOLDERS
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.factor_specs import INTEREST
from model.inputs.seeds.records import Key
from model.inputs.seeds.seeds import Seeds


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
