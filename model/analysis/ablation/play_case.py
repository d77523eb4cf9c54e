"""Playing a case: changes of shares of influence since the base year, run by run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from model.analysis.ablation.cases import Case
from model.engines.ensemble import CHUNK, play
from model.engines.prepare import prepare
from model.rules.influence import share_of_influence, total_influence
from model.world.drawn import Drawn
from model.world.draws import Floats


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
