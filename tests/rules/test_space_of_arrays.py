"""The functions that a rule works with are those of its arrays' own kind."""

from __future__ import annotations

import array_api_strict
import numpy as np

from model.rules.space import space_of


class OwnArray(np.ndarray):
    """A kind of NumPy array that is not plain."""


def test_plain_arrays_are_worked_on_by_numpy() -> None:
    assert space_of(np.ones(3)).sum is np.sum
    assert space_of(np.ones(3).view(OwnArray)).sum is np.sum


def test_other_arrays_are_worked_on_by_their_own_kind() -> None:
    assert space_of(array_api_strict.ones(3)) is array_api_strict
