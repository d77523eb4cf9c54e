"""At the edges of what the inputs allow, runs stay finite, within bounds, and make sense."""

from __future__ import annotations

import numpy as np
import pytest
from playing import (
    ENTROPY,
    Loader,
    Played,
    play_runs,
    shorten,
    write_scenario,
)
from soundness import assert_sound

from model.engines.chance import cast_of, no_shock
from model.engines.prepare import prepare
from model.engines.turn import turn
from model.engines.variant import Variant, hold
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.factors import Factors
from model.world.outside import base_factors, usual_summits
from model.world.state import World

RUNS, TURNS = 4, 24
CALM = {"alarm.*.*": 0, "economy.*.growth": 0, "parameters.debt_repayment": 0,
        "parameters.arms_speed": 0, "parameters.trade_hedging": 0}  # fmt: skip


def play_events(load: Loader, *changes: str, start: str = "2025Q1") -> Played:
    """Six years of events alone, each written `factor: change`, in force from the start."""
    events = [
        f'[[events]]\nname = "e{i}"\nfactor = "{change.split(": ")[0]}"\nstart = "{start}"\n'
        f"{change.split(': ')[1]}\n"
        for i, change in enumerate(changes)
    ]
    scenario, seeds = load("".join(events))
    return play_runs(shorten(scenario, TURNS), seeds, RUNS)


