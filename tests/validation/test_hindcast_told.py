"""A hindcast told: its scores as JSON and in words, its tables and its figures."""

from __future__ import annotations

import csv
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model.analysis.wording import names_from
from model.figures.forms import PAGE, SLIDE, Form, drawn_as
from model.figures.page import Facts
from model.figures.save import save_figure
from model.figures.style import looks
from model.inputs.seeds.posterior import HONEST, Posterior
from model.inputs.seeds.seeds import read_seeds
from model.storage.manifest import Manifest
from model.validation.hindcast import headlines
from model.validation.hindcast.figure import ORIGINS, Sheet, draw_state, draw_states, largest
from model.validation.hindcast.find import Question, ask
from model.validation.hindcast.forecasts import Hindcast
from model.validation.hindcast.hindcast_tables import write_tables
from model.validation.hindcast.other_figures import draw_arms, draw_positions
from model.validation.hindcast.record import Past
from model.validation.hindcast.skill_figure import (
    draw_bands,
    draw_errors,
    draw_skill,
    draw_state_skills,
)
from model.validation.hindcast.skill_file import describe_skill, plain, write_skill
from model.validation.hindcast.words import describe_decisions, describe_doubt, is_told, tell
from tests.analysis.readable import faults
from tests.validation.made_hindcast import as_it_came, made_hindcast, nothing_changes

HORIZONS = {"1", "3", "5"}
FACTS = Facts("The past", 20, 7, "abcdef123456", "A book", "nothing here is a forecast")


def half_way(past: Past, origin: int, target: int) -> np.ndarray[Any, Any]:
    """Half of the change that came: errors half those of persistence, so a skill of 3/4."""
    return (past.shares[origin] + past.shares[target]) / 2.0


@pytest.fixture(scope="module")
def question() -> Question:
    return ask(read_seeds(), 20, 7, posterior=False)


@pytest.fixture(scope="module")
def fitted(question: Question) -> Question:
    """The same with a sample in which few draws are left without Kazakhstan."""
    states = question.history.ids("state")
    told = tuple(tuple(-9.0 * (state == "KAZ" and draw == 0) for state in states)
                 for draw in range(60))  # fmt: skip
    draws = tuple((0.1,) for _ in told)
    sample = Posterior(HONEST, ("trade_speed",), draws, states, told, {}, "5" * 64)
    return question._replace(seeds=replace(question.seeds, posterior=sample))


@pytest.fixture(scope="module")
def hindcast(question: Question) -> Hindcast:
    return made_hindcast(question.past, question.history, half_way)


@pytest.fixture(scope="module")
def told(hindcast: Hindcast, question: Question) -> dict[str, Any]:
    return describe_skill(hindcast, question, "prior")


@pytest.fixture(scope="module")
def sheet(hindcast: Hindcast, told: dict[str, Any], question: Question) -> Sheet:
    members = question.seeds.members
    return Sheet(hindcast, told, {kind: looks(rows) for kind, rows in members.items()}, FACTS)


def test_the_scores_have_the_keys_that_are_asked_for(told: dict[str, Any]) -> None:
    for key in ("skill_vs_persistence", "skill_vs_trend", "skill_vs_gravity", "coverage_50",
                "coverage_80", "crps", "persistence_rmse", "model_rmse", "n",
                "skill_vs_persistence_90"):  # fmt: skip
        assert set(told[key]) == HORIZONS
    two = told["without_tkm_chn"]
    assert set(two) == {"skill_vs_persistence", "skill_vs_trend"}
    assert set(two["skill_vs_trend"]) == HORIZONS
    assert set(told["unconditional"]["skill_vs_persistence"]) == HORIZONS
    assert set(told["by_state"]) == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert told["settings"]["targets"] == [2014, 2020]
    assert told["settings"]["fitted_until"] == 2013
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_half_the_error_is_a_skill_of_three_quarters(told: dict[str, Any]) -> None:
    for horizon in HORIZONS:
        assert told["skill_vs_persistence"][horizon] == 0.75
        assert told["skill_vs_persistence_90"][horizon] == [0.75, 0.75]
        assert told["without_tkm_chn"]["skill_vs_persistence"][horizon] == 0.75
        for part in ("decisions", "decisions_without_tkm_chn"):
            assert told[part]["frozen_vs_persistence"][horizon] == 0.0
            assert told[part]["gain"][horizon] == 0.75
            assert told[part]["gain_90"][horizon] == [0.75, 0.75]
        assert told["model_rmse"][horizon] == pytest.approx(
            told["persistence_rmse"][horizon] / 2, abs=1e-4
        )
        assert told["crps"][horizon] == pytest.approx(
            told["persistence_crps"][horizon] / 2, abs=1e-4
        )
    assert told["persistence_rmse"] == {"1": 0.0224, "3": 0.0309, "5": 0.0427}
    assert told["n"] == {"1": 315, "3": 315, "5": 314}
    assert told["benchmarks_vs_persistence"]["trend"] == pytest.approx(
        {"1": -0.90, "3": -1.74, "5": -2.66}, abs=0.006
    )


