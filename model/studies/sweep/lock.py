"""The lock of a sweep's folder: one process at a time writes to it.

The system gives the lock back when its holder dies, however it dies.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.inputs.files import UnreadableError
from model.inputs.json_files import read_json
from model.studies.sweep.errors import RefusedError
from model.studies.sweep.files import LOCK

PATIENCE = 5
"""How often the lock is asked for, since a look at it holds it for a moment."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; raises RefusedError where another process has it."""
    for _ in range(PATIENCE):
        descriptor = _take(folder / LOCK)
        if descriptor is not None:
            break
        time.sleep(0.02)
    else:
        raise RefusedError(f"{folder} is being written by {holder(folder)}; wait until it is done")
    try:
        told = json.dumps({"host": socket.gethostname(), "process": os.getpid()})
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, told.encode(), 0)
        yield
    finally:
        (folder / LOCK).unlink(missing_ok=True)
        os.close(descriptor)


def is_locked(folder: Path) -> bool:
    """Tell whether a process writes to the folder now."""
    if not (folder / LOCK).exists():
        return False
    descriptor = os.open(folder / LOCK, os.O_RDWR)
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)


def holder(folder: Path) -> str:
    """Say who holds the lock, as far as its file tells."""
    try:
        told = read_json(folder / LOCK)
        return f"process {told['process']} on {told['host']}"
    except (UnreadableError, TypeError, KeyError):
        return "another process"


def _take(path: Path) -> int | None:
    """Open and lock the file; None where another has it. The file must still be there then."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _try_lock(descriptor):
            os.close(descriptor)
            return None
        try:
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except FileNotFoundError:
            pass
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _try_lock_elsewhere(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _try_lock_elsewhere(descriptor: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
