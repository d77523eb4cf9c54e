"""A run depends on (entropy, run) and the inputs only: not on who runs beside it, nor on order.

The bits are the same whatever the company, even in none: a single run has other strides, and numpy
would sum its axes in another order, so the model adds entry by entry there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playing import (
    ENTROPY,
    Played,
    assert_bitwise_same_worlds,
    pick_all,
    play_drawn,
    play_runs,
    play_workshop,
    shorten,
)

from model.engines.ensemble import Outcomes, simulate
from model.engines.workshop import Workshop
from model.experiments.outcomes import observe
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.rules.bidding import PowerView
from model.rules.granting import StateView
from model.world.axes import POWER, STATE, Array
from model.world.drawn import Drawn

Case = tuple[Scenario, Seeds]


class ShuffledWorkshop(Workshop):
    """A workshop that asks its actors in a new random order in every phase."""

    def _ask_powers(self, view: PowerView, parameters: Parameters) -> Array:
        return self._ask_shuffled(super()._ask_powers, "powers", POWER, view, parameters)

    def _ask_states(self, view: StateView, parameters: Parameters) -> Array:
        return self._ask_shuffled(super()._ask_states, "states", STATE, view, parameters)

    def _ask_shuffled(self, ask: Any, kind: str, axis: int, view: Any, parameters: Any) -> Array:
        names = getattr(self, kind)
        order = self.shuffling.permutation(len(names))
        setattr(self, kind, tuple(names[i] for i in order))
        answers = ask(view, parameters)
        setattr(self, kind, names)
        return np.take(answers, np.argsort(order), axis=axis)

    shuffling = np.random.default_rng(1)


def test_a_run_does_not_depend_on_the_order_in_which_actors_are_asked(baseline: Case) -> None:
    usual = play_workshop(Workshop(*baseline, entropy=ENTROPY, run=2))
    shuffled = play_workshop(ShuffledWorkshop(*baseline, entropy=ENTROPY, run=2))
    assert_bitwise_same_worlds(usual.worlds, shuffled.worlds)


@pytest.mark.parametrize("chunk", [7, 64, 100])
def test_a_run_does_not_depend_on_the_chunk_to_the_last_bit(
    baseline: Case, seventy: Played, chunk: int
) -> None:
    scenario, seeds = baseline
    drawn = Drawn(seeds, ENTROPY, 0, 70)
    for low in range(0, 70, chunk):
        high = min(low + chunk, 70)
        part = play_drawn(scenario, drawn.part(low, high))
        assert_bitwise_same_worlds(pick_all(seventy.worlds, low, high), part.worlds)


@pytest.mark.parametrize("run", [0, 1, 63, 64, 69])
def test_a_run_alone_in_its_chunk_is_the_same_to_the_last_bit(
    baseline: Case, seventy: Played, run: int
) -> None:
    scenario, seeds = baseline
    alone = play_drawn(scenario, Drawn(seeds, ENTROPY, 0, 70).part(run, run + 1))
    assert_bitwise_same_worlds(pick_all(seventy.worlds, run, run + 1), alone.worlds)


def test_the_first_ten_of_seventy_runs_are_ten_runs_to_the_last_bit(
    baseline: Case, seventy: Played
) -> None:
    ten = play_runs(*baseline, runs=10)
    assert_bitwise_same_worlds(pick_all(seventy.worlds, 0, 10), ten.worlds)


@pytest.mark.parametrize(("first", "runs"), [(3, 5), (62, 4), (64, 6)])
def test_an_ensemble_may_begin_at_any_run_to_the_last_bit(
    baseline: Case, seventy: Played, first: int, runs: int
) -> None:
    late = play_runs(*baseline, runs=runs, first_run=first)
    assert_bitwise_same_worlds(pick_all(seventy.worlds, first, first + runs), late.worlds)


def test_run_sixty_five_alone_is_that_of_the_ensemble_to_the_last_bit(
    baseline: Case, seventy: Played
) -> None:
    alone = play_runs(*baseline, runs=1, first_run=65)
    assert_bitwise_same_worlds(pick_all(seventy.worlds, 65, 66), alone.worlds)


def join(case: Case, **options: int) -> Outcomes:
    """Outcomes of all batches, joined along runs."""
    batches = list(simulate(*case, observe, entropy=ENTROPY, **options))
    starts = [batch.first_run for batch in batches]
    assert starts == sorted(starts)
    names = batches[0].outcomes
    return {name: np.concatenate([b.outcomes[name] for b in batches]) for name in names}


def test_outcomes_do_not_depend_on_the_chunk_or_on_where_they_begin(baseline: Case) -> None:
    scenario, seeds = baseline
    case = shorten(scenario, 4), seeds
    together = join(case, runs=70)
    by_sevens, one_by_one = join(case, runs=70, chunk=7), join(case, runs=70, chunk=1)
    late = join(case, runs=6, first_run=64)
    for name, array in together.items():
        assert array.shape[:2] == (70, 4), name
        assert np.array_equal(array, by_sevens[name]), name
        assert np.array_equal(array[64:], late[name]), name
        assert np.array_equal(array, one_by_one[name]), name


def test_draws_made_in_two_lots_are_the_draws_made_in_one(
    baseline: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario, seeds = baseline
    case = shorten(scenario, 2), seeds
    together = join(case, runs=20)
    monkeypatch.setattr("model.engines.ensemble.DRAW", 9)
    for name, array in join(case, runs=20).items():
        assert np.array_equal(array, together[name]), name
