"""Finding the pattern of a design in its rows: groups of a Sobol design, walks of a Morris one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DIGITS = 9
"""Digits of a range in which two steps of a walk are told apart."""


class DesignError(ValueError):
    """Rows that do not form the design that is needed; the text says what they are."""


class Saltelli(NamedTuple):
    """The pattern of a Sobol design: how many groups of rows, how long each, whether it has BA.

    A group is A, then A with each factor taken from B in turn, then (if `second`) B with each
    factor taken from A, then B; see Saltelli (2002) and SALib's `sample.sobol`.
    """

    groups: int
    length: int
    second: bool


def find_saltelli(table: NDArray[np.float64]) -> Saltelli:
    """Return the pattern of a Sobol design, told from the rows; raises DesignError.

    table: factors in the order of the design (row, factor).
    """
    rows, factors = table.shape
    if factors < 2:
        raise DesignError("Sobol indices need at least two factors")
    for second in (True, False):
        length = 2 * factors + 2 if second else factors + 2
        if rows == 0 or rows % length:
            continue
        groups = table.reshape(-1, length, factors)
        if one_apart(groups, 0, 1) and (not second or one_apart(groups, -1, factors + 1)):
            return Saltelli(rows // length, length, second)
    raise DesignError(
        f"{rows} rows of {factors} factors are not whole groups of a Sobol design; "
        "indices need a sweep with design sobol"
    )


def one_apart(groups: NDArray[np.float64], origin: int, first: int) -> bool:
    """Tell whether rows from `first` on differ from the origin in one factor each, in turn."""
    factors = groups.shape[2]
    for factor in range(factors):
        same = groups[:, first + factor] == groups[:, origin]
        same[:, factor] = True
        if not same.all():
            return False
    return True


def find_walks(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the walks of a Morris design (walk, row, factor), each factor on a scale of 0..1.

    A walk has one row more than there are factors. Numbers are rounded, so that the last digit
    is no step. Raises DesignError where two rows of a walk that follow each other differ in more
    than one factor.
    """
    rows, factors = table.shape
    if rows == 0 or rows % (factors + 1):
        raise DesignError(
            f"{rows} rows of {factors} factors are not whole walks of a Morris design"
        )
    low, high = table.min(axis=0), table.max(axis=0)
    scaled = (table - low) / np.where(high > low, high - low, 1.0)
    walks = scaled.round(DIGITS).reshape(-1, factors + 1, factors)
    if ((np.diff(walks, axis=1) != 0).sum(axis=2) > 1).any():
        raise DesignError("the rows step in more than one factor: this is no Morris design")
    return np.asarray(walks)


def whole_groups(values: NDArray[np.float64], length: int) -> NDArray[np.bool_]:
    """Return which groups of `length` rows have no failed run at any turn: (group,).

    values: (row, turn). A group with a failed run is left out whole, because its rows are only
    compared with each other.
    """
    grouped = np.isfinite(values).reshape(-1, length * values.shape[1])
    return np.asarray(grouped.all(axis=1))
