"""Runs take whole draws of a posterior sample, the same wherever they are drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.inputs.seeds.posterior import Posterior
from model.inputs.seeds.seeds import Seeds
from model.world.build import build_parameters
from model.world.drawn import Drawn, draws_of

NAMES = ("trade_income", "hedging", "trade_pull")
# The second is ten times the first and the third a hundred times, so that a mixed draw would show.
DRAWS = tuple((0.01 * k, 0.1 * k, 1.0 * k) for k in range(1, 9))
SAMPLE = Posterior("sample", NAMES, DRAWS, (), (), {}, "0")


@pytest.fixture(scope="module")
def fitted(seeds: Seeds) -> Seeds:
    return replace(seeds, posterior=SAMPLE)


def taken(drawn: Drawn) -> np.ndarray:
    """Parameters of the sample by run: (run, parameter)."""
    return np.stack([drawn.value("parameters", name) for name in NAMES], axis=1)


def test_a_run_takes_one_draw_whole(fitted: Seeds) -> None:
    values = taken(Drawn(fitted, 7, 0, 400))
    assert {tuple(row) for row in values.tolist()} == set(DRAWS), "each draw is taken by some run"


def test_draws_are_taken_about_equally_often(fitted: Seeds) -> None:
    counts = np.bincount(draws_of(SAMPLE, 7, 0, 8000), minlength=8)
    assert counts == pytest.approx([1000] * 8, abs=120)


def test_a_run_takes_the_same_draw_in_any_part_of_the_runs(fitted: Seeds) -> None:
    whole = taken(Drawn(fitted, 7, 0, 100))
    np.testing.assert_array_equal(taken(Drawn(fitted, 7, 62, 9)), whole[62:71])
    np.testing.assert_array_equal(taken(Drawn(fitted, 7, 0, 100).part(30, 40)), whole[30:40])
    assert not np.array_equal(taken(Drawn(fitted, 8, 0, 100)), whole)


def test_everything_else_is_drawn_as_by_the_prior(seeds: Seeds, fitted: Seeds) -> None:
    prior, posterior = Drawn(seeds, 7, 0, 20), Drawn(fitted, 7, 0, 20)
    for table, rows in seeds.tables.items():
        for key in rows:
            same = np.array_equal(prior.value(table, *key), posterior.value(table, *key))
            assert same is not (table == "parameters" and key[0] in NAMES), (table, key)


def test_central_runs_stand_at_the_median_of_the_draws(fitted: Seeds) -> None:
    values = taken(Drawn(fitted, 7, 0, 3, central=True))
    np.testing.assert_allclose(values, [[0.045, 0.45, 4.5]] * 3, rtol=1e-12)


def test_a_parameter_that_was_changed_keeps_its_own_value(fitted: Seeds) -> None:
    drawn = Drawn(fitted.with_changes({"parameters.hedging": 3.5}), 7, 0, 30)
    assert (drawn.value("parameters", "hedging") == 3.5).all()
    rest = taken(Drawn(fitted, 7, 0, 30))
    np.testing.assert_array_equal(taken(drawn)[:, [0, 2]], rest[:, [0, 2]])


def test_the_rules_are_given_what_was_drawn(fitted: Seeds) -> None:
    drawn = Drawn(fitted, 7, 0, 5)
    given = build_parameters(drawn)
    for place, name in enumerate(NAMES):
        np.testing.assert_array_equal(getattr(given, name)[:, 0, 0, 0], taken(drawn)[:, place])
