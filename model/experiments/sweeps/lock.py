"""The lock of a sweep's folder: one process at a time makes it and writes to it.

The lock is a file beside the folder, so that it can be held before there is a folder. The system
gives it back when its holder dies, however it dies.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from model.experiments.sweeps.sweep_files import RefusedError
from model.inputs.formats.files import UnreadableError
from model.inputs.formats.json_files import read_json
from model.inputs.formats.places import shown

PATIENCE = 5
"""How often the lock is asked for, since a look at it holds it for a moment."""


def lock_of(folder: Path) -> Path:
    """Return the file that is locked while a process writes to a folder."""
    whole = folder.absolute()
    return whole.with_name(f".{whole.name}.lock")


@contextmanager
def locked(folder: Path, wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock of a folder, there or not.

    wait: wait for another process that has it, and say so with this; else RefusedError is raised.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    tries = 0
    while (descriptor := _take(lock_of(folder))) is None:
        tries += 1
        if tries == PATIENCE:
            if wait is None:
                refuse(folder)
            wait(f"{shown(folder)} is being written by {holder(folder)}; waiting for it.")
        time.sleep(0.02 if tries < PATIENCE else 0.2)
    try:
        told = json.dumps({"host": socket.gethostname(), "process": os.getpid()})
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, told.encode(), 0)
        yield
    finally:
        lock_of(folder).unlink(missing_ok=True)
        os.close(descriptor)


def refuse(folder: Path) -> NoReturn:
    """Raise RefusedError because another process writes to a folder."""
    wrong = f"is being written by {holder(folder)}; wait until it is done"
    raise RefusedError(f"{shown(folder)} {wrong}")


def is_locked(folder: Path) -> bool:
    """Tell whether a process writes to the folder now."""
    try:
        descriptor = os.open(lock_of(folder), os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)


def holder(folder: Path) -> str:
    """Say who holds the lock, as far as its file says."""
    try:
        told = read_json(lock_of(folder))
        return f"process {int(told['process'])} on {told['host']}"
    except (UnreadableError, ValueError, TypeError, KeyError):
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
