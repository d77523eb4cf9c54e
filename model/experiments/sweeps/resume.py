"""Which sweep in a folder may be resumed, and what is said where none may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from glob import escape
from pathlib import Path
from typing import Any

from model.experiments.manifest_differences import (
    describe_differences,
    describe_upgrade,
    differences,
)
from model.experiments.sweeps.open_sweep_folder import read_sweep_manifest
from model.experiments.sweeps.status import read_progress
from model.experiments.sweeps.sweep_files import MANIFEST, RefusedError, SweepError
from model.inputs.formats.places import shown
from model.storage.manifest import Manifest, unchanged, versions

MOST = 3
"""Sweeps of the same name that are told of."""

HINT = (
    "Resume it with what it was begun with (model_version names the version to install), "
    "or leave --resume out to begin anew beside it."
)


def read_stored(folder: Path) -> Manifest:
    """Return the manifest of a sweep's folder; raises RefusedError where it cannot be trusted."""
    try:
        return unchanged(read_sweep_manifest(folder), shown(folder / MANIFEST))
    except (SweepError, ValueError) as error:
        raise RefusedError(str(error)) from None


def refuse_changed(manifest: Mapping[str, Any], folder: Path) -> None:
    """Raise RefusedError where the sweep in a folder was made from other inputs."""
    found = differences(read_stored(folder), manifest)
    if found:
        said = describe_differences(found)
        raise RefusedError(f"{shown(folder)} was made from other inputs:\n{said}")


def refuse_others(manifest: Mapping[str, Any], out: Path) -> None:
    """Raise RefusedError where sweeps of this name are there that were begun with other inputs.

    They are listed with what differs, those first that differ least.
    """
    others = sorted(_find_others(manifest, out))
    if others:
        lines = [words for _, words in others[:MOST]]
        if len(others) > MOST:
            lines.append(f"and {len(others) - MOST} more of this name in {shown(out)}")
        raise RefusedError("\n".join([*lines, HINT]))


def _find_others(manifest: Mapping[str, Any], out: Path) -> Iterator[tuple[int, str]]:
    """Sweeps of the same name: how much differs, and how that is said."""
    for path in out.glob(f"{escape(manifest['name'])}-*/{MANIFEST}"):
        folder = path.parent
        try:
            raw = read_sweep_manifest(folder)
        except SweepError:
            continue
        if raw.get("name") != manifest["name"]:
            continue
        status = read_progress(folder)
        size = f"{status.done:,} of {status.runs:,} runs done"
        try:
            found = differences(unchanged(raw, shown(path)), manifest)
        except ValueError as error:
            yield MOST_DIFFERENT, f"{shown(folder)} ({size}) cannot be resumed: {error}"
            continue
        said = describe_differences(found)
        yield (
            len(found),
            f"{shown(folder)} ({size}) cannot be resumed, its inputs were others:\n{said}",
        )


MOST_DIFFERENT = 10**9
"""How much a sweep differs whose manifest cannot be trusted."""


def describe_libraries(folder: Path) -> str:
    """Return a sentence on libraries that have changed since a sweep was begun, or ""."""
    return describe_upgrade(read_stored(folder).get("versions"), versions())
