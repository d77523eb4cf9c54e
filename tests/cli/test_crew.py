"""Workers: the same results from any number of them, and what is said when one dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from model.commands.failures import tell_failure
from model.review.crew import Crew
from tests.cli.test_interrupts import living_in


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_done_once(workers: int) -> None:
    with Crew(workers) as crew:
        assert sorted(crew.do(pow, [(number, 2) for number in range(9)])) == [
            number**2 for number in range(9)
        ]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_task_comes_back_as_it_was(workers: int) -> None:
    with pytest.raises(FileNotFoundError), Crew(workers) as crew:
        list(crew.do(os.listdir, [("/nowhere",), ("/nowhere",)]))


def test_a_worker_that_is_killed_is_told_in_one_line() -> None:
    with pytest.raises(BrokenProcessPool) as caught, Crew(2) as crew:
        list(crew.do(os._exit, [(1,), (1,)]))
    message, status = tell_failure(caught.value)
    assert "want of memory" in message
    assert status == 1


def test_what_is_done_in_order_comes_back_in_order_from_workers_that_began_as_told(
    tmp_path: Path,
) -> None:
    with Crew(2, os.chdir, tmp_path) as crew:
        squares = crew.in_order(pow, [(number, 2) for number in range(20)])
        places = crew.in_order(os.getcwd, [()] * 4)
    assert squares == [number**2 for number in range(20)]
    assert places == [str(tmp_path)] * 4
    assert os.getcwd() != str(tmp_path)


HOLD = """
import time
from model.review.crew import Crew

if __name__ == "__main__":
    with Crew(2) as crew:
        crew.in_order(time.sleep, [(0.1,), (0.1,)])
        print("begun", flush=True)
        crew.in_order(time.sleep, [(0.1,)] * 2 + [(600,)] * 2)
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
