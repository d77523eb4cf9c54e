"""A change of a tie is shared out among its causes, and the way back among what had moved it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import tuples
from rule_cases import SIZES, Numbers, Size, brief, cell, floats, grids
from slow_decisions import make_grant

from model.rules import tie_booking, ties
from model.rules.decisions import engage_goods, engage_points, split_grant
from model.rules.ties import CAUSES, Pushes
from model.world.draws import Floats


def pushing(size: float) -> object:
    return tuples(*(grids(-size, size, 1, 2, 2, 2) for _ in CAUSES)).map(lambda x: Pushes(*x))


def held(pushes: Pushes) -> dict[str, Floats]:
    return {cause: ties.limit(push) for cause, push in pushes._asdict().items()}


@brief
@given(grids(0.001, 500, 1, 2, 2, 2), pushing(1.5))
def test_booked_causes_of_goods_sum_to_the_change(before: Floats, pushes: Pushes) -> None:
    after = ties.move_goods(before, pushes)
    booked = sum(tie_booking.book_goods(before, after, held(pushes)).values())
    scale = np.maximum(before, after)
    np.testing.assert_allclose(booked / scale, (after - before) / scale, rtol=0, atol=1e-12)


@brief
@given(floats(-0.6, 0.6), floats(0, 1e-7))
def test_causes_that_cancel_out_are_still_booked(push: float, left: float) -> None:
    before, still = cell(12.0), cell(0.0)
    pushes = Pushes(cell(push), cell(-push), cell(left), *[still] * 5)
    after = ties.move_goods(before, pushes)
    booked = tie_booking.book_goods(before, after, pushes._asdict())
    assert float(sum(booked.values())[0, 0, 0, 0]) == pytest.approx(
        float((after - before)[0, 0, 0, 0]), rel=0, abs=12e-12
    )
    assert float(booked["deals"][0, 0, 0, 0]) == pytest.approx(12.0 * push, rel=1e-6, abs=1e-12)


def test_goods_that_do_not_move_book_nothing() -> None:
    still = dict.fromkeys(CAUSES, cell(0.0))
    booked = tie_booking.book_goods(cell(3.0), cell(3.0), still)
    assert list(booked) == list(CAUSES)
    assert all(value == 0.0 for value in booked.values())


@brief
@given(grids(0.01, 99, 1, 2, 2, 2), pushing(60.0))
def test_booked_causes_of_points_sum_to_the_change(before: Floats, pushes: Pushes) -> None:
    after = ties.move_points(before, pushes)
    booked = tie_booking.book_points(before, after, pushes._asdict())
    np.testing.assert_allclose(sum(booked.values()), after - before, rtol=0, atol=1e-12 * 500)
    for cause in set(CAUSES) - {"decay"}:
        assert booked[cause] is getattr(pushes, cause)


@brief
@given(floats(0.001, 60), floats(0.001, 60), floats(-2, 2), floats(-2, 2), floats(0.02, 0.2))
def test_what_causes_get_of_a_pull_back_is_the_whole_pull(
    now: float, start: float, terms: float, part: float, pull: float
) -> None:
    moved = float(np.log(now / start))
    shares = ((terms - part, moved - 2 * part), (part, 2 * part))
    back = sum(tie_booking.return_goods(cell(a), cell(x), cell(pull)) for a, x in shares)
    whole = ties.pull_back(cell(now), cell(start), cell(terms), cell(pull))
    np.testing.assert_allclose(back, whole, rtol=1e-9, atol=1e-12)


@brief
@given(floats(0.1, 95), floats(0.1, 95), floats(-20, 20), floats(0, 9), floats(0.01, 0.1))
def test_what_causes_get_of_decay_is_the_whole_decay(
    now: float, start: float, part: float, usual: float, decay: float
) -> None:
    given_ = cell(now), cell(start)
    upkeep = ties.build_points(*given_, cell(usual), cell(usual), cell(0.5), cell(0.05))
    nothing = cell(0.0)
    pushes = ties.push_points(given_[0], upkeep, upkeep, nothing, nothing, cell(decay), nothing)
    step = ties.pace(given_[0], upkeep, cell(decay))
    moved = (now - start - part, part)
    back = sum(tie_booking.return_points(cell(y), given_[1], step) for y in moved)
    np.testing.assert_allclose(back, pushes.decay, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("size", SIZES)
def test_decisions_sum_to_the_change_of_granted_effort(size: Size) -> None:
    for entropy in range(10):
        numbers = Numbers(size, entropy)
        grants = [make_grant(numbers) for _ in range(2)]
        granted = [grant.granted for grant in grants]
        change = granted[1] - granted[0]
        np.testing.assert_allclose(
            sum(split_grant(*grants)), change, rtol=1e-9, atol=1e-12 * np.abs(granted).max()
        )


@brief
@given(floats(0.01, 60), floats(0, 9), floats(0, 9), floats(-3, 3))
def test_parts_of_engagement_push_goods_as_all_of_it_does(
    start: float, now: float, usual: float, part: float
) -> None:
    parts = (part, now - usual - part)
    flow = cell(start), cell(now), cell(usual), cell(0.1)
    pushed = sum(engage_goods(cell(each), *flow) for each in parts)
    np.testing.assert_allclose(pushed, ties.add_flow(*flow), rtol=1e-9, atol=1e-10)


@brief
@given(floats(0.1, 95), floats(0.1, 95), floats(0, 9), floats(0, 9), floats(-3, 3))
def test_parts_of_contact_build_points_as_all_of_it_does(
    now: float, start: float, effort: float, usual: float, part: float
) -> None:
    half, routine = cell(0.5), cell(0.05)
    built, upkeep = (
        ties.build_points(cell(now), cell(start), cell(each), cell(usual), half, routine)
        for each in (effort, usual)
    )
    flow = cell(effort), cell(usual)
    pushed = sum(
        engage_points(cell(each), flow, half, routine, upkeep)
        for each in (part, effort - usual - part)
    )
    np.testing.assert_allclose(pushed, built - upkeep, rtol=1e-9, atol=1e-10)
