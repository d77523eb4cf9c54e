"""One number over time, of every experiment: finding it among the outcomes that were kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.experiments.conditions.sample import EXPERIMENT
from model.inputs.formats.problems import listed, unknown
from model.inputs.seeds.naming import fold, suggest_form

REPLICATION = "replication"
MORE, LESS = "more", "less"
"""Which way an outcome is better."""
DATE = "date"
TIMES: tuple[str, ...] = ("turn", DATE)
"""Names that the axis of time may have: every quarter, or dates that were chosen."""

AXES: tuple[str, ...] = ("power", "state", "domain", "corridor", "mineral")
"""Axes that an outcome may have beside experiment, replication and time."""

Names = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Axis -> id -> every way to write it, so that an actor may be called by any (see `words_for`)."""


class SeriesError(ValueError):
    """What was asked for is not among the outcomes that were kept; the text says what is."""


class Series(NamedTuple):
    """One number over time: `values` has shape (experiment, replication, turn).

    outcome: the name under which it was kept; labels: of whom (axis -> id); measured, about: which
    outcome of the model it is, and of whom, what it was narrowed to included; unit: as stored;
    turns: names of the quarters, or one empty name where it has no time; sum: the words of what
    was added up, where it is no outcome but a sum of some; better: "more" or "less" where the
    sweep says so; some: whether the turns are dates that were chosen, with quarters between them.
    """

    outcome: str
    labels: Mapping[str, str]
    measured: str
    about: Mapping[str, str]
    unit: str
    turns: tuple[str, ...]
    values: NDArray[np.float64]
    sum: str = ""
    better: str = ""
    some: bool = False

    @property
    def name(self) -> str:
        """How it is asked for: `share JPN KAZ`."""
        return self.sum or " ".join((self.outcome, *self.labels.values()))

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean over replications (experiment, turn); not a number where any replication failed."""
        mean: NDArray[np.float64] = self.values.mean(axis=1)
        return mean


def axes_of(array: xr.DataArray) -> list[str]:
    """Return the axes of an outcome beside experiment, replication and time."""
    known = (EXPERIMENT, REPLICATION, *TIMES)
    return [str(dim) for dim in array.dims if dim not in known]


def outcome_names(dataset: xr.Dataset) -> list[str]:
    """Return the names of the outcomes that were kept of each experiment."""
    return [str(name) for name in dataset.data_vars if EXPERIMENT in dataset[name].dims]


def turns_of(array: xr.DataArray) -> tuple[str, ...]:
    """Return the names of the quarters of an outcome; one empty name where it has no time."""
    for dim in TIMES:
        if dim in array.dims:
            return tuple(str(turn) for turn in array[dim].values)
    return ("",)


def list_series(dataset: xr.Dataset) -> list[str]:
    """Return every number over time that was kept, as it is asked for.

    Outcomes that are one number stand first: they were narrowed because they are asked about.
    """
    every = [list(labels_in(dataset[name])) for name in outcome_names(dataset)]
    every.sort(key=lambda one: len(one) > 1)
    return [" ".join(words) for each in every for words in each]


def labels_in(array: xr.DataArray) -> Iterator[tuple[str, ...]]:
    """Yield name and ids of every series of an outcome."""
    ids = [[str(label) for label in array[axis].values] for axis in axes_of(array)]
    return ((str(array.name), *each) for each in product(*ids))


def find_series(dataset: xr.Dataset, words: Sequence[str], names: Names) -> Series:
    """Return the series that some words ask for: an outcome, then ids or names in any order.

    The first word is the name under which an outcome was kept, or what it measures. An axis of
    length one need not be named. Raises SeriesError, which names the nearest word.
    """
    wrong: list[SeriesError] = []
    for array, rest in find_outcomes(dataset, words):
        try:
            return take_series(array, read_labels(array, rest, names))
        except SeriesError as error:
            wrong.append(error)
    raise wrong[0]


def find_outcomes(
    dataset: xr.Dataset, words: Sequence[str]
) -> list[tuple[xr.DataArray, list[str]]]:
    """Return the kept outcomes that some words may mean, and the words that are left for labels.

    First what is called by all words joined, then by the first word, then what measures it.
    """
    known = outcome_names(dataset)
    plain = {name.casefold(): name for name in known}
    joined = [joint.join(words).casefold() for joint in (" ", ".", "_", "-")]
    found = [(dataset[plain[whole]], list[str]()) for whole in joined if whole in plain]
    first, *rest = words
    if first.casefold() in plain:
        found.append((dataset[plain[first.casefold()]], rest))
    for name in known:
        if measured(dataset[name]).casefold() == first.casefold() != name.casefold():
            found.append((dataset[name], rest))
    if not found:
        kept = dict.fromkeys([*known, *(measured(dataset[name]) for name in known)])
        raise SeriesError(unknown("outcome", first, kept))
    return found


def measured(array: xr.DataArray) -> str:
    """Return which outcome of the model was kept; the name alone says it where nothing else does.

    A mean, or the lowest or highest of all quarters, is no such outcome: it goes by its own name.
    """
    if array.attrs.get("keep", "dates") not in ("dates", "trajectory"):
        return str(array.name)
    return str(array.attrs.get("outcome", array.name))


def fixed_of(array: xr.DataArray) -> dict[str, str]:
    """Return the labels that an outcome was narrowed to when it was kept."""
    found = {axis: str(array.attrs[axis]) for axis in AXES if array.attrs.get(axis)}
    for axis in AXES:
        if axis in array.coords and array[axis].ndim == 0:
            found[axis] = str(array[axis].values)
    return found


def read_labels(array: xr.DataArray, words: Sequence[str], names: Names) -> dict[str, str]:
    """Return axis -> id for the words behind an outcome; raises SeriesError."""
    axes = axes_of(array)
    ids = {axis: [str(label) for label in array[axis].values] for axis in axes}
    said = {**ids, **{axis: [label] for axis, label in fixed_of(array).items()}}
    found: dict[str, str] = {}
    for word in words:
        axis, label = match_label(str(array.name), word, said, names)
        if axis in found:
            both = f"{found[axis]} and {label}"
            raise SeriesError(f"'{array.name}' was given two of axis {axis}: {both}")
        found[axis] = label
    for axis in axes:
        if axis not in found and len(ids[axis]) == 1:
            found[axis] = ids[axis][0]
        if axis not in found:
            raise SeriesError(f"'{array.name}' needs a {axis}; allowed: {listed(ids[axis])}")
    return {axis: found[axis] for axis in axes}


def match_label(
    outcome: str, word: str, ids: Mapping[str, Sequence[str]], names: Names
) -> tuple[str, str]:
    """Return the axis and the id that a word means; raises SeriesError with the nearest one."""
    said: dict[str, tuple[str, ...]] = {}
    for axis, labels in ids.items():
        for label in labels:
            said[label] = (label, *names.get(axis, {}).get(label, ()))
            if fold(word) in map(fold, said[label]):
                return axis, label
    if not ids:
        raise SeriesError(f"'{outcome}' stands alone; '{word}' has no place behind it")
    kept = "; ".join(f"{axis}: {listed(labels)}" for axis, labels in ids.items())
    near = suggest_form(word, said)
    raise SeriesError(f"'{outcome}' was not kept for '{word}';{near} kept: {kept}")


def take_series(array: xr.DataArray, labels: Mapping[str, str]) -> Series:
    """Read one series of an outcome into memory."""
    time = [dim for dim in TIMES if dim in array.dims]
    picked = array.sel(dict(labels))
    for dim in (REPLICATION, *([] if time else ["turn"])):
        if dim not in picked.dims:
            picked = picked.expand_dims(dim)
    ordered = picked.transpose(EXPERIMENT, REPLICATION, *(time or ["turn"]))
    values = np.asarray(ordered.values, dtype=np.float64)
    finite = np.where(np.isfinite(values), values, np.nan)
    unit = str(array.attrs.get("units") or array.attrs.get("unit") or "")
    about = {**fixed_of(array), **labels}
    return Series(
        str(array.name), dict(labels), measured(array), about, unit, turns_of(array), finite,
        better=str(array.attrs.get("better", "")), some=DATE in array.dims,
    )  # fmt: skip
