"""Interests that cannot move anything, found from what they say and from who holds them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.factors import INTEREST
from model.inputs.seeds.records import Interest
from model.inputs.seeds.seeds import Seeds
from model.world.draws import Floats
from model.world.wants import agreements, clashes, derive_friends, derive_rivals


class Idle(NamedTuple):
    """An interest that cannot move anything.

    It has no target in the region, clashes with nobody so that it matters, and makes no friend.
    """

    interest: str
    covered: tuple[tuple[str, str, str], ...]
    """its clashes: the interest that it clashes with, and the two whose clash is at least as strong
    between the same powers in the same domains; none where nobody stands against it"""


def find_idle(scenario: Scenario, seeds: Seeds) -> tuple[Idle, ...]:
    """Return the interests that cannot move anything, in the order of the seeds.

    An interest acts by the priorities of a power over the states that it targets, by the needs of
    a state, by a clash of two powers, or by making them friends, who share their alarm. Of several
    clashes of the same two powers in a domain the strongest alone counts, so that the others do
    nothing; so it is with friends. Where the scenario itself moves interests that order may change,
    and an interest that any other power's meets counts as one that acts.
    """
    moved = bool(scenario.overlays) or any(
        factor == INTEREST for event in scenario.events for factor, _ in event.targets
    )
    powers, states = seeds.ids("power"), set(seeds.ids("state"))
    levels = np.array([[one.salience] for one in seeds.interests])
    whole = _relations(seeds, levels)
    idle = []
    for place, one in enumerate(seeds.interests):
        if states & set(one.holder) or _aims(one, powers, states):
            continue
        against = _others(one, clashes(seeds.interests), powers)
        if moved and (against or _others(one, agreements(seeds.interests), powers)):
            continue
        without = levels.copy()
        without[place] = 0.0
        if all(map(np.array_equal, _relations(seeds, without), whole)):
            covered = tuple(_cover(one, other, seeds, levels) for other in against)
            idle.append(Idle(one.id, covered))
    return tuple(idle)


def _aims(one: Interest, powers: tuple[str, ...], states: set[str]) -> bool:
    return bool(set(one.holder) & set(powers)) and bool(set(one.targets) & states)


def _relations(seeds: Seeds, levels: Floats) -> tuple[Floats, Floats]:
    """Who stands against whom in what, and who is whose friend in anything."""
    powers = seeds.ids("power")
    rivals = derive_rivals(seeds.interests, levels, powers).strength
    friends = derive_friends(seeds.interests, levels, powers).strength
    return rivals, friends.max(axis=-1)


def _others(
    one: Interest, pairs: list[tuple[Interest, Interest]], powers: tuple[str, ...]
) -> list[Interest]:
    """The interests of other powers with which it is paired."""
    mine = set(one.holder) & set(powers)
    return [
        theirs
        for own, theirs in pairs
        if own.id == one.id and any(q != p for p in mine for q in set(theirs.holder) & set(powers))
    ]


def _cover(one: Interest, other: Interest, seeds: Seeds, levels: Floats) -> tuple[str, str, str]:
    """A clash of two interests, and the strongest other clash of the same powers in its domains."""
    level = dict(zip(seeds.ids(INTEREST), levels[:, 0], strict=True))
    pairs = [
        (mine, theirs)
        for mine, theirs in clashes(seeds.interests)
        if one.id not in (mine.id, theirs.id)
        and set(one.holder) & set(mine.holder)
        and set(other.holder) & set(theirs.holder)
        and set(one.domain) & set(mine.domain)
    ]
    if not pairs:  # all that it clashes over is at 0
        return other.id, "", ""
    mine, theirs = max(pairs, key=lambda pair: level[pair[0].id] * level[pair[1].id])
    return other.id, mine.id, theirs.id
