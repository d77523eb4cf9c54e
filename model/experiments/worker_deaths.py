"""Worker processes that start without a word, and what one died of."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

COUNTS = Path("/proc/vmstat")
"""Where Linux counts what it did to memory."""

MEMORY = "try fewer runs or --workers 1"


_SAYS_LITTLE = (-signal.SIGTERM, 255)
"""Statuses of workers that were ended with the others, or of which the server that starts workers
could no longer say how they ended (then Python reports 255)."""


class WorkerDied(Exception):  # noqa: N818
    """A worker process that ended before its work was done; the message says how."""


GUARD = """a script that starts worker processes must do so below `if __name__ == "__main__":`,
since every worker reads the script first. Write

  if __name__ == "__main__":
      results = model.sweep(..., workers=2)

or leave the work to this process with workers=1"""

UNGUARDED = 86
"""Exit status of a worker that was about to start workers of its own."""


class UnguardedScript(WorkerDied):
    """A script that each of its workers would have played again; the message says what to write."""


def end_unguarded_worker() -> None:
    """End this process where it is a worker that reads the script which started it.

    Such a worker would start workers of its own. Python refuses that with a page of advice for each
    worker, while the first process says once what to write.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        os._exit(UNGUARDED)


def count_memory_kills() -> int | None:
    """Return how many processes the system has killed for want of memory; None if it cannot say."""
    try:
        lines = COUNTS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    counts = [line.split()[1] for line in lines if line.startswith("oom_kill ")]
    return int(counts[0]) if counts else None


def describe_deaths(statuses: Sequence[int], killed_before: int | None) -> str:
    """Return in a sentence what workers died of.

    statuses: their exit statuses, negative for signals; the first that says anything counts.
    killed_before: `count_memory_kills` when the workers started.
    """
    telling = sorted((each for each in statuses if each), key=lambda each: each in _SAYS_LITTLE)
    if not telling:
        return "A worker process ended before its work was done; it did not say why."
    status = telling[0]
    if status > 0:
        return f"A worker process ended with exit status {status} before its work was done."
    try:
        name = f"{signal.Signals(-status).name} (signal {-status})"
    except ValueError:
        name = f"signal {-status}"
    killed = f"A worker process was killed by {name} before its work was done"
    if -status != getattr(signal, "SIGKILL", 9):
        return f"{killed}."
    now = count_memory_kills()
    if killed_before is None or now is None:
        return f"{killed}: for want of memory perhaps; {MEMORY}."
    if now > killed_before:
        return f"{killed}: the system ran out of memory; {MEMORY}."
    return f"{killed}; the system says that it was not for want of memory."


@contextmanager
def muted() -> Iterator[None]:
    """Send what is written to standard error meanwhile, by processes started too, to nowhere."""
    loud, mute = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(mute, 2)
        yield
    finally:
        os.dup2(loud, 2)
        os.close(loud)
        os.close(mute)
