"""A run that is stopped leaves neither files nor processes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import errors, process

WORDS = ("run", "baseline", "--runs", "100000", "--no-figures", "--out", "out", "--workers", "2")


def wait_for_runs(out: Path, running: subprocess.Popen[str]) -> None:
    """Wait until the store of the run is there."""
    until = time.monotonic() + 30
    while time.monotonic() < until and running.poll() is None:
        if list(out.glob(".partial-*/trajectories.zarr/ties/zarr.json")):
            time.sleep(1.0)
            return
        time.sleep(0.05)
    raise AssertionError(f"the run did not begin: {running.communicate()}")


def living_in(session: int) -> list[str]:
    """Processes of a session that still run."""
    told = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-s", str(session)], capture_output=True, text=True
    )
    return [line for line in told.stdout.splitlines() if " Z" not in line]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize(
    ("number", "status", "everyone"),
    [(signal.SIGINT, 130, True), (signal.SIGINT, 130, False), (signal.SIGTERM, 143, False)],
)
def test_a_stopped_run_leaves_nothing(
    tmp_path: Path, number: signal.Signals, status: int, everyone: bool
) -> None:
    running = process(*WORDS, cwd=tmp_path)
    wait_for_runs(tmp_path / "out", running)
    (os.killpg if everyone else os.kill)(running.pid, number)
    said = errors(running.communicate(timeout=30)[1])
    assert running.returncode == status, said
    assert len(said.splitlines()) == (1 if status == 130 else 0), said
    assert list((tmp_path / "out").iterdir()) == []
    time.sleep(0.5)
    assert living_in(running.pid) == []
