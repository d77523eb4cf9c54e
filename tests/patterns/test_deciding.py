"""Powers answer each other, states bargain, and chance alone punishes nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import model.engines.outlook as outlook
from model.engines.ensemble import play
from model.engines.prepare import prepare
from model.engines.variant import WHOLE, Variant
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.rules.influence import share_of_influence, total_influence
from model.world.drawn import Drawn
from model.world.draws import Floats
from model.world.outside import usual_summits

RUNS = 60
START = "2026Q1"
HEAD = """title = "T"
extends = "baseline"
[[sources]]
title = "Modellers' assumption"
address = "none"
"""


class Played(NamedTuple):
    """What was decided, (turn, run, power, state, domain), and what came of it."""

    offer: Floats
    taken: Floats
    granted: Floats
    price: Floats
    bids: Floats
    reprisal: Floats
    share: Floats
    start: int

    def at(self, turn: str) -> int:
        """Place of a turn."""
        return 4 * int(turn[:4]) + int(turn[-1]) - 1 - self.start


def play_on(scenario: Scenario, seeds: Seeds, variant: Variant = WHOLE) -> Played:
    drawn = Drawn(seeds, 0, 0, RUNS)
    ready = prepare(drawn)
    weight = ready.setting.measure.weight
    rows = [
        (
            record.offer, record.acceptance, record.granted, record.state_view.price, record.bids,
            world.reprisal, share_of_influence(total_influence(world.influence, weight)),
        )
        for world, record in play(scenario, drawn, ready, variant=variant)
    ]  # fmt: skip
    return Played(*(np.array(each) for each in zip(*rows, strict=True)), scenario.start)


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="module")
def base(seeds: Seeds) -> Played:
    return play_on(*until(load_scenario("baseline", seeds)))


def until(loaded: tuple[Scenario, Seeds]) -> tuple[Scenario, Seeds]:
    scenario, changed = loaded
    return replace(scenario, until=4 * 2032 + 3), changed


def play_with(tmp_path: Path, seeds: Seeds, factor: str, change: str) -> Played:
    path = tmp_path / "one.toml"
    event = (
        f'[[events]]\nname = "one"\nfactor = "{factor}"\n{change}\nstart = "{START}"\n'
        'note = "n"\nsource = "Modellers\' assumption"\n'
    )
    path.write_text(HEAD + event, encoding="utf-8")
    return play_on(*until(load_scenario(path, seeds)))


def place(seeds: Seeds, kind: str, name: str) -> int:
    return seeds.ids(kind).index(name)


def test_counter_offers_follow_offers_within_the_documented_lag(
    tmp_path: Path, seeds: Seeds, base: Played
) -> None:
    more = play_with(tmp_path, seeds, "engagement.JPN", "multiply = 5")
    china, first = place(seeds, "power", "CHN"), base.at(START)
    usual = base.offer[:, :, china].mean(axis=1).sum(axis=(-2, -1))
    moved = (more.offer - base.offer)[:, :, china].mean(axis=1).sum(axis=(-2, -1)) / usual
    assert (moved[:first] == 0.0).all()
    assert moved[first] == pytest.approx(0.0, abs=0.01)  # nobody sees it in the same quarter
    assert moved[first : first + 9].max() >= 0.05
    assert moved[first + 2] >= moved[first + 8] / 2  # half of it within two quarters


def test_what_a_power_leaves_is_filled_in_part_and_never_more(seeds: Seeds, base: Played) -> None:
    left = play_on(*until(load_scenario("us-leaves", seeds)))
    usa, then = place(seeds, "power", "USA"), base.at("2029Q1")
    change = (left.offer - base.offer)[then].mean(axis=0).sum(axis=(-2, -1))
    withdrawn, others = -change[usa], np.delete(change, usa).sum()
    assert 0.0 < others < 0.44 * withdrawn


def test_transit_that_is_needed_gets_more_for_the_same_tie(seeds: Seeds, base: Played) -> None:
    blocked = play_on(*until(load_scenario("sea-blocked", seeds)))
    china, kazakhstan = place(seeds, "power", "CHN"), place(seeds, "state", "KAZ")
    then = base.at("2029Q1")
    now, usual = (
        {name: getattr(each, name)[then, :, china, kazakhstan] for name in Played._fields[:4]}
        for each in (blocked, base)
    )
    assert now["price"].mean() >= 1.1 * usual["price"].mean()
    assert now["offer"].sum() > usual["offer"].sum()
    part = now["granted"].sum() / now["offer"].sum()
    assert part < usual["granted"].sum() / usual["offer"].sum()


def test_isolation_costs_delivery_and_standing_and_raises_the_price(
    tmp_path: Path, seeds: Seeds, base: Played
) -> None:
    alone = play_with(tmp_path, seeds, "isolation.RUS", "set = 1")
    russia, then = place(seeds, "power", "RUS"), base.at("2030Q4")
    assert ((alone.share - base.share)[then, :, russia].mean(axis=0) < 0.0).all()
    price = alone.price[then, :, russia].mean() / base.price[then, :, russia].mean()
    assert 1.1 < price < 1.5
    kept = alone.granted[then, :, russia].sum() / base.granted[then, :, russia].sum()
    assert kept < 0.9


def test_chance_alone_punishes_nobody(base: Played) -> None:
    assert base.reprisal.mean() < 0.002


def test_refusals_are_punished_sometimes_and_rivals_are_then_shunned_where_wages_hold(
    tmp_path: Path, seeds: Seeds, base: Played
) -> None:
    refused = play_with(tmp_path, seeds, "refusal.RUS.TJK.security", "set = 1")
    russia, tajikistan = place(seeds, "power", "RUS"), place(seeds, "state", "TJK")
    first = base.at(START)
    struck = refused.reprisal[first : first + 8, :, russia, tajikistan, 0].max(axis=0) > 0.05
    assert 0.1 <= struck.mean() <= 0.7
    usa = place(seeds, "power", "USA")
    security = refused.taken[first : first + 8, :, usa, tajikistan, 3]
    hit = refused.reprisal[first : first + 8, :, russia, tajikistan, 0] > 0.05
    later = hit[:-1]  # the state has felt it a quarter later
    change = (security - base.taken[first : first + 8, :, usa, tajikistan, 3])[1:]
    assert change[later].mean() < change[~later].mean()


def test_programmes_come_to_rest_when_nothing_happens(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlook, "planned_summits", lambda drawn, _: usual_summits(drawn))
    scenario, changed = load_scenario("baseline", seeds)
    calm = play_on(replace(scenario, events=()), changed, Variant(growth=False, chance=False))
    steps = np.abs(np.diff(calm.bids, axis=0)).sum(axis=(-2, -1)) / 2.0
    assert steps[-8:].max() < 0.005


def test_a_mineral_shock_starts_projects_of_which_many_fail(seeds: Seeds) -> None:
    calm, alarmed = (
        count_projects(*load_scenario(name, seeds))
        for name in ("controls-lifted", "export-controls")
    )
    assert alarmed.begun > calm.begun
    assert 0.25 <= alarmed.failed / alarmed.ended <= 0.6


class Count(NamedTuple):
    """Mineral projects by the end of a scenario, mean over runs."""

    begun: float
    failed: float
    ended: float


def count_projects(scenario: Scenario, seeds: Seeds) -> Count:
    drawn = Drawn(seeds, 0, 0, RUNS)
    for world, _ in play(scenario, drawn, prepare(drawn)):
        last = world
    begun, failed, busy = (
        float(each.sum() / RUNS) for each in (last.begun, last.failed, last.building > 0.0)
    )
    return Count(begun, failed, begun - busy)


def test_no_project_is_begun_where_their_rate_is_nothing(seeds: Seeds) -> None:
    loaded = load_scenario("export-controls", seeds, ["parameters.project_rate=0"])
    assert count_projects(*loaded) == (0.0, 0.0, 0.0)
