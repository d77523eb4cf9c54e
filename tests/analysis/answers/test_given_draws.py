"""What an outcome goes with is found among all numbers that differ between draws, and no other."""

from __future__ import annotations

import numpy as np
import pytest
from made_sweeps import ISHIGAMI, ishigami, make_sweep
from numpy.typing import NDArray
from SALib.sample import sobol as sobol_sample

from model.analysis.correlation.drawn_again import draw_again
from model.analysis.correlation.find import CHOSEN, DRAWN, Draws, correlate_with_all
from model.analysis.correlation.ranks import correlate, least_rho
from model.analysis.drivers.find import find_indices
from model.experiments.conditions.sample import read_sample
from model.experiments.sweeps.dice import GROUP, OWN, SHARED
from model.inputs.seeds.seeds import read_seeds
from model.world.drawn import Drawn

Floats = NDArray[np.float64]


def test_rank_correlation_is_the_one_worked_out_by_hand() -> None:
    outcome = np.array([3.0, 1.0, 2.0, 4.0])
    inputs = np.array([[1.0, 9.0, 5.0], [2.0, 9.0, 5.0], [3.0, 7.0, 5.0], [4.0, 1.0, 5.0]])
    found = correlate(outcome, inputs)
    assert found[0] == pytest.approx(1 - 6 * (4 + 1 + 1 + 0) / (4 * 15))
    ranks = np.array([3.5, 3.5, 2.0, 1.0]) - 2.5
    mine = np.array([3.0, 1.0, 2.0, 4.0]) - 2.5
    assert found[1] == pytest.approx(ranks @ mine / np.sqrt((ranks @ ranks) * (mine @ mine)))
    assert found[2] == 0.0


def test_chance_alone_seldom_reaches_the_least_rho_among_many() -> None:
    dice = np.random.default_rng(5)
    least = least_rho(400, 50, 0.05)
    most = [np.abs(correlate(dice.random(400), dice.random((400, 50)))).max() for _ in range(100)]
    assert 0 <= (np.array(most) > least).mean() <= 0.12
    assert least_rho(101, 1, 0.05) == pytest.approx(0.196, abs=1e-3)


def test_what_groups_of_rows_draw_by_themselves_is_told_from_what_factors_bring() -> None:
    table = np.asarray(sobol_sample.sample(ISHIGAMI, 4096, calc_second_order=False, seed=3))
    apart = np.repeat(np.random.default_rng(2).normal(0, 3, 4096), 5)
    values = ishigami(table) + apart
    alone = find_indices(ishigami(table)[:, None], table, ISHIGAMI, ["2030Q4"])
    found = find_indices(values[:, None], table, ISHIGAMI, ["2030Q4"])
    part = 9 / (9 + alone.variance[0])
    assert found.rest[0] == pytest.approx(part, abs=0.04)
    np.testing.assert_allclose(found.first[0], (1 - part) * alone.first[0], atol=0.02)
    np.testing.assert_allclose(found.total[0], (1 - part) * alone.total[0], atol=0.02)
    assert alone.rest[0] == pytest.approx(0, abs=0.04)


def test_the_way_of_a_factor_is_told_and_none_where_it_has_none() -> None:
    table = np.asarray(sobol_sample.sample(ISHIGAMI, 256, calc_second_order=False, seed=3))
    values = 2 * table[:, 0] - table[:, 1] ** 3 + np.cos(table[:, 2])
    found = find_indices(values[:, None], table, ISHIGAMI, ["2030Q4"])
    assert found.way[0, 0] > 0.1
    assert found.way[0, 1] < -0.5
    assert found.way[0, 2] == 0.0


def planted(points: int = 600, every: int = 1) -> tuple[Floats, dict[str, Floats], Floats]:
    """y = a - 2 b + x of each point's own draws, among forty numbers that do nothing."""
    dice = np.random.default_rng(8)
    columns = {f"n{k}": dice.random(points) for k in range(40)}
    columns |= {"a": dice.random(points), "b": dice.random(points)}
    x = dice.random(points)
    return x, columns, columns["a"] - 2 * columns["b"] + x


