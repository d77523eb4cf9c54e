"""The summary of a sweep: mean and quantiles over the runs of each structure, at each date."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import zarr

from model.experiments.sweeps.parts import AXES, Kept
from model.experiments.sweeps.plan import Plan, combinations_of, labels_of
from model.experiments.sweeps.quantile_sketch import Sketch
from model.experiments.sweeps.sweep_files import STORE, SUMMARY, WRITING, write_whole
from model.inputs.formats.quarters import quarter_name
from model.storage.csv_text import write_csv

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def write_summary(folder: Path, plan: Plan) -> None:
    """Write the summary, reading the store once and a block at a time."""
    text = io.StringIO()
    levers = [lever.name for lever in plan.sweep.levers]
    names = [f"p{round(100 * share)}" for share in QUANTILES]
    header = ["outcome", "unit", "scenario", *levers, "date", *AXES, "runs", "mean", *names]
    write_csv(text, header, _table(folder, plan))
    write_whole(folder / SUMMARY, text.getvalue().encode(), folder / WRITING)


def _table(folder: Path, plan: Plan) -> Iterator[list[Any]]:
    group = zarr.open_group(folder / STORE, mode="r", zarr_format=3)
    for kept in plan.sweep.outcomes:
        array = group[kept.name]
        for number, combination in enumerate(combinations_of(plan)):
            sketch = sum_up(plan, kept, array, number)
            for row in _rows(sketch, list(_labels(plan, kept))):
                yield [kept.name, kept.unit, *combination, *row]


def sum_up(plan: Plan, kept: Kept, array: Any, number: int) -> Sketch:
    """Count the runs of one structure, at the dates of the sweep where there is time."""
    turns = [date - plan.turns.start for date in plan.sweep.dates]
    first, last = number * plan.points, (number + 1) * plan.points
    sketch = Sketch(len(list(_labels(plan, kept))))
    start = first
    while start < last:
        stop = min(start - start % plan.size + plan.size, last)
        if kept.keep == "trajectory":
            parts = [array[start:stop, :, turn : turn + 1] for turn in turns]
            values = np.concatenate(parts, axis=2)
        else:
            values = array[start:stop]
        sketch.add(values.reshape(-1, sketch.columns))
        start = stop
    return sketch


def _labels(plan: Plan, kept: Kept) -> Iterator[list[str]]:
    """Date and member of each axis of every column, in the order of the array."""
    labels = labels_of(plan)
    dates = [quarter_name(date) for date in plan.sweep.dates] if kept.time else [""]
    narrowed = {axis: word for axis, word, _ in kept.places}
    for date, *members in product(dates, *(labels[axis] for axis in kept.axes)):
        told = narrowed | dict(zip(kept.axes, members, strict=True))
        yield [date, *(told.get(axis, "") for axis in AXES)]


def _rows(sketch: Sketch, labels: list[list[str]]) -> Iterator[list[Any]]:
    means, quantiles = sketch.mean(), sketch.quantiles(QUANTILES)
    for column, label in enumerate(labels):
        numbers = [means[column], *quantiles[:, column]]
        yield [*label, int(sketch.count[column]), *(f"{number:.6g}" for number in numbers)]
