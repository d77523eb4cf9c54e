"""An ablation in words: no sentence contradicts its number, and small comes before certain."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from model.analysis.ablation.ablation_table import read_table, write_table
from model.analysis.ablation.background import Idle
from model.analysis.ablation.measures import UNKNOWN, Estimate
from model.analysis.ablation.phrases import Told, percent, points, spread_words, verdict
from model.analysis.ablation.rows import ALL, Row
from model.analysis.ablation.words import (
    describe_findings,
    describe_idle,
    describe_interests,
    whole_percents,
)
from model.experiments.store import StoreError
from model.inputs.seeds.records import Interest

SURE = Estimate(0.5, 0.4, 0.6)


def row(kind: str = "part", name: str = "decisions", change: Estimate = SURE, noise: float = 0.01,
        movement: Estimate = SURE, spread: Estimate = SURE) -> Row:  # fmt: skip
    return Row("2040Q4", kind, name, 8, change, noise, movement, spread, "JPN", "KAZ", 1.25)


def interest(name: str, text: str = "Sell ships") -> Interest:
    return Interest(name, ("JPN",), "ships", 1, ("trade",), (), "", 0.0, 3.0, 2.0, 4.0, (),
                    "context", text, ("guess",), "C", "interests.csv", 2)  # fmt: skip


TOLD = Told(
    "Test",
    8,
    {"power": {"JPN": "Japan"}, "state": {"KAZ": "Kazakhstan"}},
    {name: interest(name) for name in ("A1", "A2", "B1", "C1", "C2")},
    (Idle("B1", ()),),
)


@pytest.mark.parametrize(
    ("value", "noise", "said"),
    [
        (0.094, 0.0, "too small to matter (less than 0.1)"),
        (0.094, 9.0, "too small to matter (less than 0.1)"),
        (0.096, 0.0, ""),  # printed as 0.10, which is not less than 0.1
        (0.5, 0.3, "not clear: chance alone gives about 0.30 in so few runs"),
        (0.5, 0.2, ""),
    ],
)
def test_too_small_comes_before_uncertain(value: float, noise: float, said: str) -> None:
    assert verdict(row(change=Estimate(value, 0.0, 1.0), noise=noise)) == said


@pytest.mark.parametrize(
    ("spread", "said"),
    [
        (Estimate(0.5, 0.4, 0.6), "the variance between runs is 50 % smaller"),
        (Estimate(-0.3, -0.4, -0.2), "the variance between runs is 30 % larger"),
        (Estimate(0.3, -0.1, 0.7), "the variance between runs is not clearly larger or smaller"),
        (Estimate(0.04, 0.03, 0.05), "the variance between runs is nearly the same (within 5 %)"),
        (UNKNOWN, "runs do not differ in any case"),
    ],
)
def test_the_spread_is_said_as_it_is(spread: Estimate, said: str) -> None:
    assert spread_words(spread) == said


def test_shares_of_steps_are_printed_so_that_they_add_up() -> None:
    shares = (0.333, 0.333, -0.006, 0.34)
    steps = [row("step", movement=Estimate(s, s, s)) for s in shares]
    assert whole_percents(steps, "movement") == [33, 33, 0, 34]
    assert sum(whole_percents(steps, "movement")) == 100  # type: ignore[arg-type]
    assert whole_percents([row(movement=UNKNOWN)], "movement") == [None]


def test_numbers_stand_with_their_intervals() -> None:
    assert points(SURE) == "0.50 (0.40 to 0.60)"
    assert percent(Estimate(-0.004, -0.02, 0.01)) == "0 % (-2 to 1)"
    assert points(Estimate(0.0, 0.0, 0.0)) == "0.00"
    assert percent(UNKNOWN) == "none"


def test_findings_say_the_movement_and_what_each_part_does() -> None:
    whole = row("whole", "", movement=ALL, spread=ALL)
    small = row(change=Estimate(0.02, 0.01, 0.03), spread=Estimate(0.0, -0.01, 0.01))
    large = row(name="interests", change=Estimate(0.8, 0.7, 0.9), movement=SURE)
    half = Estimate(0.5, 0.4, 0.6)
    steps = [row("step", name, movement=half) for name in ("decisions", "rest")]
    said = describe_findings(whole, [small, large], steps, TOLD)
    assert said == [
        "From the base year (2024) to 2040Q4 shares move by 0.50 (0.40 to 0.60) points: the size "
        "of the mean change over runs, on average over all pairs of a power and a state. Most of "
        "all, by then Japan's share in Kazakhstan is 1.25 points higher.",
        "Of this movement, taken one after the other: decisions of powers and states 50 %; the "
        "rest 50 %.",
        "With decisions held at the base year's, shares differ by 0.02 (0.01 to 0.03) points: too "
        "small to matter (less than 0.1); the variance between runs is nearly the same (within "
        "5 %).",
        "With all interests ended from the first quarter on, shares differ by 0.80 (0.70 to 0.90) "
        "points: 50 % (40 to 60) of the movement; the variance between runs is 50 % smaller.",
        "Ending interests moves more than holding decisions, since the base year's decisions, "
        "which are held, already serve them.",
    ]


def test_runs_that_failed_are_counted() -> None:
    whole = row("whole", "", movement=ALL, spread=ALL)._replace(runs=6)
    said = describe_findings(whole, [], [], TOLD)
    assert said[1] == "Runs with a number that is not finite are left out: 2 of 8 where most are."


def test_interests_are_ranked_counted_and_named() -> None:
    rows = [
        row("interest", "A1"),
        row("interest", "A2", change=Estimate(0.01, 0.0, 0.02)),
        row("interest", "B1", change=Estimate(0.0, 0.0, 0.0)),
    ]
    said = describe_interests(rows, TOLD)
    assert said[2].startswith("  A1  ")
    assert said[2].endswith("  0.50 (0.40 to 0.60)      Japan: Sell ships")
    assert "  - A1: Most of all, with it Japan's share in Kazakhstan is 1.25 points higher." in said
    assert (
        "  - 1 of 2 interests that can act are too small to matter alone (less than 0.1 points)."
        in said
    )
    why = "no target in the region, and nobody stands against it or with it."
    assert said[-1] == f"  - B1, Japan: Sell ships: {why}"


def test_a_clash_that_does_nothing_is_explained() -> None:
    told = describe_idle(Idle("A1", (("C1", "A2", "C2"),)), TOLD)
    assert told == (
        "A1, Japan: Sell ships: no target in the region; its clash with C1 does nothing, since A2 "
        "against C2 is the stronger one of the same powers."
    )


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = [row("whole", "", movement=ALL, spread=UNKNOWN), row(), row("interest", "A1")]
    found = read_table(write_table(rows, tmp_path / "t.csv"), ["2040Q4"], ["A1"])
    assert found[1:] == rows[1:]
    assert found[0]._replace(spread=ALL) == rows[0]._replace(spread=ALL)
    assert all(map(math.isnan, found[0].spread))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("0.5", "half"), "could not convert"),
        (("0.5", "inf"), "a number is infinite"),
        (("A1", "=1+1"), "a row is about something else"),
        (("2040Q4,whole", "2041Q4,whole"), "a row is about something else"),
        (("turn,", "quarter,"), "its header is another one"),
    ],
)
def test_a_table_that_others_changed_is_refused(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    rows = [row("whole", "", movement=ALL), row("interest", "A1")]
    path = write_table(rows, tmp_path / "t.csv")
    path.write_text(path.read_text().replace(*change, 1))
    with pytest.raises(StoreError, match=said):
        read_table(path, ["2040Q4"], ["A1"])
