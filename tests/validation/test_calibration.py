"""The sampler: it finds a distribution that is known, in one stretch or in many."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.validation.calibration.find import (
    FITTED,
    Chain,
    Problem,
    Settings,
    advance,
    begin,
    count_for,
    hold_windows,
    judge_part,
    values_of,
)
from model.validation.calibration.sample import informed, shifted, thin
from model.world.distributions import draw_rows
from tests.validation.fitting import (
    CHANCE,
    Bowl,
    StandIn,
    even_row,
    made_case,
    problem_of,
    rows_of,
    windows_to,
)

PLACE, SPREAD = 2.0, 0.5
"""Where the likelihood of the bowl is highest, and how wide it is, with a prior N(0, 1)."""

BOWL = Settings(names=("shock_lump",), walkers=20, steps=300, burn=60, kept=2000, entropy=4)


class Gauss(NamedTuple):
    """A normal distribution."""

    mean: float
    spread: float


def posterior_of(weight: float) -> Gauss:
    """The normal posterior of a normal prior and a normal likelihood that counts in part."""
    precision = 1.0 + weight / SPREAD**2
    return Gauss(weight * PLACE / SPREAD**2 / precision, precision**-0.5)


def bowl(weight: float = 1.0) -> Problem:
    row = even_row()
    return problem_of(Bowl([row], PLACE, SPREAD), [row], weight)


def run(problem: Problem, asked: Settings, *stretches: int) -> Chain:
    chain = begin(problem, asked)
    for steps in stretches:
        chain = advance(problem, chain, steps)
    return chain


@pytest.mark.parametrize("weight", [1.0, 0.25, 0.0])
def test_the_sampler_finds_a_posterior_that_is_known(weight: float) -> None:
    known = posterior_of(weight)
    sample = thin(bowl(weight), run(bowl(weight), BOWL, BOWL.steps), BOWL)
    where = np.log(sample.draws[:, 0])
    assert where.mean() == pytest.approx(known.mean, abs=0.2 * known.spread)
    assert where.std() == pytest.approx(known.spread, rel=0.12)
    inside = np.abs(where - known.mean) < 1.6449 * known.spread
    assert inside.mean() == pytest.approx(0.9, abs=0.04)
    assert 0.5 < sample.acceptance < 0.95


def assert_same(one: Chain, other: Chain) -> None:
    np.testing.assert_array_equal(one.positions, other.positions)
    np.testing.assert_array_equal(one.scores, other.scores)
    np.testing.assert_array_equal(one.likelihood, other.likelihood)
    assert one.random[0] == other.random[0]
    np.testing.assert_array_equal(one.random[1], other.random[1])
    assert one.random[2:] == other.random[2:]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_a_chain_is_the_same_in_one_stretch_and_in_many(stretches: list[int]) -> None:
    whole = run(bowl(), BOWL, sum(stretches))
    assert whole.steps == sum(stretches)
    assert_same(whole, run(bowl(), BOWL, *stretches))


def test_another_entropy_begins_elsewhere_and_goes_elsewhere() -> None:
    one, other = (run(bowl(), BOWL._replace(entropy=key), 3) for key in (4, 5))
    assert not np.isin(one.positions, other.positions).any()


def test_a_chain_says_what_every_place_is_worth() -> None:
    problem = bowl(0.25)
    chain = run(problem, BOWL, 20)
    for step in (0, 7, 20):
        scores, by_state = problem.judge(chain.positions[step])
        np.testing.assert_allclose(chain.scores[step], scores, rtol=1e-12)
        np.testing.assert_allclose(chain.likelihood[step], by_state, rtol=1e-12)
        prior = -0.5 * np.sum(chain.positions[step] ** 2, axis=1)
        np.testing.assert_allclose(scores, prior + 0.25 * by_state.sum(axis=1), rtol=1e-12)


def test_a_vector_that_cannot_be_judged_is_never_chosen() -> None:
    class Cliff(Bowl):
        def judge(self, parameters: object) -> np.ndarray:
            found = super().judge(parameters)  # type: ignore[arg-type]
            return np.where(found > -2.0, found, np.nan)

    row = even_row()
    problem = problem_of(Cliff([row], 0.0, 1.0), [row])
    chain = run(problem, BOWL, 60)
    assert np.isfinite(chain.scores[-1]).all()
    assert np.isfinite(chain.likelihood[-1]).all()


def test_walkers_begin_in_the_prior() -> None:
    chain = begin(bowl(), BOWL._replace(walkers=4000))
    assert chain.steps == 0
    assert chain.positions.mean() == pytest.approx(0.0, abs=0.06)
    assert chain.positions.std() == pytest.approx(1.0, abs=0.05)


def test_values_follow_the_ranges_of_the_seeds() -> None:
    rows = rows_of()
    edges = values_of(rows, np.repeat([[-1.6448536], [0.0], [1.6448536]], len(rows), axis=1))
    for row in rows:
        low, middle, high = edges[row.key[0]]
        assert (low, middle, high) == pytest.approx((row.low, row.value, row.high), rel=1e-6)
    places = np.random.default_rng(1).standard_normal((4000, len(rows)))
    spread, drawn = values_of(rows, places), draw_rows(rows, 3, 0, 4000)
    for row, seeds in zip(rows, drawn, strict=True):
        for level in (0.1, 0.5, 0.9):
            ours, theirs = np.quantile([spread[row.key[0]], seeds], level, axis=1)
            assert ours == pytest.approx(theirs, rel=0.12)


def test_a_place_far_out_in_the_prior_is_still_a_number() -> None:
    far = values_of(rows_of(), np.array([[-40.0] * len(FITTED), [40.0] * len(FITTED)]))
    assert all(np.isfinite(values).all() for values in far.values())


def test_a_sample_is_picked_evenly_after_the_burn_in() -> None:
    asked = BOWL._replace(walkers=4, steps=6, burn=2, kept=6)
    chain = run(bowl(), asked, 6)
    sample = thin(bowl(), chain, asked)
    after = chain.positions[3:].reshape(-1)  # step by step, walker by walker
    picked = [0, 3, 6, 9, 12, 15]
    np.testing.assert_allclose(np.log(sample.draws[:, 0]), after[picked], rtol=1e-9)
    worth = chain.likelihood[3:].reshape(16, -1)[picked]
    np.testing.assert_array_equal(sample.likelihood, worth)
    moved = (np.diff(chain.positions[2:], axis=0) != 0).mean()
    assert sample.acceptance == pytest.approx(moved)
    assert sample.names == ("shock_lump",)


def test_no_more_is_kept_than_there_is() -> None:
    asked = BOWL._replace(walkers=4, steps=6, burn=2, kept=500)
    assert len(thin(bowl(), run(bowl(), asked, 6), asked).draws) == 16


def test_a_chain_that_never_moved_has_no_length_and_no_warning(
    recwarn: pytest.WarningsRecorder,
) -> None:
    chain = begin(bowl(), BOWL._replace(walkers=4))
    still = chain._replace(
        positions=np.repeat(chain.positions, 8, axis=0),
        scores=np.repeat(chain.scores, 8, axis=0),
        likelihood=np.repeat(chain.likelihood, 8, axis=0),
    )
    sample = thin(bowl(), still, BOWL._replace(walkers=4, steps=7, burn=2))
    assert sample.acceptance == 0
    assert np.isnan(sample.autocorrelation).all()
    assert not recwarn.list


@pytest.mark.parametrize(
    ("scale", "shift", "narrowed"),
    [(1.0, 0.0, 0.0), (0.5, 0.0, 0.5), (0.25, 1.0, 0.75), (1.4, 0.0, 0.0)],
)
def test_a_parameter_is_narrowed_by_how_much_its_spread_shrank(
    scale: float, shift: float, narrowed: float
) -> None:
    rows = rows_of()
    places = np.random.default_rng(8).standard_normal((6000, len(rows))) * scale + shift
    values = values_of(rows, np.clip(places, -2.9, 2.9))
    draws = np.stack([values[row.key[0]] for row in rows], axis=1)
    assert informed(rows, draws) == {row.key[0]: pytest.approx(narrowed, abs=0.03) for row in rows}


@pytest.mark.parametrize("shift", [0.0, 1.0, -2.0])
def test_a_parameter_has_moved_by_the_place_of_its_median_in_the_prior(shift: float) -> None:
    rows = rows_of()
    values = values_of(
        rows, np.linspace(shift - 0.5, shift + 0.5, 101)[:, None] * np.ones(len(rows))
    )
    draws = np.stack([values[row.key[0]] for row in rows], axis=1)
    assert shifted(rows, draws) == {row.key[0]: pytest.approx(shift, abs=1e-3) for row in rows}


def test_draws_that_are_all_the_same_are_narrowed_to_a_point() -> None:
    rows = rows_of(["trade_pull"])
    assert informed(rows, np.full((9, 1), 0.07)) == {"trade_pull": pytest.approx(1.0)}


def test_what_a_figure_counts_for_is_as_worked_out_by_hand() -> None:
    """Two states whose errors go 1, 0, -1 and 1, 1, -2: correlation 0.866; 3 years, 3 1/3 tries."""
    rows = rows_of(CHANCE)
    ups = {2000: (0.01, 0.01), 2001: (0.0, 0.01), 2002: (-0.01, -0.02)}
    shape = {"before": [[0.2], [0.2]], "size": [[2.0], [2.0]], "counts": [[1.0], [1.0]]}
    cases = [
        made_case(year, 1, **shape, observed=[[0.3 - one], [0.3 - two]])
        for year, (one, two) in ups.items()
    ]
    cases.append(made_case(2000, 3, **shape, observed=[[0.9], [0.9]]))
    windows = StandIn(cases, {year: np.full((5, 2, 1), 0.3) for year in ups})
    together = 3 / np.sqrt(12)
    assert count_for(windows, rows) == pytest.approx(1 / (1 + together) * 3 / (3 + 1 / 3))


def test_masked_errors_share_nothing() -> None:
    rows = rows_of(CHANCE)
    shape = {"before": [[0.2], [0.2]], "size": [[2.0], [2.0]]}
    cases = [
        made_case(year, 1, **shape, observed=[[error], [np.nan]], counts=[[1.0], [0.0]])
        for year, error in ((2000, 0.1), (2001, 0.2), (2002, 0.4))
    ]
    windows = StandIn(cases, {year: np.full((5, 2, 1), 0.3) for year in (2000, 2001, 2002)})
    assert count_for(windows, rows) == pytest.approx(1.0)


def test_figures_of_the_shipped_past_count_for_less_than_one() -> None:
    assert 0.2 < count_for(windows_to(2005), rows_of()) < 0.9


def test_work_that_is_shared_out_by_origins_comes_out_the_same() -> None:
    windows, rows = windows_to(2002), rows_of()
    places = np.random.default_rng(3).standard_normal((5, len(rows)))
    hold_windows(windows)
    shared = Problem(windows, rows, 0.5, lambda work, tasks: [work(*task) for task in tasks])
    here = Problem(windows, rows, 0.5)
    for found, known in zip(shared.judge(places), here.judge(places), strict=True):
        np.testing.assert_array_equal(found, known)


def test_a_worker_without_windows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.validation.calibration.find._judged", None)
    with pytest.raises(RuntimeError, match="was not given its windows"):
        judge_part(0, {})


def test_every_fitted_parameter_has_a_range() -> None:
    for row in rows_of():
        assert row.distribution in ("lognormal", "logitnormal")
    assert set(CHANCE) <= set(FITTED)
