"""Runs with their own factors, side by side: each is the run that it would be alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_sweeps import planned_with, play_all

from model.engines.ensemble import simulate
from model.experiments.outcomes import observe
from model.experiments.sweeps.dice import GROUP, OWN, SHARED, find_keys
from model.experiments.sweeps.make_sweep import Planned, plan_sweep
from model.experiments.sweeps.parts import Design
from model.experiments.sweeps.targets import written
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds
from model.world.chosen import Chosen
from model.world.drawn import Drawn

MANY = """
[[factors]]
name = "precision"
path = "parameters.precision"
[[factors]]
name = "ties"
path = ["ties.JPN.*.trade", "ties.CHN.KAZ.resources"]
range = [0.5, 3]
[[factors]]
name = "median"
path = "ties.CHN.KAZ.trade.value"
range = [30, 40]
[[factors]]
name = "top"
path = "ties.CHN.UZB.trade.high"
range = [20, 40]
[[factors]]
name = "unlisted"
path = "summits.JPN.2025Q2"
range = [0, 1]
[[factors]]
name = "delivery"
path = ["events.japan-pledge-2025.delivery", "events.china-grant-2025.delivery"]
range = [0, 1]
[[factors]]
name = "begins"
path = "events.china-treaty-2025.start"
range = ["2025Q1", "2026Q2"]
[[factors]]
name = "ends"
path = "events.cpc-outage-2025.end"
range = ["2025Q4", "2026Q3"]
[[factors]]
name = "late"
path = "events.china-grant-2025.lag"
[[factors]]
name = "chance"
path = "events.cpc-outage-2025.probability"
range = [0, 1]
[[factors]]
name = "strength"
path = "events.cpc-outage-2025.value"
range = [0.2, 1]
[[factors]]
name = "salience"
path = "interests.*.salience"
values = [1, 2.5]
"""


def play_alone(planned: Planned, file: Path, seeds: Seeds, experiment: int) -> dict[str, object]:
    """One experiment as the ensemble plays it, its values given as with `--set`."""
    plan = planned.plan
    structure = plan.structures[experiment // plan.points]
    point = planned.design[experiment % plan.points]
    sets = [
        f"{path}={value!r}" if not isinstance(value, str) else f'{path}="{value}"'
        for factor, number in zip(plan.sweep.factors, point.tolist(), strict=True)
        for path in factor.paths
        for value in [written(path, number)]
    ]
    lever = ["budgets.JPN=3"] if structure.alternatives == ("more",) else []
    scenario, changed = load_scenario(
        file.parent / f"{structure.scenario_name}.toml", seeds, [*lever, *sets]
    )
    runs = plan.sweep.replications
    (batch,) = simulate(scenario, changed, observe, runs=runs, entropy=plan.sweep.entropy)
    return batch.outcomes


def test_an_experiment_is_bit_for_bit_the_run_that_its_values_give_alone(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    file = sweep_file(factors=MANY)
    planned = plan_sweep(file, seeds)
    played, failures = play_all(planned)
    assert failures == []
    kazakhstan, japan = seeds.ids("state").index("KAZ"), seeds.ids("power").index("JPN")
    dates = [date - planned.plan.turns.start for date in planned.plan.sweep.dates]
    for experiment in range(0, planned.plan.experiments, 5):
        alone = play_alone(planned, file, seeds, experiment)
        share = alone["share"][:, dates][:, :, :, kazakhstan, 0]
        np.testing.assert_array_equal(played["share_KAZ"][experiment], share)
        region = alone["region_share"][:, :, japan, 0, 0]
        np.testing.assert_array_equal(played["region_share_JPN"][experiment], region)


@pytest.mark.parametrize(("dice", "kind"), [(SHARED, "latin"), (OWN, "latin"), (GROUP, "sobol")])
def test_neither_chunks_nor_blocks_change_a_bit(
    sweep_file: Callable[..., Path], seeds: Seeds, dice: str, kind: str
) -> None:
    design = f'[design]\nkind = "{kind}"\nsize = {4 if kind == "sobol" else 6}'
    planned = plan_sweep(sweep_file(top=f'title = "Small"\nscenarios = ["short"]\n'
                                    f'replications = 3\ndice = "{dice}"', design=design),
                         seeds)  # fmt: skip
    whole, _ = play_all(planned)
    for size, chunk in ((1, 256), (5, 256), (7, 4)):
        parts, _ = play_all(planned._replace(plan=planned.plan._replace(size=size)), chunk)
        for name in whole:
            np.testing.assert_array_equal(parts[name], whole[name])


def test_experiments_share_their_dice_or_have_their_own() -> None:
    points, replications = np.repeat([4, 5, 6], 2), np.tile([0, 1], 3)
    shared = find_keys(SHARED, points, replications, 2)
    assert (shared.first, shared.length) == (0, 2)
    assert shared.places.tolist() == [0, 1, 0, 1, 0, 1]
    own = find_keys(OWN, points, replications, 2)
    assert (own.first, own.length) == (8, 6)
    assert own.places.tolist() == [0, 1, 2, 3, 4, 5]
    group = find_keys(GROUP, points, replications, 2, together=3)
    assert (group.first, group.length) == (2, 4)
    assert group.places.tolist() == [0, 1, 0, 1, 2, 3]


def test_points_of_a_group_meet_the_same_chances_and_other_groups_others(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    idle = '[[factors]]\nname = "{0}"\npath = "parameters.council_{0}"\n'
    factors = idle.format("base") + idle.format("pressure")
    planned = plan_sweep(
        sweep_file(
            design='[design]\nkind = "sobol"\nsize = 4', factors=factors, levers="",
            top='title = "A"\nscenarios = ["short"]',
        ),
        seeds,
    )  # fmt: skip
    played, _ = play_all(planned)
    groups = played["region_share_JPN"][:, 0, -1].reshape(4, 4)
    assert (groups == groups[:, :1]).all()
    assert len(np.unique(groups[:, 0])) == 4


def test_a_lever_meets_the_same_chances_as_its_alternative(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    idle = """
[[levers]]
name = "nothing"
[[levers.alternatives]]
name = "this"
[[levers.alternatives]]
name = "that"
"""
    planned = plan_sweep(sweep_file(levers=idle, top='title = "A"\nscenarios = ["short"]\n'
                                    'dice = "own"'), seeds)  # fmt: skip
    played, _ = play_all(planned)
    this, that = np.split(played["region_share_JPN"], 2)
    np.testing.assert_array_equal(this, that)
    assert len(np.unique(this[:, 0, -1])) == len(this)


def test_chosen_rows_stand_in_place_of_drawn_ones(seeds: Seeds) -> None:
    dice = Drawn(seeds, 1, 0, 3)
    row = ("parameters", ("precision",), "")
    chosen = Chosen(dice, np.array([2, 0, 2, 1]), {row: np.array([1.0, 2.0, 3.0, 4.0])})
    assert chosen.value("parameters", "precision").tolist() == [1, 2, 3, 4]
    others = dice.value("parameters", "contest")[[2, 0, 2, 1]]
    np.testing.assert_array_equal(chosen.value("parameters", "contest"), others)
    np.testing.assert_array_equal(chosen.uniform("x"), dice.uniform("x")[[2, 0, 2, 1]])
    part = chosen.part(1, 3)
    assert part.value("parameters", "precision").tolist() == [2, 3]
    np.testing.assert_array_equal(part.uniform("x"), dice.uniform("x")[[0, 2]])


def raise_at(setting, parameters, world, quarter):
    """Raise where any of the runs has a precision above 1.2."""
    if (np.asarray(parameters.precision) > 1.2).any():
        raise ValueError("too precise, says <thing at 0x7f00aa>")
    return observe(setting, parameters, world, quarter)


def lose_at(setting, parameters, world, quarter):
    """Lose the shares of runs whose precision is above 1.2."""
    seen = observe(setting, parameters, world, quarter)
    lost = np.where(np.asarray(parameters.precision) > 1.2, np.nan, 1.0)
    return seen | {"share": seen["share"] * lost}


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        (raise_at, "ValueError: too precise, says <thing>"),
        (lose_at, "share_KAZ is not finite"),
    ],
)
def test_a_run_that_fails_is_told_and_the_others_are_as_they_would_be(
    sweep_file: Callable[..., Path], seeds: Seeds, measure, reason: str
) -> None:
    file = sweep_file(
        design='[design]\nkind = "latin"\nsize = 9',
        top='title = "A"\nscenarios = ["short"]\ndates = ["2026Q4"]\nreplications = 2',
    )
    good, _ = play_all(plan_sweep(file, seeds))
    planned = planned_with(file, seeds, observe=measure)
    played, failures = play_all(planned)
    wrong = np.flatnonzero(np.tile(planned.design[:, 0], 2) > 1.2)
    assert 0 < len(wrong) < 18
    assert [tuple(each) for each in failures] == [(e, r, reason) for e in wrong for r in (0, 1)]
    rest = np.setdiff1d(np.arange(18), wrong)
    for name in good:
        assert np.isnan(played[name][wrong]).all()
        np.testing.assert_array_equal(played[name][rest], good[name][rest])


def test_numbers_that_overflow_in_a_rule_are_a_failure_and_not_a_result(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    points = '[design]\nkind = "list"\npoints = [{ wild = 1.0 }, { wild = 2.0 }, { wild = 1.1 }]'
    wild = '[[factors]]\nname = "wild"\npath = "parameters.misperception"\nrange = [0.0, 3.0]'
    planned = plan_sweep(sweep_file(design=points, factors=wild, levers=""), seeds)
    planned.design[1] = 1e308
    played, failures = play_all(planned)
    assert {each.experiment for each in failures} == {1, 4}
    assert all("influence is not finite in 2025Q" in each.reason for each in failures)
    assert np.isfinite(played["share_KAZ"][[0, 2, 3, 5]]).all()


def test_what_is_kept_over_time_is_what_the_trajectory_gives(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    kept = "".join(
        f'[[outcomes]]\noutcome = "price"\nmineral = "gallium"\nkeep = "{keep}"\n'
        for keep in ("trajectory", "mean", "lowest", "highest", "dates")
    ).replace('keep = "dates"', 'keep = "dates"\nname = "dated"')
    planned = plan_sweep(sweep_file(outcomes=kept, levers=""), seeds)
    played, _ = play_all(planned)
    path = played["price_gallium"]
    np.testing.assert_allclose(played["price_gallium_mean"], path.mean(axis=2), rtol=1e-6)
    np.testing.assert_array_equal(played["price_gallium_lowest"], path.min(axis=2))
    np.testing.assert_array_equal(played["price_gallium_highest"], path.max(axis=2))
    np.testing.assert_array_equal(played["dated"], path[:, :, [2, 7]])


def test_a_single_point_can_be_listed(sweep_file: Callable[..., Path], seeds: Seeds) -> None:
    file = sweep_file(
        design='[design]\nkind = "list"\npoints = [{ precision = 1.0, delivery = 0.5 }]', levers=""
    )
    planned = plan_sweep(file, seeds)
    assert planned.plan.sweep.design == Design("list", 1, 4, False, ((1.0, 0.5),))
    assert replace(planned.plan.sweep, name="x").combinations == 2
    assert play_all(planned)[0]["share_KAZ"].shape == (2, 2, 2, 9)
