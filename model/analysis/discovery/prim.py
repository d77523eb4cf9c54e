"""PRIM: the box in which a condition holds most often, found by patient peeling.

Friedman and Fisher (1999), as used for scenario discovery by Bryant and Lempert (2010). From all
cases, thin slices are peeled off one end of one input at a time: the slice whose loss raises the
density most for the cases that it costs. The walk from all cases to few is the trade-off between
coverage and density; the box where both are best together is taken, limits that chance explains
are given back, and its sides are pushed out again where that costs no density. Then the next box
is looked for in what is left.

Written here because the EMA workbench, whose PRIM is the one in use, weighs 160 MB with what it
needs and takes two seconds to import. A test holds the two side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.discovery.boxes import EVERY, Box, Limit, Span, chance, inside, measure_box
from model.analysis.discovery.discovery_cases import Cases
from model.analysis.discovery.holdout import LEAST_GAIN, Holdout, enough, hold_out

PEEL = 0.05
"""Share of the cases in the box that one slice takes away, about."""

LEAST_MASS = 0.01
"""Share of all cases below which a box is not made smaller."""

BY_CHANCE = 0.05
"""Likelihood from which on a limit is given back as explained by chance."""

MOST_BOXES = 3
LEAST_COVERAGE = 0.05
"""Share of all hits that a further box must catch to be told."""


class Discovery(NamedTuple):
    """What was found: boxes, each with what it catches of all hits, and the walk to the first.

    together: all boxes as one; holdout: how a first box found on each half does on the other, None
    where there are too few cases; chances: likelihood by limit of the first box.
    """

    cases: Cases
    boxes: tuple[Box, ...]
    walk: tuple[Box, ...]
    together: Box
    holdout: Holdout | None
    chances: Mapping[str, float]

    @property
    def stands(self) -> bool:
        """Whether there is a box, and nothing says that chance explains it."""
        return bool(self.boxes) and (self.holdout is None or self.holdout.stands)


def discover(cases: Cases) -> Discovery:
    """Return up to three boxes in which the condition holds much more often than elsewhere."""
    boxes: list[Box] = []
    walk: tuple[Box, ...] = ()
    left = np.ones(cases.size, dtype=bool)
    while len(boxes) < MOST_BOXES and enough(rest := cases.take(left)):
        path = peel(rest)
        limits = tidy(best_of(path).limits, rest)
        box = measure_box(limits, cases)
        fresh = measure_box(limits, rest)
        caught = fresh.coverage * rest.hit.sum() / max(int(cases.hit.sum()), 1)
        if not limits or fresh.density < LEAST_GAIN * cases.share or caught < LEAST_COVERAGE:
            break
        walk = walk or path
        boxes.append(box)
        left &= ~inside(limits, cases)
    chances = {name: chance(box.limits, name, cases) for box in boxes[:1] for name in box.limits}
    holdout = hold_out(cases, find_first)
    return Discovery(cases, tuple(boxes), walk, union(boxes, cases), holdout, chances)


def find_first(cases: Cases) -> dict[str, Limit]:
    """Return the limits of the first box."""
    return tidy(best_of(peel(cases)).limits, cases)


def peel(cases: Cases) -> tuple[Box, ...]:
    """Return the boxes on the way from all cases to few."""
    limits: dict[str, Limit] = {}
    path = [measure_box(limits, cases)]
    within = np.ones(cases.size, dtype=bool)
    while path[-1].density < 1.0:
        found = best_slice(limits, cases, within)
        if found is None:
            break
        name, limit = found
        limits = {**limits, name: limit}
        within = within & inside({name: limit}, cases)
        path.append(measure_box(limits, cases))
    return tuple(path)


def best_slice(
    limits: Mapping[str, Limit], cases: Cases, within: NDArray[np.bool_]
) -> tuple[str, Limit] | None:
    """Return the input and its new limit whose slice raises density most per case lost."""
    hit = cases.hit[within]
    held, density = len(hit), float(hit.mean())
    best: tuple[float, str, Limit] | None = None
    for name, every in cases.inputs.items():
        values = every[within]
        for limit, keep in slices(values, limits.get(name, EVERY)):
            kept = int(keep.sum())
            if kept < LEAST_MASS * cases.size or kept == held:
                continue
            gain = (float(hit[keep].mean()) - density) / (held - kept)
            if best is None or gain > best[0]:
                best = (gain, name, limit)
    return None if best is None else (best[1], best[2])


def slices(values: NDArray[np.generic], limit: Limit) -> Iterator[tuple[Limit, NDArray[np.bool_]]]:
    """Yield the ways to peel one input: a little off the bottom or the top, or one word."""
    if values.dtype.kind in "US":
        words = frozenset(str(word) for word in np.unique(values))
        for word in sorted(words) if len(words) > 1 else ():
            yield words - {word}, values != word
        return
    span = limit if isinstance(limit, Span) else EVERY
    numbers = values.astype(np.float64)
    last = len(numbers) - 1
    step = max(round(PEEL * len(numbers)), 1)
    if step > last:
        return
    ordered = np.partition(numbers, (step, last - step))
    low, high = ordered[step], ordered[last - step]
    if low == numbers.min():
        above = numbers[numbers > low]
        low = above.min() if len(above) else low
    if high == numbers.max():
        below = numbers[numbers < high]
        high = below.max() if len(below) else high
    yield Span(float(low), span.high), numbers >= low
    yield Span(span.low, float(high)), numbers <= high


def best_of(path: tuple[Box, ...]) -> Box:
    """Return the box where coverage and density are best together: 2 c d / (c + d)."""
    return max(path, key=lambda box: (balance(box), -len(box.limits)))


def balance(box: Box) -> float:
    """Return the harmonic mean of coverage and density of a box."""
    return harmonic(box.coverage, box.density)


def harmonic(one: float, other: float) -> float:
    """Return the harmonic mean of two numbers of 0 or more."""
    return 2 * one * other / (one + other) if one + other else 0.0


def tidy(limits: Mapping[str, Limit], cases: Cases) -> dict[str, Limit]:
    """Give back limits that chance explains or that hold nothing out, and push sides out."""
    kept = dict(limits)
    while idle := [name for name in kept if is_idle(name, kept, cases)]:
        del kept[max(idle, key=lambda name: (balance_without(kept, name, cases), name))]
    return paste(kept, cases)


def is_idle(name: str, limits: Mapping[str, Limit], cases: Cases) -> bool:
    """Tell whether chance explains a limit, or the box is as good without it."""
    if chance(limits, name, cases) > BY_CHANCE:
        return True
    return balance_without(limits, name, cases) >= balance(measure_box(limits, cases))


def balance_without(limits: Mapping[str, Limit], name: str, cases: Cases) -> float:
    """Return the balance of a box without one of its limits."""
    return balance(measure_box({k: v for k, v in limits.items() if k != name}, cases))


def paste(limits: Mapping[str, Limit], cases: Cases) -> dict[str, Limit]:
    """Push each side of a box out by a slice as long as coverage and density gain together."""
    kept = dict(limits)
    grown = True
    while grown:
        grown = False
        for name, limit in list(kept.items()):
            for wider in wider_limits(name, limit, kept, cases):
                grown_box = {**kept, name: wider}
                if balance(measure_box(grown_box, cases)) > balance(measure_box(kept, cases)):
                    kept, grown = grown_box, True
                    break
    return kept


def wider_limits(
    name: str, limit: Limit, limits: Mapping[str, Limit], cases: Cases
) -> Iterator[Limit]:
    """Yield one limit pushed out by a slice, to each side."""
    others = {key: value for key, value in limits.items() if key != name}
    values = cases.inputs[name][inside(others, cases)]
    if not isinstance(limit, Span):
        for word in sorted({str(word) for word in values} - limit):
            yield limit | {word}
        return
    numbers = np.sort(values.astype(np.float64))
    held = int(((numbers >= limit.low) & (numbers <= limit.high)).sum())
    step = max(round(PEEL * held), 1)
    first = int(np.searchsorted(numbers, limit.low, side="left"))
    last = int(np.searchsorted(numbers, limit.high, side="right"))
    if first > 0:
        low = float(numbers[first - step]) if first > step else -np.inf
        yield Span(low, limit.high)
    if last < len(numbers):
        high = float(numbers[last + step - 1]) if last + step < len(numbers) else np.inf
        yield Span(limit.low, high)


def union(boxes: list[Box], cases: Cases) -> Box:
    """Return what all boxes hold together; its limits are left empty."""
    within = np.zeros(cases.size, dtype=bool)
    for box in boxes:
        within |= inside(box.limits, cases)
    caught, hits = int((within & cases.hit).sum()), int(cases.hit.sum())
    held = int(within.sum())
    return Box(
        {},
        caught / hits if hits else 0.0,
        caught / held if held else 0.0,
        held / max(cases.size, 1),
        held,
    )
