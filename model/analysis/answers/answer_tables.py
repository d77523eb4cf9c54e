"""Answers as tidy tables that open in a spreadsheet."""

from __future__ import annotations

import pandas as pd

from model.analysis.answers.answer_parts import (
    Answers,
    Drivers,
    GoesWith,
    Gridded,
    Levered,
    Row,
    Screened,
)
from model.analysis.answers.region_tables import box_rows, tree_rows, walk_rows
from model.experiments.conditions.judge import Judged
from model.experiments.conditions.series import Series


def tables_of(answers: Answers) -> dict[str, pd.DataFrame]:
    """Return name -> table of everything that was found; empty ones are left out."""
    rows = {
        "drivers": [row for one in answers.drivers for row in index_rows(one)],
        "drivers_together": [row for one in answers.drivers for row in pair_rows(one)],
        "screening": [row for one in answers.screened for row in screening_rows(one)],
        "goes_with": [row for one in answers.correlations for row in correlation_rows(one)],
        "enough_runs": [
            *(row for one in answers.drivers for row in verdict_rows(one, "groups")),
            *(row for one in answers.screened for row in verdict_rows(one, "walks")),
        ],
        "boxes": [row for one in answers.found for row in box_rows(one)],
        "boxes_tradeoff": [row for one in answers.found for row in walk_rows(one)],
        "tree": [row for one in answers.found for row in tree_rows(one)],
        "levers": [row for one in answers.levered for row in lever_rows(one)],
        "grids": [row for one in answers.gridded for row in grid_rows(one)],
    }
    return {name: pd.DataFrame(found) for name, found in rows.items() if found}


def index_rows(one: Drivers) -> list[Row]:
    """Return one row for each turn and factor."""
    found = one.indices
    return [
        {
            "outcome": one.series.name,
            "block": one.block,
            "turn": turn,
            "factor": factor,
            "S1": found.first[t, f],
            "S1_error": found.first_error[t, f],
            "ST": found.total[t, f],
            "ST_error": found.total_error[t, f],
            "rank_correlation": found.way[t, f],
            "not_varied": found.rest[t],
            "mean": found.mean[t],
            "variance": found.variance[t],
            "groups": found.groups,
            "dropped": found.dropped,
        }
        for t, turn in enumerate(found.turns)
        for f, factor in enumerate(found.factors)
    ]


def pair_rows(one: Drivers) -> list[Row]:
    """Return one row for each date and pair of factors."""
    pairs = one.pairs
    if pairs is None:
        return []
    count = len(pairs.factors)
    return [
        {
            "outcome": one.series.name,
            "block": one.block,
            "turn": turn,
            "factor": pairs.factors[a],
            "other": pairs.factors[b],
            "S2": pairs.second[t, a, b],
            "S2_error": pairs.error[t, a, b],
        }
        for t, turn in enumerate(pairs.turns)
        for a in range(count)
        for b in range(a + 1, count)
    ]


def screening_rows(one: Screened) -> list[Row]:
    """Return one row for each turn and factor."""
    found = one.screening
    return [
        {
            "outcome": one.series.name,
            "unit": one.series.unit,
            "block": one.block,
            "turn": turn,
            "factor": factor,
            "mu": found.mean[t, f],
            "mu_star": found.size[t, f],
            "mu_star_error": found.size_error[t, f],
            "sigma": found.spread[t, f],
            "walks": found.walks,
            "dropped": found.dropped,
        }
        for t, turn in enumerate(found.turns)
        for f, factor in enumerate(found.factors)
    ]


def correlation_rows(one: GoesWith) -> list[Row]:
    """Return one row for each number that the outcome goes with beyond chance."""
    return [
        {
            "outcome": name_of(one.subject),
            "turn": one.date,
            "number": each.name,
            "role": each.role,
            "share": each.share,
            "rank_correlation": each.way,
            "draws": one.correlations.draws,
            "looked_at": one.correlations.looked,
            "between_draws": one.correlations.part,
            **each.known,
        }
        for each in one.correlations.found
    ]


def name_of(subject: Series | Judged) -> str:
    """Return the name of an outcome, or the text of a condition."""
    return subject.text if isinstance(subject, Judged) else subject.name


def verdict_rows(one: Drivers | Screened, unit: str) -> list[Row]:
    """Return one row for each date."""
    return [
        {
            "outcome": one.series.name,
            "block": one.block,
            "turn": verdict.turn,
            "counted_in": unit,
            "used": verdict.groups,
            "large_enough": verdict.settled,
            "order_holds": verdict.ranked,
            "widest": verdict.widest,
            "factor": verdict.loosest,
            "halves_apart": verdict.apart,
            "would_do": verdict.needed or verdict.groups,
            "signs": "; ".join(verdict.odd),
        }
        for verdict in one.verdicts
    ]


def lever_rows(one: Levered) -> list[Row]:
    """Return one row for each alternative, the one with the least mean regret first."""
    return [
        {
            "lever": one.robustness.lever,
            "outcome": one.series.name,
            "unit": one.series.unit,
            "turn": one.date,
            "better": "more" if one.robustness.higher else "less",
            **row._asdict(),
            "futures": one.robustness.futures,
            "dropped": one.robustness.dropped,
        }
        for row in one.robustness.rows
    ]


def grid_rows(one: Gridded) -> list[Row]:
    """Return one row for each cell."""
    grid = one.grid
    return [
        {
            "outcome": one.series.name,
            "unit": one.series.unit,
            "turn": one.date,
            "row": grid.row,
            "row_value": row,
            "column": grid.column,
            "column_value": column,
            "mean": grid.means[r, c],
            "beyond_own": grid.together[r, c],
            "not_additive": grid.part,
            "cases": grid.cases,
            "dropped": grid.dropped,
        }
        for r, row in enumerate(grid.rows)
        for c, column in enumerate(grid.columns)
    ]
