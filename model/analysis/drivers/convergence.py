"""Whether a sweep was large enough for what is read from it.

Judged by the width of intervals from resampled runs, and by the order of the factors, in the
manner of Sarrazin, Pianosi and Wagener (2016); how narrow is narrow enough is our choice.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.drivers.find import Indices, find_indices
from model.analysis.screening.find import Screening, screen

NARROW = 0.05
"""Half-width of the 95 % interval of every ST up to which sizes are called settled: our choice."""

MATTERS = 0.05
"""ST from which on a factor is said to matter; half of the width above."""

ODD = 0.05
"""How far S1 may exceed ST, or fall below 0, beyond their intervals before it is called odd."""


class Growth(NamedTuple):
    """Indices at one turn from ever more groups: arrays (step, factor)."""

    groups: tuple[int, ...]
    total: NDArray[np.float64]
    error: NDArray[np.float64]


class Verdict(NamedTuple):
    """Whether a sweep was large enough at one turn.

    settled: sizes can be read; ranked: the factors that matter stand in the same order in both
    halves; widest: the widest half-interval of ST, of the factor `loosest`; apart: the largest
    difference of an ST between the halves; needed: groups, or walks, that would about do, 0 if
    there are enough; odd: signs that the estimates cannot be right yet.
    """

    turn: str
    groups: int
    settled: bool
    ranked: bool
    widest: float
    loosest: str
    apart: float
    needed: int
    odd: tuple[str, ...]


def check_indices(
    values: NDArray[np.float64],
    table: NDArray[np.float64],
    problem: Mapping[str, Any],
    whole: Indices,
    turn: str,
) -> Verdict:
    """Judge Sobol indices at one turn: by their intervals, and by what each half alone says."""
    place = whole.turns.index(turn)
    at = values[:, place : place + 1]
    middle = whole.groups // 2
    halves = [
        find_indices(at, table, problem, [turn], part).total[0]
        for part in (slice(0, middle), slice(middle, 2 * middle))
    ]
    total, error = whole.total[place], whole.total_error[place]
    widest, loosest = widest_of(error, whole.factors)
    settled = bool(widest <= NARROW)
    return Verdict(
        turn,
        whole.groups,
        settled,
        same_order(halves, total, np.nan_to_num(error, nan=math.inf), MATTERS),
        widest,
        loosest,
        largest_gap(halves),
        0 if settled else needed(whole.groups, widest, NARROW),
        tuple(find_odd(whole, place)),
    )


def check_screening(
    values: NDArray[np.float64],
    table: NDArray[np.float64],
    problem: Mapping[str, Any],
    whole: Screening,
    turn: str,
) -> Verdict:
    """Judge a screening at one turn; widths are measured against the largest mu*."""
    place = whole.turns.index(turn)
    at = values[:, place : place + 1]
    middle = whole.walks // 2
    size = whole.size[place]
    top = float(np.nanmax(size)) if np.isfinite(size).any() else math.nan
    scale = top if top > 0 else 1.0
    halves = [
        screen(at, table, problem, [turn], part).size[0] / scale
        for part in (slice(0, middle), slice(middle, 2 * middle))
    ]
    error = whole.size_error[place] / scale
    widest, loosest = widest_of(error, whole.factors)
    wide = 4 * NARROW
    settled = bool(widest <= wide)
    return Verdict(
        turn,
        whole.walks,
        settled,
        same_order(halves, size / scale, np.nan_to_num(error, nan=math.inf), MATTERS),
        widest,
        loosest,
        largest_gap(halves),
        0 if settled else needed(whole.walks, widest, wide),
        (),
    )


def widest_of(error: NDArray[np.float64], factors: Sequence[str]) -> tuple[float, str]:
    """Return the widest half-interval and whose it is; infinite where one cannot be told."""
    if not np.isfinite(error).all() or not len(error):
        return math.inf, ""
    place = int(error.argmax())
    return float(error[place]), factors[place]


def needed(groups: int, widest: float, allowed: float) -> int:
    """Return groups that would about do: n * (width / allowed)^2; twice as many if unknown."""
    if not math.isfinite(widest):
        return 2 * max(groups, 1)
    return math.ceil(groups * (widest / allowed) ** 2)


def largest_gap(halves: Sequence[NDArray[np.float64]]) -> float:
    """Return the largest difference between the halves; infinite where one has no answer."""
    gap = np.abs(halves[0] - halves[1])
    return float(gap.max()) if len(gap) and np.isfinite(gap).all() else math.inf


def same_order(
    halves: Sequence[NDArray[np.float64]],
    whole: NDArray[np.float64],
    error: NDArray[np.float64],
    matters: float,
) -> bool:
    """Tell whether both halves put the factors that matter in the order of the whole.

    Two factors whose intervals overlap are tied, so their order is not asked for.
    """
    if not all(np.isfinite(part).all() for part in (*halves, whole)):
        return False
    count = len(whole)
    for one in range(count):
        for other in range(count):
            clear = whole[one] - error[one] > whole[other] + error[other]
            if clear and whole[one] >= matters and not all(h[one] > h[other] for h in halves):
                return False
    return True


def find_odd(indices: Indices, place: int) -> list[str]:
    """Return what no true indices can be: S1 below 0, S1 above ST, S1 adding up to more than 1."""
    odd = []
    first, total = indices.first[place], indices.total[place]
    slack = indices.first_error[place] + indices.total_error[place] + ODD
    for name, one, whole, room in zip(indices.factors, first, total, slack, strict=True):
        if one < -room:
            odd.append(f"S1 of {name} is {one:.2f}, below 0")
        if one > whole + room:
            odd.append(f"S1 of {name} is {one:.2f}, above its ST of {whole:.2f}")
    room = float(np.sqrt((indices.first_error[place] ** 2).sum())) + ODD
    if first.sum() > 1 + room:
        odd.append(f"S1 add up to {first.sum():.2f}, above 1")
    return odd


def grow(
    values: NDArray[np.float64],
    table: NDArray[np.float64],
    problem: Mapping[str, Any],
    turn: str,
    steps: int = 6,
) -> Growth:
    """Return ST at one turn, values (row, 1), from an eighth of the groups to all of them."""
    everything = find_indices(values, table, problem, [turn])
    counts = np.unique(np.geomspace(max(everything.groups / 8, 4), everything.groups, steps))
    sizes = sorted({int(count) for count in counts if count <= everything.groups})
    parts = [find_indices(values, table, problem, [turn], slice(0, size)) for size in sizes]
    return Growth(
        tuple(sizes),
        np.array([part.total[0] for part in parts]),
        np.array([part.total_error[0] for part in parts]),
    )
