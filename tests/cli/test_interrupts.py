"""A run that is stopped leaves neither files nor processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import errors, process

WORDS = ("run", "baseline", "--runs", "100000", "--no-figures", "--out", "out", "--workers", "2")


def wait_for_runs(out: Path, running: subprocess.Popen[str]) -> None:
    """Wait until the store of the run is there."""
    until = time.monotonic() + 120
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


SWEEP = """
title = "Long"
scenarios = ["baseline"]
[design]
kind = "latin"
size = 20_000
[[factors]]
name = "fear"
path = "parameters.fear"
[[outcomes]]
outcome = "region_share"
power = "JPN"
name = "share"
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_sweep_that_is_terminated_with_its_workers_says_what_is_safe(tmp_path: Path) -> None:
    (tmp_path / "long.toml").write_text(SWEEP)
    running = process("sweep", "long.toml", "--workers", "2", "--out", "out", cwd=tmp_path)
    until = time.monotonic() + 120
    while time.monotonic() < until and not list(tmp_path.glob("out/*/store.zarr/share/c/*")):
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGTERM)
    said = running.communicate(timeout=60)[1].strip()
    assert running.returncode == 143, said
    assert re.fullmatch(
        r"Stopped; [\d,]+ runs are safe in out/long-[0-9a-f]{12}, --resume goes on\.", said
    )
    time.sleep(0.5)
    assert living_in(running.pid) == []


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize(
    ("number", "status", "everyone"),
    [
        (signal.SIGINT, 130, True),
        (signal.SIGINT, 130, False),
        (signal.SIGTERM, 143, True),
        (signal.SIGTERM, 143, False),
        (signal.SIGHUP, 129, True),
    ],
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
