"""The spread of a factor of a sweep file: as the entry says, or as the seed or event has it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.experiments.sweeps.parts import Spread
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.sweep_file import Document
from model.experiments.sweeps.sweep_layout import FactorEntry
from model.experiments.sweeps.targets import (
    EVENTS,
    Targets,
    is_dated,
    table_of,
)
from model.inputs.formats.numbers import ANYTHING, check_spread
from model.inputs.formats.problems import Problem
from model.inputs.seeds.posterior import Posterior
from model.inputs.seeds.records import Row


class Place(NamedTuple):
    """A factor of a sweep file: the file, which of its factors, and where problems go."""

    document: Document
    number: int
    entry: FactorEntry
    problems: list[Problem]

    @property
    def raw(self) -> dict[str, Any]:
        """The entry as it stands in the file."""
        found: dict[str, Any] = self.document.raw["factors"][self.number]
        return found

    def wrong(self, field: str, message: str) -> None:
        """Note what is wrong with a field of the factor."""
        self.problems.append(self.document.problem(("factors", self.number, field), message))


def read_spread(place: Place, structure: Structure, targets: Targets) -> Spread | None:
    """Return the spread of a factor; None, with what is wrong in the problems, where it has none.

    structure: the first of the sweep, whose seeds and events have spreads of their own.
    """
    entry, raw, wrong = place.entry, place.raw, place.wrong
    dated = {is_dated(path) for path in entry.path or ()}
    if len(dated) > 1:
        wrong("path", "mixes quarters with numbers")
        return None
    for field in ("range", "values", "value"):
        words = raw.get(field)
        items = words if isinstance(words, list) else [words]
        if field in raw and any(isinstance(item, str) is not (True in dated) for item in items):
            wrong(field, 'must be quarters like "2027Q1"' if True in dated else "must be numbers")
            return None
    step = _step(entry)
    if entry.values is not None:
        for field in ("range", "value", "distribution"):
            if field in raw:
                wrong(field, "is not for a factor with values")
        if list(entry.values) != sorted(set(entry.values)):
            wrong("values", "must be in order, each value once")
        low, high = entry.values[0], entry.values[-1]
        return Spread("uniform", low, low, high, step, entry.values)
    if entry.range is None:
        return _own_spread(place, structure, targets, step)
    low, high = entry.range
    kind = entry.distribution or "uniform"
    value = (low + high) / 2 if entry.value is None else entry.value
    if kind == "uniform" and entry.value is not None:
        wrong("value", "is not for a uniform factor, which needs its range alone")
    if step and kind != "uniform":
        wrong("distribution", "a factor in whole steps is uniform")
    if kind in ("normal", "lognormal", "logitnormal") and entry.value is None:
        wrong("value", f"is missing; {kind} needs its median")
        return None
    for column, message in check_spread(value, kind, low, high, ANYTHING):
        wrong("value" if column == "value" else "range", message)
    return Spread(kind, low, value, high, step)


def _own_spread(place: Place, structure: Structure, targets: Targets, step: float) -> Spread | None:
    """The spread that the seed or the event has of itself."""
    entry = place.entry
    if "distribution" in place.raw or entry.value is not None:
        place.wrong("range", "is missing")
        return None
    if len(targets.rows) == 1 and not targets.fields and targets.rows[0][2] in ("", "value"):
        table, key, _ = targets.rows[0]
        row = structure.seeds.tables[table].get(key)
        if row is not None and row.low is not None and row.high is not None:
            return _as_fitted(row, structure.seeds.posterior)
    if len(targets.fields) == 1 and not targets.rows and targets.fields[0][1] != "end":
        name, field = targets.fields[0]
        event = {each.name: each for each in structure.scenario.events}.get(name)
        low, high = (0.0, 0.0) if event is None else getattr(event, field)
        if low < high:
            scale = 4.0 if is_dated((entry.path or ("",))[0]) else 1.0
            ends = low / scale, high / scale
            return Spread("uniform", ends[0], sum(ends) / 2, ends[1], step)
    place.wrong("range", "is missing, and what the path names has no spread of its own")
    return None


def _as_fitted(row: Row, posterior: Posterior | None) -> Spread:
    """The spread of a row; of a parameter that runs draw from a sample, that of the sample.

    The sample's 5th, 50th and 95th percentile stand for the row's own. What the sample ties
    together is not: a factor is drawn apart from all others.
    """
    name = row.key[0]
    if row.table != "parameters" or posterior is None or name not in posterior.names:
        return Spread(row.distribution, row.low or 0.0, row.value, row.high or 0.0)
    low, value, high = (float(each) for each in np.percentile(posterior.column(name), (5, 50, 95)))
    return Spread(row.distribution, low, value, high)


def _step(entry: FactorEntry) -> float:
    """The width of whole steps: a quarter of a year for dates, a quarter for lags."""
    paths = entry.path or ()
    if any(is_dated(path) for path in paths):
        return 0.25
    lags = [table_of(path) == EVENTS and path.endswith(".lag") for path in paths]
    return 1.0 if any(lags) else 0.0
