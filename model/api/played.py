"""A run of a scenario, from Python."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xarray as xr

from model.api.arguments import check_count, refuse
from model.api.opened import keep, place_for, quiet_work
from model.api.scenario import LoadedScenario, request_for
from model.commands.options import ENTROPY, MOST_ENTROPY, MOST_RUNS, MOST_WORKERS, RUNS
from model.experiments.run import run_request
from model.experiments.store import open_result
from model.experiments.worker_pool import WorkerPool


def run(
    scenario: str | Path | LoadedScenario,
    *,
    changes: str | Iterable[str] = (),
    runs: int = RUNS,
    entropy: int = ENTROPY,
    out: Path | str | None = None,
    workers: int = 1,
) -> xr.Dataset:
    """Play a scenario and return every outcome of every run.

    scenario: a name of the library, the path of a file, or what `load_scenario` returned.
    changes: other values, as for ``--set``: ``["isolation.RUS=1"]``. runs: how many, 1 to a
    million. entropy: the random seed; the same one gives the same chances to every scenario, so
    that runs can be compared one by one. out: a folder in which ``<scenario>-<digest>/`` is
    written as `steppewise run` writes it, without figures; a result that is there already is
    opened and not played again. Unless it is given, nothing stays on disk. workers: processes; with
    more than one, a script begins under ``if __name__ == "__main__":``.

    Returns a dataset of outcomes ``(run, turn, axes...)``, with unit (``attrs["units"]``) and
    meaning (``attrs["long_name"]``) on each; shares are 0 to 1. The numbers are, bit for bit, those
    of `steppewise run` with the same words. With `out` values are read when they are
    asked for; else all are in memory: 500 runs to 2040 are about 170 MB.
    Raises InputError with all that is wrong, FolderError where the folder's name is taken,
    FailedRunsError where no run came to its end.
    """
    refuse(
        [
            *check_count("runs", runs, 1, MOST_RUNS),
            *check_count("entropy", entropy, 0, MOST_ENTROPY),
            *check_count("workers", workers, 1, MOST_WORKERS),
        ]
    )
    request = request_for(scenario, changes, runs, entropy)
    with place_for(out) as place, WorkerPool(workers) as pool:
        result = run_request(request, quiet_work(place, pool))
        return keep(open_result(result.folder), result.folder, place)
