"""From the ensemble to the store: runs simulated batch by batch and written as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from model.engines.ensemble import Outcomes, simulate
from model.experiments import store
from model.experiments.failed_runs import (
    FAILED,
    FAILURES,
    FailedRun,
    FailedRunsError,
    find_failed,
    numbers_of,
    write_failures,
)
from model.experiments.outcomes import OUTCOMES, observe
from model.experiments.request import BATCH, Request, attributes_of
from model.experiments.worker_pool import WorkerPool
from model.storage.manifest import Manifest

PAYS_FROM = 256
"""Runs from which a second process is worth its start."""


def create_store(request: Request, manifest: Manifest, folder: Path) -> None:
    """Create the empty store of a request in a folder."""
    attributes = attributes_of(request, manifest)
    path = folder / store.STORE
    store.create(path, OUTCOMES, request.coords, attributes, request.runs, BATCH)


def fill_store(
    request: Request, folder: Path, pool: WorkerPool, failed: list[FailedRun]
) -> Iterator[int]:
    """Simulate every run into the store of a folder; yields how many runs each batch brought.

    Batches fill whole shards, so processes may write side by side. Runs that fail go to `failed`.
    """
    sizes = [(first, min(BATCH, request.runs - first)) for first in range(0, request.runs, BATCH)]
    workers = pool if request.runs >= PAYS_FROM else WorkerPool(1)
    tasks = [(request, folder, first, runs) for first, runs in sizes]
    for runs, wrong in workers.map_unordered(simulate_batch, tasks):
        failed += wrong
        yield runs


def record_failed(request: Request, folder: Path, failed: Sequence[FailedRun]) -> None:
    """Write down in a folder which runs failed, if any; raises FailedRunsError if all did."""
    if not failed:
        return
    listed = sorted(failed)
    if len(listed) == request.runs:
        first = listed[0]
        raise FailedRunsError(
            f"{request.scenario.name}: not one of {request.runs} runs came to its end; in run "
            f"{first.run}, {first.outcome} is not finite in {first.turn}"
        )
    write_failures(listed, folder / FAILURES)
    store.note(folder / store.STORE, FAILED, numbers_of(each.run for each in listed))


def simulate_batch(
    request: Request, folder: Path, first_run: int, runs: int
) -> tuple[int, list[FailedRun]]:
    """Simulate some runs and write them to the store; return how many they were, and which failed.

    All numbers of a run that failed are stored as not a number, so that none of it is believed.
    """
    batches = simulate(
        request.scenario,
        request.changed,
        observe,
        runs=runs,
        entropy=request.entropy,
        first_run=first_run,
    )
    with np.errstate(all="ignore"):  # what goes wrong shows in the outcomes, run by run
        arrays = join([batch.outcomes for batch in batches], request.coords)
    failed = find_failed(arrays, first_run, request.turns)
    for values in arrays.values():
        values[[each.run - first_run for each in failed]] = np.nan
    store.append(folder / store.STORE, arrays, first_run)
    return runs, failed


def join(parts: Sequence[Outcomes], coords: Mapping[str, Sequence[str]]) -> Outcomes:
    """Put batches together, each outcome with its own axes only: (run, turn, axes...)."""
    joined = {}
    for name in parts[0]:
        whole = np.concatenate([part[name] for part in parts])
        axes = [len(coords[axis]) for axis in OUTCOMES[name].axes]
        joined[name] = whole.reshape(*whole.shape[:2], *axes)
    return joined