def test_what_is_no_number_is_written_as_none(tmp_path: Path) -> None:
    assert plain({"a": float("nan"), 1: (0.123456, np.float64(2.0))}) == {
        "a": None, "1": [0.1235, 2.0]
    }  # fmt: skip
    path = write_skill({"a": 1.0}, tmp_path / "skill.json")
    assert path.read_text() == '{\n  "a": 1.0\n}\n'


def test_without_a_sample_no_state_can_be_left_out(told: dict[str, Any]) -> None:
    assert told["leave_one_state_out"] is None


def test_few_draws_are_said_to_be_few(hindcast: Hindcast, fitted: Question) -> None:
    told = describe_skill(hindcast, fitted, HONEST)
    left = told["leave_one_state_out"]
    assert left["KAZ"]["too_few_draws"]
    assert not left["UZB"]["too_few_draws"]
    assert left["UZB"]["effective_draws"] == 60.0
    assert left["all"]["skill_vs_persistence"] == {"1": 0.75, "3": 0.75, "5": 0.75}
    lines = tell(told, names_from(fitted.seeds.members)).splitlines()
    row = next(line for line in lines if line.startswith(" Kazakhstan") and "few" in line)
    assert "too few" in row
    assert "0.75" in row


def test_an_interval_that_holds_nought_tells_nothing() -> None:
    assert not is_told([-0.1, 0.4])
    assert not is_told([0.0, 0.4])
    assert is_told([0.1, 0.4])
    assert is_told([-0.4, -0.1])


def test_a_reader_is_told_what_cannot_be_told(question: Question, told: dict[str, Any]) -> None:
    same = made_hindcast(question.past, question.history, nothing_changes)
    doubtful = describe_skill(same, question, "prior")
    assert "At 1, 3, 5 years ahead the model cannot be told from persistence." in describe_doubt(
        doubtful
    )
    assert "can be told from persistence" in describe_doubt(told)
    assert "cannot" not in describe_doubt(told)


def test_a_reader_is_given_what_decisions_add_and_whether_that_is_sure(
    question: Question, told: dict[str, Any]
) -> None:
    assert describe_decisions(told) == (
        "What powers and states decide adds to the skill against persistence: 0.75 at 1 year, "
        "0.75 at 3 years, 0.75 at 5 years; distinguishable from zero at 1, 3, 5 years ahead."
    )
    same = made_hindcast(question.past, question.history, nothing_changes)
    said = describe_decisions(describe_skill(same, question, "prior"))
    assert said.endswith("at no horizon is that statistically distinguishable from zero.")


def test_a_terminal_is_told_skill_states_pairs_and_the_rest(
    told: dict[str, Any], question: Question
) -> None:
    said = tell(told, names_from(question.seeds.members))
    assert said.startswith("Shares of trade predicted for 2014-2020: 45 pairs, 20 runs")
    assert "Turkmenistan-China                       43 %" in said
    for words in ("persistence (nothing changes)", "a linear trend", "a pull without agents",
                  "dated events unknown", "skill of the model, decisions frozen",
                  "what decisions add to the skill", "came within the 80 % band", "Uzbekistan",
                  "Voting positions", "6 periods of three"):  # fmt: skip
        assert words in said
    assert max(map(len, said.splitlines())) <= 100


