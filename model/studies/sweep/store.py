"""The store of a sweep: a Zarr v3 group whose shards are the blocks, each written in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import zarr
from zarr.codecs import BloscCodec
from zarr.core.buffer import Buffer
from zarr.storage import MemoryStore

from model.studies.sweep.files import STORE, WRITING, write_whole
from model.studies.sweep.keeping import Values
from model.studies.sweep.parts import Kept
from model.studies.sweep.plan import Plan, labels_of, shape_of
from model.world.draws import Floats

TURNS = 8
"""Quarters in a chunk of a trajectory, so that a slice of time reads little else."""

LABELS = 65_536
"""Labels in a chunk of the axis of experiments."""

PACKED = BloscCodec(cname="lz4", shuffle="shuffle", typesize=4)

Files = dict[str, bytes]
"""Files of a block by their path in the store."""


def create_store(
    folder: Path, plan: Plan, design: Floats, attributes: Mapping[str, str | int]
) -> None:
    """Create the empty store of a plan; what is not written yet reads as NaN.

    design: the values of every factor at every point. Nothing depends on clock or machine.
    """
    group = zarr.create_group(folder / STORE, zarr_format=3, attributes=dict(attributes))
    _write_labels(group, "experiment", np.arange(plan.experiments))
    _write_labels(group, "replication", np.arange(plan.sweep.replications))
    labels = labels_of(plan)
    for axis, words in labels.items():
        _write_labels(group, axis, np.asarray(words, dtype=object))
    for place, factor in enumerate(plan.sweep.factors):
        column = np.tile(design[:, place], len(plan.structures))
        notes = {"unit": factor.unit, "meaning": factor.note, "role": "factor"}
        _write_labels(group, factor.name, column, "experiment", notes)
    for kept in plan.sweep.outcomes:
        create_outcome(group, kept, plan, labels, plan.experiments)


def _write_labels(
    group: zarr.Group,
    name: str,
    labels: npt.NDArray[Any],
    axis: str = "",
    notes: Mapping[str, str] | None = None,
) -> None:
    array = group.create_array(
        name,
        shape=labels.shape,
        chunks=(min(LABELS, len(labels)),),
        dtype=str if labels.dtype == object else labels.dtype,
        dimension_names=(axis or name,),
        attributes=dict(notes or {}),
        config={"write_empty_chunks": True},
    )
    array[:] = labels


def create_outcome(
    group: zarr.Group, kept: Kept, plan: Plan, labels: dict[str, list[str]], experiments: int
) -> zarr.Array[Any]:
    """Create the empty array of a kept outcome, ``(experiment, replication, [time,] axes...)``."""
    rest = shape_of(kept, labels)
    every = plan.sweep.replications
    step = (min(TURNS, rest[0]), *rest[1:]) if kept.time else rest
    whole = (-(-rest[0] // step[0]) * step[0], *rest[1:]) if kept.time else rest
    return group.create_array(
        kept.name,
        shape=(experiments, every, *rest),
        chunks=(plan.size, every, *step),
        shards=(plan.size, every, *whole),
        dtype="float32",
        fill_value=np.float32(np.nan),
        compressors=PACKED,
        dimension_names=("experiment", "replication", *kept.time, *kept.axes),
        attributes={"unit": kept.unit, "meaning": kept.meaning, "keep": kept.keep},
        config={"write_empty_chunks": True},
    )


def encode_block(plan: Plan, outcomes: Mapping[str, Values], block: int) -> Files:
    """The files of a block as Zarr would write them, by their path in the store.

    outcomes: ``(experiment, replication, ...)``; the last block is filled up with NaN.
    """
    labels = labels_of(plan)
    files: Files = {}
    for kept in plan.sweep.outcomes:
        memory: dict[str, Buffer] = {}
        group = zarr.create_group(MemoryStore(memory), zarr_format=3)
        array = create_outcome(group, kept, plan, labels, plan.size)
        whole = np.full(array.shape, np.nan, dtype=np.float32)
        whole[: len(outcomes[kept.name])] = outcomes[kept.name]
        array[...] = whole
        rest = "/0" * (array.ndim - 1)
        files[f"{kept.name}/c/{block}{rest}"] = memory[f"{kept.name}/c/0{rest}"].to_bytes()
    return files


def depths_of(plan: Plan) -> dict[str, int]:
    """How many axes each kept outcome has in the store."""
    return {kept.name: 2 + len(kept.time) + len(kept.axes) for kept in plan.sweep.outcomes}


def paths_of(depths: Mapping[str, int], block: int) -> Iterator[str]:
    """The paths of the files of a block in the store; depths: axes of each kept outcome."""
    for name, depth in depths.items():
        yield f"{name}/c/{block}{'/0' * (depth - 1)}"


def write_block(folder: Path, files: Files) -> None:
    """Put the files of a block in their places, each in one piece; raises OSError."""
    for path, data in files.items():
        target = folder / STORE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data, folder / WRITING)


def digest_files(files: Files) -> str:
    """The sha256 of the files of a block."""
    total = sha256()
    for path in sorted(files):
        total.update(f"{path}\n{len(files[path])}\n".encode() + files[path])
    return total.hexdigest()


def remove_block(folder: Path, plan: Plan, block: int) -> None:
    """Remove what a stopped process left of a block."""
    for path in paths_of(depths_of(plan), block):
        (folder / STORE / path).unlink(missing_ok=True)
