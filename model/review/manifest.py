"""The manifest of a result: all that its numbers depend on, and nothing else."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any

from model.inputs.files import UnreadableError
from model.inputs.json_files import read_json

MANIFEST = "manifest.json"
"""Name of the manifest within a results folder."""

PACKAGES: tuple[str, ...] = ("steppewise", "numpy", "scipy", "xarray", "zarr", "matplotlib")
"""Distributions whose versions may move a result or its files."""

LEFT_OUT: frozenset[str] = frozenset({"file", "folder", "line"})
"""Fields that say where something stands on this machine, not what it is."""

DIGEST_LENGTH = 12
"""Hexadecimal digits of the digest that names and figures carry."""

Manifest = dict[str, Any]
"""A manifest as plain JSON values."""


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that results depend on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


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


def build_manifest(
    *,
    command: Sequence[str],
    scenario: object,
    scenario_name: str,
    title: str,
    scenario_digest: str,
    seeds_digest: str,
    entropy: int,
    runs: int,
    horizon: tuple[str, str],
    parameters: str = "prior",
    interests: str = "all",
    batch: int | None = None,
) -> Manifest:
    """Return the manifest of a result, with its `digest`.

    scenario: the resolved scenario (a frozen value or plain JSON); horizon: first and last
    turn; parameters, interests: the modes of the run. Absolute paths among the words of the
    command are cut to their last part, so that no machine shows.
    """
    manifest: Manifest = {
        "command": [last_part(word) for word in command],
        "scenario": plain(scenario),
        "name": scenario_name,
        "title": title,
        "scenario_digest": scenario_digest,
        "seeds_digest": seeds_digest,
        "entropy": entropy,
        "runs": runs,
        "horizon": list(horizon),
        "parameters": parameters,
        "interests": interests,
        "versions": versions(),
    }
    if batch is not None:
        manifest["batch"] = batch
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
    """Return the sha256 of the canonical manifest without `command` and `digest`."""
    kept = {key: value for key, value in manifest.items() if key not in ("command", "digest")}
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def short_digest(manifest: Mapping[str, Any]) -> str:
    """Return the first 12 hexadecimal digits of the digest, as used in names and figures."""
    return str(manifest["digest"])[:DIGEST_LENGTH]


def write_manifest(manifest: Mapping[str, Any], folder: Path) -> Path:
    """Write the manifest into a results folder and return its path."""
    path = folder / MANIFEST
    path.write_text(canonical(manifest), encoding="utf-8", newline="\n")
    return path


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a results folder; raises ValueError where it cannot be trusted."""
    try:
        manifest: Manifest = read_json(folder / MANIFEST)
    except UnreadableError as error:
        raise ValueError(f"{folder / MANIFEST} {error}") from None
    if not isinstance(manifest, dict) or manifest.get("digest") != digest_of(manifest):
        raise ValueError(f"{folder / MANIFEST} was changed after it was written")
    return manifest
