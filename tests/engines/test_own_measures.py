"""What a state does itself: it refuses, licenses its exports, borrows, feels a threat."""

from __future__ import annotations

import numpy as np
import pytest
from playing import Loader, Played, play_runs, shorten

from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds

RUNS, TURNS = 20, 16
FIRST = 4
"""The turn of 2026Q1, in which what is written begins."""


@pytest.fixture(scope="module")
def usual(baseline: tuple[Scenario, Seeds]) -> Played:
    scenario, seeds = baseline
    return play_runs(shorten(scenario, TURNS), seeds, RUNS)


def play_with(load: Loader, factor: str, change: str) -> Played:
    body = f'[[events]]\nname = "own"\nfactor = "{factor}"\n{change}\nstart = "2026Q1"\n'
    scenario, seeds = load(f'extends = "baseline"\n{body}')
    return play_runs(shorten(scenario, TURNS), seeds, RUNS)


def place(seeds: Seeds, kind: str, name: str) -> int:
    return seeds.ids(kind).index(name)


def test_what_is_refused_is_not_taken_and_the_rest_hardly_changes(
    load: Loader, usual: Played, seeds: Seeds
) -> None:
    refused = play_with(load, "refusal.RUS.TJK.security", "set = 1")
    russia, state = place(seeds, "power", "RUS"), place(seeds, "state", "TJK")
    taken = refused.quarters[FIRST].acceptance
    assert (taken[:, russia, state, 3] == 0.0).all()
    before = usual.quarters[FIRST].acceptance
    assert np.array_equal(taken[:, russia, state, :3], before[:, russia, state, :3])
    others = np.arange(taken.shape[1]) != russia
    assert np.array_equal(taken[:, others], before[:, others])


def test_half_a_refusal_takes_half(load: Loader, usual: Played, seeds: Seeds) -> None:
    refused = play_with(load, "refusal.CHN.KAZ.trade", "set = 0.5")
    pair = (slice(None), place(seeds, "power", "CHN"), place(seeds, "state", "KAZ"), 0)
    now, before = (each.quarters[FIRST].acceptance[pair] for each in (refused, usual))
    assert now == pytest.approx(before / 2.0)


def test_a_licence_makes_a_mineral_dearer_and_keeps_it_from_buyers(
    load: Loader, usual: Played, seeds: Seeds
) -> None:
    licensed = play_with(load, "licence.KAZ.uranium", "set = 1")
    uranium = place(seeds, "mineral", "uranium")
    price, before = (each.worlds[FIRST + 3].price[..., uranium] for each in (licensed, usual))
    assert (price > before).all()
    others = [m for m in range(len(seeds.ids("mineral"))) if m != uranium]
    same = [each.worlds[FIRST + 3].price[..., others] for each in (licensed, usual)]
    assert np.array_equal(*same)
    kazakhstan = place(seeds, "state", "KAZ")
    sold, usually = (each.worlds[FIRST + 3].ties[:, :, kazakhstan, 1] for each in (licensed, usual))
    assert np.mean(sold - usually) < 0.0


def test_a_loan_makes_debt_to_the_power_that_lends_and_to_no_other(
    load: Loader, usual: Played, seeds: Seeds
) -> None:
    lent = play_with(load, "loan.CHN.KGZ", 'add = 0.2\nend = "2026Q4"')
    china, state = place(seeds, "power", "CHN"), place(seeds, "state", "KGZ")
    owed, before = (each.worlds[FIRST + 3].dependence[..., 0] for each in (lent, usual))
    assert (owed[:, china, state] > before[:, china, state]).all()
    others = np.arange(owed.shape[1]) != china
    assert (owed[:, others, state] <= before[:, others, state]).all()
    assert np.array_equal(owed[:, :, 1 - state], before[:, :, 1 - state])


def test_a_threat_to_its_security_is_what_a_state_needs_help_with(
    load: Loader, usual: Played, seeds: Seeds
) -> None:
    threat = play_with(load, "security_threat.TJK", "set = 1")
    state = place(seeds, "state", "TJK")
    need, before = (each.quarters[FIRST].state_view.need[:, 0, state] for each in (threat, usual))
    assert (need[:, 3] > before[:, 3]).all()
    assert np.array_equal(need[:, :3], before[:, :3])
    taken, usually = (each.quarters[FIRST].acceptance[:, :, state, 3] for each in (threat, usual))
    assert (taken >= usually).all()  # next to nothing is left to take where nearly all is taken
    assert np.mean(taken - usually) > 0.02


def test_finance_pays_for_trade_and_resources_alone(
    load: Loader, usual: Played, seeds: Seeds
) -> None:
    financed = play_with(load, "finance.CHN", "set = 3")
    china = place(seeds, "power", "CHN")
    view, before = (each.quarters[FIRST].power_view for each in (financed, usual))
    assert np.array_equal(view.budget, before.budget)
    now, then = (each.quarters[FIRST].offer for each in (financed, usual))
    spent = (before.budget * usual.quarters[FIRST].bids)[:, china, :, :2]
    assert now[:, china, :, :2] == pytest.approx(then[:, china, :, :2] + 2.0 * spent)
    assert np.array_equal(now[:, china, :, 2:], then[:, china, :, 2:])
    others = np.arange(now.shape[1]) != china
    assert np.array_equal(now[:, others], then[:, others])