def test_numbers_that_matter_are_found_with_their_share_and_way_whether_varied_or_drawn() -> None:
    x, columns, values = planted()
    sample = read_sample(make_sweep({"x": x}, {"o": ((), values)}))
    found = correlate_with_all(sample, Draws(columns, np.arange(600)[:, None]), values[:, None])
    assert found is not None
    assert [(each.name, each.role) for each in found.found] == [
        ("b", DRAWN), *sorted([("a", DRAWN), ("x", CHOSEN)], key=lambda p: -share(found, p[0]))
    ]  # fmt: skip
    assert share(found, "b") == pytest.approx(4 / 6, abs=0.08)
    assert [each.way > 0 for each in found.found] == [each.name != "b" for each in found.found]
    assert (found.looked, found.draws, found.part) == (43, 600, 1.0)


def share(found, name: str) -> float:
    return next(each.share for each in found.found if each.name == name)


def test_runs_that_share_a_draw_are_taken_together_and_the_rest_of_the_variance_is_theirs() -> None:
    _, columns, of_draw = planted(300)
    dice = np.random.default_rng(3)
    keys = np.repeat(np.arange(300), 10)[:, None]
    within = dice.normal(0, 1, 3000)
    values = (of_draw[keys[:, 0]] + within)[:, None]
    values[5] = np.nan
    sample = read_sample(make_sweep({"z": within}, {"o": ((), within)}))
    found = correlate_with_all(sample, Draws(columns, keys), values)
    assert found is not None
    whole = float(np.nanvar(values))
    means = np.array([np.nanmean(values[10 * k : 10 * k + 10]) for k in range(300)])
    assert found.part == pytest.approx(means.var() / whole)
    assert {each.role for each in found.found} == {DRAWN}
    assert found.found[0].name == "b"


def test_nothing_is_looked_for_in_few_draws_or_where_nothing_differs() -> None:
    x, columns, values = planted(60)
    sample = read_sample(make_sweep({"x": x}, {"o": ((), values)}))
    assert (
        correlate_with_all(sample, Draws(columns, np.arange(60)[:, None]), values[:, None]) is None
    )
    many = read_sample(make_sweep({"x": np.arange(200.0)}, {"o": ((), np.ones(200))}))
    draws = Draws({"a": np.arange(200.0)}, np.arange(200)[:, None])
    assert correlate_with_all(many, draws, np.ones((200, 1))) is None


@pytest.mark.parametrize(
    ("dice", "together", "keys"),
    [
        (SHARED, 1, [[0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [0, 1]]),
        (OWN, 1, [[0, 1], [2, 3], [4, 5], [0, 1], [2, 3], [4, 5]]),
        (GROUP, 3, [[0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [0, 1]]),
        (GROUP, 2, [[0, 1], [0, 1], [2, 3], [0, 1], [0, 1], [2, 3]]),
    ],
)
def test_what_runs_drew_is_drawn_again_from_their_keys(
    dice: str, together: int, keys: list[list[int]]
) -> None:
    seeds = read_seeds()
    manifest = {
        "sweep": {"dice": dice, "replications": 2, "entropy": 7},
        "points": 3, "together": together, "experiments": 6, "events": ["truce-breaks"],
    }  # fmt: skip
    found = draw_again(manifest, seeds)
    assert found.keys.tolist() == keys
    drawn = Drawn(seeds, 7, 0, max(max(row) for row in keys) + 1)
    np.testing.assert_array_equal(
        found.columns["measure.diplomacy.weight"], drawn.value("measure", "diplomacy", "weight")
    )
    np.testing.assert_array_equal(
        found.columns["events.truce-breaks.occurs"], drawn.uniform("events.truce-breaks.occurs")
    )
    assert "measure.diplomacy.ceiling" not in found.columns
    known = found.known["measure.diplomacy.weight"]
    row = seeds.tables["measure"]["diplomacy", "weight"]
    assert known["grade"] == row.grade
    assert (known["low"], known["value"], known["high"]) == (row.low, row.value, row.high)
