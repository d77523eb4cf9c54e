"""Playing runs for tests: worlds by turn, from either engine, and how to compare them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.engines.directives import Directives
from model.engines.ensemble import play
from model.engines.prepare import Prepared, prepare
from model.engines.turn import Quarter
from model.engines.workshop import Workshop
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.state import World

Loader = Callable[..., tuple[Scenario, Seeds]]
"""Writes a scenario file from its text, and loads it with the changes asked for."""

ENTROPY = 7
# Momentum is a difference of influences of up to 1, so its own last places are their rounding.
ROUNDING = 1e-15


class Played(NamedTuple):
    """Runs as they were played: what they began with, and every turn."""

    ready: Prepared
    worlds: list[World]
    quarters: list[Quarter]


def shorten(scenario: Scenario, turns: int) -> Scenario:
    """The same scenario over its first turns only."""
    return replace(scenario, until=scenario.start + turns - 1)


def play_drawn(
    scenario: Scenario,
    drawn: Drawn,
    directives: Directives | None = None,
) -> Played:
    """Play drawn runs in the ensemble."""
    ready = prepare(drawn)
    turns = list(play(scenario, drawn, ready, directives))
    return Played(ready, [world for world, _ in turns], [quarter for _, quarter in turns])


def play_runs(scenario: Scenario, seeds: Seeds, runs: int, first_run: int = 0) -> Played:
    """Draw and play runs in the ensemble."""
    return play_drawn(scenario, Drawn(seeds, ENTROPY, first_run, runs))


def play_workshop(workshop: Workshop) -> Played:
    """Play a workshop to the end of its scenario, and close it."""
    ready = Prepared(workshop.world, workshop.setting, workshop.parameters)
    played = Played(ready, [], [])
    while workshop.quarter <= workshop.storyline.until:
        workshop.step()
        assert workshop.record is not None
        played.worlds.append(workshop.world)
        played.quarters.append(workshop.record)
    workshop.close()
    return played


def pick(world: World, runs: slice) -> World:
    """Some runs of a world; a field that is the same in every run is let be."""
    return World(*(field[runs] if field.shape[0] > 1 else field for field in world))


def pick_all(worlds: Iterable[World], start: int, stop: int) -> list[World]:
    """Some runs of every turn."""
    return [pick(world, slice(start, stop)) for world in worlds]


def assert_same_worlds(one: Sequence[World], other: Sequence[World]) -> None:
    """Every field in every turn agrees to 1e-12 of its value."""
    assert len(one) == len(other)
    for turn, (a, b) in enumerate(zip(one, other, strict=True)):
        for name, x, y in zip(World._fields, a, b, strict=True):
            told = f"{name} in turn {turn}"
            np.testing.assert_allclose(x, y, rtol=1e-12, atol=ROUNDING, err_msg=told)


def assert_bitwise_same_worlds(one: Sequence[World], other: Sequence[World]) -> None:
    """Every field in every turn is the same to the last bit."""
    assert len(one) == len(other)
    for turn, (a, b) in enumerate(zip(one, other, strict=True)):
        for name, x, y in zip(World._fields, a, b, strict=True):
            assert np.array_equal(*np.broadcast_arrays(x, y)), f"{name} in turn {turn}"


def write_scenario(folder: Path, text: str, name: str = "mine") -> Path:
    """Write a scenario file."""
    path = folder / f"{name}.toml"
    path.write_text(text)
    return path
