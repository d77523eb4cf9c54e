"""A run or a sweep that is stopped keeps what it played, and leaves no process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import contents, errors, process

WORDS = ("run", "baseline", "--runs", "100000", "--no-figures", "--out", "out", "--workers", "2")


def wait_for_runs(out: Path, running: subprocess.Popen[str]) -> None:
    """Wait until the first block of the run is there."""
    until = time.monotonic() + 120
    while time.monotonic() < until and running.poll() is None:
        if any(path.stat().st_size for path in out.glob(".partial-*/completed.jsonl")):
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
def test_a_stopped_run_keeps_what_it_played_and_leaves_no_process(
    tmp_path: Path, number: signal.Signals, status: int, everyone: bool
) -> None:
    running = process(*WORDS, cwd=tmp_path)
    wait_for_runs(tmp_path / "out", running)
    (os.killpg if everyone else os.kill)(running.pid, number)
    said = errors(running.communicate(timeout=30)[1])
    assert running.returncode == status, said
    told = r"baseline: [\d,]+ of 100,000 runs are kept; asked for again, it goes on from there\."
    assert re.match(told, said), said
    assert len(said.splitlines()) == (2 if status == 130 else 1), said
    (kept,) = (tmp_path / "out").iterdir()
    assert re.fullmatch(r"\.partial-unfinished-baseline-[0-9a-f]{12}", kept.name)
    time.sleep(0.5)
    assert living_in(running.pid) == []


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_run_that_was_killed_goes_on_to_the_bytes_of_one_that_was_not(tmp_path: Path) -> None:
    words = ("run", "baseline", "--runs", "2000", "--until", "2027Q4", "--no-figures")
    running = process(*words, "--workers", "1", "--out", "out", cwd=tmp_path)
    wait_for_runs(tmp_path / "out", running)
    running.kill()
    running.communicate(timeout=30)
    for out in ("out", "whole"):
        again = process(*words, "--workers", "2", "--out", out, cwd=tmp_path)
        said = again.communicate(timeout=300)[1]
        assert again.returncode == 0, said
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert not list(tmp_path.glob("*/.*"))
