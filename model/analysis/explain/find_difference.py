"""Why a scenario differs from its base: the difference of a share taken apart, run by run.

Both results are played again, each change of the share is booked to its cause in both, and the
books of the base are taken from those of the other: what is left adds up to the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.compare.find import compare_one, pair_runs
from model.analysis.compare.pair import check_pair
from model.analysis.explain.find import replay_motives
from model.engines.ledger import Ledger, share_at_end, trace_share
from model.engines.motives import Motive
from model.experiments.optional_steps import Extras
from model.experiments.replay import (
    Question,
    Replay,
    check_replay,
    gather_blocks,
    keep_runs,
    replay_of,
    trace_block,
    trace_tasks,
)
from model.experiments.run import Result
from model.experiments.store import open_result
from model.inputs.scenarios.scenarios import end_interests
from model.inputs.seeds.records import Interest
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn

MOST = 4
"""Interests that are ended in both scenarios, the weightiest, to see what hangs on them."""

ENOUGH = 64
"""Runs in which they are ended; their mean settles long before."""

BASE, OTHER = "base", "other"

Floats = NDArray[np.float64]


class Pair(NamedTuple):
    """A result and the base that it is held against."""

    base: Result
    other: Result


class Apart(NamedTuple):
    """The difference of a share, taken apart; shares 0..1, other minus base, paired runs."""

    base: Ledger
    other: Ledger
    change: Ledger
    row: Mapping[str, object]
    """the same difference as a row of a comparison"""


class Behind(NamedTuple):
    """An interest behind a power's bids in two scenarios, and the difference without it."""

    interest: Interest
    base: Motive | None
    other: Motive | None
    change: Floats | None
    """the difference in the first runs, 0..1; None where it was not played without the interest"""
    without: Floats | None
    """the same with the interest ended in both scenarios"""


def take_apart(pair: Pair, seeds: Seeds, question: Question, extras: Extras) -> Apart:
    """Return the difference of a share by cause.

    Raises PairingError where runs cannot be paired, ReplayError where a result cannot be played
    again or does not come out the same, FailedRunsError where no run is left in both.
    """
    check_pair(pair.base.manifest, pair.other.manifest)
    first, second = pair_runs(*(open_result(each.folder) for each in pair))
    place = {"power": [question.power], "state": [question.state], "turn": [question.until]}
    table = compare_one(*(each["share"].sel(place) for each in (first, second)))
    found = _trace(pair, seeds, question, extras)
    for name, result in zip((BASE, OTHER), pair, strict=True):
        stored = open_result(result.folder)["run"].values
        check_replay(result, found[name].end[stored], question, "share")
    base, other = (keep_runs(found[name], first["run"].values) for name in (BASE, OTHER))
    return Apart(base, other, subtract(other, base), table.iloc[0].to_dict())


def _trace(pair: Pair, seeds: Seeds, question: Question, extras: Extras) -> dict[str, Ledger]:
    """Trace the share in both results; by name of the side."""
    tasks = [
        task
        for name, result in zip((BASE, OTHER), pair, strict=True)
        for task in trace_tasks(
            name, trace_share, replay_of(result, seeds), question, result.manifest["runs"]
        )
    ]
    done: dict[tuple[str, int], Ledger] = {}

    def collect() -> Iterator[int]:
        for name, first, ledger in extras.pool.map_unordered(trace_block, tasks):
            done[name, first] = ledger
            yield 1

    label = f"{pair.other.manifest['name']} against {pair.base.manifest['name']}: causes"
    extras.watch(label, len(tasks), collect())
    return gather_blocks(done)


def subtract(other: Ledger, base: Ledger) -> Ledger:
    """Return a ledger less another, run by run; what it books sums to the change between them."""
    return Ledger(
        other.start - base.start,
        other.end - base.end,
        {cause: each - base.causes[cause] for cause, each in other.causes.items()},
        {power: each - base.rivals[power] for power, each in other.rivals.items()},
    )


def find_interests(
    pair: Pair, seeds: Seeds, question: Question, apart: Apart, extras: Extras
) -> list[Behind]:
    """Return the interests behind the bids on both sides, the weightiest first.

    The first ``MOST`` are ended in both scenarios and ``ENOUGH`` runs of both played again.
    """
    replays = [replay_of(result, seeds) for result in pair]
    sides: dict[int, list[Motive]] = {}
    ends: dict[tuple[int, str], Floats] = {}

    def weigh() -> Iterator[int]:
        tasks = [(side, replay, question) for side, replay in enumerate(replays)]
        for side, motives in extras.pool.map_unordered(weigh_side, tasks):
            sides[side] = motives
            yield 1

    def end_each() -> Iterator[int]:
        for side, name, share in extras.pool.map_unordered(play_without, tasks):
            ends[side, name] = share
            yield 1

    name = pair.other.manifest["name"]
    extras.watch(f"{name}: interests", 2, weigh())
    behind = rank_interests(sides[0], sides[1])
    kept = _first_runs(pair)
    tasks = [
        (side, replay, question, each.interest.id)
        for each in behind[:MOST]
        for side, replay in enumerate(replays)
    ]
    extras.watch(f"{name}: without its {len(behind[:MOST])} weightiest", len(tasks), end_each())
    change = apart.change.end[: len(kept)]
    return [
        each._replace(
            change=change, without=(ends[1, each.interest.id] - ends[0, each.interest.id])[kept]
        )
        if place < MOST and len(kept)
        else each
        for place, each in enumerate(behind)
    ]


def _first_runs(pair: Pair) -> NDArray[np.integer]:
    """Numbers of the runs that interests are ended in and that failed in neither result."""
    first, _ = pair_runs(*(open_result(each.folder) for each in pair))
    runs: NDArray[np.integer] = first["run"].values
    return runs[runs < ENOUGH]


def rank_interests(base: list[Motive], other: list[Motive]) -> list[Behind]:
    """Return the interests of both sides, those with the largest part in either first."""
    sides = [{motive.interest.id: motive for motive in side} for side in (base, other)]
    names = dict.fromkeys(name for side in sides for name in side)
    found = [
        Behind((sides[1].get(name) or sides[0][name]).interest, sides[0].get(name),
               sides[1].get(name), None, None)
        for name in names
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-max(weights_of(each)), each.interest.id))


def weights_of(behind: Behind) -> tuple[float, float]:
    """Return an interest's part of the priority for the state: in the base, and in the other."""
    base, other = (0.0 if each is None else each.weight for each in (behind.base, behind.other))
    return base, other


def weigh_side(side: int, replay: Replay, question: Question) -> tuple[int, list[Motive]]:
    """Return the interests behind the bids on one side."""
    return side, replay_motives(replay, question)


def play_without(
    side: int, replay: Replay, question: Question, interest: str
) -> tuple[int, str, Floats]:
    """Return the share at the end in the first runs, with an interest ended from the start on."""
    scenario, seeds, entropy, runs = replay
    if interest in seeds.ids("interest"):
        note = "left out to see what hangs on it"
        scenario = end_interests(scenario, [interest], name=f"without-{interest}", note=note)
    drawn = Drawn(seeds, entropy, 0, min(runs, ENOUGH))
    return side, interest, share_at_end(scenario, drawn, question.place(scenario.start))
