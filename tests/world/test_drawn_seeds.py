"""Drawn seeds stand where they are asked for, the same in any part of the runs."""

from __future__ import annotations

import numpy as np
import pytest

from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn, lay_out

WATCHED = (
    ("ties", "JPN", "KAZ", "trade"),
    ("favour", "RUS", "TJK"),
    ("parameters", "hedging"),
    ("interests", "JP3", "salience"),
)


@pytest.mark.parametrize(("first_run", "runs"), [(0, 1), (61, 9), (1021, 6), (1024, 3)])
def test_a_run_has_the_same_seeds_wherever_it_is_drawn(
    seeds: Seeds, first_run: int, runs: int
) -> None:
    everyone = Drawn(seeds, 7, 0, 1030)
    some = Drawn(seeds, 7, first_run, runs)
    part = everyone.part(first_run, min(first_run + runs, 1030))
    for table, *key in WATCHED:
        whole = everyone.value(table, *key)
        np.testing.assert_array_equal(some.value(table, *key), whole[first_run:][:runs])
        np.testing.assert_array_equal(part.value(table, *key), whole[first_run:][:runs])
    assert (part.first_run, part.runs, part.entropy) == (first_run, runs, 7)


def test_changing_one_seed_leaves_the_draws_of_all_others(seeds: Seeds, drawn: Drawn) -> None:
    changed = Drawn(seeds.with_changes({"ties.JPN.KAZ.trade": [2.0, 3.0]}), 7, 0, 40)
    assert ((changed.value(*WATCHED[0]) >= 2.0) & (changed.value(*WATCHED[0]) <= 3.0)).all()
    for table, *key in WATCHED[1:]:
        np.testing.assert_array_equal(changed.value(table, *key), drawn.value(table, *key))


def test_other_entropy_gives_other_seeds(seeds: Seeds, drawn: Drawn) -> None:
    other = Drawn(seeds, 8, 0, 40)
    for table, *key in WATCHED:
        assert not np.isin(other.value(table, *key), drawn.value(table, *key)).any()


def test_central_seeds_are_at_their_values(seeds: Seeds) -> None:
    central = Drawn(seeds, 7, 0, 2, central=True)
    for table, rows in seeds.tables.items():
        for key, row in rows.items():
            assert central.value(table, *key).tolist() == [row.value] * 2


def test_a_grid_puts_every_seed_in_its_place(seeds: Seeds, drawn: Drawn) -> None:
    powers, states = seeds.ids("power"), seeds.ids("state")
    grid = drawn.grid("ties", powers, states, ("trade", "security"))
    assert grid.shape == (40, 9, 5, 2)
    np.testing.assert_array_equal(
        grid[:, powers.index("JPN"), states.index("UZB"), 1],
        drawn.value("ties", "JPN", "UZB", "security"),
    )


def test_a_row_that_is_not_there_counts_as_missing(drawn: Drawn) -> None:
    assert (drawn.value("crossings", "sea", "KGZ", missing=0.25) == 0.25).all()
    grid = drawn.grid("crossings", ("sea",), ("KGZ",), key=lambda c, s, _: (c, s), missing=0.5)
    assert (grid == 0.5).all()


def test_salience_is_never_negative_and_follows_its_spread(seeds: Seeds, drawn: Drawn) -> None:
    for interest in seeds.interests:
        salience = drawn.salience(interest)
        assert salience.shape == (40,)
        assert (salience >= 0.0).all()
        if interest.low < interest.salience < interest.high:
            assert np.ptp(salience) > 0.0


def test_an_interest_at_the_top_of_the_scale_is_uncertain_too(seeds: Seeds, drawn: Drawn) -> None:
    uncertain = [interest for interest in seeds.interests if interest.low < interest.high]
    assert all(np.ptp(drawn.salience(interest)) > 0.0 for interest in uncertain)


def test_runs_lie_side_by_side_in_memory() -> None:
    array = lay_out(np.zeros((3, 2, 50)))
    assert array.shape == (50, 3, 2)
    assert array.strides[0] == array.itemsize
