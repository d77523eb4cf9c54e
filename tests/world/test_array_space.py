"""Arrays are worked on by their own kind, and joined and added without losing their layout."""

from __future__ import annotations

import array_api_strict
import numpy as np
import pytest

from model.world.drawn import lay_out
from model.world.draws import Floats
from model.world.space import add_over, join, pick, space_of

AXES = (-3, -2, -1)


class OwnArray(np.ndarray):
    """A kind of NumPy array that is not plain."""


def made(runs: int, *shape: int, entropy: int = 0) -> Floats:
    """Numbers of very different sizes, so that the order of adding shows in the last bits."""
    random = np.random.default_rng(entropy)
    return lay_out(10.0 ** random.uniform(-3, 3, (*shape, 20))[..., :runs].copy())


def test_plain_arrays_are_worked_on_by_numpy() -> None:
    assert space_of(np.ones(3)).sum is np.sum
    assert space_of(np.ones(3).view(OwnArray)).sum is np.sum


def test_other_arrays_are_worked_on_by_their_own_kind() -> None:
    assert space_of(array_api_strict.ones(3)) is array_api_strict


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("runs", [1, 20])
def test_joined_arrays_stand_one_after_the_other_with_runs_side_by_side(
    axis: int, runs: int
) -> None:
    parts = [made(runs, 9, 5, 4, entropy=entropy) for entropy in range(3)]
    joined = join(parts, axis)
    np.testing.assert_array_equal(joined, np.concatenate(parts, axis=axis))
    if runs > 1:  # the step from one run to the next is nothing where there is one
        assert joined.strides[0] == joined.itemsize


@pytest.mark.parametrize("axis", AXES)
def test_picked_entries_come_in_the_order_they_are_asked_for(axis: int) -> None:
    array = made(20, 9, 5, 4)
    np.testing.assert_array_equal(pick(array, (3, 0, 3), axis), np.take(array, (3, 0, 3), axis))


@pytest.mark.parametrize("axis", AXES)
def test_entries_are_added_one_by_one_in_their_order(axis: int) -> None:
    array = made(20, 9, 5, 8)
    slow = np.zeros_like(np.take(array, [0], axis))
    for place in range(array.shape[axis]):
        slow = slow + np.take(array, [place], axis)
    np.testing.assert_array_equal(add_over(array, axis), slow)


@pytest.mark.parametrize("axis", AXES)
def test_a_sum_is_the_same_to_the_bit_whoever_runs_beside(axis: int) -> None:
    together = add_over(made(20, 9, 5, 8), axis)
    np.testing.assert_array_equal(add_over(made(1, 9, 5, 8), axis), together[:1])
    np.testing.assert_array_equal(add_over(made(3, 9, 5, 8), axis), together[:3])


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("runs", [1, 20])
def test_other_kinds_of_array_give_the_same(axis: int, runs: int) -> None:
    plain = made(runs, 9, 5, 4)
    strict = array_api_strict.asarray(plain.copy())
    np.testing.assert_allclose(np.asarray(add_over(strict, axis)), add_over(plain, axis))
    np.testing.assert_array_equal(np.asarray(join([strict] * 2, axis)), join([plain] * 2, axis))
    np.testing.assert_array_equal(np.asarray(pick(strict, (2, 1), axis)), pick(plain, (2, 1), axis))


@pytest.mark.parametrize("runs", [1, 20])
def test_nothing_adds_up_to_nothing(runs: int) -> None:
    assert (add_over(np.ones((runs, 3, 2, 0)), -1) == np.zeros((runs, 3, 2, 1))).all()


def test_adding_leaves_the_array_as_it_was() -> None:
    array = made(1, 9, 1, 1)
    before = array.copy()
    add_over(array, -3)
    add_over(array, -1)
    np.testing.assert_array_equal(array, before)
