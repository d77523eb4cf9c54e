"""Stages where there is no terminal: a line at the start, now and then, and at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from model.commands import progress
from model.commands.progress import Bars


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_stage_says_when_it_starts_how_far_it_is_and_when_it_ends(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    def steps() -> Iterator[int]:
        for _ in range(4):
            clock[0] += 20
            yield 256

    with Bars() as bars:
        bars.watch("baseline: 1,024 runs", 1024, steps())
    assert capsys.readouterr().err.splitlines() == [
        "baseline: 1,024 runs ...",
        "baseline: 1,024 runs: 512 of 1,024 after 40 s",
        "baseline: 1,024 runs, done in 80 s",
    ]


def test_a_counted_stage_ends_with_its_last_step(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Bars() as bars:
        report = bars.count("fit to 2013: 20 steps", 20)
        report(10)
        clock[0] += 7
        report(10)
    assert capsys.readouterr().err.splitlines() == [
        "fit to 2013: 20 steps ...",
        "fit to 2013: 20 steps, done in 7 s",
    ]


def test_a_warning_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    long = "Warning: [bold]figure[/bold] " + "x" * 200
    with Bars() as bars:
        bars.warn(long)
    assert capsys.readouterr().err == long + "\n"
