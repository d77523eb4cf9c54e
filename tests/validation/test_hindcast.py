"""The hindcast: what is played, what counts, and that it is the same whoever plays it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.inputs.formats.problems import InputError
from model.inputs.history.history import History
from model.inputs.seeds.posterior import HONEST, Posterior
from model.inputs.seeds.seeds import Seeds
from model.validation.hindcast.arms import YEARS
from model.validation.hindcast.cells import gather
from model.validation.hindcast.find import (
    HORIZONS,
    LEVELS,
    MEDIAN,
    TARGETS,
    Part,
    Question,
    ask,
    parts,
    play,
    play_part,
    states_left_out,
)
from model.validation.hindcast.forecasts import FROZEN, PERSISTENCE, Hindcast
from model.validation.hindcast.moved import DECADE
from model.validation.hindcast.record import Past
from model.validation.hindcast.scores import skill
from model.validation.hindcast.skill import (
    covered,
    find_lean,
    mean_crps,
    only_state,
    score,
    score_arms,
    score_decisions,
    score_left_out,
    score_pairs,
    without_pair,
)
from tests.validation.made_hindcast import as_it_came, made_hindcast, made_part, nothing_changes

PLACE = (1, 0)
"""Kazakhstan and Russia on the last two axes."""


@pytest.fixture(scope="module")
def question(shipped: Seeds) -> Question:
    return ask(shipped, 12, 1, posterior=False)


def test_each_target_has_its_origins_and_no_run_goes_beyond_the_last() -> None:
    told = {part.origin: part.years for part in parts() if part.events and not part.frozen}
    assert set(told) == {part.origin for part in parts() if not part.events}
    assert set(told) == {part.origin for part in parts() if part.frozen}
    for horizon in (*HORIZONS, DECADE):
        for target in TARGETS:
            assert told[target - horizon] >= horizon
    assert max(origin + years for origin, years in told.items()) == 2020
    assert len(parts()) == 3 * len(told) == 3 * 16


def test_states_are_left_out_of_five_years_alone() -> None:
    alone = [part for part in parts(["KAZ", "UZB"]) if part.without]
    assert len(alone) == 2 * 11
    assert max(part.years for part in alone) == max(HORIZONS)
    assert min(part.origin for part in alone) == TARGETS[0] - max(HORIZONS)


def test_persistence_fed_as_a_forecast_has_no_skill(unchanged: Hindcast) -> None:
    for cells in unchanged.cells.values():
        found = score(cells, PERSISTENCE)
        assert (found.skill, found.low, found.high) == (0.0, 0.0, 0.0)
        assert not found.told
        assert mean_crps(cells) == pytest.approx(mean_crps(cells, PERSISTENCE))
    for one in score_pairs(unchanged, 5):
        assert one.rmse == one.persistence_rmse
        assert np.isnan(one.skill) or one.skill == 0.0


def test_what_came_fed_as_a_forecast_is_perfect(past: Past, history: History) -> None:
    hindcast = made_hindcast(past, history, as_it_came)
    for cells in hindcast.cells.values():
        assert score(cells, PERSISTENCE).skill == 1.0
        assert score(cells, PERSISTENCE).told
        assert covered(cells, "50") == covered(cells, "80") == 1.0
        assert mean_crps(cells) == 0.0


def test_a_masked_figure_never_counts_as_origin_or_as_target(
    past: Past, history: History, unchanged: Hindcast
) -> None:
    mad = made_hindcast(past, history, nothing_changes, wrong=1e9)
    for horizon in HORIZONS:
        before, after = unchanged.cells[horizon], mad.cells[horizon]
        counted = after.counted[:, 0, 1]
        years = [target for target, one in zip(TARGETS, counted, strict=True) if not one]
        assert years == [target for target in TARGETS if target - horizon == 2010]
        assert np.array_equal(before.error(), after.error())
        assert score_pairs(mad, horizon) == score_pairs(unchanged, horizon)
        assert mean_crps(before) == mean_crps(after)
        assert covered(before, "80") == covered(after, "80")
    assert [int(mad.cells[h].counted.sum()) for h in HORIZONS] == [315, 315, 314]


def test_the_order_in_which_origins_come_does_not_matter(past: Past, history: History) -> None:
    played = [made_part(past, part, nothing_changes) for part in parts()]
    one, other = gather(played, past, history), gather(played[::-1], past, history)
    assert list(one.fans) == list(other.fans) == sorted(one.fans)
    for horizon in HORIZONS:
        for here, there in zip(one.cells[horizon], other.cells[horizon], strict=True):
            assert repr(here) == repr(there)


def test_a_pair_can_be_left_out(past: Past, history: History, unchanged: Hindcast) -> None:
    def one_right(past: Past, origin: int, target: int) -> np.ndarray[Any, Any]:
        shares = past.shares[origin].copy()
        shares[3, 0] = past.shares[target, 3, 0]
        return shares

    hindcast = made_hindcast(past, history, one_right)
    cells = hindcast.cells[5]
    assert score(cells, PERSISTENCE).skill == pytest.approx(0.43, abs=0.005)
    others = without_pair(hindcast, "TKM", "CHN")
    assert others.sum() == 44
    assert score(cells, PERSISTENCE, others).skill == 0.0
    lean = find_lean(hindcast, 5)
    assert (lean.state, lean.power) == ("TKM", "CHN")
    assert lean.skill_without == pytest.approx(0.0, abs=1e-12)
    only = only_state(hindcast, "KAZ")
    assert score(cells, PERSISTENCE, only).skill == 0.0
    worst = score_pairs(hindcast, 5)[0]
    assert (worst.state, worst.power) == ("TJK", "CHN")
    assert worst.share_of_error == pytest.approx(0.14 / 0.57, abs=0.01)
    assert without_pair(hindcast, "TKM", "ZZZ").all()


def test_pairs_share_out_all_error(unchanged: Hindcast) -> None:
    scores = score_pairs(unchanged, 1)
    assert sum(one.share_of_error for one in scores) == pytest.approx(1.0)
    assert [one.share_of_error for one in scores] == sorted(
        (one.share_of_error for one in scores), reverse=True
    )


def test_the_score_of_arms_is_as_worked_out_by_hand(unchanged: Hindcast) -> None:
    one = unchanged.arms[YEARS][0]
    kept, observed = (np.array(part) for part in (one.supply.kept, one.supply.observed))
    found = score_arms([one])
    assert found.cases == 1
    assert found.persistence_error == pytest.approx(np.abs(kept - observed).mean())
    assert found.error == pytest.approx(np.abs(0.1 - observed).mean())
    expected = 1 - ((0.1 - observed) ** 2).sum() / ((kept - observed) ** 2).sum()
    assert found.skill == found.frozen_skill == pytest.approx(expected)
    assert (found.gain, *found.gain_90) == (0.0, 0.0, 0.0)


def test_a_share_of_arms_counts_as_held_within_its_rounding(unchanged: Hindcast) -> None:
    one = unchanged.arms[YEARS][0]
    kept, observed = (np.array(part) for part in (one.supply.kept, one.supply.observed))
    some = (kept > 0) | (observed > 0)
    assert some.sum() == 5  # Russia, the United States, the European Union, Türkiye, South Korea
    near = observed + np.where(np.arange(len(observed)) % 2, 0.004, -0.004)
    far = near + 0.01 * (np.cumsum(some) == 1) * some
    for shares, held in ((near, 1.0), (far, 0.8), (np.full(9, 0.5), 0.0)):
        found = score_arms([one._replace(shares=np.stack([shares] * len(LEVELS)))])
        assert found.coverage_80 == pytest.approx(held)


def test_what_decisions_add_to_arms_is_the_skill_less_that_without_them(
    unchanged: Hindcast,
) -> None:
    right = [
        one._replace(shares=np.stack([one.supply.observed] * len(LEVELS)),
                     frozen=np.array(one.supply.kept))
        for one in unchanged.arms[YEARS]
    ]  # fmt: skip
    found = score_arms(right)
    assert (found.skill, found.frozen_skill, found.gain) == (1.0, 0.0, 1.0)
    assert found.gain_90 == (1.0, 1.0)


def test_a_played_origin_has_ordered_quantiles_and_its_own_scores(question: Question) -> None:
    played = play_part(question, Part(2018, 2, True))
    assert played.shares.shape == (len(LEVELS), 2, 5, 9)
    assert (np.diff(played.shares, axis=0) >= 0).all()
    assert (played.shares >= 0).all()
    assert (played.shares.sum(axis=-1)[MEDIAN] < 1.05).all()
    assert played.crps.shape == (2, 5, 9)
    assert (played.crps >= -1e-12).all()
    assert played.positions.shape == (len(LEVELS), 2, 5)
    assert np.isnan(played.arms).all()


def test_an_event_is_known_or_not(question: Question) -> None:
    known, blind = (play_part(question, Part(2009, 5, events)) for events in (True, False))
    turkmen = known.shares[MEDIAN, -1, 3, 0] - blind.shares[MEDIAN, -1, 3, 0]
    assert turkmen > 0.1
    assert np.isfinite(known.arms[:, 0]).all()
    # contracts make shares of arms skewed, so that their medians sum to less than one
    sums = known.arms[MEDIAN, 0].sum(axis=-1)
    assert ((sums > 0.4) & (sums < 1.2)).all()
    assert np.isnan(known.arms[:, 1]).all()  # ten years on is beyond the run


def test_decisions_are_frozen_or_not(question: Question) -> None:
    part = Part(2009, 5, True)
    free, frozen = (play_part(question, part._replace(frozen=each)) for each in (False, True))
    assert not np.array_equal(free.shares, frozen.shares)
    np.testing.assert_allclose(free.shares, frozen.shares, atol=0.1)
    blind = play_part(question, part._replace(events=False))
    turkmen = frozen.shares[MEDIAN, -1, 3, 0] - blind.shares[MEDIAN, -1, 3, 0]
    assert turkmen > 0.1  # events act all the same


def test_what_decisions_add_is_the_skill_of_the_model_less_that_without_them(
    past: Past, history: History
) -> None:
    def halfway(past: Past, origin: int, target: int) -> np.ndarray[Any, Any]:
        return (past.shares[origin] + past.shares[target]) / 2

    played = [
        made_part(past, part, halfway if part.frozen else as_it_came)
        for part in parts(history.ids("state"))
    ]
    for cells in gather(played, past, history).cells.values():
        found = score_decisions(cells)
        assert score(cells, FROZEN).skill == pytest.approx(1.0)
        assert found.skill == pytest.approx(0.25)
        assert (found.low, found.high) == (pytest.approx(0.25), pytest.approx(0.25))
        assert found.told


def test_decisions_that_change_nothing_add_nothing(unchanged: Hindcast) -> None:
    for cells in unchanged.cells.values():
        assert tuple(score_decisions(cells)) == (0.0, 0.0, 0.0)


def test_the_same_entropy_plays_the_same(question: Question) -> None:
    part = Part(2019, 1, True)
    one, again = (play_part(question, part) for _ in range(2))
    assert np.array_equal(one.shares, again.shares)
    other = play_part(question._replace(entropy=2), part)
    assert not np.array_equal(one.shares, other.shares)


def test_a_crew_is_given_every_origin_and_asked_for_nothing_else(question: Question) -> None:
    asked: list[Part] = []

    def note(work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        asked.extend(task[1] for task in tasks)
        return iter(())

    assert list(play(question, note)) == []
    assert asked == list(parts())


def made_sample(question: Question, likelihood: list[float]) -> Question:
    """The question on two draws of one parameter, which Kazakhstan's past tells apart."""
    states = question.history.ids("state")
    told = tuple(tuple(one if state == "KAZ" else 0.0 for state in states) for one in likelihood)
    draws = ((0.02,), (0.4,))
    sample = Posterior(HONEST, ("trade_speed",), draws, states, told, {}, "0" * 64)
    return question._replace(seeds=replace(question.seeds, posterior=sample))


