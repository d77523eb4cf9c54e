"""All answers that a sweep's design allows, one piece of work after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.answer_parts import (
    Answers,
    Drivers,
    Found,
    GoesWith,
    Gridded,
    Levered,
    Screened,
)
from model.analysis.answers.design_patterns import DesignError
from model.analysis.answers.questions import Questions, told_turns
from model.analysis.correlation.find import Draws, correlate_with_all
from model.analysis.discovery.discovery_cases import make_cases
from model.analysis.discovery.holdout import hold_out
from model.analysis.discovery.prim import discover
from model.analysis.discovery.tree import find_best_leaf, grow_tree
from model.analysis.drivers.convergence import (
    check_indices,
    check_screening,
    grow,
)
from model.analysis.drivers.find import find_indices, find_pairs
from model.analysis.grids.find import gridded, make_grid
from model.analysis.levers.find import judge_options, make_options
from model.analysis.screening.find import screen
from model.experiments.conditions.judge import Judged
from model.experiments.conditions.sample import Block, Sample, blocks
from model.experiments.conditions.series import Series
from model.experiments.sweeps.dice import GROUP

MOST_GRIDS = 3
"""Pairs of inputs of a grid that are looked at."""

MOST_BLOCKS = 6
"""Scenarios and alternatives for which indices are worked out one by one."""


Piece = Callable[[], Answers]


def plan_answers(sample: Sample, questions: Questions, draws: Draws | None = None) -> list[Piece]:
    """Return the pieces of work that answer the questions; each returns what it found.

    draws: what the runs drew, where that can be told.
    """
    pieces: list[Piece] = []
    for series in questions.series:
        pieces += list(plan_factors(sample, series, questions))
        pieces += list(plan_given(sample, series, questions, draws))
        pieces += list(plan_grids(sample, series, questions))
        pieces += list(plan_levers(sample, series, questions))
    for condition in questions.where:
        pieces.append(lambda one=condition: find_where(sample, one))  # type: ignore[misc]
        pieces += list(plan_given(sample, condition, questions, draws))
    return pieces


def join_answers(parts: list[Answers]) -> Answers:
    """Put together what the pieces found, each note once."""
    joined = Answers(*(tuple(one for each in column for one in each) for column in zip(*parts, strict=True)))  # fmt: skip  # noqa: E501
    return joined._replace(notes=tuple(dict.fromkeys(joined.notes)))


def plan_factors(sample: Sample, series: Series, questions: Questions) -> Iterator[Piece]:
    """Yield what a Sobol or a Morris design allows to be asked."""
    work = {"sobol": find_drivers, "morris": find_screened}.get(sample.design)
    if work is None:
        return
    dates = questions.dates[series.name]
    for block in blocks(sample)[:MOST_BLOCKS]:

        def piece(block: Block = block) -> Answers:
            try:
                return work(sample, series, block, dates)
            except DesignError as error:
                return Answers(notes=(f"{sample.design} indices: {error}.",))

        yield piece


def find_drivers(sample: Sample, series: Series, block: Block, dates: tuple[str, ...]) -> Answers:
    """Return the Sobol indices of one outcome in one block, and whether they can be trusted."""
    turns = told_turns(series, dates)
    values = at_turns(series, turns)[block.rows]
    table, problem = sample.table[block.rows], sample.problem
    indices = find_indices(values, table, problem, turns)
    places = [turns.index(date) for date in dates]
    pairs = find_pairs(values[:, places], table, problem, dates)
    verdicts = [check_indices(values, table, problem, indices, date) for date in dates]
    last = values[:, places[-1:]]
    growth = grow(last, table, problem, dates[-1])
    apart = sample.dice == GROUP
    found = Drivers(
        series, block.label, dates, indices, pairs, tuple(verdicts), growth, apart, sample.groups
    )
    return Answers(drivers=(found,))


def find_screened(sample: Sample, series: Series, block: Block, dates: tuple[str, ...]) -> Answers:
    """Return the Morris effects on one outcome in one block, and whether they can be trusted."""
    turns = told_turns(series, dates)
    values = at_turns(series, turns)[block.rows]
    table, problem = sample.table[block.rows], sample.problem
    screening = screen(values, table, problem, turns)
    verdicts = [check_screening(values, table, problem, screening, date) for date in dates]
    return Answers(screened=(Screened(series, block.label, dates, screening, tuple(verdicts)),))


def plan_given(
    sample: Sample, subject: Series | Judged, questions: Questions, draws: Draws | None
) -> Iterator[Piece]:
    """Yield what an outcome goes with at its last date, or whether a condition holds."""
    if draws is None:
        return
    if isinstance(subject, Judged):
        date, values = subject.dated, subject.holds
    else:
        date = questions.dates[subject.name][-1]
        values = subject.values[..., subject.turns.index(date)]

    def piece() -> Answers:
        found = correlate_with_all(sample, draws, values)
        return Answers(correlations=() if found is None else (GoesWith(subject, date, found),))

    yield piece


def plan_grids(sample: Sample, series: Series, questions: Questions) -> Iterator[Piece]:
    """Yield the interaction of each pair of inputs of a grid at each date."""
    if sample.design not in ("factorial", "list"):
        return
    for row, column in gridded(sample)[:MOST_GRIDS]:
        for date in questions.dates[series.name]:

            def piece(row: str = row, column: str = column, date: str = date) -> Answers:
                values = series.values[..., series.turns.index(date)]
                return Answers(gridded=(Gridded(series, date, make_grid(sample, row, column, values)),))  # fmt: skip  # noqa: E501

            yield piece


def plan_levers(sample: Sample, series: Series, questions: Questions) -> Iterator[Piece]:
    """Yield how the alternatives of each lever hold up by an outcome, at each date.

    A lever with goals of its own is judged by those alone.
    """
    for lever, words in sample.levers.items():
        goals = questions.aims[lever].goals if lever in questions.aims else ()
        if len(np.unique(words)) < 2 or (goals and series.name not in goals):
            continue
        for date in questions.dates[series.name]:

            def piece(lever: str = lever, date: str = date) -> Answers:
                return judge_lever(sample, series, lever, date, questions)

            yield piece


def judge_lever(
    sample: Sample, series: Series, lever: str, date: str, questions: Questions
) -> Answers:
    """Return how the alternatives of one lever hold up by one outcome at one date."""
    values = series.means[:, series.turns.index(date)]
    judged = questions.aims[lever].enough if lever in questions.aims else None
    enough = None if judged is None else judged.holds.mean(axis=1)
    options = make_options(sample, lever, values, enough)
    higher = series.name not in questions.lower
    found = Levered(series, date, options, judge_options(options, higher=higher))
    return Answers(levered=(found,))


def find_where(sample: Sample, judged: Judged) -> Answers:
    """Return where a condition holds."""
    cases = make_cases(sample, judged.holds)
    if not 0 < cases.share < 1 or not cases.inputs:
        return Answers(found=(Found(judged, discover(cases), None),))
    holdout = hold_out(cases, find_best_leaf)
    return Answers(found=(Found(judged, discover(cases), grow_tree(cases), holdout),))


def at_turns(series: Series, turns: tuple[str, ...]) -> NDArray[np.float64]:
    """Return the mean over replications at some turns (experiment, turn)."""
    places = [series.turns.index(turn) for turn in turns]
    return np.asarray(series.means[:, places])
