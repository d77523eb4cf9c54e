"""The manifest of a result: all that its numbers depend on, and nothing else."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from model.inputs.formats.files import UnreadableError
from model.inputs.formats.json_files import read_json
from model.storage.version import package_version

MANIFEST = "manifest.json"
"""Name of the manifest within a results folder."""

PACKAGES: tuple[str, ...] = ("steppewise", "numpy", "scipy", "xarray", "zarr", "matplotlib")
"""Distributions whose versions may move a result or its files."""

LEFT_OUT: frozenset[str] = frozenset({"file", "folder", "line"})
"""Fields that say where something stands on this machine, not what it is."""

RECORDED: frozenset[str] = frozenset(
    {"checksum", "command", "design_digest", "digest", "failed", "resolved", "versions"}
)
"""Keys that say how a result came about. Numbers worked out on the way are among them, and those
differ in their last digits from one kind of processor to another; so none of these is part of what
identifies a result."""

DIGEST_LENGTH = 12
"""Hexadecimal digits of the digest that names and figures carry."""

Manifest = dict[str, Any]
"""A manifest as plain JSON values."""


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that results depend on."""
    return {
        "python": platform.python_version(),
        **{name: package_version(name) for name in PACKAGES},
    }


def plain(value: object) -> Any:
    """Turn dataclasses, tuples, mappings and sets into JSON values, leaving out file positions."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Mapping):
        return {path_of(key): plain(item) for key, item in value.items() if key not in LEFT_OUT}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, PurePath):
        return value.name
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(f"a {type(value).__name__} has no place in a manifest")


def path_of(key: object) -> str:
    """Return the key of a mapping as text; a tuple becomes a dotted path."""
    return ".".join(map(str, key)) if isinstance(key, tuple) else str(key)


class Played(NamedTuple):
    """What a result was asked to be.

    scenario: the resolved scenario (a frozen value or plain JSON); horizon: first and last turn;
    parameters, interests: the modes of the run; batch: runs that are written together, if known.
    """

    name: str
    title: str
    scenario: object
    scenario_digest: str
    seeds_digest: str
    entropy: int
    runs: int
    horizon: tuple[str, str]
    parameters: str = "prior"
    interests: str = "all"
    batch: int | None = None


def build_manifest(command: Sequence[str], played: Played) -> Manifest:
    """Return the manifest of a result, with its `digest`.

    Absolute paths among the words of the command are cut to their last part, so that no machine
    shows.
    """
    manifest: Manifest = {
        **plain(played._asdict()),
        "command": [last_part(word) for word in command],
        "versions": versions(),
    }
    if played.batch is None:
        del manifest["batch"]
    return {**manifest, "digest": digest_of(manifest)}


def last_part(word: str) -> str:
    """Cut an absolute path, `--option=/path` too, to its last part; leave other words alone."""
    option, equals, value = word.rpartition("=")
    return option + equals + PurePath(value).name if PurePath(value).is_absolute() else word


def canonical(manifest: Mapping[str, Any]) -> str:
    """Return the one JSON text of a manifest: sorted keys, no NaN, a newline at the end."""
    text = json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    return text + "\n"


def digest_of(manifest: Mapping[str, Any]) -> str:
    """Return the sha256 of what was asked for: the canonical manifest without what is RECORDED.

    It is the same on every processor and with any version of the libraries.
    """
    return _digest_without(manifest, RECORDED)


def inputs_digest(manifest: Mapping[str, Any]) -> str:
    """Return `digest_of` a manifest without the version of the model.

    Pages and figures of the documents are held against it, so that a change of code that moves no
    number leaves them as they are.
    """
    return _digest_without(manifest, RECORDED | {"model_version"})


def checksum_of(manifest: Mapping[str, Any]) -> str:
    """Return the sha256 of all that a manifest says, by which a change to its file is seen."""
    return _digest_without(manifest, {"checksum"})


def _digest_without(manifest: Mapping[str, Any], keys: Collection[str]) -> str:
    kept = {key: value for key, value in manifest.items() if key not in keys}
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def short_digest(manifest: Mapping[str, Any]) -> str:
    """Return the first 12 hexadecimal digits of the digest, as used in names and figures."""
    return str(manifest["digest"])[:DIGEST_LENGTH]


def write_manifest(manifest: Mapping[str, Any], folder: Path) -> Path:
    """Write the manifest into a results folder, with its `checksum`, and return its path."""
    path = folder / MANIFEST
    whole = {**manifest, "checksum": checksum_of(manifest)}
    path.write_text(canonical(whole), encoding="utf-8", newline="\n")
    return path


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a results folder; raises ValueError unless it is as it was written."""
    try:
        return unchanged(read_json(folder / MANIFEST), folder / MANIFEST)
    except UnreadableError as error:
        raise ValueError(f"{folder / MANIFEST} {error}") from None


def unchanged(written: object, path: Path | str) -> Manifest:
    """Return a manifest as it came from its file, without the checksum.

    Raises ValueError, naming the path, where it was changed or is of an older layout.
    """
    if not isinstance(written, Mapping):
        raise ValueError(f"{path} is not a manifest")
    if "checksum" not in written:
        raise ValueError(f"{path} was written by an older version, whose results cannot be used")
    manifest = {key: value for key, value in written.items() if key != "checksum"}
    if (written["checksum"], written.get("digest")) != (checksum_of(manifest), digest_of(manifest)):
        raise ValueError(f"{path} was changed after it was written")
    return manifest
