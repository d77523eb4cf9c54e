"""Verdicts on episodes of the past: their words, their table, their file and their figures."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model.analysis.trajectories.events_shown import EventsShown
from model.figures.event_marks import Mark, describe_marks
from model.figures.forms import PAGE, SLIDE, Form, drawn_as
from model.figures.page import Facts
from model.figures.save import save_figure
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.scenarios.episodes import Observation
from model.storage.manifest import Manifest
from model.validation.episodes.figure import draw_episode, draw_overview, fit
from model.validation.episodes.find import LEVELS, Judged, Verdict, judge
from model.validation.episodes.words import (
    COLUMNS,
    describe_place,
    describe_share,
    describe_total,
    describe_verdicts,
    markdown_table,
    rows_of,
    write_verdicts,
)
from tests.analysis.readable import faults

FACTS = Facts("Drought", 20, 7, "abcdef123456", "A book", "nothing here is a forecast")
START = quarter_index("2010Q1")
TURNS = tuple(quarter_name(START + step) for step in range(24))


def made(
    name: str, low: float, high: float, episode: str = "drought", outside: str = "no stocks"
) -> Judged:
    """A made-up observation of 2011 against runs that all rise, and spread, to about 2."""
    runs = 1.0 + np.linspace(0.5, 1.5, 21)[:, None] * np.linspace(0, 1, 24)[None, :]
    one = Observation(
        episode, name, "price", ("gallium",), "mean", START + 4, START + 7, None, low, high,
        "multiple of 2009", ("book",), "B", "two reports", outside, "episodes.csv", 2,
    )  # fmt: skip
    verdict = judge(one, runs[:, 4:8].mean(axis=1))
    return Judged("The drought of 2010", one, verdict, TURNS, np.quantile(runs, LEVELS, axis=0))


@pytest.fixture
def judged() -> tuple[Judged, ...]:
    """Medians of 1.24 between 1.14 and 1.33: met, touched and missed, and missed elsewhere."""
    return (
        made("met", 1.2, 1.3),
        made("touched", 1.33, 1.4),
        made("missed | far", 10, 26),
        made("lost", 0, 0.02, "flood"),
    )


@pytest.fixture
def verdicts(judged: tuple[Judged, ...]) -> list[Verdict]:
    return [one.verdict for one in judged]


def test_three_places_are_told_apart(verdicts: list[Verdict]) -> None:
    assert [describe_place(one) for one in verdicts] == [
        "median inside", "inside", "outside", "outside",
    ]  # fmt: skip


def test_the_rows_say_what_was_seen_and_why_it_is_missed(verdicts: list[Verdict]) -> None:
    met, touched, missed, _ = rows_of(verdicts)
    assert met == (
        "drought", "met", "2011Q1-2011Q4", "1.2 to 1.3 (multiple of 2009)", "1.24 (1.14 to 1.33)",
        "43 %", "median inside", "B", "",
    )  # fmt: skip
    assert touched[-1] == ""
    assert missed[3].startswith("10 to 26")
    assert (missed[5], missed[-1]) == ("0 %", "no stocks")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.999, ">99 %"), (1.0, "100 %")],
)
def test_a_share_is_none_or_all_only_if_it_is_so(share: float, words: str) -> None:
    assert describe_share(share) == words


def test_the_table_for_pages_has_a_row_for_each_verdict(verdicts: list[Verdict]) -> None:
    lines = markdown_table(verdicts).splitlines()
    assert len(lines) == 2 + len(verdicts)
    assert {line.count("|") for line in lines} == {len(COLUMNS) + 1}
    assert "missed / far" in lines[4]


def test_a_terminal_is_told_everything_by_episode(verdicts: list[Verdict]) -> None:
    told = describe_verdicts(verdicts)
    assert told.index("\ndrought\n") < told.index("\nflood\n")
    assert told.count("no stocks") == 2
    assert "  touched, 2011Q1-2011Q4: inside\n" in told
    assert "seen 0 to 0.02, multiple of 2009; model 1.24 (1.14 to 1.33); 0 % of runs" in told
    assert "2 of 4 observations are inside, 1 of them with the median; 2 are outside." in told


def test_the_file_holds_every_field_of_every_verdict(
    verdicts: list[Verdict], tmp_path: Path
) -> None:
    path = write_verdicts(verdicts, tmp_path / "verdicts.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [tuple(row) for row in rows] == [Verdict._fields] * len(verdicts)
    assert [row["inside"] for row in rows] == ["yes", "yes", "no", "no"]
    assert float(rows[0]["p50"]) == pytest.approx(verdicts[0].p50, rel=1e-5)
    assert rows[2]["observation"] == "missed | far"


def texts(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(lambda one: hasattr(one, "_text")))


def test_figures_are_drawn_without_warnings_and_are_the_same_bytes_twice(
    judged: tuple[Judged, ...], manifest: Manifest, tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, draw in (("episode", draw_episode), ("overview", overview)):
            figures = [draw(judged, FACTS) for _ in range(2)]
            first, again = (
                save_figure(figure, tmp_path / place / name, manifest)
                for figure, place in zip(figures, "ab", strict=True)
            )
            for here, there in zip(first, again, strict=True):
                assert here.read_bytes() == there.read_bytes()
            said = texts(figures[0])
            assert all(word in said for word in ("20 runs", "abcdef123456", "A book", "forecast"))


def test_each_observation_has_a_panel_with_its_bar_and_its_verdict(
    judged: tuple[Judged, ...],
) -> None:
    figure = draw_episode(judged[:3], FACTS)
    panels = [axes for axes in figure.axes if axes.get_title(loc="left")]
    assert [axes.get_title(loc="left") for axes in panels] == ["met", "touched", "missed | far"]
    for axes, one in zip(panels, judged, strict=False):
        (bar,) = axes.patches
        left, low, right, high = bar.get_bbox().extents  # type: ignore[attr-defined]
        assert (low, high) == pytest.approx((one.verdict.low, one.verdict.high))
        assert (left, right) == pytest.approx((2011, 2012))
        assert holds(axes, low, high)
    assert "outside, 2011Q1-2011Q4" in texts(figure)
    assert "seen 10 to 26" in texts(figure)


def overview(judged: Sequence[Judged], facts: Facts) -> Figure:
    return draw_overview(judged, facts, "multiples")


def test_titles_say_how_many_observations_are_inside(judged: tuple[Judged, ...]) -> None:
    total = describe_total([one.verdict for one in judged]).rstrip(".")
    assert total in texts(draw_episode(judged, FACTS)).replace("\n", " ")
    assert f"Multiples: {total}" in texts(overview(judged, FACTS)).replace("\n", " ")


def test_the_events_of_an_episode_are_marked(judged: tuple[Judged, ...]) -> None:
    mark = Mark(1, 2011.0, 2012.0, "Drought (2011Q1 to 2011Q4)")
    figure = draw_episode(judged[:3], FACTS, EventsShown((mark,), describe_marks((mark,), 0)))
    assert "Events (shaded while they last): 1 Drought (2011Q1 to 2011Q4)" in texts(figure)
    for axes in figure.axes:
        assert "1" in [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("chosen", [PAGE, SLIDE], ids=["page", "slide"])
def test_all_words_of_the_figures_can_be_read(judged: tuple[Judged, ...], chosen: Form) -> None:
    with drawn_as(chosen):
        assert faults(draw_episode(judged, FACTS), chosen.least) == []
        assert faults(overview(judged, FACTS), chosen.least) == []


def holds(axes: Axes, low: float, high: float) -> bool:
    bottom, top = axes.get_ylim()
    return bottom <= low <= high <= top


def test_the_overview_names_every_observation_and_episode(judged: tuple[Judged, ...]) -> None:
    figure = overview(judged, FACTS)
    said = texts(figure)
    for one in judged:
        assert f"{one.verdict.observation}, 2011Q1-2011Q4" in said
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names.count("The drought of 2010") == 2


def test_a_scale_starts_at_nought_unless_everything_is_high_up() -> None:
    assert fit(0.5, 2.0) == pytest.approx((0.0, 3.1))
    bottom, top = fit(0.96, 0.98)
    assert 0.95 < bottom < 0.96
    assert 0.98 < top < 1.0
