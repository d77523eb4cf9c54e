"""What slow twins of rules are written with: random arrays, scalar reading, loops over places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from math import fsum
from typing import Any, NamedTuple

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import SearchStrategy

from model.world.drawn import lay_out
from model.world.draws import Floats

ALL = "power state last"
brief = settings(deadline=None, max_examples=50)


class Size(NamedTuple):
    """How long the axes are."""

    run: int
    power: int
    state: int
    last: int


SIZES = (
    Size(1, 1, 1, 1), Size(3, 4, 5, 2), Size(2, 9, 5, 7),
    Size(4, 1, 3, 5), Size(3, 3, 1, 4), Size(1, 5, 2, 1),
)  # fmt: skip


class Numbers:
    """Random arrays of one size; none can be written to, so a rule that mutates fails."""

    def __init__(self, size: Size, entropy: int) -> None:
        self.size = size
        self._random = np.random.default_rng([entropy, *size])

    def __call__(self, axes: str, low: float = 0.0, high: float = 1.0) -> Floats:
        """Return an array with the run axis and the named axes, the others of length one."""
        named = ("run", *axes.split())
        lengths = self.size._asdict().items()
        return self.of([n if axis in named else 1 for axis, n in lengths], low, high)

    def parameter(self, low: float, high: float) -> Floats:
        """Return a parameter that differs by run only."""
        return self("", low, high)

    def of(self, shape: list[int], low: float = 0.0, high: float = 1.0) -> Floats:
        """Return an array of the given shape, its first axis side by side in memory."""
        return frozen(lay_out(self._random.uniform(low, high, (*shape[1:], shape[0]))))

    def shares(self, axes: str) -> Floats:
        """Return shares that sum to one over the last axis."""
        amount = self(axes, 0.05, 1.0)
        return frozen(amount / amount.sum(axis=-1, keepdims=True))

    def switches(self, axes: str) -> Floats:
        """Return an array of zeros and ones."""
        return frozen(np.round(self(axes)))


class Case(NamedTuple):
    """A rule, what it may be given, and its slow twin, written from the docstring."""

    rule: Callable[..., Any]
    arguments: Callable[[Numbers], tuple[Any, ...]]
    twin: Callable[..., Any]
    rtol: float = 1e-12

    @property
    def name(self) -> str:
        """File and name of the rule."""
        return f"{self.rule.__module__.rpartition('.')[2]}.{self.rule.__name__}"


def at(array: Floats, *place: int) -> float:
    """One number; an axis of length one stands for every place on it."""
    short = tuple(0 if n == 1 else i for i, n in zip(place, array.shape, strict=True))
    return float(array[short])


def by_place(shape: tuple[int, ...], scalar: Callable[..., float]) -> Floats:
    """An array filled one number at a time: scalar(run, power, state, last)."""
    values = [scalar(*place) for place in product(*(range(n) for n in shape))]
    return np.array(values).reshape(shape)


def cell_by_cell(scalar: Callable[..., float], *given: Floats) -> Floats:
    """The scalar formula applied to every place of its arguments alone."""
    shape = np.broadcast_shapes(*(array.shape for array in given))
    return by_place(shape, lambda *place: scalar(*(at(array, *place) for array in given)))


def total(count: int, term: Callable[[int], float]) -> float:
    """Sum of term(0) to term(count - 1)."""
    return fsum(term(i) for i in range(count))


def leaves(value: Any) -> list[Any]:
    """All arrays in a value, in order."""
    found: list[Any] = []
    change_leaves(value, lambda array: found.append(array) or array)
    return found


def change_leaves(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same value with every array in it changed."""
    if hasattr(value, "shape"):
        return change(value)
    if isinstance(value, Mapping):
        return {key: change_leaves(each, change) for key, each in value.items()}
    if isinstance(value, tuple):
        parts = [change_leaves(each, change) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def frozen(array: Floats) -> Floats:
    """The array, closed to writing."""
    array.setflags(write=False)
    return array


def cell(value: float) -> Floats:
    """One number in one run."""
    return frozen(np.full((1, 1, 1, 1), float(value)))


def cells(*values: float) -> tuple[Floats, ...]:
    """Several numbers, each in one run."""
    return tuple(cell(value) for value in values)


def row(*values: float) -> Floats:
    """Numbers along the last axis: (1, 1, 1, n)."""
    return frozen(np.array(values, dtype=float).reshape(1, 1, 1, -1))


def column(*values: float) -> Floats:
    """Numbers along the power axis: (1, n, 1, 1)."""
    return frozen(np.array(values, dtype=float).reshape(1, -1, 1, 1))


def grid(values: list[Any]) -> Floats:
    """Numbers of one run from nested lists (power, state, last)."""
    return frozen(np.array([values], dtype=float))


def floats(low: float, high: float) -> SearchStrategy[float]:
    """Ordinary numbers between two ends."""
    return st.floats(low, high, allow_subnormal=False)


def grids(low: float, high: float, *shape: int) -> SearchStrategy[Floats]:
    """Arrays of ordinary numbers, (2 runs, 3 powers, 2 states, 4) unless told."""
    return arrays(np.float64, shape or (2, 3, 2, 4), elements=floats(low, high)).map(frozen)
