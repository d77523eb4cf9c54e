"""Quantiles in one pass: near the exact ones, and the same in any order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from model.experiments.sweeps.quantile_sketch import Sketch, bins_of, middles_of

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
FINITE = st.floats(-(2.0**99), 2.0**99, width=32)


def exact(values: np.ndarray, share: float) -> float:
    """The value of rank ceil(share n)."""
    rank = max(int(np.ceil(share * len(values))), 1)
    return float(np.sort(values)[rank - 1])


def sketched(values: np.ndarray, parts: int = 1) -> Sketch:
    sketch = Sketch(values.shape[1])
    for part in np.array_split(values, parts):
        sketch.add(part)
    return sketch


@given(hnp.arrays(np.float32, st.integers(1, 200), elements=FINITE))
def test_a_quantile_is_within_one_part_in_2048_of_the_exact_one(values: np.ndarray) -> None:
    found = sketched(values[:, None]).quantiles(SHARES)[:, 0]
    for share, number in zip(SHARES, found, strict=True):
        true = exact(values, share)
        assert abs(number - true) <= abs(true) / 2048 + 1e-40


@given(hnp.arrays(np.float32, st.integers(1, 50), elements=st.floats(width=32, allow_nan=False,
       allow_infinity=False)))  # fmt: skip
def test_bins_keep_the_order_of_numbers(values: np.ndarray) -> None:
    ordered = np.sort(values)
    assert (np.diff(bins_of(ordered)) >= 0).all()
    middles = middles_of(bins_of(ordered))
    assert (np.diff(middles) >= 0).all()


def test_three_numbers_by_hand() -> None:
    sketch = sketched(np.array([[1.0], [2.0], [4.0]], dtype=np.float32))
    assert sketch.mean() == pytest.approx(7 / 3)
    low, middle, high = sketch.quantiles((0.0, 0.5, 1.0))[:, 0]
    assert low == pytest.approx(1 + 2**-11, rel=1e-6)
    assert middle == pytest.approx(2 + 2**-10, rel=1e-6)
    assert high == pytest.approx(4 + 2**-9, rel=1e-6)


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 7))
def test_parts_in_any_order_count_as_the_whole(seed: int, parts: int) -> None:
    values = np.random.default_rng(seed).normal(size=(60, 3)).astype(np.float32)
    one = sketched(values).quantiles(SHARES)
    other = sketched(np.random.default_rng(seed + 1).permutation(values), parts)
    np.testing.assert_array_equal(one, other.quantiles(SHARES))


def test_what_is_missing_is_left_out() -> None:
    values = np.array([[1.0, np.nan], [np.nan, np.nan], [3.0, np.nan]], dtype=np.float32)
    sketch = sketched(values)
    assert sketch.count.tolist() == [2, 0]
    assert sketch.mean()[0] == 2.0
    assert np.isnan(sketch.quantiles(SHARES)[:, 1]).all()


def test_memory_does_not_grow_with_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.experiments.sweeps.quantile_sketch.WAITING", 5000)
    generator, sketch = np.random.default_rng(0), Sketch(2)
    sizes = []
    for _ in range(40):
        sketch.add(generator.uniform(0.1, 0.4, size=(2500, 2)).astype(np.float32))
        sizes.append(len(sketch._keys))
    assert max(sizes) <= 2 * 2 * 1025 + 2
    np.testing.assert_allclose(sketch.quantiles((0.5,))[0], 0.25, rtol=0.02)