def test_the_forecasts_can_be_scored_again_from_their_file(
    hindcast: Hindcast, told: dict[str, Any], tmp_path: Path
) -> None:
    paths = {path.name: path for path in write_tables(hindcast, tmp_path)}
    with paths["forecasts.csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["origin", "horizon", "state", "power", "p05", "p10", "p25", "p50",
                             "p75", "p90", "p95", "observed"]  # fmt: skip
    for horizon, count in told["n"].items():
        some = [row for row in rows if row["horizon"] == horizon]
        assert len(some) == count
        missed = [float(row["p50"]) - float(row["observed"]) for row in some]
        error = float(np.sqrt(np.mean(np.square(missed))))
        assert error == pytest.approx(told["model_rmse"][horizon], abs=6e-5)
        targets = {int(row["origin"]) + int(horizon) for row in some}
        assert targets == set(range(2014, 2021))
    masked = [r for r in rows if (r["origin"], r["state"], r["power"]) == ("2010", "KAZ", "RUS")]
    assert masked == []


def test_every_table_is_there_and_full(hindcast: Hindcast, tmp_path: Path) -> None:
    paths = {path.stem: path for path in write_tables(hindcast, tmp_path)}
    lengths = {name: len(path.read_text().splitlines()) - 1 for name, path in paths.items()}
    assert lengths == {
        "forecasts": 1253, "forecasts-without-events": 1253, "benchmarks": 1253, "pairs": 135,
        "positions": 90, "arms": 108, "contact": 1064, "volumes": 916,
    }  # fmt: skip
    assert "nan" not in "".join(path.read_text() for path in paths.values())


DRAWS = {
    "skill": draw_skill,
    "errors": draw_errors,
    "state-skills": draw_state_skills,
    "bands": draw_bands,
    "states": draw_states,
    "positions": draw_positions,
    "arms": draw_arms,
    "state": lambda sheet: draw_state(sheet, "TKM"),
}


def texts(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(lambda one: hasattr(one, "_text")))


