"""A run keeps its draws, whoever else is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from model.world.draws import Floats, fill_normals, uniforms

WIDTHS = (1, 2, 4, 5, 40)
RANGES = [(0, 1), (0, 3), (3, 5), (60, 8), (63, 2), (64, 64), (1000, 60), (1022, 4), (1024, 7)]


def normals(entropy: int, purpose: str, first_run: int, runs: int, width: int) -> Floats:
    drawn = np.empty((width, runs))
    fill_normals(drawn, entropy, purpose, first_run)
    return drawn


def draw(kind: str, entropy: int, purpose: str, first_run: int, runs: int, width: int) -> Floats:
    """Numbers with runs first, whichever way round they come."""
    if kind == "uniform":
        return uniforms(entropy, purpose, first_run, runs, width)
    return normals(entropy, purpose, first_run, runs, width).T


both_kinds = pytest.mark.parametrize("kind", ["uniform", "normal"])


@both_kinds
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("first_run", "runs"), RANGES)
def test_draws_of_a_run_do_not_depend_on_who_else_is_drawn(
    kind: str, width: int, first_run: int, runs: int
) -> None:
    everyone = draw(kind, 5, "shock", 0, 1100, width)
    part = draw(kind, 5, "shock", first_run, runs, width)
    assert part.shape == (runs, width)
    np.testing.assert_array_equal(part, everyone[first_run : first_run + runs])


@both_kinds
def test_other_draws_in_between_shift_nothing(kind: str) -> None:
    before = draw(kind, 5, "ties", 10, 20, 3)
    draw(kind, 5, "favour", 0, 77, 9)
    np.testing.assert_array_equal(draw(kind, 5, "ties", 10, 20, 3), before)


@both_kinds
@pytest.mark.parametrize("width", WIDTHS)
def test_draws_differ_by_entropy_purpose_and_run(kind: str, width: int) -> None:
    numbers = draw(kind, 5, "ties", 0, 300, width)
    for entropy, purpose in ((6, "ties"), (5, "favour"), (51, "ties"), (5, "ties2")):
        assert not np.isin(draw(kind, entropy, purpose, 0, 300, width), numbers).any()
    assert len(np.unique(numbers)) == numbers.size


def test_entropy_and_purpose_cannot_be_mistaken_for_each_other() -> None:
    assert not np.isin(uniforms(1, "2/x", 0, 50), uniforms(12, "/x", 0, 50)).any()


def test_uniform_numbers_lie_between_their_ends_and_fill_them() -> None:
    numbers = uniforms(3, "ends", 0, 20_000)
    assert 0.0 < numbers.min() < 0.001
    assert 0.999 < numbers.max() < 1.0
    counts = np.histogram(numbers, bins=10, range=(0, 1))[0]
    assert abs(counts - 2000).max() < 200


def test_normal_numbers_are_standard_and_their_columns_apart() -> None:
    numbers = normals(3, "shape", 0, 6400, 3)
    np.testing.assert_allclose(numbers.mean(axis=1), 0.0, atol=0.05)
    np.testing.assert_allclose(np.cov(numbers), np.eye(3), atol=0.06)


def test_runs_are_apart_from_those_of_the_next_block() -> None:
    numbers = normals(3, "blocks", 0, 128, 50)
    assert abs(np.corrcoef(numbers[:, 0], numbers[:, 64])[0, 1]) < 0.5
    assert not np.isin(numbers[:, :64], numbers[:, 64:]).any()
