"""Outcomes on disk: a Zarr v3 group whose files are the blocks, each written in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import zarr
from zarr.codecs import BloscCodec
from zarr.core.buffer import Buffer
from zarr.storage import MemoryStore

from model.experiments.sweeps.parts import Kept
from model.experiments.sweeps.plan import SWEPT, Plan, combinations_of, labels_of, shape_of
from model.experiments.sweeps.recorder import Values
from model.experiments.sweeps.sweep_files import WRITING, write_whole
from model.storage.labels import (
    describe,
    describe_coordinate,
    finish_labels,
    write_axis,
    write_labels,
)
from model.world.draws import Floats

TURNS = 8
"""Quarters in a chunk of a trajectory, so that a slice of time reads little else."""

FEW = 64
"""Blocks up to which a trajectory is not cut into chunks of time, so that others can save a part
of it as it is, which xarray refuses for shards."""

PACKED = BloscCodec(cname="lz4", shuffle="shuffle", typesize=4)

Files = dict[str, bytes]
"""Files of a block by their path in the store."""


def create_store(
    folder: Path, plan: Plan, design: Floats, attributes: Mapping[str, str | int]
) -> None:
    """Create the empty store of a plan; what is not written yet reads as NaN.

    design: the values of every factor at every point. Nothing depends on clock or machine.
    """
    group = zarr.create_group(folder / plan.store, zarr_format=3, attributes=dict(attributes))
    for axis, size in zip(plan.leading, plan.sizes, strict=True):
        write_labels(group, axis, np.arange(size))
    labels = labels_of(plan)
    for axis, words in labels.items():
        write_axis(group, axis, words)
    for kept in plan.sweep.outcomes:
        create_outcome(group, kept, plan, labels, plan.experiments)
    along = write_experiments(group, plan, design) if plan.leading == SWEPT else []
    finish_labels(folder / plan.store, group, along)


def write_experiments(group: zarr.Group, plan: Plan, design: Floats) -> list[str]:
    """Write the scenario, levers and factors of every experiment; return their names."""
    names = ["scenario", *(lever.name for lever in plan.sweep.levers)]
    for name, chosen in zip(names, zip(*combinations_of(plan), strict=True), strict=True):
        role = "scenario" if name == "scenario" else "lever"
        notes = {**describe_coordinate(name), "role": role}
        write_labels(group, name, np.repeat(chosen, plan.points), "experiment", notes)
    for place, factor in enumerate(plan.sweep.factors):
        column = np.tile(design[:, place], len(plan.structures))
        notes = {**describe(factor.unit, factor.note or factor.name), "role": "factor"}
        write_labels(group, factor.name, column, "experiment", notes)
    return [*names, *(factor.name for factor in plan.sweep.factors)]


def create_outcome(
    group: zarr.Group, kept: Kept, plan: Plan, labels: dict[str, list[str]], experiments: int
) -> zarr.Array[Any]:
    """Create the empty array of a kept outcome, ``(first axes..., [time,] axes...)``."""
    rest = shape_of(kept, labels)
    every = plan.sizes[1:]
    cut = kept.keep == "trajectory" and plan.blocks > FEW and rest[0] > TURNS
    step = (TURNS, *rest[1:]) if cut else rest
    whole = (-(-rest[0] // TURNS) * TURNS, *rest[1:])
    told = {"keep": kept.keep} if plan.leading == SWEPT else {}
    return group.create_array(
        kept.name,
        shape=(experiments, *every, *rest),
        chunks=(plan.size, *every, *step),
        shards=(plan.size, *every, *whole) if cut else None,
        dtype="float32",
        fill_value=np.float32(np.nan),
        compressors=PACKED,
        dimension_names=(*plan.leading, *kept.time, *kept.axes),
        attributes={**describe(kept.unit, kept.meaning), **told},
        config={"write_empty_chunks": True},
    )


def encode_block(plan: Plan, outcomes: Mapping[str, Values], block: int) -> Files:
    """The files of a block as Zarr would write them, by their path in the store.

    outcomes: ``(first axes..., ...)``; the last block is filled up with NaN.
    """
    labels = labels_of(plan)
    files: Files = {}
    for kept in plan.sweep.outcomes:
        memory: dict[str, Buffer] = {}
        group = zarr.create_group(MemoryStore(memory), zarr_format=3)
        array = create_outcome(group, kept, plan, labels, plan.size)
        whole = outcomes[kept.name]
        if len(whole) < plan.size:
            whole = np.full(array.shape, np.nan, dtype=np.float32)
            whole[: len(outcomes[kept.name])] = outcomes[kept.name]
        array[...] = whole
        rest = "/0" * (array.ndim - 1)
        files[f"{kept.name}/c/{block}{rest}"] = memory[f"{kept.name}/c/0{rest}"].to_bytes()
    return files


def depths_of(plan: Plan) -> dict[str, int]:
    """How many axes each kept outcome has in the store."""
    first = len(plan.leading)
    return {kept.name: first + len(kept.time) + len(kept.axes) for kept in plan.sweep.outcomes}


def paths_of(depths: Mapping[str, int], block: int) -> Iterator[str]:
    """The paths of the files of a block in the store; depths: axes of each kept outcome."""
    for name, depth in depths.items():
        yield f"{name}/c/{block}{'/0' * (depth - 1)}"


def write_block(folder: Path, plan: Plan, files: Files) -> None:
    """Put the files of a block in their places, each in one piece; raises OSError."""
    for path, data in files.items():
        target = folder / plan.store / path
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
        (folder / plan.store / path).unlink(missing_ok=True)
