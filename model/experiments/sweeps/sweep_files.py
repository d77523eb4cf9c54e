"""Files of a sweep's folder: their names, how each is written in full, and errors about them."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

SWEEP = "sweep.toml"
MANIFEST = "manifest.json"
EXPERIMENTS = "experiments.csv"
STORE = "store.zarr"
JOURNAL = "completed.jsonl"
FAILURES = "failures.csv"
SUMMARY = "summary.csv"
HEARTBEAT = ".progress.json"
WRITING = ".writing"
"""Folder of files that are half written; it goes when the sweep is finished."""

FINISHED = (JOURNAL, FAILURES, SUMMARY)
"""What is written when the last block is, or grows until then."""

WORKING = (HEARTBEAT, WRITING)
"""What is there only while a sweep is not finished, the last one till the very end."""

RESUME = "what was written is safe, and --resume finishes it"
"""What is said of a sweep that stopped."""


def write_whole(path: Path, data: bytes, scratch: Path) -> None:
    """Write a file so that it is there in full or as it was, even if the machine stops meanwhile.

    scratch: a folder on the same file system for the half-written file. Raises OSError.
    """
    half = scratch / f"{path.name}-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


class SweepError(Exception):
    """A sweep that could not be finished or read; the message says why."""


class RefusedError(SweepError):
    """A sweep that must not be started or taken up as asked; nothing was written."""
