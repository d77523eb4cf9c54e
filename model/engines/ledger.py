"""The ledger: what moved one power's influence in one state, or its share, cause by cause."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from model.engines.books import CAUSES, Books, Entry
from model.engines.ensemble import CHUNK, DRAW, play
from model.engines.prepare import prepare
from model.inputs.scenarios.scenarios import Scenario
from model.rules.booking import Standing
from model.rules.influence import share_of_influence, total_influence
from model.rules.share_booking import book_rivals, book_share, weigh_shares
from model.world.axes import Array
from model.world.drawn import Drawn
from model.world.draws import Floats


class Place(NamedTuple):
    """Whose influence, in which state, from the end of which quarter to the end of which.

    The quarter before a scenario's first stands for the base year.
    """

    power: str
    state: str
    since: int
    until: int


class Ledger(NamedTuple):
    """What a power has in a state at two quarters, and what moved it, run by run, 0..1."""

    start: Floats
    end: Floats
    causes: dict[str, Floats]
    """cause -> (run,); sums to end - start"""
    rivals: dict[str, Floats]
    """other power -> (run,); of a share, what each did of the cause ``rivals``, else empty"""


def split_runs(runs: int) -> list[tuple[int, int]]:
    """First run and number of runs of each block that is traced by itself."""
    return [
        (low, min(CHUNK, first + DRAW - low, runs - low))
        for first in range(0, runs, DRAW)
        for low in range(first, min(first + DRAW, runs), CHUNK)
    ]


def join_ledgers(parts: Sequence[Ledger]) -> Ledger:
    """One ledger of the runs of several, in their order."""

    def joined(each: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
        return {name: np.concatenate([part[name] for part in each]) for name in each[0]}

    return Ledger(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        joined([part.causes for part in parts]),
        joined([part.rivals for part in parts]),
    )


def trace_influence(scenario: Scenario, drawn: Drawn, place: Place) -> Ledger:
    """Follow a power's total influence over a state: the weighted sum over domains, 0..1."""
    books = Books(drawn, place.state)
    power = drawn.seeds.ids("power").index(place.power)

    def moved(entry: Entry) -> dict[str, Floats]:
        return {
            cause: np.sum((books.weight * amount)[:, power, 0], axis=-1)
            for cause, amount in entry.booked.items()
        }

    def level(standing: Standing) -> Floats:
        return pick(total_of(books, standing), power)

    start, end, sums = follow(books, scenario, place, level, moved)
    return Ledger(start, end, {cause: sums[cause] for cause in CAUSES}, {})


def trace_share(scenario: Scenario, drawn: Drawn, place: Place) -> Ledger:
    """Follow a power's share of the influence of all powers over a state, 0..1."""
    books, powers = Books(drawn, place.state), drawn.seeds.ids("power")
    power = powers.index(place.power)

    def moved(entry: Entry) -> dict[str, Floats]:
        before, after = entry.before, entry.after
        slopes = weigh_shares(total_of(books, before), total_of(books, after))
        each = book_rivals(slopes, before, after, books.tie_part, books.weight, power)
        own = book_share(slopes, books.weight, entry.booked)
        found = {cause: pick(amount, power) for cause, amount in own.items()}
        by_power = {name: pick(each, q) for q, name in enumerate(powers) if q != power}
        return found | by_power | {"rivals": np.sum(each, axis=-3)[:, 0, 0]}

    def level(standing: Standing) -> Floats:
        return pick(share_of_influence(total_of(books, standing)), power)

    start, end, sums = follow(books, scenario, place, level, moved)
    rivals = {name: sums[name] for name in powers if name != place.power}
    return Ledger(start, end, {cause: sums[cause] for cause in CAUSES}, rivals)


def follow(
    books: Books,
    scenario: Scenario,
    place: Place,
    level: Callable[[Standing], Floats],
    moved: Callable[[Entry], dict[str, Floats]],
) -> tuple[Floats, Floats, Mapping[str, Floats]]:
    """What was at the start and at the end of a place's quarters, and the sums of what moved it."""
    start = end = level(books.base)
    sums: defaultdict[str, Floats] = defaultdict(lambda: 0.0 * start)
    for entry in books.play(scenario):
        if entry.quarter <= place.since:
            start = level(entry.after)
        elif entry.quarter <= place.until:
            for name, amount in moved(entry).items():
                sums[name] = sums[name] + amount
        if entry.quarter <= place.until:
            end = level(entry.after)
        if entry.quarter == place.until:
            break
    return start, end, sums


def total_of(books: Books, standing: Standing) -> Array:
    """Influence of every power over all domains, (power, state, 1)."""
    return total_influence(standing.bandwidth * standing.dependence, books.weight)


def pick(array: Array, power: int) -> Floats:
    """One power's numbers in the only state, (run,)."""
    found: Floats = array[:, power, 0, 0]
    return found


def share_at_end(scenario: Scenario, drawn: Drawn, place: Place) -> Floats:
    """A power's share of influence over a state at the end of a place's quarters, 0..1, (run,)."""
    ready = prepare(drawn)
    ends = play(replace(scenario, until=place.until), drawn, ready)
    ((world, _),) = deque(ends, maxlen=1)
    share = share_of_influence(total_influence(world.influence, ready.setting.measure.weight))
    power, state = (
        drawn.seeds.ids(kind).index(name)
        for kind, name in (("power", place.power), ("state", place.state))
    )
    found: Floats = share[:, power, state, 0]
    return found
