"""The no-effect check of a sweep: does each factor, and each alternative, change what is kept?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from model.experiments.sweeps.dice import SHARED
from model.experiments.sweeps.plan import Plan, Task
from model.experiments.sweeps.play import Kept, Player
from model.experiments.sweeps.recorder import Values
from model.world.draws import Floats

RUNS = 4
"""Runs in which an effect is looked for."""

EFFECT = "has no effect on any outcome that is kept"


def find_idle_inputs(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield (list, name, what is wrong) of each factor and alternative that changes nothing.

    A factor is put to its low and its high end while all others lie between theirs; an alternative
    is held against the first of its lever. The runs share every draw. What has an effect with one
    scenario or alternative is not idle.
    """
    factors = plan.sweep.factors
    points = lay_out_ends(plan)
    few = replace(plan.sweep, dice=SHARED, replications=RUNS)
    player = Player(plan._replace(sweep=few, points=len(points), key="idle"))
    busy: set[int] = set()
    middles: list[Kept] = []
    for number in range(len(plan.structures)):
        played = player.play(Task(0, number * len(points), points)).outcomes
        middles.append({name: values[-1] for name, values in played.items()})
        busy |= {
            place
            for place in range(len(factors))
            if any(differ(v[2 * place], v[2 * place + 1]) for v in played.values())
        }
        if len(busy) == len(factors) and not plan.sweep.levers:
            break
    for place, factor in enumerate(factors):
        if place not in busy:
            yield "factors", factor.name, EFFECT
    yield from find_idle_alternatives(plan, middles)


def lay_out_ends(plan: Plan) -> Floats:
    """Each factor at its low and its high end in turn, and last of all none at either."""
    spreads = [factor.spread for factor in plan.sweep.factors]
    ends = [(each.values[0], each.values[-1]) if each.values else (each.low, each.high)
            for each in spreads]  # fmt: skip
    middle = np.array([
        spread.values[len(spread.values) // 2] if spread.values
        else low if spread.step else spread.value
        for spread, (low, _) in zip(spreads, ends, strict=True)
    ])  # fmt: skip
    points = np.repeat(middle[None], 2 * len(spreads) + 1, axis=0)
    for place, pair in enumerate(ends):
        points[2 * place : 2 * place + 2, place] = pair
    return points


def find_idle_alternatives(plan: Plan, middles: list[Kept]) -> Iterator[tuple[str, str, str]]:
    """Yield the alternatives that never differ from the first of their lever."""
    chosen = [each.alternatives for each in plan.structures]
    for place, lever in enumerate(plan.sweep.levers):
        first = lever.alternatives[0].name
        for other in lever.alternatives[1:]:
            pairs = [
                (number, chosen.index((*way[:place], first, *way[place + 1 :])))
                for number, way in enumerate(chosen)
                if way[place] == other.name
            ]
            same = (
                not differ(middles[one][name], middles[two][name])
                for one, two in pairs
                for name in middles[one]
            )
            if pairs and all(same):
                yield "levers", lever.name, f"'{other.name}' {EFFECT}: it does what '{first}' does"


def differ(one: Values, other: Values) -> bool:
    """Tell whether two sets of kept outcomes differ, what is unknown being like itself."""
    return not np.array_equal(one, other, equal_nan=True)
