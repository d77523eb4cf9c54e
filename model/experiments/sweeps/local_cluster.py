"""The Dask cluster that a sweep starts on this machine, closed to everybody else."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing import resource_tracker
from typing import Any

from model.experiments.sweeps.sweep_files import RefusedError, SweepError
from model.experiments.worker_deaths import muted

LOOPBACK = "127.0.0.1"

GUARD = """a script that plays a sweep with workers must do so below `if __name__ == "__main__":`,
since every worker reads the script first. Write

  if __name__ == "__main__":
      results = model.sweep(..., workers=2)

or leave it to this process with workers=1"""

UNGUARDED = 86
"""Exit status of a worker that was about to play the sweep of its own script."""

SERVED: dict[str, Any] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""No pages of a scheduler or worker."""


def refuse_in_worker() -> None:
    """End this process where it is a worker that reads the script which started it.

    Such a worker would start workers of its own. Python refuses that with a page of advice for each
    worker, while the first process says once what to write.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        os._exit(UNGUARDED)


def start_cluster(workers: int, deaths: list[int]) -> Any:
    """Start a scheduler and worker processes that nobody else on this machine can give orders to.

    They listen on the loopback interface alone, and answer only who holds the key that is made for
    them here, in memory. deaths: takes the exit status of each worker that ends, negative for a
    signal. Raises RefusedError where the script that asks has no guard, SweepError where workers
    cannot be started. The process that cleans up after them warns of what a stop left to it, which
    is its work; so it is mute.
    """
    import distributed

    class Watched(distributed.Nanny):
        """Starts a worker process, and notes how it ended."""

        def _on_worker_exit_sync(self, exitcode: int) -> None:
            deaths.append(exitcode)
            super()._on_worker_exit_sync(exitcode)  # type: ignore[no-untyped-call]

    with muted():
        resource_tracker.ensure_running()
    try:
        return distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            worker_class=Watched,
            host=LOOPBACK,
            protocol="tls",
            security=distributed.Security.temporary(),  # type: ignore[no-untyped-call]
            dashboard_address=f"{LOOPBACK}:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=50,
        )
    except RuntimeError as error:
        if UNGUARDED in deaths:
            raise RefusedError(GUARD) from None
        said = " ".join(str(error).split())
        raise SweepError(f"the workers of this machine could not be started: {said}") from None
