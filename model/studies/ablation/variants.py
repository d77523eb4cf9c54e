"""Variants of a scenario: the same draws with interests taken out or given to other powers."""

from __future__ import annotations

from dataclasses import replace

from model.inputs.layout import REPLACE_HOLDERS
from model.inputs.overlays import build_overlay
from model.inputs.scenarios import Scenario
from model.inputs.seeds import Seeds


def permute_powers(scenario: Scenario, seeds: Seeds, places: int) -> tuple[Scenario, Seeds]:
    """Give each power the interests of the power so many places before it in the cast.

    From the first quarter on, with the saliences that the same runs draw; states keep their own,
    and an overlay of the scenario stays as it is.
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
    changed = replace(scenario, overlays=(*scenario.overlays, overlay))
    return changed, seeds.with_interests(overlay.interests)
