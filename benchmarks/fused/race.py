"""The race between the rules as they are and the same rules fused, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

import numpy as np

from benchmarks.fused import freight, influence, powers, states, ties
from benchmarks.fused.moment import Moment
from benchmarks.rounds import Times, Work, alternate, ratio

STAGES: Mapping[str, Any] = {
    "powers": powers, "states": states, "ties": ties, "influence": influence, "freight": freight,
}  # fmt: skip


def agree(moment: Moment, only: str = "", tolerance: float = 1e-9) -> None:
    """Make sure that fused stages, or ``only`` one, give what the rules do; else AssertionError."""
    for name, stage in STAGES.items() if not only else [(only, STAGES[only])]:
        for rules, fused in zip(
            stage.by_rules(moment), stage.fuse(stage.gather(moment)), strict=True
        ):
            expected = np.moveaxis(np.asarray(rules), 0, -1).reshape(fused.shape)
            np.testing.assert_allclose(
                fused, expected, rtol=tolerance, atol=tolerance * 1e-3, err_msg=name
            )


def race(moment: Moment, rounds: int, repeats: int) -> dict[str, tuple[Times, Times]]:
    """Times of each stage by the rules and fused, seconds a run and quarter."""
    agree(moment)
    runs = moment.world.ties.shape[0] * repeats
    work: dict[str, tuple[int, Work]] = {}
    for name, stage in STAGES.items():
        given = stage.gather(moment)
        work[f"{name} rules"] = runs, _repeat(stage.by_rules, moment, repeats)
        work[f"{name} fused"] = runs, _repeat(stage.fuse, given, repeats)
    times = alternate(work, rounds)
    return {name: (times[f"{name} rules"], times[f"{name} fused"]) for name in STAGES}


def all_stages(times: Mapping[str, tuple[Times, Times]]) -> float:
    """Speed of the rules over that of the fused stages, all stages together."""
    rules = [
        sum(each) for each in zip(*(pair[0].processor for pair in times.values()), strict=True)
    ]
    fused = [
        sum(each) for each in zip(*(pair[1].processor for pair in times.values()), strict=True)
    ]
    return median(b / a for a, b in zip(rules, fused, strict=True))


def each_stage(times: Mapping[str, tuple[Times, Times]]) -> dict[str, float]:
    """The same, stage by stage."""
    return {name: ratio(fused, rules) for name, (rules, fused) in times.items()}


def _repeat(work: Any, argument: Any, repeats: int) -> Work:
    def play() -> None:
        for _ in range(repeats):
            work(argument)

    return play
