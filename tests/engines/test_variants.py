"""Variants: what is held still is still in every quarter, and all else goes on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from playing import ENTROPY, Played, play_drawn, play_workshop

from model.engines.ensemble import play
from model.engines.prepare import prepare
from model.engines.variant import WHOLE, Variant
from model.engines.workshop import PowerAgent, Workshop
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.world.axes import Array
from model.world.drawn import Drawn

Case = tuple[Scenario, Seeds]
FROZEN = Variant(powers_frozen=True, states_frozen=True)


def play_variant(case: Case, variant: Variant, runs: int = 5) -> Played:
    scenario, seeds = case
    drawn = Drawn(seeds, ENTROPY, 0, runs)
    ready = prepare(drawn)
    turns = list(play(scenario, drawn, ready, variant=variant))
    return Played(ready, [world for world, _ in turns], [quarter for _, quarter in turns])


def test_frozen_powers_keep_to_the_programme_and_the_budget_of_the_base_year(
    baseline: Case,
) -> None:
    played = play_variant(baseline, Variant(powers_frozen=True))
    free = play_variant(baseline, WHOLE)
    anchor = played.ready.setting.anchor
    np.testing.assert_allclose(anchor.bids.sum(axis=(2, 3)), 1.0, rtol=1e-12)
    for quarter in played.quarters:
        assert np.array_equal(quarter.bids, anchor.bids)
        assert np.array_equal(quarter.power_view.budget, played.ready.setting.budget)
    assert any(not np.array_equal(q.bids, anchor.bids) for q in free.quarters)
    assert any(
        not np.array_equal(q.power_view.budget, free.ready.setting.budget) for q in free.quarters
    )


def test_the_kept_programme_of_the_base_year_is_what_was_granted_in_it(baseline: Case) -> None:
    ready = prepare(Drawn(baseline[1], ENTROPY, 0, 4))
    bids, granted = ready.setting.anchor.bids, ready.setting.anchor.granted
    offered = granted / ready.world.acceptance
    share = offered / offered.sum(axis=(2, 3), keepdims=True)
    # summits are earmarked for diplomacy; within a domain effort is spread as the bids are
    for domain in range(4):
        own = bids[..., domain] / bids[..., domain].sum(axis=-1, keepdims=True)
        spent = share[..., domain] / share[..., domain].sum(axis=-1, keepdims=True)
        np.testing.assert_allclose(spent, own, rtol=1e-9)


def test_frozen_powers_still_spend_their_pledges_and_the_engagement_of_a_scenario(
    baseline: Case,
) -> None:
    played = play_variant(baseline, Variant(powers_frozen=True))
    japan = baseline[1].ids("power").index("JPN")
    first, later = (played.quarters[at] for at in (0, 11))
    assert first.power_view.earmarked[:, japan].sum() < later.power_view.earmarked[:, japan].sum()
    assert first.offer[:, japan].sum() < later.offer[:, japan].sum()


def test_frozen_states_take_what_they_took_in_the_base_year(baseline: Case) -> None:
    played = play_variant(baseline, Variant(states_frozen=True))
    usual = played.ready.world.acceptance
    for quarter in played.quarters:
        assert np.array_equal(quarter.acceptance, usual)
    free = play_variant(baseline, WHOLE)
    assert any(not np.array_equal(quarter.acceptance, usual) for quarter in free.quarters)


def test_without_growth_economies_stay_as_they_are_but_for_what_happens(baseline: Case) -> None:
    scenario, seeds = baseline
    still = (replace(scenario, events=()), seeds)
    played = play_variant(still, Variant(growth=False))
    assert np.array_equal(played.worlds[-1].power_output, 0 * played.worlds[0].power_output + 1)
    assert np.abs(played.worlds[-1].state_output - 1.0).max() < 0.02  # transit fees, reprisal
    grown = play_variant(still, WHOLE)
    assert grown.worlds[-1].state_output.mean() > 1.1


def test_without_chance_runs_of_the_same_numbers_are_the_same(baseline: Case) -> None:
    scenario, seeds = baseline
    drawn = Drawn(seeds, ENTROPY, 0, 3, central=True)
    ready = prepare(drawn)
    calm = replace(scenario, events=())
    *_, (world, _) = play(calm, drawn, ready, variant=Variant(chance=False))
    assert np.array_equal(world.influence, np.repeat(world.influence[:1], 3, axis=0))
    *_, (world, _) = play(calm, drawn, ready)
    assert not np.array_equal(world.influence[0], world.influence[1])


def test_nothing_held_is_the_play_itself(baseline: Case) -> None:
    scenario, seeds = baseline
    plain = play_drawn(scenario, Drawn(seeds, ENTROPY, 0, 5))
    held = play_variant(baseline, WHOLE)
    for one, other in zip(plain.worlds, held.worlds, strict=True):
        assert np.array_equal(one.influence, other.influence)


@pytest.mark.parametrize("run", [1])
def test_agents_that_repeat_the_base_year_give_the_frozen_run(baseline: Case, run: int) -> None:
    workshop = Workshop(*baseline, entropy=ENTROPY, run=run)
    still = np.zeros_like(workshop.parameters.budget_response)
    workshop.parameters = workshop.parameters._replace(
        budget_response=still, match=still, fill=still
    )
    bids, taken = workshop.setting.anchor.bids, workshop.world.acceptance
    for name in (*workshop.powers, *workshop.states):
        actor = workshop[name]
        at = slice(actor.place, actor.place + 1)
        own = bids[:, at] if isinstance(actor, PowerAgent) else taken[:, :, at]

        def repeat(view: object, parameters: object, own: Array = own) -> Array:
            return own

        actor.rule = repeat
    alone = play_workshop(workshop)
    together = play_variant(baseline, FROZEN, runs=run + 1)
    for one, other in zip(together.worlds, alone.worlds, strict=True):
        np.testing.assert_allclose(one.influence[run:], other.influence, rtol=1e-12)