@pytest.fixture(scope="session")
def quiet(seeds: Seeds, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Six years in which nothing happens."""
    path = write_scenario(tmp_path_factory.mktemp("quiet"), 'title = "Nothing"')
    scenario, same = load_scenario(path, seeds)
    return play_runs(shorten(scenario, TURNS), same, RUNS)


def paths() -> list[object]:
    """Every factor, everywhere, at either of its bounds."""
    return [
        pytest.param(
            ".".join([name, *("*" for _ in spec.axes)]),
            bound,
            id=f"{name}-{bound}",
        )
        for name, spec in FACTORS.items()
        for bound in (spec.low, spec.high)
    ]


@pytest.mark.parametrize(("path", "bound"), paths())
def test_each_factor_may_stand_at_its_bound_everywhere(
    path: str, bound: float, load: Loader
) -> None:
    assert_sound(play_events(load, f"{path}: set = {bound}"))


@pytest.mark.parametrize("which", ["low", "high"])
def test_all_factors_may_stand_at_their_bounds_together(which: str, load: Loader) -> None:
    everything = [
        f"{'.'.join([name, *('*' for _ in spec.axes)])}: set = {getattr(spec, which)}"
        for name, spec in FACTORS.items()
    ]
    assert_sound(play_events(load, *everything))


def test_without_effort_nothing_is_granted_and_favour_fades(load: Loader, quiet: Played) -> None:
    played = play_events(load, "engagement.*: set = 0", "summit.*: set = 0")
    assert not any(quarter.granted.any() for quarter in played.quarters)
    assert (played.worlds[-1].favour.mean(axis=0) < quiet.worlds[-1].favour.mean(axis=0)).all()
    points = played.worlds[-1].ties[..., 2:].mean(axis=0)
    assert (points < quiet.worlds[-1].ties[..., 2:].mean(axis=0)).all()


def test_budgets_may_be_nothing_from_the_start(seeds: Seeds, load: Loader) -> None:
    scenario, broke = load("", "budgets.*=0")
    played = play_runs(shorten(scenario, TURNS), broke, RUNS)
    assert_sound(played)


def test_with_every_corridor_closed_nothing_is_carried(load: Loader, quiet: Played) -> None:
    """Only the residual is left: throughput, a running mean, halves each quarter towards zero."""
    played = play_events(load, "corridor_open.*: set = 0", "route_open.*: set = 0")
    assert_sound(played)
    assert (played.worlds[-1].throughput < 1e-6).all()
    assert not played.quarters[-1].freight.revenue.any()
    assert not played.quarters[-1].freight.freight_control.any()
    assert not played.quarters[-1].freight.energy_control.any()
    trade, usual = (p.worlds[-1].ties[..., 0].sum(axis=1) for p in (played, quiet))
    assert (trade < usual).all()


def test_huge_controls_on_everything_make_prices_soar(load: Loader, quiet: Played) -> None:
    played = play_events(load, "export_control.*.*: set = 1", "embargo.*.*: set = 1")
    assert_sound(played)
    reliance = played.worlds[0].reliance
    touched = (played.ready.setting.minerals.demand * reliance).sum(axis=1).mean(axis=(0, 1)) > 0.01
    assert touched.any()
    assert (played.worlds[3].price[..., touched] > quiet.worlds[3].price[..., touched]).all()
    used = (reliance > 0.0).all(axis=0)
    assert (played.worlds[-1].reliance <= quiet.worlds[-1].reliance)[:, used].all()


def test_sanctions_and_isolation_on_all_cost_trade_and_alignment(
    load: Loader, quiet: Played
) -> None:
    played = play_events(load, "sanctions.*: set = 1", "isolation.*: set = 1")
    last, usual = played.worlds[-1], quiet.worlds[-1]
    assert last.ties[..., 0].sum() < usual.ties[..., 0].sum()
    assert (last.alignment <= usual.alignment + 1e-12).all()


def test_growth_at_its_bounds_moves_the_size_of_economies(load: Loader, quiet: Played) -> None:
    fast = play_events(load, "power_growth.*: set = 0.2", "state_growth.*: set = 0.2")
    slow = play_events(load, "power_growth.*: set = -0.2", "state_growth.*: set = -0.2")
    assert_sound(fast)
    assert_sound(slow)
    sizes = [p.worlds[-1].power_output for p in (slow, quiet, fast)]
    assert (sizes[0] < sizes[1]).all()
    assert (sizes[1] < sizes[2]).all()
    usual = 1.0 + quiet.ready.setting.power_growth
    apart = ((usual + 0.2) / (usual - 0.2)) ** (TURNS / 4)
    np.testing.assert_allclose(sizes[2] / sizes[0], apart, rtol=1e-9)


@pytest.mark.parametrize("half_way", [0.5, 0.06])
def test_little_demand_for_minerals_makes_them_cheap(
    half_way: float, load: Loader, quiet: Played
) -> None:
    played = play_events(load, f"mineral_demand.*: set = {half_way}")
    assert_sound(played)
    np.testing.assert_allclose(
        (played.worlds[-1].price - quiet.worlds[-1].price), np.log(half_way), rtol=0.1
    )


@pytest.mark.parametrize(
    "change",
    [
        "ties.*.*.diplomacy=0",
        "ties.*.*.diplomacy=100",
        "ties.*.*.security=0",
        "ties.*.*.security=100",
        "ties.*.*.trade=0.001",
        "ties.*.*.resources=0.001",
        "favour.*.*=-1",
        "favour.*.*=1",
        "alignment.*.*=-1",
        "alignment.*.*=1",
        "dependence.*.*.*=1",
        "leaning.*.openness=0",
        "leaning.*.debt=0",
        "leaning.*.oil_gas=1",
        "leaning.*.outside_security=0",
        "leaning.*.freight_intensity=0",
        "memberships.*.*=1",
        "leaders.*.*=1",
        "corridors.*.tariff=0",
        "corridors.*.capacity=0.001",
        "crossings.*.*=0",
        "minerals.*.price_sensitivity=0",
        "minerals.*.mine_lag=0",
        "minerals.*.value=0",
        "reliance.*.*=1",
        "demand.*.*=0",
        "alarm.*.*=1",
        "interests.*.salience=0",
        "measure.*.tie_weight=0",
    ],
)
def test_seeds_may_stand_at_their_bounds(change: str, load: Loader) -> None:
    scenario, changed = load("", change)
    assert_sound(play_runs(shorten(scenario, 8), changed, RUNS))


def test_a_quarter_like_the_base_year_leaves_the_world_as_it_was(seeds: Seeds) -> None:
    """Everything stays where it is.

    Nobody is alarmed, nothing repaid, nothing grows, nothing happens by chance, and no partner
    counts as too large.
    """
    drawn = Drawn(seeds.with_changes(CALM), ENTROPY, 0, RUNS)
    world, setting, parameters = hold(prepare(drawn), Variant(chance=False))
    base = base_factors(drawn)
    factors = Factors(**{**base, "summit": base["summit"] + usual_summits(drawn)})
    after, _ = turn(world, parameters, setting, factors, no_shock(cast_of(seeds), RUNS))
    for name in set(World._fields) - {"reliance"}:
        before, now = getattr(world, name), getattr(after, name)
        np.testing.assert_allclose(now, before, rtol=1e-5, atol=1e-6, err_msg=name)


def test_only_partners_beyond_what_is_tolerated_are_traded_with_less(seeds: Seeds) -> None:
    """The same quarter, but states spread their trade: large partners lose a little, none gains."""
    calm = {**CALM, "parameters.trade_hedging": 0.2}
    drawn = Drawn(seeds.with_changes(calm), ENTROPY, 0, RUNS)
    world, setting, parameters = hold(prepare(drawn), Variant(chance=False))
    base = base_factors(drawn)
    factors = Factors(**{**base, "summit": base["summit"] + usual_summits(drawn)})
    after, _ = turn(world, parameters, setting, factors, no_shock(cast_of(seeds), RUNS))
    trade, now = world.ties[..., 0], after.ties[..., 0]
    share = trade / (trade.sum(axis=1, keepdims=True) + world.others[..., 0])
    large = share > parameters.tolerance[..., 0]
    assert large.any()
    assert (now[large] < trade[large] * (1 - 1e-5)).all()
    assert (now[large] > trade[large] * 0.8).all()
    np.testing.assert_allclose(now[~large], trade[~large], rtol=1e-5)
