"""Work in one line: what takes least goes first, stale work is dropped, nothing waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import numpy as np
import pytest

from model.app.work_queue import PATIENCE, Stop, Task, WorkQueue, take, wanted
from model.studio.answering import Ask, Studio
from model.studio.playing import SHOWN, StaleError

WAIT = 60


@pytest.fixture
def line() -> Iterator[WorkQueue]:
    made = WorkQueue()
    yield made
    made.close()


def task(runs: int) -> Task:
    return Task(runs, lambda stop: None, wanted)


def hold(line: WorkQueue, runs: int) -> Event:
    """Keep the line busy with work of some runs until the event is set."""
    begun, ended = Event(), Event()

    def do(stop: Stop) -> None:
        begun.set()
        assert ended.wait(WAIT)

    line.put(runs, do)
    assert begun.wait(WAIT)
    return ended


def note(done: list[str], word: str) -> Callable[[Stop], Any]:
    return lambda stop: done.append(word)


def test_fewest_runs_go_first_and_equals_in_the_order_in_which_they_came(line: WorkQueue) -> None:
    done: list[str] = []
    ended = hold(line, 1)
    asked = [("long", 1000), ("first", 50), ("middle", 200), ("second", 50)]
    futures = [line.put(runs, note(done, word)) for word, runs in asked]
    ended.set()
    for future in futures:
        future.result(WAIT)
    assert done == ["first", "second", "middle", "long"]


def test_a_short_question_does_not_wait_for_the_end_of_a_long_one(line: WorkQueue) -> None:
    done: list[str] = []
    waiting = Event()
    begun = Event()

    def play(stop: Stop) -> None:
        begun.set()
        assert waiting.wait(WAIT)
        for quarter in ("first quarter", "second quarter", "third quarter"):
            stop()
            done.append(quarter)

    long = line.put(1000, play)
    assert begun.wait(WAIT)
    short = [line.put(50, note(done, "one")), line.put(50, note(done, "other"))]
    as_long = line.put(1000, note(done, "as long"))
    waiting.set()
    for future in (long, *short, as_long):
        future.result(WAIT)
    told = ["one", "first quarter", "other", "second quarter", "third quarter", "as long"]
    assert done == told


def test_a_long_question_is_taken_between_short_ones_that_keep_coming() -> None:
    waiting = [task(1000)]
    taken = []
    for _ in range(PATIENCE + 1):
        waiting.append(task(50))
        found = take(waiting)
        assert found is not None
        taken.append(found.runs)
    assert taken == [50] * PATIENCE + [1000]


def test_only_fewer_runs_pass_what_is_being_done() -> None:
    assert take([task(200)], 200) is None
    assert take([]) is None
    found = take([task(200), task(50)], 200)
    assert found is not None
    assert found.runs == 50


def test_what_nobody_wants_any_more_is_dropped_when_its_turn_comes(line: WorkQueue) -> None:
    done: list[str] = []
    gone = Event()
    ended = hold(line, 1)
    dropped = line.put(50, note(done, "stale"), gone.is_set)
    kept = line.put(200, note(done, "kept"))
    gone.set()
    ended.set()
    with pytest.raises(StaleError):
        dropped.result(WAIT)
    kept.result(WAIT)
    assert done == ["kept"]


def test_an_error_reaches_who_asked_and_the_line_goes_on(line: WorkQueue) -> None:
    def fail(stop: Stop) -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        line.put(50, fail).result(WAIT)
    assert line.put(50, lambda stop: 5).result(WAIT) == 5


def test_a_closed_line_drops_what_waits_and_takes_no_more() -> None:
    line = WorkQueue()
    ended = hold(line, 1)
    waiting = line.put(50, lambda stop: None)
    ended.set()
    line.close()
    assert waiting.cancelled() or waiting.done()
    with pytest.raises(RuntimeError, match="the program is ending"):
        line.put(50, lambda stop: None)


def test_a_play_that_lets_others_pass_comes_to_the_same(studio: Studio, line: WorkQueue) -> None:
    pair, other = studio.load(Ask("us-leaves")), studio.load(Ask("sea-blocked"))
    short = Ask("sea-blocked")
    put: list[Any] = []

    def never() -> bool:
        return False

    def play(stop: Stop) -> Any:
        def asked() -> bool:
            if len(put) < 2:
                put.append(line.put(50, lambda inner: studio.answer(other, short, inner)))
            return stop()

        return studio.runs.play(*pair.other, 200, asked)

    found = line.put(200, play).result(WAIT)
    assert [one.result(WAIT)["runs"] for one in put] == [50, 50]
    alone = studio.runs.play(*pair.other, 200, never)
    for name in SHOWN:
        assert np.array_equal(found.outcomes[name], alone.outcomes[name]), name
