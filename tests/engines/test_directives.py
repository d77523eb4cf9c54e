"""A participant takes an actor over; what was decided is written down and can be played again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playing import (
    ENTROPY,
    assert_bitwise_same_worlds,
    assert_same_worlds,
    pick_all,
    play_drawn,
    play_runs,
    play_workshop,
    shorten,
)

from model.engines.directives import no_directives, obey
from model.engines.ensemble import simulate
from model.engines.turn import decide_powers, decide_states
from model.engines.workshop import Workshop
from model.experiments.outcomes import observe
from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.rules.bidding import PowerView
from model.rules.granting import StateView
from model.world.axes import Array
from model.world.drawn import Drawn

Case = tuple[Scenario, Seeds]
TURNS, RUNS, RUN = 12, 4, 2


def all_on_kazakh_minerals(view: PowerView, parameters: Parameters) -> Array:
    """A participant's move: nine tenths on one thing, the rest spread evenly."""
    shares = np.full_like(view.priority, 0.1 / view.priority[0, 0].size)
    shares[0, 0, 0, DOMAINS.index("resources")] += 0.9
    return shares


def take_nothing(view: StateView, parameters: Parameters) -> Array:
    """A participant's move for a state: every offer is turned down."""
    return np.zeros_like(view.share)


@pytest.fixture
def room(baseline: Case) -> Workshop:
    """A workshop in which Russia and Uzbekistan are played by participants."""
    workshop = Workshop(*baseline, entropy=ENTROPY, run=RUN)
    workshop["RUS"].rule = all_on_kazakh_minerals
    workshop["UZB"].rule = take_nothing
    return workshop


def test_a_participants_decision_is_what_happens(room: Workshop) -> None:
    room.step()
    assert room.record is not None
    russia, uzbekistan = room.powers.index("RUS"), room.states.index("UZB")
    assert room.record.bids[0, russia, 0, 1] == pytest.approx(0.905)
    assert not room.record.granted[0, :, uzbekistan].any()
    assert room.record.granted[0, :, 0].all()


def test_a_participants_decisions_are_written_down_and_nobody_elses(room: Workshop) -> None:
    for _ in range(3):
        room.step()
    russia, uzbekistan = room.powers.index("RUS"), room.states.index("UZB")
    bids, acceptance = room.directives
    assert (bids[:3, russia, 0, 1] == 0.905).all()
    assert not acceptance[:3, :, uzbekistan].any()
    assert np.isnan(bids[3:]).all()
    assert np.isnan(acceptance[3:]).all()
    assert np.isnan(np.delete(bids, russia, axis=1)).all()
    assert np.isnan(np.delete(acceptance, uzbekistan, axis=2)).all()


def test_the_written_down_decisions_replayed_give_the_same_run(
    room: Workshop, baseline: Case
) -> None:
    played = play_workshop(room)
    scenario, seeds = baseline
    replayed = play_drawn(scenario, Drawn(seeds, ENTROPY, 0, RUNS), room.directives)
    assert_same_worlds(pick_all(replayed.worlds, RUN, RUN + 1), played.worlds)
    usual = play_runs(scenario, seeds, RUNS)
    assert not np.allclose(usual.worlds[-1].ties, replayed.worlds[-1].ties, rtol=1e-3)


def test_a_participant_may_come_late_and_leave_early(baseline: Case) -> None:
    scenario, seeds = baseline
    workshop = Workshop(scenario, seeds, entropy=ENTROPY, run=RUN)
    worlds = []
    for turn in range(TURNS):
        workshop["RUS"].rule = all_on_kazakh_minerals if 3 <= turn < 6 else decide_powers
        workshop["UZB"].rule = take_nothing if turn == 4 else decide_states
        workshop.step()
        worlds.append(workshop.world)
    taken = ~np.isnan(workshop.directives.bids).any(axis=(1, 2, 3))
    some = ~np.isnan(workshop.directives.bids).all(axis=(1, 2, 3))
    assert not taken.any()
    assert np.flatnonzero(some).tolist() == [3, 4, 5]
    replayed = play_drawn(scenario, Drawn(seeds, ENTROPY, 0, RUNS), workshop.directives)
    assert_same_worlds(pick_all(replayed.worlds, RUN, RUN + 1), worlds)
    usual = play_runs(scenario, seeds, RUNS)
    assert_bitwise_same_worlds(replayed.worlds[:3], usual.worlds[:3])
    workshop.close()


def test_a_storyline_can_be_carried_on_under_many_futures(room: Workshop, baseline: Case) -> None:
    room.step()
    scenario, seeds = shorten(baseline[0], TURNS), baseline[1]
    batches = simulate(
        scenario, seeds, observe, runs=RUNS, entropy=ENTROPY + 1, directives=room.directives
    )
    outcomes = next(iter(batches)).outcomes
    uzbekistan = room.states.index("UZB")
    assert not outcomes["granted"][:, 0, :, uzbekistan].any()
    assert outcomes["granted"][:, 1, :, uzbekistan].all()
    assert np.isfinite(outcomes["influence"]).all()


def test_no_directives_leave_every_run_as_it_was(baseline: Case) -> None:
    scenario, seeds = baseline
    nothing = no_directives(TURNS, 9, 5, len(DOMAINS))
    told = play_drawn(scenario, Drawn(seeds, ENTROPY, 0, RUNS), nothing)
    assert_bitwise_same_worlds(told.worlds, play_runs(scenario, seeds, RUNS).worlds)


def test_a_rule_is_not_asked_to_give_way_where_nothing_is_ordered() -> None:
    def rule(view: Any, parameters: Parameters) -> Array:
        return np.full((2, 1, 1, 3), 0.5)

    assert obey(rule, np.full((1, 1, 3), np.nan)) is rule
    ordered = np.array([[[np.nan, 0.0, 1.0]]])
    obedient: Callable[[Any, Any], Array] = obey(rule, ordered)
    assert (obedient(None, None) == np.array([0.5, 0.0, 1.0])).all()
