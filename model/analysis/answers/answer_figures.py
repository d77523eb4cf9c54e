"""All figures of the answers to a sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from model.analysis.answers.answer_parts import Answers, Levered
from model.analysis.correlation.figure import draw_correlations
from model.analysis.discovery.figure import draw_boxes
from model.analysis.discovery.tree_figure import draw_tree
from model.analysis.drivers.figure import draw_drivers, draw_growth
from model.analysis.grids.figure import draw_grid
from model.analysis.grids.words import last_grids
from model.analysis.levers.figure import draw_lever
from model.analysis.levers.words import by_lever
from model.analysis.screening.figure import draw_screening
from model.analysis.wording import Names
from model.figures.page import Facts
from model.figures.parts import Figure

Draw = Callable[[], Figure]

MOST = 40
"""Figures that are drawn at most; the tables hold the rest."""


def plan_figures(answers: Answers, names: Names, facts: Facts) -> list[tuple[str, Draw]]:
    """Return the name of each figure and what draws it."""
    return list(list_figures(answers, names, facts))[:MOST]


def list_figures(answers: Answers, names: Names, facts: Facts) -> Iterator[tuple[str, Draw]]:
    """Yield name and drawing of what was found, numbered within its kind.

    Levers and grids are drawn at the last date; the tables hold the others.
    """
    for n, driver in enumerate(answers.drivers, start=1):
        yield f"drivers-{n}", lambda one=driver: draw_drivers(one, names, facts)  # type: ignore[misc]
        yield f"enough-runs-{n}", lambda one=driver: draw_growth(one, names, facts)  # type: ignore[misc]
    for n, screened in enumerate(answers.screened, start=1):
        yield f"screening-{n}", lambda one=screened: draw_screening(one, names, facts)  # type: ignore[misc]
    for n, match in enumerate(answers.correlations, start=1):
        yield f"goes-with-{n}", lambda one=match: draw_correlations(one, names, facts)  # type: ignore[misc]
    for n, found in enumerate(answers.found, start=1):
        if found.discovery.stands:
            yield f"boxes-{n}", lambda one=found: draw_boxes(one, facts)  # type: ignore[misc]
        if found.tree_stands:
            yield f"tree-{n}", lambda one=found: draw_tree(one, facts)  # type: ignore[misc]
    for n, levered in enumerate(last_levers(answers), start=1):
        if levered.robustness.rows:
            yield f"lever-{n}", lambda one=levered: draw_lever(one, names, facts)  # type: ignore[misc]
    for n, gridded in enumerate(last_grids(answers.gridded), start=1):
        if gridded.grid.cases:
            yield f"grid-{n}", lambda one=gridded: draw_grid(one, names, facts)  # type: ignore[misc]


def last_levers(answers: Answers) -> list[Levered]:
    """Return what was found of each lever and outcome at the last date."""
    return [dates[-1] for dates in by_lever(answers.levered)]
