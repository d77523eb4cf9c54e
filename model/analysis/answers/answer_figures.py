"""All figures of the answers to a sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from model.analysis.answers.answer_parts import Answers, Levered
from model.analysis.answers.answer_tables import name_of
from model.analysis.answers.figure_names import all_different, file_name
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
    """Return the name of each figure, no two alike, and what draws it."""
    found = list(list_figures(answers, names, facts))[:MOST]
    draws = [draw for _, draw in found]
    return list(zip(all_different(name for name, _ in found), draws, strict=True))


def list_figures(answers: Answers, names: Names, facts: Facts) -> Iterator[tuple[str, Draw]]:
    """Yield name and drawing of what was found; a name says what is shown, and of what.

    Levers and grids are drawn at the last date; the tables hold the others.
    """
    for driver in answers.drivers:
        of = (driver.series.name, driver.block)
        yield file_name("drivers", *of), partial(draw_drivers, driver, names, facts)
        yield file_name("enough-runs", *of), partial(draw_growth, driver, names, facts)
    for screened in answers.screened:
        of = (screened.series.name, screened.block)
        yield file_name("screening", *of), partial(draw_screening, screened, names, facts)
    for match in answers.correlations:
        name = file_name("goes-with", name_of(match.subject), match.date)
        yield name, partial(draw_correlations, match, names, facts)
    for found in answers.found:
        if found.discovery.stands:
            yield file_name("boxes", found.judged.text), partial(draw_boxes, found, facts)
        if found.tree_stands:
            yield file_name("tree", found.judged.text), partial(draw_tree, found, facts)
    for levered in last_levers(answers):
        if levered.robustness.rows:
            name = file_name("lever", levered.robustness.lever, levered.series.name)
            yield name, partial(draw_lever, levered, names, facts)
    for gridded in last_grids(answers.gridded):
        if gridded.grid.cases:
            name = file_name(
                "grid", gridded.grid.row, "by", gridded.grid.column, gridded.series.name
            )
            yield name, partial(draw_grid, gridded, names, facts)


def last_levers(answers: Answers) -> list[Levered]:
    """Return what was found of each lever and outcome at the last date."""
    return [dates[-1] for dates in by_lever(answers.levered)]
