"""Workers: the same results from any number of them, and what is said when one dies."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from model.commands.failures import tell_failure
from model.review.crew import Crew


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
