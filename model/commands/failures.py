"""Errors as a user sees them: what to say, and with which exit status."""

from __future__ import annotations

import os

from model.experiments.optional_steps import TRACEBACK
from model.inputs.formats.problems import InputError

WRONG_INPUT = 2
FAILED = 1
ASKED_WRONGLY = ("PairingError", "ReplayError", "RefusedError")
"""Errors that what was asked for caused; named here so as not to import those who raise them."""


STOPPED_WORK = (
    "DamagedError",
    "FailedRunsError",
    "FolderError",
    "StoreError",
    "SweepError",
    "WorkerDied",
)
"""Errors that stopped what was asked for rightly."""


def describe_failure(error: Exception) -> tuple[str, int]:
    """Return the message for an error and the exit status: 2 for wrong input, 1 otherwise.

    An unexpected error is raised again where the environment asks for tracebacks.
    """
    if isinstance(error, InputError):
        return str(error), WRONG_INPUT
    if type(error).__name__ in ASKED_WRONGLY:
        return str(error), WRONG_INPUT
    if type(error).__name__ in STOPPED_WORK:
        return str(error), FAILED
    if isinstance(error, OSError):
        return describe_os_error(error), FAILED
    if isinstance(error, MemoryError):
        return "The run was stopped for want of memory; try fewer runs or --workers 1.", FAILED
    if os.environ.get(TRACEBACK):
        raise error
    kind = type(error).__name__
    said = " ".join(str(error).split())
    return f"Something unexpected went wrong ({kind}: {said}); please report it.", FAILED


def describe_os_error(error: OSError) -> str:
    """Return what the system said about a file, in one line."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason
