"""Workers: the same results from any number of them, and what is said when one dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from model.commands.failures import describe_failure
from model.experiments import worker_deaths
from model.experiments.worker_deaths import WorkerDied
from model.experiments.worker_pool import WorkerPool
from tests.cli.test_interrupts import living_in


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers: int) -> None:
    with WorkerPool(workers) as pool:
        assert sorted(pool.map_unordered(pow, [(number, 2) for number in range(9)])) == [
            number**2 for number in range(9)
        ]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_task_comes_back_as_it_was(workers: int) -> None:
    with pytest.raises(FileNotFoundError), WorkerPool(workers) as pool:
        list(pool.map_unordered(os.listdir, [("/nowhere",), ("/nowhere",)]))


def test_a_worker_that_ends_is_told_in_one_line_with_its_exit_status() -> None:
    with pytest.raises(WorkerDied) as caught, WorkerPool(2) as pool:
        list(pool.map_unordered(os._exit, [(3,), (3,)]))
    message, status = describe_failure(caught.value)
    assert message == "A worker process ended with exit status 3 before its work was done."
    assert status == 1


def kill_this_process(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_worker_that_is_killed_by_a_signal_is_told_with_its_name() -> None:
    told = r"was killed by SIGSEGV \(signal 11\) before"
    with pytest.raises(WorkerDied, match=told) as caught, WorkerPool(2) as pool:
        list(pool.map_unordered(kill_this_process, [(signal.SIGSEGV,)] * 2))
    assert "memory" not in str(caught.value)


@pytest.mark.parametrize("error", [EOFError("unexpected EOF"), ConnectionResetError(104, "reset")])
def test_a_server_of_workers_that_is_killed_is_told_as_a_worker_that_died(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def lost(*_: object) -> None:
        raise error

    monkeypatch.setattr("model.experiments.worker_pool.ProcessPoolExecutor.submit", lost)
    with pytest.raises(WorkerDied, match="ended before its work was done"), WorkerPool(2) as pool:
        list(pool.map_unordered(pow, [(1, 2), (2, 2)]))


@pytest.mark.parametrize(
    ("counted", "before", "told"),
    [
        ("oom_kill 5\n", 5, "; the system says that it was not for want of memory."),
        ("oom_kill 6\n", 5, ": the system ran out of memory; try fewer runs or --workers 1."),
        ("", 5, ": for want of memory perhaps; try fewer runs or --workers 1."),
        ("oom_kill 6\n", None, ": for want of memory perhaps; try fewer runs or --workers 1."),
    ],
)
def test_memory_is_blamed_where_the_system_killed_and_may_have_done_so_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: str, before: int | None, told: str
) -> None:
    (tmp_path / "vmstat").write_text(f"nr_free_pages 1\n{counted}")
    monkeypatch.setattr(worker_deaths, "COUNTS", tmp_path / "vmstat")
    killed = "A worker process was killed by SIGKILL (signal 9) before its work was done"
    assert worker_deaths.describe_deaths([-signal.SIGTERM, -9], before) == killed + told
    assert "did not say why" in worker_deaths.describe_deaths([0], before)


def test_what_is_done_in_order_comes_back_in_order_from_workers_that_began_as_told(
    tmp_path: Path,
) -> None:
    with WorkerPool(2, os.chdir, tmp_path) as pool:
        squares = pool.map_ordered(pow, [(number, 2) for number in range(20)])
        places = pool.map_ordered(os.getcwd, [()] * 4)
    assert squares == [number**2 for number in range(20)]
    assert places == [str(tmp_path)] * 4
    assert os.getcwd() != str(tmp_path)


HOLD = """
import time
from model.experiments.worker_pool import WorkerPool

if __name__ == "__main__":
    with WorkerPool(2) as pool:
        pool.map_ordered(time.sleep, [(0.1,), (0.1,)])
        print("begun", flush=True)
        pool.map_ordered(time.sleep, [(0.1,)] * 2 + [(600,)] * 2)
"""


@pytest.mark.skipif(os.name != "posix", reason="processes are asked as POSIX has it")
def test_workers_end_when_the_first_process_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "hold.py"
    script.write_text(HOLD)
    running = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    assert len(living_in(running.pid)) >= 3
    running.kill()
    running.wait()
    until = time.monotonic() + 30
    while living_in(running.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert living_in(running.pid) == []
    running.stdout.close()
