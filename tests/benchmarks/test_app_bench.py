"""The benchmark of the app counts what it says, by notes and plans made by hand."""

from __future__ import annotations

import pytest

from benchmarks.app.bars import BARS, Bar, Figure, late, middle, quantile, verdict
from benchmarks.app.page import CLOSER, FIRST, RELEASED, Note, previews_after, times_between
from benchmarks.app.visitors import Crowd, growth, plan
from benchmarks.app_bench import record, say, show

SLIDERS = {
    "one": [{"size": "events.a.value", "least": 1.0, "most": 2.0}],
    "two": [{"size": "events.b.value", "least": -1.0, "most": 0.0}],
}


def test_a_quantile_is_the_value_that_so_many_do_not_exceed() -> None:
    values = [float(value) for value in range(20, 0, -1)]
    assert quantile(values, 0.95) == 19.0
    assert late(values) == 19.0
    assert quantile([5.0], 0.95) == 5.0
    assert middle([1.0, 2.0, 9.0]) == 2.0
    assert middle([]) is None
    assert late([]) is None
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(0.6), "held"),
        (Figure(0.6001), "missed"),
        (Figure(None), "not there"),
        (None, "not measured"),
    ],
)
def test_a_bar_is_held_up_to_its_own_value(figure: Figure | None, said: str) -> None:
    assert verdict(Bar("any", "any", 0.6, "s"), figure) == said


def test_what_is_written_names_every_bar_and_what_failed(capsys: pytest.CaptureFixture) -> None:
    found = {"release": Figure(0.3, 40, 0.25, 0.1), "axe": Figure(2.0, 30, note="/: label")}
    written = record(found, {"why": "TimeoutError: late"}, 0.1)
    assert list(written["bars"]) == [bar.key for bar in BARS]
    assert written["bars"]["release"]["verdict"] == "held"
    assert written["bars"]["axe"]["verdict"] == "missed"
    assert written["bars"]["why"]["verdict"] == "not measured"
    assert written["failed"] == {"why": "TimeoutError: late"}
    show(found, written["failed"], 0.6)
    said = capsys.readouterr().out
    assert "why could not be measured: TimeoutError: late" in said
    assert "findings of axe-core, all pages and states: /: label" in said
    assert "The machine was busy" in said
    assert (say(0.3, "s"), say(2.0, "")) == ("0.3 s", "2")


def test_times_run_from_a_beginning_to_its_end_and_not_from_an_overtaken_one() -> None:
    notes = [
        Note("change", "", 1000.0),
        Note("status", "50 runs are being played", 1010.0),
        Note("status", "50 runs: a first look", 1300.0),
        Note("status", "200 runs: a closer look", 2300.0),
        Note("change", "", 3000.0),
        Note("change", "", 3400.0),
        Note("status", "50 runs: a first look", 3900.0),
    ]
    assert times_between(notes, RELEASED, FIRST) == [0.3, 0.5]
    assert times_between(notes, FIRST, CLOSER) == [1.0]


def test_a_preview_counts_from_each_move_of_a_slider_that_is_held() -> None:
    notes = [
        Note("input", "", 1000.0),
        Note("which", "Preview: drawn between answers", 1020.0),
        Note("chart", "", 1020.0),
        Note("input", "", 1100.0),
        Note("chart", "", 1130.0),
        Note("input", "", 1200.0),
        Note("change", "", 1201.0),
        Note("which", "", 1500.0),
        Note("chart", "", 1500.0),
        Note("input", "", 2000.0),
        Note("chart", "", 2010.0),
    ]
    assert previews_after(notes) == pytest.approx([0.020, 0.030])


def test_four_of_five_moves_were_made_before_by_another_visitor() -> None:
    crowd = Crowd(visitors=50, seconds=200.0, every=20.0)
    moves = plan(crowd, SLIDERS)
    assert len(moves) == 500
    assert [move.at for move in moves] == sorted(move.at for move in moves)
    for visitor in range(50):
        times = [move.at for move in moves if move.visitor == visitor]
        assert [int(at // 20) for at in times] == list(range(10))
    known = 0
    for place, move in enumerate(moves):
        before = [each for each in moves[:place] if each.question == move.question]
        known += bool(before)
        assert not before or any(each.visitor != move.visitor for each in before)
    assert 0.75 < known / len(moves) < 0.85
    for move in moves:
        ((path, value),) = move.question["changes"].items()
        ends = {"events.a.value": (1.0, 2.0), "events.b.value": (-1.0, 0.0)}[path]
        assert ends[0] <= value <= ends[1]
    assert plan(crowd, SLIDERS) == moves
    assert plan(crowd, SLIDERS, seed=1) != moves


def test_growth_of_memory_is_the_last_quarter_over_the_second() -> None:
    assert growth([50.0, 90.0, 100.0, 100.0, 101.0, 103.0, 104.0, 106.0]) == 5.0
    assert growth([1.0, 7.0, 9.0, 7.0]) == 0.0
    with pytest.raises(ValueError, match="fewer than four looks at the memory"):
        growth([1.0, 2.0, 3.0])