@pytest.mark.parametrize("name", DRAWS)
def test_a_figure_is_drawn_without_warnings_and_says_where_it_is_from(
    name: str, sheet: Sheet, manifest: Manifest, tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = DRAWS[name](sheet)
        written = save_figure(figure, tmp_path / name, manifest)
    assert [path.suffix for path in written] == [".png", ".svg"]
    said = texts(figure)
    for words in ("20 runs", "abcdef123456", "A book", "forecast", "ranges of the seeds"):
        assert words in said


def test_the_same_scores_give_the_same_bytes(
    sheet: Sheet, manifest: Manifest, tmp_path: Path
) -> None:
    first, again = (
        save_figure(draw_arms(sheet), tmp_path / place / "arms", manifest) for place in "ab"
    )
    for here, there in zip(first, again, strict=True):
        assert here.read_bytes() == there.read_bytes()


def test_each_state_has_its_largest_partners(sheet: Sheet) -> None:
    figure = draw_states(sheet)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert len(titles) == 10
    assert titles[0] == "Kazakhstan\nwith the European Union"
    assert "Turkmenistan\nwith China" in titles
    shares = np.nanmean(sheet.hindcast.past.shares[:, 3], axis=0)
    assert list(shares[largest(sheet.hindcast, 3)]) == sorted(shares, reverse=True)[:2]


@pytest.mark.parametrize("chosen", [PAGE, SLIDE], ids=["page", "slide"])
@pytest.mark.parametrize("name", DRAWS)
def test_all_words_of_a_figure_can_be_read(name: str, chosen: Form, sheet: Sheet) -> None:
    with drawn_as(chosen):
        assert faults(DRAWS[name](sheet), chosen.least) == []


def test_titles_say_what_the_words_say(told: dict[str, Any], sheet: Sheet) -> None:
    assert headlines.of_scores(told) == "At every horizon the model can be told from persistence"
    assert f"{headlines.of_scores(told)}." in describe_doubt(told)
    doubtful = {**told, "skill_vs_persistence_90": {h: [-0.1, 0.9] for h in told["n"]}}
    said = headlines.of_scores(doubtful)
    assert said == "At 1, 3, 5 years ahead the model cannot be told from persistence"
    assert f"{said}." in describe_doubt(doubtful)
    sure, unsure = headlines.of_errors(told), headlines.of_errors(doubtful)
    assert unsure == f"{sure}, which cannot be told apart"
    off, kept = (100 * told[key]["5"] for key in ("model_rmse", "persistence_rmse"))
    assert f"off by {off:.1f} points, those of no change by {kept:.1f}" in sure
    worst = told["worst_pairs"]["5"][0]
    said = headlines.of_worst_pair(told, sheet.names)
    assert f": {100 * worst['share_of_error']:.0f} % of its error, " in said
    held = headlines.of_bands(told)
    for horizon, share in told["coverage_80"].items():
        assert f"{100 * share:.0f} % at {horizon} year" in held


@pytest.mark.parametrize(
    ("intervals", "states", "state"),
    [
        (
            {"1": [-0.1, 0.5], "3": [-0.4, 0.3], "5": [-1.0, 0.2]},
            "At 5 years the model cannot be told from persistence in any of 5 states",
            "Kazakhstan: at no horizon can the model be told from persistence",
        ),
        (
            {"1": [0.1, 0.5], "3": [-0.4, 0.3], "5": [-1.0, -0.2]},
            "At 5 years the model is better than persistence in 0 and worse in 5 of 5 states; "
            "elsewhere it cannot be told from persistence",
            "Kazakhstan: the model is better than persistence at 1 years and worse at 5 years, and "
            "cannot be told from it otherwise",
        ),
    ],
)
def test_a_state_is_told_only_as_far_as_its_interval_leaves_out_nought(
    intervals: dict[str, list[float]], states: str, state: str
) -> None:
    skills = {"skill_vs_persistence": {}, "skill_vs_persistence_90": intervals}
    names = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    told = {"n": {"1": 9, "3": 9, "5": 9}, "by_state": dict.fromkeys(names, skills)}
    assert headlines.of_states(told) == states
    assert headlines.of_state(told, "KAZ", "Kazakhstan") == state


def panel(figure: Figure, title: str) -> Axes:
    return next(axes for axes in figure.axes if axes.get_title(loc="left") == title)


def test_a_panel_shows_what_came_and_the_fans_from_their_origins(sheet: Sheet) -> None:
    figure = draw_state(sheet, "TKM")
    axes = panel(figure, "China")
    lines = [np.asarray(line.get_xydata()) for line in axes.lines]
    observed = 100 * sheet.hindcast.past.shares[:, 3, 0]
    assert any(np.array_equal(line[:, 1], observed) for line in lines)
    starts = {(line[0, 0], line[0, 1]) for line in lines}
    for origin in ORIGINS:
        assert (origin, observed[sheet.hindcast.past.place(origin)]) in starts
    assert "no change: 18.8" in texts(figure)
    assert axes.get_ylim()[0] == 0.0


def test_a_fan_whose_origin_is_masked_starts_a_year_later(sheet: Sheet) -> None:
    axes = panel(draw_state(sheet, "KAZ"), "Russia")
    starts = [float(np.asarray(line.get_xydata())[0, 0]) for line in axes.lines[:2]]
    assert starts == [2011.0, 2015.0]


def test_a_zero_that_means_no_report_is_hollow(sheet: Sheet) -> None:
    axes = panel(draw_state(sheet, "TKM"), "Iran")
    (hollow,) = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert list(np.asarray(hollow.get_xdata())) == [2007, 2008, 2009, 2012, 2019, 2020]


def test_what_cannot_be_told_is_hollow(question: Question, sheet: Sheet) -> None:
    same = made_hindcast(question.past, question.history, nothing_changes)
    doubtful = sheet._replace(hindcast=same, told=describe_skill(same, question, "prior"))
    faces = [
        sum(line.get_markerfacecolor() == "white" for line in draw_skill(one).axes[0].lines)
        for one in (sheet, doubtful)
    ]
    assert faces[0] == 0
    assert faces[1] >= 9
    assert "cannot be told from persistence" in texts(draw_skill(doubtful))


def test_a_perfect_forecast_is_drawn_too(question: Question, sheet: Sheet) -> None:
    perfect = made_hindcast(question.past, question.history, as_it_came)
    assert describe_skill(perfect, question, "prior")["skill_vs_trend"]["5"] == 1.0