def test_a_state_is_foretold_by_the_draws_that_its_past_did_not_favour(
    question: Question,
) -> None:
    part = Part(2016, 3, True)
    left = part._replace(without="KAZ")
    even, one = (made_sample(question, likelihood) for likelihood in ([0.0, 0.0], [0.0, 500.0]))
    assert np.array_equal(play_part(even, part).shares, play_part(even, left).shares)
    assert np.array_equal(play_part(one, part).shares, play_part(even, part).shares)
    assert not np.array_equal(play_part(one, left).shares, play_part(one, part).shares)
    other = part._replace(without="UZB")
    assert np.array_equal(play_part(one, other).shares, play_part(one, part).shares)


def test_states_are_left_out_only_of_a_sample(question: Question) -> None:
    assert states_left_out(question) == ()
    assert states_left_out(made_sample(question, [0.0, 0.0])) == question.history.ids("state")


def test_each_state_is_taken_from_the_run_that_forgot_it(past: Past, history: History) -> None:
    states = history.ids("state")
    played = [made_part(past, part, nothing_changes) for part in parts(states)]
    marked = [
        one._replace(shares=one.shares * 0 + states.index(one.part.without))
        if one.part.without
        else one
        for one in played
    ]
    hindcast = gather(marked, past, history)
    for cells in hindcast.cells.values():
        for place in range(len(states)):
            assert (cells.left_out[:, place] == place).all()
        assert score(cells, PERSISTENCE).skill == 0.0
    assert np.isnan(hindcast.blind[1].left_out).all()


