"""Motives: which interests stood behind a power's bids for a state, and what pressed them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.engines.ensemble import play
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.records import Interest
from model.inputs.seeds.seeds import Seeds
from model.world.axes import POWER
from model.world.drawn import Drawn

_ENOUGH = 64
"""Runs over which triggers are averaged; their mean settles long before."""


class Motive(NamedTuple):
    """An interest behind a power's bids."""

    interest: Interest
    weight: float
    """its part of the power's priority for the state, 0..1; all motives sum to 1"""
    pressed: float
    """how many times more pressing its trigger made it, 1 where nothing did"""


def weigh_motives(
    scenario: Scenario,
    seeds: Seeds,
    *,
    runs: int,
    entropy: int,
    power: str,
    state: str,
    since: int,
    until: int,
) -> list[Motive]:
    """The interests of a power that point at a state, the weightiest first.

    weight_i = salience_i (1 + elasticity_i trigger_i) / sum of the same over the power's interests

    salience, trigger: mean over the runs and over the quarters after ``since`` up to ``until``. An
    interest that does not act in any of them is left out.
    """
    drawn = Drawn(seeds, entropy, 0, min(runs, _ENOUGH))
    triggers, saliences = mean_triggers(scenario, drawn, power, (since, until))
    chosen = [
        interest
        for interest in seeds.interests
        if power in interest.holder and state in interest.targets and saliences[interest.id] > 0.0
    ]
    pressed = [1.0 + i.elasticity * triggers.get(i.trigger, 0.0) for i in chosen]
    strength = [saliences[i.id] * press for i, press in zip(chosen, pressed, strict=True)]
    whole = sum(strength) or 1.0
    motives = [
        Motive(interest, part / whole, press)
        for interest, part, press in zip(chosen, strength, pressed, strict=True)
    ]
    return sorted(motives, key=lambda motive: (-motive.weight, motive.interest.id))


def mean_triggers(
    scenario: Scenario, drawn: Drawn, power: str, span: tuple[int, int]
) -> tuple[dict[str, float], dict[str, float]]:
    """Mean strength of each trigger for a power, and mean salience of each interest.

    Both over the runs and over the quarters after the first of the span up to its last; what is
    not finite in a run that failed is left out.
    """
    ready, outlook = prepare(drawn), Outlook(scenario, drawn)
    place = drawn.seeds.ids("power").index(power)
    seen: dict[str, list[float]] = {}
    levels = []
    for step, (_, record) in enumerate(play(scenario, drawn, ready)):
        if not span[0] < scenario.start + step <= span[1]:
            continue
        factors = outlook.at(scenario.start + step)
        for name, strength in record.triggers.items():
            own = strength if strength.shape[POWER] == 1 else strength[:, place]
            seen.setdefault(name, []).append(float(np.mean(own[np.isfinite(own)])))
        levels.append(factors.interest.mean(axis=(0, 1, 2)))
    means = {name: float(np.mean(each)) for name, each in seen.items()}
    mean_levels = np.mean(levels, axis=0) if levels else np.zeros(len(drawn.seeds.interests))
    return means, dict(zip(drawn.seeds.ids("interest"), map(float, mean_levels), strict=True))
