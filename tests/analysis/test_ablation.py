"""Ablation: every case plays the same draws, and rows add up as they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.analysis.ablation.background import Idle, find_idle
from model.analysis.ablation.cases import PARTS, STEPS, list_cases, permute_powers, play_block
from model.analysis.ablation.find import Ablation, Question
from model.analysis.ablation.rows import Row, Rows
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import Scenario, end_interests, load_scenario
from model.inputs.seeds.factors import INTEREST
from model.inputs.seeds.seeds import Seeds, read_seeds
from tests.analysis.few_interests import FEW, write_few

LAST = quarter_index("2026Q4")
EARLY = quarter_index("2025Q4")
RUNS = 6


def do(work: Any, tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """Do the last task first: order must not matter."""
    return (work(*task) for task in reversed(list(tasks)))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Seeds]:
    return load_scenario("baseline", read_seeds(write_few(tmp_path_factory.mktemp("few"))))


@pytest.fixture(scope="module")
def rows(few: tuple[Scenario, Seeds]) -> list[Row]:
    ablation = Ablation(Question(*few, RUNS, 1, (EARLY, LAST)))
    assert sum(ablation.play(do)) == ablation.plays
    return ablation.rows()


def pick(rows: list[Row], kind: str, turn: str = "2026Q4") -> dict[str, Row]:
    return {row.name: row for row in rows if row.kind == kind and row.turn == turn}


def test_every_part_step_and_interest_has_a_row_in_every_quarter(rows: list[Row]) -> None:
    for turn in ("2025Q4", "2026Q4"):
        assert list(pick(rows, "whole", turn)) == [""]
        assert tuple(pick(rows, "part", turn)) == PARTS
        assert tuple(pick(rows, "step", turn)) == STEPS
        assert set(pick(rows, "interest", turn)) == set(FEW)


def test_steps_add_up_to_the_movement_of_the_whole_and_its_spread(rows: list[Row]) -> None:
    for turn in ("2025Q4", "2026Q4"):
        whole, steps = pick(rows, "whole", turn)[""], pick(rows, "step", turn).values()
        assert sum(step.change.value for step in steps) == pytest.approx(whole.change.value)
        assert sum(step.movement.value for step in steps) == pytest.approx(1.0)
        assert sum(step.spread.value for step in steps) == pytest.approx(1.0)


def test_interests_are_ranked_and_those_that_cannot_act_have_exactly_nothing(
    rows: list[Row],
) -> None:
    each = pick(rows, "interest")
    sizes = [row.change.value for row in each.values()]
    assert sizes == sorted(sizes, reverse=True)
    nothing = {name for name, row in each.items() if row.change.value == 0.0}
    assert nothing == {"JP4", "JP6", "CN3"}


def test_an_interest_that_cannot_act_moves_nothing_when_it_is_played(
    few: tuple[Scenario, Seeds],
) -> None:
    whole, *others = (c for c in list_cases(*few, frozenset()) if c.kind in ("whole", "interest"))
    usual = play_block(whole, 1, (0, RUNS), (LAST,))[2]
    same = {
        case.name
        for case in others
        if np.array_equal(play_block(case, 1, (0, RUNS), (LAST,))[2], usual)
    }
    assert same == {"JP4", "JP6", "CN3"}


def test_why_an_interest_cannot_act_is_found_from_its_clashes(few: tuple[Scenario, Seeds]) -> None:
    assert find_idle(*few) == (
        Idle("JP4", (("CN3", "JP1", "CN2"),)),
        Idle("JP6", ()),
        Idle("CN3", (("JP4", "CN2", "JP1"),)),
    )


def test_a_clash_that_no_stronger_one_covers_acts(tmp_path: Path) -> None:
    kept = tuple(name for name in FEW if name != "CN2")
    scenario, seeds = load_scenario("baseline", read_seeds(write_few(tmp_path, kept)))
    assert [one.interest for one in find_idle(scenario, seeds)] == ["JP6"]


def test_where_a_scenario_moves_interests_a_clash_counts_as_acting(
    few: tuple[Scenario, Seeds],
) -> None:
    scenario, seeds = few
    moved = end_interests(scenario, ["RU2"], name="tired", note="")
    assert [one.interest for one in find_idle(moved, seeds)] == ["JP6"]


def test_a_block_of_runs_is_what_the_same_runs_are_in_a_larger_one(
    few: tuple[Scenario, Seeds],
) -> None:
    whole = list_cases(*few, frozenset())[0]
    key, first, part = play_block(whole, 1, (2, 2), (EARLY, LAST))
    assert (key, first) == (("whole", ""), 2)
    together = play_block(whole, 1, (0, 5), (EARLY, LAST))[2]
    np.testing.assert_allclose(part, together[2:4], rtol=1e-12, atol=1e-12)
    assert part.shape == (2, 2, 45)


def test_blocks_come_in_any_order() -> None:
    rng = np.random.default_rng(1)
    whole, other = rng.normal(size=(4, 1, 2)), rng.normal(size=(4, 1, 2))
    found = []
    for order in ((0, 2), (2, 0)):
        collected = Rows(4, (EARLY,), [("A", "X"), ("B", "X")])
        for key, changes in ((("whole", ""), whole), (("part", "powers"), other)):
            for first in order:
                collected.add(key, first, changes[first : first + 2])
        found.append(collected._done["part", "powers"])  # steps need every case
    assert found[0] == found[1]


def test_the_pair_moved_most_is_named_with_its_sign() -> None:
    collected = Rows(2, (EARLY,), [("A", "X"), ("B", "X")])
    collected.add(("whole", ""), 0, np.array([[[1.0, 2.0]], [[1.0, 3.0]]]))
    collected.add(("part", "powers"), 0, np.array([[[1.5, 6.0]], [[1.5, 7.0]]]))
    (row,) = collected._done["part", "powers"]
    assert (row.power, row.state, row.pair_change) == ("B", "X", -4.0)
    assert row.change.value == pytest.approx((0.5 + 4.0) / 2)


def test_an_event_on_an_interest_follows_it_to_the_power_that_it_is_given_to(
    few: tuple[Scenario, Seeds],
) -> None:
    scenario, seeds = few
    ended = end_interests(scenario, ["RU2", "CA1"], name="tired", note="")
    changed, more = permute_powers(ended, seeds, 1)
    (event,) = (event for event in changed.events if event.name == "tired")
    assert event.targets == ((INTEREST, ("permuted-RU2",)), (INTEREST, ("CA1",)))
    assert {one.id for one in more.interests} >= {"permuted-RU2", "CA1"}


def test_without_events_what_was_observed_goes_too_but_for_growth(shipped: Seeds) -> None:
    scenario, changed = load_scenario("history", shipped)
    cases = {case.key: case for case in list_cases(scenario, changed, frozenset())}
    left = {driver.factor for driver in cases["part", "events"].scenario.drivers}
    assert left == {"power_growth", "state_growth"}
    assert cases["part", "events"].scenario.events == ()
    left = {driver.factor for driver in cases["part", "growth"].scenario.drivers}
    assert "energy_price" in left
    assert not left & {"power_growth", "state_growth"}
    assert cases["step", "growth"].scenario.drivers == ()


def test_a_run_that_is_not_finite_is_left_out_of_what_it_bears_on() -> None:
    rng = np.random.default_rng(1)
    whole, other = rng.normal(size=(5, 1, 2)), rng.normal(size=(5, 1, 2))
    bad = other.copy()
    bad[3, 0, 1] = np.nan
    found = []
    for a, b in ((whole, bad), (whole[[0, 1, 2, 4]], other[[0, 1, 2, 4]])):
        collected = Rows(len(a), (EARLY,), [("A", "X"), ("B", "X")])
        collected.add(("whole", ""), 0, a)
        collected.add(("part", "powers"), 0, b)
        found.append(collected._done["part", "powers"])
    assert found[0] == found[1]
    assert found[0][0].runs == 4
