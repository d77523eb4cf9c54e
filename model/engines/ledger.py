"""The ledger: what moved an influence between two quarters, cause by cause, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from model.engines.ensemble import DRAW, play
from model.engines.prepare import prepare
from model.engines.turn import Quarter
from model.inputs.names import DOMAINS
from model.inputs.scenarios import Scenario
from model.inputs.seeds import Seeds
from model.rules.booking import AROUND, Standing, book_influence
from model.rules.structure import join_structure
from model.rules.ties import CAUSES, book_goods, book_points
from model.world.axes import POINTS, RESOURCES, TRADE, Array, one
from model.world.drawn import Drawn
from model.world.draws import Floats
from model.world.setting import Setting
from model.world.state import World

_CHUNK = 64


class Ledger(NamedTuple):
    """Total influence of a power over a state at two quarters, and what moved it, run by run."""

    power: str
    state: str
    start: Floats
    end: Floats
    causes: dict[str, Floats]
    """cause -> (run,); sums to end - start"""
    by_domain: dict[str, Floats]
    """domain -> (run,); the same change, domain by domain"""


def trace(
    scenario: Scenario,
    seeds: Seeds,
    *,
    runs: int,
    entropy: int,
    power: str,
    state: str,
    since: int,
    until: int,
) -> Ledger:
    """Follow one power in one state from the end of quarter ``since`` to the end of ``until``."""
    p, s = seeds.ids("power").index(power), seeds.ids("state").index(state)
    parts = []
    for first in range(0, runs, DRAW):
        drawn = Drawn(seeds, entropy, first, min(DRAW, runs - first))
        for low in range(0, drawn.runs, _CHUNK):
            part = drawn.part(low, min(low + _CHUNK, drawn.runs))
            parts.append(_trace_part(scenario, part, (p, s), (since, until)))
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Ledger(
        power,
        state,
        joined["start"],
        joined["end"],
        {cause: joined[cause] for cause in (*CAUSES, *AROUND)},
        {domain: joined[f"in {domain}"] for domain in DOMAINS},
    )


def _trace_part(
    scenario: Scenario,
    drawn: Drawn,
    pair: tuple[int, int],
    span: tuple[int, int],
) -> dict[str, Floats]:
    total: dict[str, Floats] = {}
    for quarter, setting, world, booked in follow_bookings(scenario, drawn):
        weight = setting.measure.weight
        here = np.sum(weight * world.influence, axis=-1)[:, pair[0], pair[1]]
        if quarter == span[0]:
            total["start"] = here
        if span[0] < quarter <= span[1] and booked:
            total["end"] = here
            for cause, amount in booked.items():
                gained = (weight * amount)[:, pair[0], pair[1], :]
                total[cause] = total.get(cause, 0.0) + np.sum(gained, axis=-1)
                for d, domain in enumerate(DOMAINS):
                    name = f"in {domain}"
                    total[name] = total.get(name, 0.0) + gained[:, d]
    if "end" not in total:
        still = np.zeros(drawn.runs)
        total |= dict.fromkeys((*CAUSES, *AROUND), still)
        total |= {f"in {domain}": still for domain in DOMAINS} | {"end": total["start"]}
    return total


def follow_bookings(
    scenario: Scenario, drawn: Drawn
) -> Iterator[tuple[int, Setting, World, dict[str, Array]]]:
    """Quarter by quarter: what each cause did to every influence (nothing in the first)."""
    ready = prepare(drawn)
    before, ties = None, ready.world.ties
    for step, (world, record) in enumerate(play(scenario, drawn, ready)):
        after = stand(ready.setting, world, record)
        booked: dict[str, Array] = (
            {} if before is None else _book(ready.setting, before, after, ties, record)
        )
        yield scenario.start + step, ready.setting, world, booked
        before, ties = after, world.ties


def stand(setting: Setting, world: World, record: Quarter) -> Standing:
    """What influence is made of at the end of a quarter."""
    return Standing(
        ties=world.ties,
        total=np.sum(world.ties, axis=-3, keepdims=True) + world.others,
        structure=join_structure(record.holds),
        bandwidth=record.bandwidth,
        dependence=record.dependence,
    )


def _book(
    setting: Setting, before: Standing, after: Standing, ties: Array, record: Quarter
) -> dict[str, Array]:
    m = setting.measure
    booked = book_ties(ties, after.ties, record)
    return book_influence(before, after, booked, m.tie_weight * setting.lean, m.structure_weight)


def book_ties(before: Array, after: Array, record: Quarter) -> dict[str, Array]:
    """Change of every tie by cause, ``(run, power, state, domain)``, unit of the tie."""
    trade = book_goods(one(before, TRADE), one(after, TRADE), record.moves.trade)
    resources = book_goods(one(before, RESOURCES), one(after, RESOURCES), record.moves.resources)
    points = book_points(before[..., POINTS], after[..., POINTS], record.moves.points)
    shape = trade["gravity"].shape
    return {
        cause: np.concatenate(
            [
                np.broadcast_to(trade[cause], shape),
                np.broadcast_to(resources[cause], shape),
                np.broadcast_to(points[cause], (*shape[:-1], 2)),
            ],
            axis=-1,
        )
        for cause in CAUSES
    }
