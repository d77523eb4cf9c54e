"""PRIM and CART find a planted box, tell how well it marks the cases, and find none in noise."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sweeps import ISHIGAMI, make_sweep
from numpy.typing import NDArray
from SALib.sample import sobol
from scipy.stats import norm

from model.analysis.discovery.boxes import Box, Span, chance, inside, measure_box
from model.analysis.discovery.discovery_cases import Cases, groups_of, make_cases
from model.analysis.discovery.holdout import halve, hold_out
from model.analysis.discovery.prim import best_of, discover, peel
from model.analysis.discovery.tree import find_best_leaf, grow_tree, leaves
from model.experiments.conditions.sample import read_sample

Floats = NDArray[np.float64]


def uniform(count: int, names: str, entropy: int = 1) -> dict[str, Floats]:
    dice = np.random.default_rng(entropy)
    return {name: dice.random(count) for name in names}


def made_cases(inputs: dict[str, NDArray[np.generic]], hit: NDArray[np.bool_]) -> Cases:
    return Cases(inputs, hit, np.arange(len(hit)), 0)


def planted(count: int = 4000, noise: float = 0.0) -> Cases:
    """Hits where a < 0.4 and b > 0.5: a fifth of the cases, two limits of five inputs."""
    inputs = uniform(count, "abcde")
    hit = (inputs["a"] < 0.4) & (inputs["b"] > 0.5)
    flip = np.random.default_rng(9).random(count) < noise
    return made_cases(dict(inputs), hit ^ flip)


def span(box: Box, name: str) -> Span:
    limit = box.limits[name]
    assert isinstance(limit, Span)
    return limit


def test_a_planted_box_is_found_with_its_limits_and_no_other() -> None:
    found = discover(planted())
    assert len(found.boxes) == 1
    box = found.boxes[0]
    assert set(box.limits) == {"a", "b"}
    assert span(box, "a").high == pytest.approx(0.4, abs=0.03)
    assert span(box, "b").low == pytest.approx(0.5, abs=0.03)
    assert span(box, "a").low == -np.inf
    assert span(box, "b").high == np.inf
    assert box.density > 0.97
    assert box.coverage > 0.93
    assert box.mass == pytest.approx(0.2, abs=0.02)
    assert all(likely < 1e-6 for likely in found.chances.values())


def test_a_planted_box_is_found_through_noise_and_holds_on_cases_it_was_not_fitted_to() -> None:
    found = discover(planted(noise=0.1))
    assert set(found.boxes[0].limits) == {"a", "b"}
    assert found.boxes[0].density == pytest.approx(0.9, abs=0.04)
    assert found.holdout is not None
    assert found.holdout.density == pytest.approx(0.9, abs=0.06)
    assert found.holdout.coverage == pytest.approx(found.boxes[0].coverage, abs=0.06)
    assert found.stands


def test_two_planted_boxes_are_found_one_after_the_other() -> None:
    inputs = uniform(6000, "abcd")
    one = (inputs["a"] < 0.4) & (inputs["b"] < 0.6)
    other = (inputs["c"] > 0.8) & (inputs["d"] > 0.4)
    found = discover(made_cases(dict(inputs), one | other))
    assert len(found.boxes) == 2
    assert [set(box.limits) for box in found.boxes] == [{"a", "b"}, {"c", "d"}]
    assert found.together.coverage > 0.9
    assert found.together.density > 0.95


def test_a_word_that_matters_is_found() -> None:
    dice = np.random.default_rng(4)
    word = dice.choice(["as planned", "half", "nothing"], 3000)
    inputs = {"a": dice.random(3000), "delivery": word}
    hit = (word == "nothing") & (inputs["a"] > 0.5)
    found = discover(made_cases(inputs, hit))
    assert found.boxes[0].limits["delivery"] == frozenset({"nothing"})
    assert found.boxes[0].density > 0.97


def test_steps_of_a_grid_are_peeled_whole() -> None:
    values = np.tile(np.linspace(0, 1, 5), 200)
    found = discover(made_cases({"step": values}, values >= 0.75))
    assert found.boxes[0] == Box({"step": Span(0.75, np.inf)}, 1.0, 1.0, 0.4, 400)


def test_nothing_is_found_in_noise() -> None:
    inputs = uniform(2000, "abcdef")
    hit = np.random.default_rng(7).random(2000) < 0.3
    found = discover(made_cases(dict(inputs), hit))
    assert not found.stands
    assert grow_tree(made_cases(dict(inputs), hit)).question is None


def test_a_trial_is_what_is_counted_by_hand() -> None:
    group = np.repeat(np.arange(240), 2)
    values = np.where(group % 3 == 0, 1.0, 0.0)
    cases = Cases({"x": values}, values == 1.0, group, 0)
    found = hold_out(cases, lambda half: {"x": Span(0.5, np.inf)})
    assert found is not None
    assert (found.coverage, found.density, found.share) == (1.0, 1.0, 1 / 3)
    one, other = halve(cases)
    over = [2 * (1 - half.share) for half in (one, other) for _ in range(int(half.hit.sum()) // 2)]
    assert found.errors == pytest.approx(sum(over) / np.sqrt(np.square(over).sum()))
    assert found.stands
    nothing = hold_out(cases, lambda half: {})
    assert nothing is not None
    assert (nothing.coverage, nothing.density) == (1.0, 1 / 3)
    assert nothing.errors == pytest.approx(0.0, abs=1e-9)
    assert not nothing.stands


def test_how_likely_chance_makes_a_limit_counts_a_group_as_one_piece_of_news() -> None:
    """Two points of five runs: by runs 10 of 10 hits are news, by points only twice."""
    group = np.repeat(np.arange(8), 5)
    values = group.astype(np.float64)
    hit = group >= 4
    cases = Cases({"x": values}, hit, group, 0)
    box = {"x": Span(6.0, np.inf)}
    over = np.array([2.5, 2.5])
    errors = over.sum() / np.sqrt(np.square(over).sum())
    assert chance(box, "x", cases) == pytest.approx(norm.sf(errors))
    assert chance(box, "x", cases) > 0.05
    assert chance(box, "x", made_cases({"x": values}, hit)) == pytest.approx(0.5**10)


def test_noise_that_runs_of_a_group_share_is_not_told_as_a_box_or_a_tree() -> None:
    """Twelve runs a point share their inputs and much of their luck: no news twelve times over."""
    stand = []
    for key in range(12):
        dice = np.random.default_rng(key)
        inputs = {name: np.repeat(dice.random(300), 12) for name in "abcd"}
        luck = np.repeat(dice.random(300) < 0.05, 12)
        group = np.repeat(np.arange(300), 12)
        cases = Cases(dict(inputs), luck & (dice.random(3600) < 0.9), group, 0)
        holdout = hold_out(cases, find_best_leaf)
        stand.append((discover(cases).stands, holdout is not None and holdout.stands))
    boxes, trees = np.sum(stand, axis=0)
    assert boxes <= 2
    assert trees <= 2


def test_too_few_cases_give_no_box() -> None:
    inputs = uniform(400, "ab")
    hit = np.zeros(400, dtype=bool)
    hit[:19] = True
    found = discover(made_cases(dict(inputs), hit))
    assert found.boxes == ()
    assert found.holdout is None


def test_coverage_density_and_mass_are_those_counted_by_hand() -> None:
    values = np.arange(10.0)
    hit = np.array([0, 0, 0, 0, 1, 1, 0, 1, 1, 1], dtype=bool)
    box = measure_box({"x": Span(6.0, np.inf)}, made_cases({"x": values}, hit))
    assert (box.coverage, box.density, box.mass, box.cases) == (0.6, 0.75, 0.4, 4)


def test_how_likely_chance_makes_a_limit_is_the_binomial_tail() -> None:
    values = np.arange(10.0)
    hit = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], dtype=bool)
    cases = made_cases({"x": values}, hit)
    assert chance({"x": Span(6.0, np.inf)}, "x", cases) == pytest.approx(0.5**4)
    assert chance({"x": Span(3.0, np.inf)}, "x", cases) == pytest.approx(29 / 128)


@settings(max_examples=25, deadline=None)
@given(st.integers(60, 400), st.floats(0.1, 0.9), st.integers(0, 1000))
def test_every_box_on_the_way_lies_in_the_one_before(
    count: int, share: float, entropy: int
) -> None:
    inputs = uniform(count, "ab", entropy)
    hit = (inputs["a"] < share) ^ (np.random.default_rng(entropy).random(count) < 0.1)
    cases = made_cases(dict(inputs), hit)
    path = peel(cases)
    assert path[0].coverage == (1.0 if hit.any() else 0.0)
    for wide, narrow in pairwise(path):
        assert narrow.cases < wide.cases
        assert not (inside(narrow.limits, cases) & ~inside(wide.limits, cases)).any()
    assert all(box.mass >= 0.01 for box in path)
    assert best_of(path) in path


def test_groups_of_the_design_stay_on_one_side_of_the_halves() -> None:
    cases = planted(1000)._replace(group=np.arange(1000) // 5)
    one, other = halve(cases)
    assert one.size == other.size == 500
    assert not set(one.group) & set(other.group)


def test_a_tree_asks_about_the_planted_limits() -> None:
    tree = grow_tree(planted())
    assert tree.question is not None
    assert tree.yes is not None
    assert tree.no is not None
    asked = {tree.question.name, *(n.question.name for n in (tree.yes, tree.no) if n.question)}
    assert asked == {"a", "b"}
    found = leaves(tree)
    assert sum(leaf.box.cases for leaf in found) == 4000
    assert sum(leaf.box.coverage for leaf in found) == pytest.approx(1)
    pure = max(found, key=lambda leaf: leaf.box.density)
    assert pure.box.density == 1.0
    assert pure.box.coverage > 0.99
    assert span(pure.box, "a").high == pytest.approx(0.4, abs=0.005)
    assert span(pure.box, "b").low == pytest.approx(0.5, abs=0.002)


def test_the_first_question_is_the_best_by_slow_search() -> None:
    cases = planted(200, noise=0.2)
    best = (0.0, "", 0.0)
    for name in "abcde":
        values = np.asarray(cases.inputs[name], dtype=float)
        ordered = np.sort(values)
        for most in (ordered[1:] + ordered[:-1]) / 2:
            yes, no = cases.hit[values <= most], cases.hit[values > most]
            if min(len(yes), len(no)) < 4:
                continue
            gini = [len(part) * 2 * part.mean() * (1 - part.mean()) for part in (yes, no)]
            drop = 200 * 2 * cases.share * (1 - cases.share) - sum(gini)
            best = max(best, (drop, name, float(most)))
    question = grow_tree(cases).question
    assert question is not None
    assert (question.name, question.most) == (best[1], pytest.approx(best[2], rel=1e-6))


def test_a_word_is_asked_for_by_itself_and_told_from_all_that_are_left() -> None:
    word = np.repeat(["p", "q", "r", "s"], 100)
    hit = np.isin(word, ["p", "r"])
    tree = grow_tree(made_cases({"w": word}, hit))
    assert tree.question is not None
    assert tree.question.words is not None
    assert len(tree.question.words) == 1
    found = {leaf.box.limits["w"]: leaf.box.density for leaf in leaves(tree)}
    assert all(density in (0.0, 1.0) for density in found.values())
    hits = [words for words, density in found.items() if density == 1.0]
    assert frozenset().union(*hits) == frozenset({"p", "r"})  # type: ignore[arg-type]
    assert tree.yes is not None
    assert tree.yes.box.limits["w"] == tree.question.words


def test_every_leaf_holds_the_cases_that_its_limits_say_and_no_fewer_than_allowed() -> None:
    cases = planted(1500, noise=0.15)
    found = leaves(grow_tree(cases))
    within = np.sum([inside(leaf.box.limits, cases) for leaf in found], axis=0)
    assert (within == 1).all()
    assert min(leaf.box.cases for leaf in found) >= 30


def test_where_all_cases_are_alike_the_tree_asks_nothing() -> None:
    cases = planted(200)
    assert grow_tree(cases._replace(hit=np.zeros(200, dtype=bool))).question is None
    assert grow_tree(cases._replace(inputs={})).question is None


def test_cases_come_from_runs_that_can_be_told_and_inputs_that_vary() -> None:
    inputs = {"a": [0.1, 0.2, 0.3], "same": [1.0, 1.0, 1.0], "lever": ["x", "y", "x"]}
    sample = read_sample(make_sweep(inputs, {"o": ((), np.zeros(3))}))
    holds = np.array([[1.0, 0.0], [np.nan, 1.0], [0.0, 0.0]])
    cases = make_cases(sample, holds)
    assert set(cases.inputs) == {"a", "lever"}
    assert cases.hit.tolist() == [True, False, True, False, False]
    assert cases.inputs["a"].tolist() == [0.1, 0.1, 0.2, 0.3, 0.3]
    assert cases.dropped == 1


@pytest.mark.long
def test_the_box_is_that_of_the_exploratory_modelling_workbench() -> None:
    workbench = pytest.importorskip("ema_workbench.analysis.prim")
    cases = planted(noise=0.1)
    table = pd.DataFrame({name: np.asarray(values) for name, values in cases.inputs.items()})
    theirs = workbench.Prim(table, cases.hit, threshold=0.5, peel_alpha=0.05, mass_min=0.03)
    path = theirs.find_box().peeling_trajectory
    balance = 2 * path.coverage * path.density / (path.coverage + path.density)
    best = path.loc[balance.idxmax()]
    ours = discover(cases).boxes[0]
    assert ours.coverage == pytest.approx(best.coverage, abs=0.02)
    assert ours.density == pytest.approx(best.density, abs=0.02)


def test_runs_of_one_group_of_a_sobol_design_share_a_number_whatever_their_lever() -> None:
    table = np.asarray(sobol.sample(dict(ISHIGAMI), 4, calc_second_order=False, seed=3))
    twice = np.concatenate([table, table])
    inputs = {f"x{k + 1}": twice[:, k] for k in range(3)}
    lever = {"lever": np.repeat(["p", "q"], len(table))}
    outcome = {"o": ((), np.zeros(len(twice)))}
    sweep = make_sweep({**inputs, **lever}, outcome, design="sobol", problem=ISHIGAMI)
    expected = np.tile(np.repeat(np.arange(4), 5), 2)
    np.testing.assert_array_equal(groups_of(read_sample(sweep)), expected)
