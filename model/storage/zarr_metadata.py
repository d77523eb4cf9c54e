"""The metadata of a Zarr store, checked before any library reads the store.

A store may come from anywhere. Only format 3 is read, with the codecs and types that this package
writes: codecs of format 2 stores may run code on reading, and a shape that no label supports may
ask for any amount of memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from model.storage.stored_files import DamagedError, read_json, size_of

META = "zarr.json"
CODECS = frozenset({"sharding_indexed", "bytes", "blosc", "crc32c", "vlen-utf8", "zstd"})
TYPES = frozenset({"float32", "float64", "int64", "string"})
WORDS = "fixed_length_utf32"
"""Type of labels that are words, all of one width."""

WIDEST = 4 * 4096
"""Bytes of a label that is a word at most."""
MOST_LABELS = 1 << 20
"""Labels in one chunk at most."""

MOST_WORDS = 100_000
"""Labels at most along an axis whose labels are words."""

ROOM = 1024
"""Length of a chunk that is allowed along any axis, however short the axis is."""


class StoredArray(NamedTuple):
    """An array of a store: its shape, that of its chunks or shards, its type and its axes."""

    name: str
    shape: tuple[int, ...]
    chunks: tuple[int, ...]
    dtype: str
    axes: tuple[str, ...]


class Stored(NamedTuple):
    """What a store says that it holds."""

    attributes: Mapping[str, str | int | float]
    arrays: Mapping[str, StoredArray]

    @property
    def sizes(self) -> dict[str, int]:
        """The length of every axis, which is the number of its labels."""
        return {
            name: array.shape[0] for name, array in self.arrays.items() if array.axes == (name,)
        }

    @property
    def outcomes(self) -> dict[str, StoredArray]:
        """The arrays that are not labels along one axis."""
        return {name: array for name, array in self.arrays.items() if len(array.axes) != 1}


def read_store(path: Path) -> Stored:
    """Return what a store holds; raises DamagedError where it is not one that this package wrote.

    Every array has its axes labelled, and every label is on the disk.
    """
    if not (path / META).is_file():
        older = [name for name in (".zgroup", ".zarray", ".zmetadata") if (path / name).exists()]
        if older:
            raise DamagedError(f"{path} is a Zarr store of format 2, and only format 3 is read")
        raise DamagedError(f"{path / META} is missing")
    root = read_json(path / META)
    if root.get("zarr_format") != 3 or root.get("node_type") != "group":
        raise DamagedError(f"{path / META} does not describe a Zarr group of format 3")
    folders = [each for each in sorted(path.iterdir()) if each.is_dir()]
    if not all(_is_name(each.name) for each in folders):
        raise DamagedError(f"{path} holds a folder whose name is no name of an array")
    nodes = {each.name: read_json(each / META) for each in folders}
    arrays = {name: _read_array(path / name, node) for name, node in nodes.items()}
    stored = Stored(_attributes(path / META, root), arrays)
    for array in arrays.values():
        _check_axes(path, array, stored.sizes)
    _check_consolidated(path, root, nodes)
    return stored


def _check_consolidated(path: Path, root: Mapping[str, Any], nodes: Mapping[str, Any]) -> None:
    together = root.get("consolidated_metadata")
    if together is None:
        return
    if not isinstance(together, dict) or together.get("metadata") != nodes:
        raise DamagedError(f"{path / META} describes other arrays than lie beside it")


def _read_array(path: Path, node: Mapping[str, Any]) -> StoredArray:
    meta = path / META
    if node.get("zarr_format") != 3 or node.get("node_type") != "array":
        raise DamagedError(f"{meta} does not describe a Zarr array of format 3")
    shape, axes = node.get("shape"), node.get("dimension_names")
    kind = _read_type(node.get("data_type"))
    if not isinstance(shape, list) or not _are_sizes(shape) or not kind:
        raise DamagedError(f"{meta} has a shape or a type of data that no result has")
    if not isinstance(axes, list) or len(axes) != len(shape) or not all(map(_is_name, axes)):
        raise DamagedError(f"{meta} does not name each axis of its array")
    match node.get("chunk_grid"), node.get("chunk_key_encoding"):
        case (
            {"name": "regular", "configuration": {"chunk_shape": list(chunks)}},
            {"name": "default", "configuration": {"separator": "/"}},
        ) if _are_sizes(chunks) and len(chunks) == len(shape) and all(chunks):
            pass
        case _:
            raise DamagedError(f"{meta} has chunks that no result has")
    if node.get("storage_transformers") not in (None, []):
        raise DamagedError(f"{meta} has storage transformers, which no result has")
    for inner in _check_codecs(meta, node.get("codecs")):
        if not _are_sizes(inner) or len(inner) != len(chunks) or not all(inner):
            raise DamagedError(f"{meta} has chunks that no result has")
        if any(outer % part for outer, part in zip(chunks, inner, strict=True)):
            raise DamagedError(f"{meta} has chunks that no result has")
    _attributes(meta, node)
    return StoredArray(path.name, tuple(shape), tuple(chunks), kind, tuple(axes))


def _read_type(described: object) -> str:
    """Return the name of a type of data, "" where no result has it."""
    match described:
        case str(name) if name in TYPES:
            return name
        case {"name": "fixed_length_utf32", "configuration": {"length_bytes": int(width)}}:
            return WORDS if 0 < width <= WIDEST and width % 4 == 0 else ""
    return ""


def _check_codecs(meta: Path, codecs: object) -> Iterator[Any]:
    """Raise DamagedError for an unknown codec; yields the shapes of chunks within shards."""
    if not isinstance(codecs, list) or not codecs:
        raise DamagedError(f"{meta} names no codecs")
    for codec in codecs:
        name = codec.get("name") if isinstance(codec, dict) else None
        if not isinstance(name, str) or name not in CODECS:
            known = ", ".join(sorted(CODECS))
            raise DamagedError(f"{meta} asks for a codec that is not read; known are {known}")
        if name == "sharding_indexed":
            within = codec.get("configuration")
            if not isinstance(within, dict):
                raise DamagedError(f"{meta} has chunks that no result has")
            yield within.get("chunk_shape")
            for part in ("codecs", "index_codecs"):
                yield from _check_codecs(meta, within.get(part))


def _check_axes(path: Path, array: StoredArray, sizes: Mapping[str, int]) -> None:
    meta = path / array.name / META
    for axis, size in zip(array.axes, array.shape, strict=True):
        if sizes.get(axis) != size:
            raise DamagedError(f"{meta} has {size:,} places along {axis}, and labels for others")
    for size, chunk in zip(array.shape, array.chunks, strict=True):
        if chunk > max(size, ROOM):
            raise DamagedError(f"{meta} has chunks that no result has")
    if len(array.axes) != 1:
        if array.dtype != "float32" or len(set(array.axes)) != len(array.axes) or not array.axes:
            raise DamagedError(f"{meta} does not describe an outcome")
        return
    words = array.dtype in ("string", WORDS) and array.axes == (array.name,)
    if array.chunks[0] > MOST_LABELS or (words and array.shape[0] > MOST_WORDS):
        raise DamagedError(f"{meta} has more labels than any result")
    for number in range(math.ceil(array.shape[0] / array.chunks[0])):
        size_of(path / array.name / "c" / str(number))


def _are_sizes(value: object) -> bool:
    return isinstance(value, list) and all(type(size) is int and size >= 0 for size in value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and bool(value)


def _attributes(meta: Path, node: Mapping[str, Any]) -> dict[str, str | int | float]:
    """Return attributes, which are plain words and numbers; raises DamagedError for others."""
    found = node.get("attributes", {})
    if not isinstance(found, dict) or not all(
        isinstance(value, str | int | float) for value in found.values()
    ):
        raise DamagedError(f"{meta} has attributes that no result has")
    return found
