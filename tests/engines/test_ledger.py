"""The ledger: every change of influence in a run is booked to causes that add up to it."""

from __future__ import annotations

import numpy as np
import pytest
from playing import ENTROPY, Loader, Played, play_drawn, play_runs, shorten

from model.engines.ledger import book_ties, follow_bookings, trace
from model.inputs.names import DOMAINS
from model.inputs.scenarios import Scenario, load_scenario
from model.inputs.seeds import Seeds
from model.rules.influence import total_influence
from model.rules.ties import CAUSES
from model.world.drawn import Drawn

Case = tuple[Scenario, Seeds]
RUNS = 3


@pytest.mark.parametrize("name", ["baseline", "blockade-and-closure", "russia-isolated"])
def test_the_causes_of_every_change_of_influence_add_up_to_it(name: str, seeds: Seeds) -> None:
    scenario, changed = load_scenario(name, seeds)
    assert_adds_up(shorten(scenario, 24), changed)


def test_causes_add_up_where_prices_contracts_borders_and_others_move(since_2008: Case) -> None:
    assert_adds_up(*since_2008)


def assert_adds_up(scenario: Scenario, seeds: Seeds) -> None:
    """Every change of every influence is the sum of its causes."""
    before = None
    bookings = follow_bookings(scenario, Drawn(seeds, ENTROPY, 0, RUNS))
    for quarter, _, world, booked in bookings:
        if before is None:
            assert booked == {}
        else:
            total = sum(booked.values())
            told = str(quarter)
            np.testing.assert_allclose(total, world.influence - before, atol=1e-13, err_msg=told)
        before = world.influence


def test_the_causes_of_every_change_of_a_tie_add_up_to_it(seventy: Played) -> None:
    ties = seventy.ready.world.ties
    for world, record in zip(seventy.worlds, seventy.quarters, strict=True):
        booked = book_ties(ties, world.ties, record)
        assert tuple(booked) == CAUSES
        np.testing.assert_allclose(ties + sum(booked.values()), world.ties, rtol=1e-12)
        ties = world.ties


def test_the_causes_of_every_change_of_a_tie_since_2008_add_up_to_it(since_2008: Case) -> None:
    played = play_runs(*since_2008, runs=RUNS)
    ties = played.ready.world.ties
    for world, record in zip(played.worlds, played.quarters, strict=True):
        booked = sum(book_ties(ties, world.ties, record).values())
        np.testing.assert_allclose(ties + booked, world.ties, rtol=1e-12)
        ties = world.ties


@pytest.mark.parametrize(
    ("factor", "change", "cause"),
    [
        ("gas_flow.CHN.TKM", "add = 10", "deals"),
        ("oil_flow.CHN.KAZ", "add = -2", "deals"),
        ("pledge.CHN.trade", "add = 1", "deals"),
        ("energy_price", "multiply = 0.5", "gravity"),
        ("purchasing.KAZ", "multiply = 2", "gravity"),
        ("border.CHN.KGZ", "multiply = 0.3", "corridor"),
        ("tariff.CHN.KAZ", "add = 0.1", "control"),
        ("sanctions.RUS", "set = 0.2", "control"),
    ],
)
def test_what_is_new_in_a_quarter_is_booked_to_its_own_cause_alone(
    factor: str, change: str, cause: str, load: Loader
) -> None:
    head = f'[[events]]\nname = "new"\nfactor = "{factor}"\n{change}\n'
    with_it, without = (
        play_runs(*load(f'start = "2025Q1"\nuntil = "2025Q2"\n{text}'), runs=RUNS).quarters[1]
        for text in (f'{head}start = "2025Q2"\n', "")
    )
    moved = {
        name
        for name, new, old in zip(CAUSES, with_it.moves.trade, without.moves.trade, strict=True)
        if not np.array_equal(new, old)
    }
    assert moved == {cause}


def test_a_trace_begins_and_ends_at_the_runs_own_influence(baseline: Case) -> None:
    scenario, seeds = baseline
    since, until = scenario.start + 2, scenario.start + 9
    told = trace(
        *baseline, runs=70, entropy=ENTROPY, power="CHN", state="KGZ", since=since, until=until
    )
    played = play_drawn(scenario, Drawn(seeds, ENTROPY, 0, 70))
    p, s = seeds.ids("power").index("CHN"), seeds.ids("state").index("KGZ")
    weight = played.ready.setting.measure.weight
    for turn, amount in ((2, told.start), (9, told.end)):
        total = total_influence(played.worlds[turn].influence, weight)
        np.testing.assert_allclose(amount, total[:, p, s, 0], rtol=1e-12)
    change = told.end - told.start
    assert np.abs(change).max() > 1e-3
    np.testing.assert_allclose(sum(told.causes.values()), change, atol=1e-13)
    np.testing.assert_allclose(sum(told.by_domain.values()), change, atol=1e-13)
    assert set(told.by_domain) == set(DOMAINS)


def test_a_trace_over_no_time_has_nothing_to_book(baseline: Case) -> None:
    at = baseline[0].start + 3
    told = trace(*baseline, runs=2, entropy=ENTROPY, power="JPN", state="UZB", since=at, until=at)
    assert np.array_equal(told.start, told.end)
    assert not any(amount.any() for amount in (*told.causes.values(), *told.by_domain.values()))
