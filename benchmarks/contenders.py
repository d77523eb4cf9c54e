"""The contenders: the same runs of the same scenario, played in three ways."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

import numpy as np

from benchmarks.collected import forget_workshops, run_batch
from benchmarks.rounds import Work
from model.engines.ensemble import Outcomes, simulate
from model.engines.workshop import Workshop
from model.experiments.outcomes import observe
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

ENTROPY = 1


class Field(NamedTuple):
    """What every contender plays."""

    scenario: Scenario
    seeds: Seeds


def open_field(name: str = "baseline") -> Field:
    """A scenario of the library over its whole horizon."""
    return Field(*load_scenario(name, read_seeds()))


def play_ensemble(field: Field, runs: int) -> list[Outcomes]:
    """Play the runs together and keep every outcome, chunk by chunk."""
    batches = simulate(field.scenario, field.seeds, observe, runs=runs, entropy=ENTROPY)
    return [batch.outcomes for batch in batches]


def play_workshops(field: Field, runs: range) -> None:
    """Play the runs one by one with agents, collecting nothing."""
    for run in runs:
        Workshop(field.scenario, field.seeds, entropy=ENTROPY, run=run).play().close()


def play_batch(field: Field, runs: range) -> None:
    """Play the runs through Mesa's own runner of many runs, collecting every outcome."""
    run_batch(field.scenario, field.seeds, ENTROPY, runs)
    forget_workshops()


def line_up(field: Field, together: int, alone: int) -> Mapping[str, tuple[int, Work]]:
    """The contenders with the runs that each plays a round; every round plays other runs."""
    starts = {name: count(0, alone) for name in ("batch_run", "workshop")}

    def next_runs(name: str) -> range:
        first = next(starts[name])
        return range(first, first + alone)

    return {
        "ensemble": (together, lambda: play_ensemble(field, together)),
        "batch_run": (alone, lambda: play_batch(field, next_runs("batch_run"))),
        "workshop": (alone, lambda: play_workshops(field, next_runs("workshop"))),
    }


def agree(field: Field, runs: int = 2) -> None:
    """Make sure that the ensemble and ``batch_run`` tell the same of the same runs.

    Raises AssertionError where an outcome differs by more than its storage as float32.
    """
    (together,) = play_ensemble(field, runs)
    rows = run_batch(field.scenario, field.seeds, ENTROPY, range(runs))
    forget_workshops()
    turns = field.scenario.until - field.scenario.start + 1
    if len(rows) != runs * turns:
        raise AssertionError(f"batch_run gave {len(rows)} rows for {runs} runs of {turns} quarters")
    for place, row in enumerate(rows):
        run, turn = divmod(place, turns)
        for name, values in together.items():
            alone = np.asarray(row[name])[0]
            np.testing.assert_allclose(values[run, turn], alone, rtol=1e-5, atol=1e-6, err_msg=name)
