"""At the edges of what the inputs allow, runs stay finite, within bounds, and make sense."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playing import (
    ENTROPY,
    Loader,
    Played,
    assert_same_worlds,
    pick_all,
    play_runs,
    play_workshop,
    shorten,
    write_scenario,
)
from seed_folders import copy_seeds, keep_only

from model.engines.chance import no_shock
from model.engines.prepare import prepare
from model.engines.turn import turn
from model.engines.workshop import Workshop
from model.inputs.factors import FACTORS
from model.inputs.scenarios import Scenario, load_scenario
from model.inputs.seeds import Seeds, read_seeds
from model.review.outcomes import OUTCOMES, observe
from model.world.axes import POWER
from model.world.conditions import base_factors, usual_summits
from model.world.drawn import Drawn
from model.world.factors import Factors
from model.world.state import World

RUNS, TURNS = 4, 24
BOUNDS = {"0-1": (0.0, 1.0), "share": (0.0, 1.0), "-1 to 1": (-1.0, 1.0), "states": (0.0, 5.0)}
WORLD_BOUNDS = {
    "favour": (-1.0, 1.0), "alignment": (-1.0, 1.0), "dependence": (0.0, 1.0),
    "influence": (0.0, 1.0), "momentum": (-1.0, 1.0), "acceptance": (0.0, 1.0),
    "reprisal": (0.0, 1.0), "alarm": (0.0, 1.0), "reliance": (0.0, 1.0), "adaptation": (0.0, 1.0),
    "throughput": (0.0, np.inf), "capacity": (0.0, 1.0), "building": (0.0, 1.0),
    "power_output": (1e-6, np.inf), "state_output": (1e-6, np.inf), "price": (-np.inf, np.inf),
}  # fmt: skip


def assert_sound(played: Played) -> None:
    """Every number of every turn is finite and within its bounds; shares add up."""
    for world, quarter in zip(played.worlds, played.quarters, strict=True):
        for name, field in zip(World._fields, world, strict=True):
            assert np.isfinite(field).all(), name
        assert (world.ties[..., :2] > 0.0).all()
        assert ((world.ties[..., 2:] >= 0.0) & (world.ties[..., 2:] <= 100.0)).all()
        for name, (low, high) in WORLD_BOUNDS.items():
            field = getattr(world, name)
            assert (field >= low - 1e-9).all(), f"{name} is {field.min()}"
            assert (field <= high + 1e-9).all(), f"{name} is {field.max()}"
        np.testing.assert_allclose(np.sum(quarter.bids, axis=(-1, -2)), 1.0, rtol=1e-12)
        assert ((quarter.offer >= 0.0) & (quarter.granted >= 0.0)).all()
        assert (quarter.granted <= quarter.offer).all()
        assert_outcomes_sound(
            observe(played.ready.setting, played.ready.parameters, world, quarter)
        )


def assert_outcomes_sound(outcomes: dict[str, np.ndarray]) -> None:
    """Every outcome is finite and within the bounds that its unit names."""
    for name, array in outcomes.items():
        assert np.isfinite(array).all(), name
        low, high = BOUNDS.get(OUTCOMES[name].unit, (0.0, np.inf))
        assert (array >= low - 1e-9).all(), f"{name} is {array.min()}"
        assert (array <= high + 1e-9).all(), f"{name} is {array.max()}"
    for name in ("share", "region_share"):
        np.testing.assert_allclose(np.sum(outcomes[name], axis=POWER), 1.0, rtol=1e-12)


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
    np.testing.assert_allclose(np.log(sizes[2] / sizes[0]), 0.4 * TURNS / 4, rtol=1e-9)


@pytest.mark.parametrize("half_way", [0.5, 0.06])
def test_little_demand_for_minerals_makes_them_cheap(
    half_way: float, load: Loader, quiet: Played
) -> None:
    played = play_events(load, f"mineral_demand.*: set = {half_way}")
    assert_sound(played)
    np.testing.assert_allclose(
        (played.worlds[-1].price - quiet.worlds[-1].price), np.log(half_way), rtol=0.1
    )


def reduce_cast(tmp_path: Path, seeds: Seeds, kind: str, *kept: str) -> tuple[Scenario, Seeds]:
    """A quiet scenario for a cast of which only some members of a kind are left."""
    folder = keep_only(copy_seeds(tmp_path), seeds, kind, kept)
    path = write_scenario(tmp_path, 'title = "Few"')
    scenario, few = load_scenario(path, read_seeds(folder))
    return shorten(scenario, TURNS), few


def assert_both_engines_play(scenario: Scenario, seeds: Seeds) -> Played:
    """A sound ensemble whose first run is the workshop's."""
    played = play_runs(scenario, seeds, RUNS)
    assert_sound(played)
    workshop = Workshop(scenario, seeds, entropy=ENTROPY)
    assert_same_worlds(pick_all(played.worlds, 0, 1), play_workshop(workshop).worlds)
    return played


