"""Why a share differs: causes and rivals, what was wanted, and what it is without each event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from model.analysis.explain.causes import in_words
from model.analysis.stated import stated_in
from model.engines.ledger import Place, trace_share
from model.engines.motives import weigh_motives
from model.inputs.scenarios.scenarios import Scenario
from model.studio.answering import Pair, Studio, turn_within

WHY_RUNS = 50
"""Runs in which a difference is taken apart by cause."""

CAUSES = 8
"""Causes that are named at most."""

LEAST = 0.005
"""Points of a cause that is worth its line."""


INTERESTS = 6
"""Interests that are named at most."""

EVENTS = 8
"""Events that are left out one by one at most; each is played anew."""


def never() -> bool:
    """What is taken apart is not given up for something newer."""
    return False


class At(NamedTuple):
    """A share that is asked about: whose, where and when."""

    power: str
    state: str
    turn: str


def explain(studio: Studio, pair: Pair, at: At) -> dict[str, Any]:
    """Return why a share differs at a quarter: causes and rivals, points, mean over runs."""
    until = turn_within(at.turn, pair.other[0])
    place = Place(at.power, at.state, pair.other[0].start - 1, until)
    ledgers = [
        trace_share(scenario, studio.runs.warm(seeds, WHY_RUNS).drawn, place)
        for scenario, seeds in pair
    ]
    change = [100.0 * float(np.mean(each.end)) for each in ledgers]
    causes = {
        in_words(cause): 100.0 * float(np.mean(ledgers[1].causes[cause] - moved))
        for cause, moved in ledgers[0].causes.items()
        if cause != "rivals"
    }
    rivals = {
        studio.names["power"].get(name, name): 100.0
        * float(np.mean(ledgers[1].rivals[name] - moved))
        for name, moved in ledgers[0].rivals.items()
    }
    return {
        "turn": at.turn,
        "difference": change[1] - change[0],
        "causes": largest(causes),
        "rivals": largest(rivals),
        "runs": WHY_RUNS,
    }


def list_interests(studio: Studio, pair: Pair, at: At) -> list[dict[str, Any]]:
    """Return the interests behind a power's bids for a state, the weightiest first.

    Each with its weight of 0 to 1 in the scenario and in the base, averaged from the first
    quarter to the one asked about, and the paragraph or source that states it.
    """
    until = turn_within(at.turn, pair.other[0])
    base, other = (
        weigh_motives(
            scenario,
            seeds,
            runs=WHY_RUNS,
            entropy=studio.entropy,
            power=at.power,
            state=at.state,
            since=scenario.start - 1,
            until=until,
        )
        for scenario, seeds in pair
    )
    before = {motive.interest.id: motive.weight for motive in base}
    return [
        {
            "id": motive.interest.id,
            "says": motive.interest.paraphrase,
            "where": stated_in(motive.interest),
            "weight": round(motive.weight, 3),
            "before": round(before.get(motive.interest.id, 0.0), 3),
        }
        for motive in other[:INTERESTS]
    ]


def leave_out_each(studio: Studio, pair: Pair, at: At) -> list[dict[str, Any]]:
    """Return the median difference of a share, points, with all of the scenario and without each
    event that the base has not, the events that matter most first.
    """
    until = turn_within(at.turn, pair.other[0])
    base = studio.runs.base(*pair.base, WHY_RUNS, never)
    scenario, seeds = pair.other
    same = base if pair.base[1].digest == seeds.digest else None
    place = (
        slice(None),
        until - scenario.start,
        studio.seeds.ids("power").index(at.power),
        studio.seeds.ids("state").index(at.state),
    )

    def difference(changed: Scenario) -> float:
        played = studio.runs.play(changed, seeds, WHY_RUNS, never, base=same)
        moved = (played.outcomes["share"] - base.outcomes["share"])[place]
        return 100.0 * float(np.median(moved))

    known = {event.name for event in pair.base[0].events}
    whole = difference(scenario)
    found = []
    for event in [one for one in scenario.events if one.name not in known][:EVENTS]:
        rest = tuple(one for one in scenario.events if one.name != event.name)
        left = difference(replace(scenario, events=rest))
        found.append({"event": event.name, "with": round(whole, 3), "without": round(left, 3)})
    return sorted(found, key=lambda one: -abs(one["with"] - one["without"]))


def largest(moved: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the largest causes with what they moved, points, largest first; tiny ones not."""
    ordered = sorted(moved.items(), key=lambda item: -abs(item[1]))
    return [(name, round(value, 4)) for name, value in ordered[:CAUSES] if abs(value) >= LEAST]
