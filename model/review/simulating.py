"""From the ensemble to the store: runs simulated batch by batch and written as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from model.engines.ensemble import Outcomes, simulate
from model.review import store
from model.review.crew import Crew
from model.review.manifest import Manifest
from model.review.outcomes import OUTCOMES, observe
from model.review.request import BATCH, Request, attributes_of

PAYS_FROM = 256
"""Runs from which a second process is worth its start."""


def create_store(request: Request, manifest: Manifest, folder: Path) -> None:
    """Create the empty store of a request in a folder."""
    attributes = attributes_of(request, manifest)
    path = folder / store.STORE
    store.create(path, OUTCOMES, request.coords, attributes, request.runs, BATCH)


def fill_store(request: Request, folder: Path, crew: Crew) -> Iterator[int]:
    """Simulate every run into the store of a folder; yields how many runs each batch brought.

    Batches fill whole shards, so processes may write side by side.
    """
    sizes = [(first, min(BATCH, request.runs - first)) for first in range(0, request.runs, BATCH)]
    team = crew if request.runs >= PAYS_FROM else Crew(1)
    return team.do(simulate_batch, [(request, folder, first, runs) for first, runs in sizes])


def simulate_batch(request: Request, folder: Path, first_run: int, runs: int) -> int:
    """Simulate some runs, write them to the store, and return how many they were."""
    batches = simulate(
        request.scenario,
        request.changed,
        observe,
        runs=runs,
        entropy=request.entropy,
        first_run=first_run,
    )
    arrays = join([batch.outcomes for batch in batches], request.coords)
    store.append(folder / store.STORE, arrays, first_run)
    return runs


def join(parts: Sequence[Outcomes], coords: Mapping[str, Sequence[str]]) -> Outcomes:
    """Put batches together, each outcome with its own axes only: (run, turn, axes...)."""
    joined = {}
    for name in parts[0]:
        whole = np.concatenate([part[name] for part in parts])
        axes = [len(coords[axis]) for axis in OUTCOMES[name].axes]
        joined[name] = whole.reshape(*whole.shape[:2], *axes)
    return joined
