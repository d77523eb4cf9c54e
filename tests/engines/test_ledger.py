"""The ledger: every change of influence in a run is booked to causes that add up to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from playing import ENTROPY, Loader, Played, play_drawn, play_runs, shorten

from model.engines.books import CAUSES as ALL_CAUSES
from model.engines.books import Books
from model.engines.ensemble import play
from model.engines.ledger import (
    Ledger,
    Place,
    join_ledgers,
    split_runs,
    trace_influence,
    trace_share,
)
from model.engines.prepare import prepare
from model.engines.tie_books import OWN, TieBooks
from model.engines.variant import Variant
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.rules.decisions import DEALS
from model.rules.influence import share_of_influence, total_influence
from model.rules.ties import CAUSES
from model.world.axes import POINTS, RESOURCES, TRADE
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
    """Every change of every influence is the sum of its causes, from the base year on."""
    books = Books(Drawn(seeds, ENTROPY, 0, RUNS))
    before = books.ready.world.influence
    np.testing.assert_array_equal(books.base.bandwidth * books.base.dependence, before)
    for entry in books.play(scenario):
        assert tuple(entry.booked) == ALL_CAUSES
        after = entry.after.bandwidth * entry.after.dependence
        said = str(entry.quarter)
        np.testing.assert_allclose(
            sum(entry.booked.values()), after - before, atol=1e-13, err_msg=said
        )
        before = after


@pytest.mark.parametrize("case", ["baseline", "since_2008"])
def test_the_causes_of_every_change_of_a_tie_add_up_to_it(
    case: str, request: pytest.FixtureRequest
) -> None:
    played = play_runs(*request.getfixturevalue(case), runs=RUNS)
    books, before = TieBooks(played.ready, lambda array: array), played.ready.world
    for world, record in zip(played.worlds, played.quarters, strict=True):
        booked = books.enter(before, world, record)
        assert tuple(booked) == OWN
        np.testing.assert_allclose(before.ties + sum(booked.values()), world.ties, rtol=1e-12)
        before = world


def test_what_deals_are_made_of_is_all_that_deals_did(seventy: Played) -> None:
    """In the first quarter nothing has moved yet, so that nothing is sent back."""
    world, record = seventy.worlds[0], seventy.quarters[0]
    books = TieBooks(seventy.ready, lambda array: array)
    booked = books.enter(seventy.ready.world, world, record)
    deals = sum(booked[name] for name in DEALS)
    start = seventy.ready.world.ties
    points = record.moves.points.deals
    np.testing.assert_allclose(deals[..., POINTS], points, rtol=1e-9, atol=1e-12)
    for domain, pushes in ((TRADE, record.moves.trade), (RESOURCES, record.moves.resources)):
        change = world.ties[..., domain] - start[..., domain]
        mean = change / np.log(world.ties[..., domain] / start[..., domain])
        expected = mean * pushes.deals[..., 0]
        np.testing.assert_allclose(deals[..., domain], expected, rtol=1e-8, atol=1e-12)


def test_decay_and_chance_leave_what_they_moved_and_not_what_came_and_went(
    seventy: Played,
) -> None:
    """The way back of contact is booked to what had moved it: nothing is left to decay."""
    books, before = TieBooks(seventy.ready, lambda array: array), seventy.ready.world
    for world, record in zip(seventy.worlds, seventy.quarters, strict=True):
        booked = books.enter(before, world, record)
        assert np.abs(booked["decay"]).max() < 1e-9
        before = world


def test_a_pledge_that_ends_leaves_nothing_for_pledges_in_the_end(load: Loader) -> None:
    """What is given and lost again is booked to one cause, and not to two that cancel."""
    pledge = '[[events]]\nname = "p"\nfactor = "pledge.JPN.diplomacy"\nadd = 1\nstart = "2025Q2"\n'
    scenario, seeds = load(f'until = "2040Q4"\n{pledge}end = "2026Q1"\n')
    drawn = Drawn(seeds, ENTROPY, 0, 4)
    first = scenario.start
    sums = [
        trace_influence(scenario, drawn, Place("JPN", "KGZ", first - 1, until)).causes["pledges"]
        for until in (first + 5, scenario.until)
    ]
    assert (sums[0] > 1e-4).all()
    assert (np.abs(sums[1]) < 0.3 * sums[0]).all()


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


@pytest.mark.parametrize(
    ("factor", "change", "power", "cause"),
    [
        ("pledge.CHN.trade", "add = 1", "CHN", "pledges"),
        ("engagement.CHN", "multiply = 2", "CHN", "budget"),
        ("interest.CN1", "set = 9", "CHN", "programme"),
        ("gas_flow.CHN.KAZ", "add = 10", "CHN", "contracts"),
        ("border.CHN.KAZ", "multiply = 0.3", "CHN", "corridor"),
        ("tariff.CHN.KAZ", "add = 0.1", "CHN", "control"),
        ("migration.RUS.TJK", "multiply = 0.5", "RUS", "remittances"),
        ("membership.RUS.KAZ", "add = -0.5", "RUS", "bond"),
    ],
)
def test_a_new_event_moves_a_share_first_of_all_by_its_own_cause(
    factor: str, change: str, power: str, cause: str, load: Loader
) -> None:
    head = f'[[events]]\nname = "new"\nfactor = "{factor}"\n{change}\nstart = "2025Q2"\n'
    state, ledgers = "TJK" if "TJK" in factor else "KAZ", []
    for text in (head, ""):
        scenario, seeds = load(f'until = "2025Q2"\n{text}')
        place = Place(power, state, scenario.start, scenario.until)
        ledgers.append(trace_share(scenario, Drawn(seeds, ENTROPY, 0, RUNS), place))
    moved = {name: np.abs(each - ledgers[1].causes[name]).mean()
             for name, each in ledgers[0].causes.items()}  # fmt: skip
    assert max(moved, key=lambda name: moved[name]) == cause


def test_a_trace_begins_and_ends_at_the_runs_own_influence(baseline: Case) -> None:
    scenario, seeds = baseline
    place = Place("CHN", "KGZ", scenario.start + 2, scenario.start + 9)
    drawn = Drawn(seeds, ENTROPY, 0, 70)
    found = trace_influence(scenario, drawn, place)
    played = play_drawn(scenario, drawn)
    p, s = seeds.ids("power").index("CHN"), seeds.ids("state").index("KGZ")
    weight = played.ready.setting.measure.weight
    for turn, amount in ((2, found.start), (9, found.end)):
        total = total_influence(played.worlds[turn].influence, weight)
        np.testing.assert_allclose(amount, total[:, p, s, 0], rtol=1e-12)
    assert_exact(found)
    assert found.rivals == {}


def test_a_share_is_taken_apart_run_by_run_from_the_base_year_and_rivals_by_power(
    baseline: Case,
) -> None:
    scenario, seeds = baseline
    place = Place("JPN", "UZB", scenario.start - 1, scenario.start + 9)
    drawn = Drawn(seeds, ENTROPY, 0, 70)
    found = trace_share(scenario, drawn, place)
    played = play_drawn(scenario, drawn)
    p, s = seeds.ids("power").index("JPN"), seeds.ids("state").index("UZB")
    weight = played.ready.setting.measure.weight
    for world, amount in ((played.ready.world, found.start), (played.worlds[9], found.end)):
        share = share_of_influence(total_influence(world.influence, weight))
        np.testing.assert_allclose(amount, share[:, p, s, 0], rtol=1e-12)
    assert_exact(found)
    assert set(found.rivals) == {*seeds.ids("power")} - {"JPN"}
    np.testing.assert_allclose(
        sum(found.rivals.values()), found.causes["rivals"], rtol=1e-9, atol=1e-15
    )


def assert_exact(ledger: Ledger) -> None:
    change = ledger.end - ledger.start
    assert np.abs(change).max() > 1e-4
    np.testing.assert_allclose(sum(ledger.causes.values()), change, rtol=1e-9, atol=1e-13)


def test_a_trace_over_no_time_has_nothing_to_book(baseline: Case) -> None:
    at = baseline[0].start + 3
    drawn = Drawn(baseline[1], ENTROPY, 0, 2)
    for trace in (trace_influence, trace_share):
        found = trace(baseline[0], drawn, Place("JPN", "UZB", at, at))
        assert np.array_equal(found.start, found.end)
        assert not any(amount.any() for amount in found.causes.values())


def test_a_run_is_traced_the_same_whoever_else_is_traced(baseline: Case) -> None:
    scenario, seeds = shorten(baseline[0], 4), baseline[1]
    place = Place("RUS", "TJK", scenario.start - 1, scenario.until)
    whole = trace_share(scenario, Drawn(seeds, ENTROPY, 0, 5), place)
    parts = [
        trace_share(scenario, Drawn(seeds, ENTROPY, first, runs), place)
        for first, runs in ((0, 2), (2, 3))
    ]
    joined = join_ledgers(parts)
    for cause, amount in whole.causes.items():
        np.testing.assert_array_equal(joined.causes[cause], amount)
    np.testing.assert_array_equal(joined.end, whole.end)


@pytest.mark.parametrize("runs", [1, 255, 257, 1024, 1300])
def test_blocks_of_runs_cover_all_runs_once(runs: int) -> None:
    blocks = split_runs(runs)
    assert [run for first, count in blocks for run in range(first, first + count)] == list(
        range(runs)
    )


def test_what_chance_leaves_is_booked_to_chance_and_not_to_gravity(
    baseline: Case,
) -> None:
    """With nothing else at work, what lasts of chance and unnamed events stay on their lines."""
    scenario, seeds = baseline
    often = seeds.with_changes({"parameters.event_rate": 0.2, "parameters.trade_hedging": 0.0})
    drawn = Drawn(often, 5, 0, 40)
    still = Variant(powers_frozen=True, states_frozen=True, growth=False)
    ready = prepare(drawn)
    books, world = TieBooks(ready, lambda array: array), ready.world
    booked = dict.fromkeys(("gravity", "shock", "unnamed"), 0.0)
    for after, record in play(replace(scenario, events=()), drawn, ready, variant=still):
        moved = books.enter(world, after, record)
        booked = {cause: total + moved[cause][..., 0] for cause, total in booked.items()}
        world = after
    size = {cause: np.abs(amount).mean() for cause, amount in booked.items()}
    assert size["gravity"] < 0.05 * size["shock"]
    assert size["gravity"] < 0.05 * size["unnamed"]
