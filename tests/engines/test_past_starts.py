"""Runs from the past are the same in both engines, and whoever runs beside them."""

from __future__ import annotations

import numpy as np
import pytest
from playing import (
    ENTROPY,
    Played,
    assert_bitwise_same_worlds,
    assert_same_worlds,
    pick_all,
    play_drawn,
    play_runs,
    play_workshop,
)
from soundness import assert_sound

from model.engines.workshop import Workshop
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn

Case = tuple[Scenario, Seeds]


@pytest.fixture(scope="session")
def twenty(since_2008: Case) -> Played:
    """Twenty runs of it."""
    return play_runs(*since_2008, runs=20)


def test_both_engines_give_the_same_runs_from_a_past_start(
    since_2008: Case, twenty: Played
) -> None:
    for run in (0, 17):
        asked = play_workshop(Workshop(*since_2008, entropy=ENTROPY, run=run))
        assert_same_worlds(pick_all(twenty.worlds, run, run + 1), asked.worlds)


def test_both_engines_give_the_same_history_to_its_last_turn(seeds: Seeds) -> None:
    case = load_scenario("history", seeds)
    ensemble = play_runs(*case, runs=2)
    asked = play_workshop(Workshop(*case, entropy=ENTROPY, run=1))
    assert_same_worlds(pick_all(ensemble.worlds, 1, 2), asked.worlds)


@pytest.mark.parametrize("chunk", [1, 7])
def test_a_run_from_the_past_does_not_depend_on_the_chunk_to_the_last_bit(
    since_2008: Case, twenty: Played, chunk: int
) -> None:
    drawn = Drawn(since_2008[1], ENTROPY, 0, 20)
    for low in range(0, 20, chunk)[:4]:
        part = play_drawn(since_2008[0], drawn.part(low, min(low + chunk, 20)))
        assert_bitwise_same_worlds(pick_all(twenty.worlds, low, low + chunk), part.worlds)


def test_an_ensemble_of_the_past_may_begin_at_any_run_to_the_last_bit(
    since_2008: Case, twenty: Played
) -> None:
    late = play_runs(*since_2008, runs=3, first_run=11)
    assert_bitwise_same_worlds(pick_all(twenty.worlds, 11, 14), late.worlds)


def test_a_run_from_the_past_is_sound_and_moves(twenty: Played) -> None:
    assert_sound(twenty)
    terms = np.abs(twenty.worlds[-1].terms).max(axis=(0, 1, 2))
    assert (terms > 0.02).all(), "markets, contracts, routes and barriers have all been at work"


def test_what_terms_hold_is_what_was_worked_into_trade(twenty: Played) -> None:
    """Also where a contract is far beyond what a tie can take in a quarter."""
    before, largest = twenty.ready.world, 0.0
    for world, record in zip(twenty.worlds, twenty.quarters, strict=True):
        step = world.terms - before.terms
        pushed = record.moves.trade
        np.testing.assert_allclose(step[..., 2:3], pushed.corridor, atol=1e-13)
        np.testing.assert_allclose(step[..., 3:4], pushed.control, atol=1e-13)
        largest = max(largest, np.abs(step).max())
        assert largest <= 0.7 + 1e-12
        before = world
    assert largest > 0.69
