"""An answer holds what the command says, and asks nothing that it cannot have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from model.cli import cli
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds
from model.studio.answering import Ask, Studio
from model.studio.controls import list_controls, list_factors
from model.studio.library import Shelf, write_scenario
from model.studio.numbers import chances_of_leading
from model.studio.why import At, explain, leave_out_each, list_interests


def test_an_answer_says_what_compare_says(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["compare", "baseline", "us-leaves", "--runs", "50", "--no-figures", "--workers", "1"]
    said = CliRunner().invoke(cli, words).output
    ask = Ask("us-leaves")
    answer = studio.answer(studio.load(ask), ask)
    assert answer["dates"]
    for date in answer["dates"]:
        assert f"\n{date['turn']}, {date['why']}\n" in said
        for line in date["lines"]:
            assert f"  - {line}\n" in said


def test_fans_are_quantiles_of_paired_runs(studio: Studio) -> None:
    ask = Ask("japan-delivers")
    pair = studio.load(ask)
    answer = studio.answer(pair, ask)
    base = studio.runs.base(*pair.base, 50, lambda: False)
    other = studio.runs.play(*pair.other, 50, lambda: False)
    change = 100 * (other.outcomes["share"] - base.outcomes["share"])[..., 0]
    assert np.shape(answer["change"]) == (5, 64, 9, 5)
    np.testing.assert_allclose(answer["change"][2], np.median(change, axis=0), atol=6e-4)
    np.testing.assert_allclose(answer["change"][0], np.quantile(change, 0.05, axis=0), atol=6e-4)
    assert np.allclose(answer["share"][2][0], answer["before"][0])


def test_the_world_moves_with_the_base(studio: Studio) -> None:
    both = Ask("baseline", world=("engagement.JPN=3",))
    answer = studio.answer(studio.load(both), both)
    assert not np.any(answer["change"])
    alone = Ask("baseline", changes=("engagement.JPN=3",))
    assert np.any(studio.answer(studio.load(alone), alone)["change"])
    usual = Ask("baseline")
    assert studio.answer(studio.load(usual), usual)["before"] != answer["before"]


def test_the_same_question_has_the_same_digest_and_another_has_not(studio: Studio) -> None:
    asks = [
        Ask("us-leaves"), Ask("us-leaves"), Ask("us-leaves", runs=200),
        Ask("us-leaves", changes=("engagement.JPN=2",)), Ask("us-leaves", world=("unity=0.5",)),
    ]  # fmt: skip
    digests = [studio.digest(studio.load(ask), ask) for ask in asks]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4


def test_why_adds_up_to_the_difference(studio: Studio) -> None:
    ask = Ask("northern-closed")
    why = explain(studio, studio.load(ask), At("RUS", "KAZ", "2029Q4"))
    parts = sum(value for _, value in why["causes"]) + sum(value for _, value in why["rivals"])
    assert why["difference"] < -1
    assert parts == pytest.approx(why["difference"], abs=0.05)
    assert why["causes"][0][0] == "corridors, routes and border posts"


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (Ask("us-leaves", runs=51), "runs: must be one of 50, 200, 1000, not 51"),
        (Ask("history"), "history: covers other quarters than what it is held against"),
        (Ask("us-leaves", at="2050Q1"), "at: 2050Q1 is outside the scenario, 2025Q1 to 2040Q4"),
        (Ask("us-leaves", changes=("engagement.JAP=2",)), "unknown power 'JAP'"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(studio: Studio, ask: Ask, told: str) -> None:
    with pytest.raises(InputError) as caught:
        studio.load(ask)
    assert told in str(caught.value)


def test_every_own_event_has_a_slider_around_what_the_file_says(seeds: Seeds) -> None:
    scenario, changed = load_scenario("northern-closed", seeds)
    controls = list_controls(scenario, changed)
    assert len(controls) == 7
    for one in controls:
        assert one.least <= min(one.low, one.neutral)
        assert one.most >= max(one.high, one.neutral)
        assert 20 <= (one.most - one.least) / one.step <= 400
        sets = (f"{one.size}={(one.low + one.high) / 2}", f'{one.start}="{one.begins}"')
        load_scenario("northern-closed", seeds, sets)


def test_every_factor_can_be_held_at_both_ends_of_its_slider(seeds: Seeds) -> None:
    sets = []
    for one in list_factors(seeds):
        path = ".".join([one["factor"], *(labels[0] for labels in one["axes"])])
        sets += [f"{path}={one['least']}", f"{path}={one['most']}"]
        assert one["least"] <= one["neutral"] <= one["most"]
    load_scenario("baseline", seeds, sets)


def test_what_is_saved_is_what_was_asked(studio: Studio, seeds: Seeds, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    changes = {"events.us-disengages.value": 0.9, "engagement.JPN": 2}
    path = shelf.save("mine", write_scenario('A "title"', "Why?", "us-leaves", changes))
    saved, _ = load_scenario(path, seeds)
    asked, _ = load_scenario("us-leaves", seeds, [f"{k}={v}" for k, v in changes.items()])
    assert saved.title == 'A "title"'
    assert first_three(saved) == first_three(asked)
    assert shelf.own() == ["mine"]
    assert shelf.find("mine") == path


def first_three(scenario: object) -> list[tuple[object, ...]]:
    return [(e.name, e.value, e.start, e.change) for e in scenario.events]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["../x", "a/b", "A", "", "x" * 80, "a.toml", "baseline", ".."])
def test_nothing_is_saved_or_opened_outside_the_folder(name: str, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "x.toml").write_text('title = "X"')
    shelf = Shelf(inner)
    with pytest.raises(InputError):
        shelf.save(name, "title = 'X'\n")
    if name != "baseline":
        with pytest.raises(InputError):
            shelf.find(name)
    assert list(inner.iterdir()) == []


def test_nothing_is_saved_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("old")
    with pytest.raises(InputError, match="is there already; choose another name"):
        Shelf(tmp_path).save("mine", "new")
    assert (tmp_path / "mine.toml").read_text() == "old"


def test_the_interests_behind_a_bid_are_weighed_in_both(studio: Studio) -> None:
    ask = Ask("us-leaves")
    found = list_interests(studio, studio.load(ask), At("USA", "KAZ", "2030Q4"))
    assert found
    assert all(one["where"] and one["says"] for one in found)
    assert [one["weight"] for one in found] == sorted((o["weight"] for o in found), reverse=True)


def test_a_difference_without_its_main_event_is_gone(studio: Studio) -> None:
    ask = Ask("northern-closed")
    pair = studio.load(ask)
    found = leave_out_each(studio, pair, At("RUS", "KAZ", "2029Q4"))
    answer = studio.answer(pair, ask)
    turn = answer["turns"].index("2029Q4")
    power, state = studio.seeds.ids("power").index("RUS"), studio.seeds.ids("state").index("KAZ")
    assert found[0]["event"] == "northern-rail-shut"
    assert found[0]["with"] == pytest.approx(answer["change"][2][turn][power][state], abs=2e-3)
    assert abs(found[0]["without"]) < 0.3 * abs(found[0]["with"])
    assert leave_out_each(studio, studio.load(Ask("baseline")), At("RUS", "KAZ", "2029Q4")) == []


def test_chances_of_leading_add_up_and_fit_the_shares() -> None:
    shares = np.array([[[[0.5], [0.3]]], [[[0.2], [0.7]]], [[[0.6], [0.1]]], [[[0.9], [0.0]]]])
    assert chances_of_leading(shares) == [[[0.75], [0.25]]]


def test_an_answer_has_fans_of_freight_and_prices(studio: Studio) -> None:
    ask = Ask("northern-closed")
    pair = studio.load(ask)
    answer = studio.answer(pair, ask)
    freight = answer["others"]["throughput"]
    north = studio.seeds.ids("corridor").index("northern")
    turn = answer["turns"].index("2029Q4")
    assert np.shape(freight["bands"]) == (3, 64, len(studio.seeds.ids("corridor")))
    assert freight["unit"] == "Mt a year"
    assert freight["bands"][1][turn][north] < 0.5 * freight["before"][turn][north]
    played = studio.runs.play(*pair.other, 50, lambda: False).outcomes["throughput"]
    middle = np.median(played.reshape(50, 64, -1), axis=0)
    np.testing.assert_allclose(freight["bands"][1], middle, atol=6e-5)
