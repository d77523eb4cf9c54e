"""The difference of a share taken apart, as tables and as a waterfall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.analysis.compare.find import SAME, SMALL
from model.analysis.explain.causes import Waterfall, by_size, causes_table, in_words
from model.analysis.explain.find_difference import Apart, Behind, weights_of
from model.analysis.stated import stated_in
from model.analysis.units import PERCENT
from model.experiments.replay import Question
from model.experiments.statistics import quantiles

UNIT = "points of share"
RIVALS = "rivals"
ROUNDING = 9
"""Decimals of points that are kept: what lies below is the rounding of sums."""
START, END = "start", "end"


def waterfall_of_difference(
    apart: Apart, question: Question, names: Mapping[str, Mapping[str, str]]
) -> Waterfall:
    """Return mean differences in points: at the start, by cause, and at the end."""
    power = names["power"].get(question.power, question.power)
    state = names["state"].get(question.state, question.state)
    change = apart.change
    return Waterfall(
        about=f"{power} in {state}: {_headline(apart)} in {question.until}",
        unit=UNIT,
        start=points(change.start),
        changes={in_words(cause): points(each) for cause, each in change.causes.items()},
        end=points(change.end),
        first=f"difference in {question.since or 'the base year'}",
        last=f"difference in {question.until}",
    )


def _headline(apart: Apart) -> str:
    """Return what a figure is about; a difference that is too small to matter is said to be so."""
    if apart.row["reason"] in (SMALL, SAME):
        return "a difference too small to matter"
    return "what makes the difference"


def points(shares: NDArray[np.float64]) -> float:
    """Return the mean over runs in points."""
    return PERCENT.scale * float(shares.mean())


def difference_table(apart: Apart, waterfall: Waterfall) -> pd.DataFrame:
    """Return the lines that add up to the difference, then what each rival did of ``rivals``.

    within: empty for lines that add up, else the line that a row is a part of; change: mean
    difference; running: total after it; p05, p95: 90 % of runs; base, other: mean in each result.
    """
    table = causes_table(waterfall)
    lines = {in_words(cause): each for cause, each in apart.change.causes.items()}
    lines |= {START: apart.change.start, END: apart.change.end}
    sides = [
        {in_words(cause): each for cause, each in ledger.causes.items()}
        | {START: ledger.start, END: ledger.end}
        for ledger in (apart.base, apart.other)
    ]
    whole = _fill(table.assign(within=""), lines, sides)
    rivals = dict(by_size({name: points(each) for name, each in apart.change.rivals.items()}))
    rows = pd.DataFrame(
        {"cause": list(rivals), "change": list(rivals.values()), "running": np.nan, "unit": UNIT}
    )
    parts = _fill(
        rows.assign(within=RIVALS), apart.change.rivals, [apart.base.rivals, apart.other.rivals]
    )
    return pd.concat([whole, parts], ignore_index=True)


def _fill(
    table: pd.DataFrame,
    lines: Mapping[str, NDArray[np.float64]],
    sides: Sequence[Mapping[str, NDArray[np.float64]]],
) -> pd.DataFrame:
    """Add 90 % of runs and the means of both results, and put columns in order."""
    spread = [quantiles(PERCENT.scale * lines[cause], (0.05, 0.95)) for cause in table["cause"]]
    table["p05"], table["p95"] = ([ends[k] for ends in spread] for k in range(2))
    for name, side in zip(("base", "other"), sides, strict=True):
        table[name] = [points(side[cause]) for cause in table["cause"]]
    columns = ["within", "cause", "change", "running", "p05", "p95", "base", "other", "unit"]
    return table[columns].round(ROUNDING)


def interests_table(behind: Sequence[Behind], question: Question) -> pd.DataFrame:
    """Return the interests behind the bids of the power for the state, the weightiest first.

    weight_*: part of the power's priority for the state, 0..1; pressed_*: how many times more
    pressing its trigger made it; difference, without: mean difference of the share in the same
    runs, as it is and with the interest ended in both, points; runs: how many.
    """
    rows = []
    for each in behind:
        interest, weights = each.interest, weights_of(each)
        pressed = [1.0 if one is None else one.pressed for one in (each.base, each.other)]
        ends = [np.nan if one is None else points(one) for one in (each.change, each.without)]
        count = 0 if each.without is None else len(each.without)
        where = stated_in(interest)
        rows.append(
            (interest.id, question.power, where, interest.paraphrase, *weights, *pressed, *ends,
             count, UNIT)
        )  # fmt: skip
    columns = (
        "interest", "holder", "stated", "paraphrase", "weight_base", "weight_other",
        "pressed_base", "pressed_other", "difference", "without", "runs", "unit",
    )  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns))
