"""What two inputs of a grid do, each alone and together, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.answer_parts import Gridded
from model.analysis.answers.outcome_names import about, capital, join_words, on, percent, view_of
from model.analysis.units import Shown
from model.analysis.wording import Names, decimals, number, quantity, signed


def describe_grids(gridded: Sequence[Gridded], names: Names) -> list[str]:
    """Say what pairs of inputs do; outcomes to which they make no difference are told together."""
    lines: list[str] = []
    little: dict[tuple[str, str, str], list[str]] = {}
    for one in last_grids(gridded):
        view = view_of(one.series)
        if view.scale * float(np.ptp(one.grid.means)) < view.least:
            least = quantity(f"{view.least:g}", view.change)
            key = (one.grid.row, one.grid.column, least)
            little.setdefault(key, []).append(f"{about(one.series, names)}{on(one.date)}")
        else:
            lines.append(describe_grid(one, names))
    return [*lines, *describe_little(little)]


def last_grids(gridded: Sequence[Gridded]) -> list[Gridded]:
    """Return the grids at the last date of each outcome and pair of inputs."""
    found = {(one.series.name, one.grid.row, one.grid.column): one for one in gridded}
    return list(found.values())


def describe_little(little: dict[tuple[str, str, str], list[str]]) -> Iterator[str]:
    """Say to which outcomes two inputs make next to no difference."""
    for (row, column, least), whats in little.items():
        yield (
            f"{row} and {column} make next to no difference to {join_words(whats)}: less than "
            f"{least} between any two cells."
        )


def describe_grid(one: Gridded, names: Names) -> str:
    """Say what each of two inputs does alone, and whether they do more together."""
    grid, view = one.grid, view_of(one.series)
    what = f"{about(one.series, names)}{on(one.date)}"
    if not math.isfinite(grid.synergy[0]):
        return f"{grid.row} x {grid.column}: too many runs failed to tell what they do to {what}."
    alone = [
        describe_alone(name, labels, view.scale * grid.means.mean(axis=axis), view)
        for name, labels, axis in ((grid.row, grid.rows, 1), (grid.column, grid.columns, 0))
    ]
    return f"{capital(what)}: {'; '.join(alone)}. {describe_together(one, what)}"


def headline(one: Gridded, names: Names) -> str:
    """Return the finding of the figure: whether two inputs matter, and whether they act "
    "together."""
    grid, view = one.grid, view_of(one.series)
    what = f"{about(one.series, names)}{on(one.date)}"
    if not math.isfinite(grid.synergy[0]):
        return f"{grid.row} x {grid.column}: too many runs failed to tell what they do to {what}"
    if view.scale * float(np.ptp(grid.means)) < view.least:
        return f"{grid.row} and {grid.column} make next to no difference to {what}"
    together = describe_together(one, what).partition(":")[0].rstrip(".")
    return together if what in together else f"{together} to {what}"


def describe_alone(
    name: str, labels: Sequence[str], means: NDArray[np.float64], view: Shown
) -> str:
    """Say what an input does from its first value to its last, over all values of the other."""
    low, high = float(means[0]), float(means[-1])
    if float(np.ptp(means)) < view.least:
        return f"{name} makes next to no difference"
    places = min(decimals(float(means.min()), float(means.max()), view.decimals) + 1, 6)
    ends = f"from {number(low, places)} to {quantity(number(high, places), view.unit)}"
    return f"{name} from {labels[0]} to {labels[-1]} takes it {ends}"


def describe_together(one: Gridded, what: str) -> str:
    """Say what the far corner brings beyond the two inputs added up."""
    grid, view = one.grid, view_of(one.series)
    middle, low, high = (view.scale * part for part in grid.synergy)
    places = decimals(low, high, view.decimals) if high > low else view.decimals
    corner = f"{grid.row} {grid.rows[-1]} with {grid.column} {grid.columns[-1]}"
    if max(abs(middle), abs(low), abs(high)) < view.least:
        return f"{grid.row} and {grid.column} do about what each does alone."
    spread = ""
    if grid.cases > 1:
        spread = f" (90 % of {grid.cases} settings {signed(low, places)} to {signed(high, places)})"
    size = quantity(signed(middle, places), view.change)
    brings = f"{corner} brings {size}{spread} beyond the two added up"
    part = f"{percent(grid.part)} of the variance between cells is not additive"
    if abs(middle) < view.least or low < 0 < high:
        return f"{grid.row} and {grid.column} do about what each does alone: {brings}; {part}."
    return f"{grid.row} and {grid.column} act together on {what}: {brings}; {part}."
