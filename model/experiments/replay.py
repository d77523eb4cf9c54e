"""Stored results played again, block by block, and held against what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.engines.ledger import Ledger, Place, join_ledgers, split_runs
from model.experiments.run import Result
from model.experiments.scenario_record import ReplayError, restore_scenario
from model.experiments.store import open_result
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.storage.version import model_version
from model.world.drawn import Drawn

STRAY = 1e-4
"""How far from the stored result, 0..1, a replay may be: the store keeps seven digits."""

Trace = Callable[[Scenario, Drawn, Place], Ledger]


class Replay(NamedTuple):
    """What a stored result is played again from."""

    scenario: Scenario
    seeds: Seeds
    entropy: int
    runs: int


class Question(NamedTuple):
    """Whose influence, where, and from the end of which quarter to the end of which.

    ``since`` is empty where all is asked for that happened after the base year.
    """

    power: str
    state: str
    since: str
    until: str

    @property
    def stem(self) -> str:
        """Name of the files of the answer, without their endings."""
        return "-".join(word for word in self if word)

    def place(self, first: int) -> Place:
        """Return the same for a scenario that begins in a quarter."""
        since = quarter_index(self.since) if self.since else first - 1
        return Place(self.power, self.state, since, quarter_index(self.until))


def replay_of(result: Result, seeds: Seeds) -> Replay:
    """Return what a result is played again from.

    Raises ReplayError where seeds or model are no longer those that the result was made with.
    """
    manifest = result.manifest
    scenario, changed = restore_scenario(manifest, seeds)
    made, now = manifest.get("model_version"), model_version()
    if made != now:
        raise ReplayError(
            f"{result.folder} was made with version {made} of the model, and this is {now}; "
            "run the scenario again"
        )
    return Replay(scenario, changed, manifest["entropy"], manifest["runs"])


def trace_tasks(
    name: str, trace: Trace, replay: Replay, question: Question, runs: int
) -> Iterator[tuple[object, ...]]:
    """Yield the tasks of ``trace_block`` that together trace the first runs of a replay."""
    for first, count in split_runs(runs):
        yield name, trace, replay, question, (first, count)


def trace_block(
    name: str, trace: Trace, replay: Replay, question: Question, block: tuple[int, int]
) -> tuple[str, int, Ledger]:
    """Trace some runs in a row; return the name of what they belong to and the first of them."""
    scenario, seeds, entropy, _ = replay
    drawn = Drawn(seeds, entropy, *block)
    return name, block[0], trace(scenario, drawn, question.place(scenario.start))


def gather_blocks(done: Mapping[tuple[str, int], Ledger]) -> dict[str, Ledger]:
    """Return the ledger of each name from its blocks, in order of runs, whoever traced them."""
    names = dict.fromkeys(name for name, _ in sorted(done))
    return {
        name: join_ledgers([done[key] for key in sorted(done) if key[0] == name]) for name in names
    }


def keep_runs(ledger: Ledger, runs: NDArray[np.integer]) -> Ledger:
    """Return the ledger of some runs."""
    return Ledger(
        ledger.start[runs],
        ledger.end[runs],
        {cause: each[runs] for cause, each in ledger.causes.items()},
        {power: each[runs] for power, each in ledger.rivals.items()},
    )


def check_replay(result: Result, end: NDArray[np.float64], question: Question, name: str) -> None:
    """Raise ReplayError unless runs played again end where the stored outcome does.

    end: of the runs that are stored, in their order; name: the outcome.
    """
    stored = open_result(result.folder)[name].sel(
        power=question.power, state=question.state, turn=question.until
    )
    if not np.allclose(stored.values, end, atol=STRAY):
        raise ReplayError(
            f"played again, {result.folder} does not come out the same; run the scenario with "
            "--again"
        )