def test_the_left_out_score_is_of_that_state_alone(past: Past, history: History) -> None:
    hindcast = made_hindcast(past, history, as_it_came)
    cells = hindcast.cells[3]
    half = cells.left_out.copy()
    half[:, 1] = cells.rivals[PERSISTENCE][:, 1]
    changed = hindcast._replace(cells={**hindcast.cells, 3: cells._replace(left_out=half)})
    assert score_left_out(changed, 3, ["KAZ"]) == 1.0
    assert score_left_out(changed, 3, ["KGZ"]) == 0.0
    both = score_left_out(changed, 3, ["KAZ", "KGZ"])
    kept = cells.error(PERSISTENCE)
    assert both == pytest.approx(skill(kept[:, 1], kept[:, :2]))
    none = changed._replace(cells={3: cells._replace(left_out=np.full_like(half, np.nan))})
    assert np.isnan(score_left_out(none, 3, ["KAZ"]))


def test_a_missing_sample_is_told_with_what_makes_it(shipped: Seeds) -> None:
    bare = replace(shipped, folder=shipped.folder / "history")
    with pytest.raises(InputError) as caught:
        ask(bare, 1, 1, posterior=True)
    (problem,) = caught.value.problems
    assert "to-2013.csv" in str(problem)
    assert "`steppewise calibrate --until 2013` makes it" in str(problem)
    assert "--parameters prior" in str(problem)