def test_a_state_may_stand_alone(tmp_path: Path, seeds: Seeds) -> None:
    played = assert_both_engines_play(*reduce_cast(tmp_path, seeds, "state", "TJK"))
    assert played.worlds[-1].ties.shape == (RUNS, 9, 1, 4)
    assert (played.quarters[-1].state_view.neighbours == 0.5).all()


def test_two_powers_may_be_all_there_are(tmp_path: Path, seeds: Seeds) -> None:
    played = assert_both_engines_play(*reduce_cast(tmp_path, seeds, "power", "CHN", "EU"))
    assert played.worlds[-1].ties.shape == (RUNS, 2, 5, 4)


def test_a_power_may_stand_alone(tmp_path: Path, seeds: Seeds) -> None:
    played = assert_both_engines_play(*reduce_cast(tmp_path, seeds, "power", "JPN"))
    world, quarter = played.worlds[-1], played.quarters[-1]
    seen = observe(played.ready.setting, played.ready.parameters, world, quarter)
    assert (seen["share"] == 1.0).all()
    assert (seen["concentration"] == 1.0).all()


@pytest.mark.parametrize("kind", ["corridor", "route", "mineral", "bloc"])
def test_one_member_of_a_kind_is_enough(kind: str, tmp_path: Path, seeds: Seeds) -> None:
    assert_both_engines_play(*reduce_cast(tmp_path, seeds, kind, seeds.ids(kind)[0]))


@pytest.mark.parametrize(
    "kind",
    [
        "corridor",
        "route",
        "mineral",
        "bloc",
    ],
)
def test_a_kind_may_have_no_member_at_all(kind: str, tmp_path: Path, seeds: Seeds) -> None:
    assert_both_engines_play(*reduce_cast(tmp_path, seeds, kind))


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
        "parameters.favour_gain=9",
        "parameters.reprisal_gain=1000",
        "parameters.precision=0",
        "parameters.precision=30",
        "parameters.hedging=1000",
        "parameters.shock_trade=2",
    ],
)
def test_seeds_may_stand_at_their_bounds(change: str, load: Loader) -> None:
    scenario, changed = load("", change)
    assert_sound(play_runs(shorten(scenario, 8), changed, RUNS))


def test_a_quarter_like_the_base_year_leaves_the_world_as_it_was(seeds: Seeds) -> None:
    """Nobody alarmed, nothing repaid, no growth and no chance: everything stays where it is."""
    calm = {"alarm.*.*": 0, "parameters.debt_repayment": 0, "parameters.arms_speed": 0}
    calm |= {"economy.*.growth": 0}
    drawn = Drawn(seeds.with_changes(calm), ENTROPY, 0, RUNS)
    world, setting, parameters = prepare(drawn)
    base = base_factors(drawn)
    factors = Factors(**{**base, "summit": base["summit"] + usual_summits(drawn)})
    after, _ = turn(world, parameters, setting, factors, no_shock(9, 5, RUNS))
    for name in set(World._fields) - {"reliance"}:
        before, now = getattr(world, name), getattr(after, name)
        np.testing.assert_allclose(now, before, rtol=1e-5, atol=1e-6, err_msg=name)
