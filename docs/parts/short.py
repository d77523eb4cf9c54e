"""What the shipped sweeps tell, in short: from the answers alone, so that nothing goes stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from model.analysis.answers.answer_parts import Answers, Drivers, Gridded, Levered
from model.analysis.answers.outcome_names import about, capital, join_words, on, view_of
from model.analysis.drivers.words import describe_spread, percent_of, sum_groups
from model.analysis.grids.words import last_grids
from model.analysis.levers.words import by_lever, is_clear, loses_little
from model.analysis.wording import Names, number, quantity

FEW = 4
"""Factors that are named."""


def describe_drivers_short(answers: Answers, names: Names) -> str:
    """What drives each outcome: by group, and the largest single factors."""
    return "\n\n".join(_describe_driver(one, names) for one in answers.drivers)


def _describe_driver(one: Drivers, names: Names) -> str:
    place = one.indices.turns.index(one.dates[-1])
    found = one.indices
    sums = sorted(sum_groups(one, place).items(), key=lambda pair: -pair[1])
    groups = [f"{name} {percent_of(size)}" for name, size in sums]
    groups.append(f"all that was not varied {percent_of(max(float(found.rest[place]), 0.0))}")
    order = [int(k) for k in np.argsort(-found.total[place], kind="stable")[:FEW]]
    factors = [f"{found.factors[k]} {percent_of(found.total[place, k])}" for k in order]
    what = f"{about(one.series, names)}{on(one.dates[-1])}"
    return (
        f"**{capital(what)}** ({describe_spread(one, place)}). Of its variance: "
        f"{', '.join(groups)}. The largest single factors, with what they do together with others: "
        f"{', '.join(factors)}."
    )


def describe_levers_short(answers: Answers, names: Names) -> str:
    """Which alternative of each lever holds up by its goal, and what the others lose."""
    return "\n".join(
        f"- {_describe_lever(dates[-1], names)}" for dates in by_lever(answers.levered)
    )


def _describe_lever(one: Levered, names: Names) -> str:
    table, view = one.robustness, view_of(one.series)
    best, *others = table.rows
    what = f"**{table.lever}**, by {about(one.series, names)}{on(one.date)}"
    if loses_little(one):
        return f"{what}: the alternatives make next to no difference."
    lost = []
    for row in others:
        size = view.scale * row.mean_regret
        amount = quantity(number(size, 2), view.change)
        little = size < view.least
        lost.append(f"'{row.alternative}' loses {'hardly anything' if little else amount}")
    sure = "" if is_clear(one) else " (not told apart from the next)"
    return f"{what}: '{best.alternative}'{sure}; on average {join_words(lost)}."


def describe_grids_short(answers: Answers, names: Names) -> str:
    """Which input of the grid moves what, and whether the two act together on anything."""
    lines = [f"- {_describe_grid(one, names)}" for one in last_grids(answers.gridded)]
    return "\n".join(lines)


def _describe_grid(one: Gridded, names: Names) -> str:
    grid, view = one.grid, view_of(one.series)
    moved = [
        f"{name} moves it by {quantity(number(size, 2), view.change)}"
        for name, axis in ((grid.row, 1), (grid.column, 0))
        if (size := view.scale * float(np.ptp(grid.means.mean(axis=axis)))) >= view.least
    ]
    together = view.scale * max(abs(part) for part in grid.synergy) >= view.least
    joint = "; the two act together" if together else "; neither makes the other matter more"
    what = f"**{about(one.series, names)}**{on(one.date)}"
    return f"{what}: {join_words(moved) + joint if moved else 'neither moves it'}."


SHORT: Mapping[str, Callable[[Answers, Names], str]] = {
    "japan-share": describe_drivers_short,
    "policies-hold-up": describe_levers_short,
    "corridor-and-controls": describe_grids_short,
}
"""How each sweep is told in short."""
