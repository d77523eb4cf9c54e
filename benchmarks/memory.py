"""Memory: the most that a whole run of the command holds at once, summaries included."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Peak(NamedTuple):
    """What a run of the command took."""

    runs: int
    mib: float
    """peak resident memory of its one process, MiB"""
    seconds: float
    """processor time, writing results and summary included"""


def measure_peak(runs: int) -> Peak:
    """Run ``steppewise run baseline`` in a process of its own, and ask the system what it held.

    The system counts what the parent held when the child began, so this is called before anything
    large is imported. Raises CalledProcessError where the run fails.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as out:
        command = [
            sys.executable, "-m", "model.cli", "run", "baseline", "--runs", str(runs),
            "--workers", "1", "--no-figures", "--out", out,
        ]  # fmt: skip
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            if child.returncode:
                raise subprocess.CalledProcessError(child.returncode, command, said.read())
    unit = 1024**2 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux KiB
    return Peak(runs, usage.ru_maxrss / unit, usage.ru_utime + usage.ru_stime)
