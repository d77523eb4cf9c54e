"""Labels of a stored result: coordinates that xarray, pandas and plotting libraries understand.

Attributes are those of the CF conventions, `units` and `long_name`, which xarray puts on axes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr
import zarr

from model.inputs.formats.quarters import quarter_index

Labels = npt.NDArray[Any]

COORDINATES = "coordinates"
"""Attribute of a store in which the CF conventions list what are coordinates besides axes."""

CHUNK = 65_536
"""Labels in a chunk."""

TIMES: Mapping[str, tuple[str, str]] = {
    "turn": ("time", "year"),
    "date": ("date_time", "date_year"),
}
"""Axis whose labels are quarters -> coordinates along it that are numbers: time and whole year.

They are plain numbers rather than dates, so that a slice of a result can still be written as JSON
and differences of whole datasets make sense.
"""

LONG_NAMES: Mapping[str, str] = {
    "run": "run; the same number meets the same chances in every scenario",
    "experiment": "experiment: one point of the design in one scenario with one set of levers",
    "replication": "replication: the same experiment with other chances",
    "scenario": "scenario",
    "turn": "quarter",
    "date": "quarter that was kept",
    "power": "outside power",
    "state": "Central Asian state",
    "domain": "domain of influence",
    "corridor": "freight corridor",
    "mineral": "mineral",
    "time": "time in years; 2027.25 is the second quarter of 2027",
    "year": "calendar year",
    "date_time": "time in years of the quarter that was kept; 2027.25 is the second of 2027",
    "date_year": "calendar year of the quarter that was kept",
}
"""What each coordinate is."""

UNITS: Mapping[str, str] = {
    **dict.fromkeys(("run", "experiment", "replication"), "1"),
    **dict.fromkeys((name for names in TIMES.values() for name in names), "year"),
}
"""Units of the coordinates that are numbers."""


def describe(units: str, long_name: str) -> dict[str, str]:
    """Return the attributes of an array.

    The plural "days" is written "day": xarray would turn numbers of that unit into time spans.
    """
    return {"units": "day" if units == "days" else units, "long_name": long_name}


def describe_coordinate(name: str) -> dict[str, str]:
    """Return the attributes of a coordinate; labels that are words have no unit."""
    units = {"units": UNITS[name]} if name in UNITS else {}
    return {**units, "long_name": LONG_NAMES.get(name, name)}


def times_along(axis: str, quarters: Sequence[str]) -> dict[str, Labels]:
    """Return the coordinates that give the time of quarters, written 2026Q1, as numbers.

    There are none unless the labels along the axis are quarters.
    """
    if axis not in TIMES:
        return {}
    places = np.array([quarter_index(quarter) for quarter in quarters], dtype=np.int64)
    return dict(zip(TIMES[axis], (places / 4.0, places // 4), strict=True))


@contextmanager
def without_warnings() -> Iterator[None]:
    """Let Zarr write words of fixed width, and metadata in one file, without its warnings.

    It warns that both are not in the text of format 3, and may be named otherwise one day.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*does not have a Zarr V3 specification")
        warnings.filterwarnings("ignore", message="Consolidated metadata is currently not part")
        yield


def write_labels(
    group: zarr.Group,
    name: str,
    labels: Labels,
    axis: str = "",
    attributes: Mapping[str, str] | None = None,
) -> None:
    """Write the labels along an axis, by default the axis of that name.

    Words are stored with a fixed width: xarray sorts, compares and plots them, which it does not
    do with words of any length.
    """
    with without_warnings():
        array = group.create_array(
            name,
            shape=labels.shape,
            chunks=(min(CHUNK, len(labels)),),
            dtype=labels.dtype,
            dimension_names=(axis or name,),
            attributes=dict(describe_coordinate(name) if attributes is None else attributes),
            config={"write_empty_chunks": True},
        )
        array[:] = labels


def write_axis(group: zarr.Group, axis: str, words: Sequence[str]) -> None:
    """Write the words along an axis; where they are quarters, also their times."""
    write_labels(group, axis, np.asarray([str(word) for word in words]))
    for name, times in times_along(axis, words).items():
        write_labels(group, name, times, axis)


def finish_labels(path: Path, group: zarr.Group, more: Sequence[str] = ()) -> None:
    """Say which arrays are coordinates, and gather what describes the arrays in one file.

    more: coordinates besides the times of quarters. Call it when all arrays are created.
    """
    times = [name for axis, names in TIMES.items() if axis in group for name in names]
    with without_warnings():
        group.update_attributes({COORDINATES: " ".join([*times, *more])})
        zarr.consolidate_metadata(path, zarr_format=3)


def coordinates_of(opened: xr.Dataset) -> dict[str, xr.Variable]:
    """Return the coordinates of an opened store: words, numbers and times of quarters.

    Axes come in the order of their names, since Zarr lists a folder as the disk answers. What an
    older store lacks is made up for.
    """
    found = {}
    for axis in sorted(str(dim) for dim in opened.dims if dim in opened.coords):
        values = opened[axis].values
        if values.dtype.kind not in "iuf":
            values = np.asarray([str(label) for label in values])
        found[axis] = xr.Variable((axis,), values, describe_coordinate(axis))
        for name, times in times_along(axis, list(values)).items():
            found[name] = xr.Variable((axis,), times, describe_coordinate(name))
    return found


def label_opened(
    opened: xr.Dataset, outcomes: Sequence[str], varied: Sequence[str] = ()
) -> xr.Dataset:
    """Return some outcomes of an opened store with all coordinates in one order.

    varied: what else, besides the axes, is a coordinate: scenario, levers and factors of a sweep.
    """
    found = {**coordinates_of(opened), **{name: opened[name].variable for name in varied}}
    labelled = opened[list(outcomes)].drop_vars(list(found), errors="ignore").assign_coords(found)
    attrs = {name: value for name, value in opened.attrs.items() if name != COORDINATES}
    labelled.attrs = attrs
    return labelled.drop_encoding()
