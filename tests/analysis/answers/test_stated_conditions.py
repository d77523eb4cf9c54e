"""Conditions that a user states: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from made_sweeps import TURNS, make_sweep
from numpy.typing import NDArray

from model.experiments.conditions.condition_tree import values_in
from model.experiments.conditions.grammar import read_condition
from model.experiments.conditions.judge import judge
from model.experiments.conditions.series import SeriesError, find_series, list_series
from model.experiments.conditions.sums import find_asked
from model.experiments.conditions.tokens import ConditionError
from model.inputs.formats.problems import InputError

NAMES = {
    "power": {"CHN": ("China",), "RUS": ("Russia", "Moscow"), "JPN": ("Japan", "Tokyo")},
    "state": {"KAZ": ("Kazakhstan", "Astana"), "UZB": ("Uzbekistan",)},
}
KAZ = np.array([
    [[0.3, 0.3, 0.3, 0.3], [0.5, 0.5, 0.5, 0.5], [0.2, 0.2, 0.2, 0.2]],
    [[0.3, 0.6, 0.3, 0.6], [0.5, 0.3, 0.5, 0.3], [0.2, 0.1, 0.2, 0.1]],
    [[0.4, 0.4, 0.4, 0.4], [0.3, 0.3, 0.3, 0.3], [0.3, 0.3, 0.3, np.nan]],
])  # fmt: skip
"""Shares in Kazakhstan (experiment, power, turn)."""


def added(text: str, sweep: xr.Dataset) -> list[float]:
    found = find_asked(text, "--outcome", sweep, NAMES)
    assert found.values.shape[2] == 1
    return list(found.values[:, 0, 0])


@pytest.fixture
def sweep() -> xr.Dataset:
    share = np.stack([KAZ, np.full_like(KAZ, 1 / 3)], axis=2)
    axes = ("power", "state", "turn")
    outcomes = {
        "share": (axes, share),
        "price": (("mineral", "turn"), np.full((3, 1, 4), 1.5)),
        "peak": ((), np.array([1.0, 2.0, 3.0])),
    }
    coords = {"power": list(NAMES["power"]), "state": ["KAZ", "UZB"], "mineral": ["rare-earths"]}
    return make_sweep({"x": [0.1, 0.2, 0.3]}, outcomes, coords=coords)


def held(text: str, sweep: xr.Dataset) -> list[float]:
    return list(judge(text, sweep, NAMES, "--where").holds[:, 0])


def nan_free(values: list[float]) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("share RUS KAZ < share CHN KAZ at 2030Q2", [0, 1, 1]),
        ("share RUS KAZ at 2030Q1 > share RUS KAZ at 2030Q2", [0, 1, 0]),
        ("share KAZ RUS >= 50 % at 2030Q3", [1, 1, 0]),
        ("share Russia Kazakhstan >= 0.5 at 2030Q3", [1, 1, 0]),
        ("leader KAZ != RUS at 2030Q2", [0, 1, 1]),
        ("leader KAZ = China at 2030Q3", [0, 0, 1]),
        ("leader KAZ at 2030Q1 != leader KAZ at 2030Q2", [0, 1, 0]),
        ("leader kaz != rus by 2030Q3", [0, 1, 1]),
        ("leader KAZ = RUS until 2030Q3", [1, 0, 0]),
        ("rank JPN KAZ <= 2 at 2030Q1", [0, 0, 1]),
        ("not leader KAZ = RUS at 2030Q1", [0, 0, 1]),
        ("share RUS KAZ > 0.4 and share CHN KAZ > 0.5 by 2030Q2", [0, 1, 0]),
        ("share RUS KAZ > 0.4 at 2030Q1 and share CHN KAZ > 0.5 by 2030Q2", [0, 1, 0]),
        ("share RUS KAZ < 40% or share CHN KAZ = 30% at 2030Q3", [1, 1, 1]),
        ("(share RUS KAZ < 40% or share CHN KAZ = 30%) and peak > 1 at 2030Q3", [0, 1, 1]),
        ("share CHN KAZ + share JPN KAZ > share RUS KAZ at 2030Q2", [0, 1, 1]),
        ("(share RUS KAZ > 0.4 and share CHN KAZ > 0.5) at 2030Q2 or peak > 2", [0, 0, 1]),
        ("2 * share CHN KAZ - 0.1 > share RUS KAZ at 2030Q1", [0, 0, 1]),
        ("price > 1.4 at 2030", [1, 1, 1]),
        ("peak >= 2", [0, 1, 1]),
        ("share RUS KAZ by 2030Q4 < share RUS KAZ at 2030Q1", [0, 1, 0]),
    ],
)
def test_a_condition_means_what_it_says(
    text: str, expected: list[float], sweep: xr.Dataset
) -> None:
    assert held(text, sweep) == expected


def test_a_run_that_failed_cannot_be_told(sweep: xr.Dataset) -> None:
    assert nan_free(held("share JPN KAZ > 0.1 at 2030Q4", sweep)) == [1, 0, None]
    assert nan_free(held("leader KAZ = RUS at 2030Q4", sweep)) == [1, 0, None]
    assert nan_free(held("not share JPN KAZ > 0.1 by 2030Q4", sweep)) == [0, 0, None]


def test_without_a_date_the_last_quarter_is_taken_and_told(sweep: xr.Dataset) -> None:
    judged = judge("share CHN KAZ > 0.5", sweep, NAMES, "--where")
    assert judged.dated == "2030Q4"
    assert list(judged.holds[:, 0]) == [0, 1, 0]
    assert judge("share CHN KAZ > 0.5 at 2030Q1", sweep, NAMES, "--where").dated == ""
    assert judge("peak > 1", sweep, NAMES, "--where").dated == ""


def test_replications_are_judged_one_by_one(sweep: xr.Dataset) -> None:
    twice = xr.concat([sweep, sweep + 0.2], dim="replication")
    judged = judge("share JPN KAZ > 0.25 at 2030Q1", twice, NAMES, "--where")
    np.testing.assert_array_equal(judged.holds, [[0, 1], [0, 1], [1, 1]])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty; write it like leader KAZ != RUS at 2035Q4"),
        ("share RUS KAZ <", "a number, an outcome, leader or rank expected at character 16"),
        ("share RUS KAZ", "one of < <= > >= = != expected at character 14, not the end"),
        ("share RUS KAZ < 1 2", "and, or, or the end expected at character 19, not '2'"),
        ("(peak > 1", "a closing bracket expected"),
        ("peak > 1 at never", "a quarter like 2035Q4 after at expected at character 13"),
        ("peak > 1; import os", "';' at character 9 is no word, number, quarter or sign"),
        ("__import__('os') > 1", "one of < <= > >= = != expected"),
        ("peak > 'x", "the quotation that begins at character 8 does not end"),
        ("peak * 2 > 1", "write the number first, like 2 * share JPN KAZ"),
        ("not " * 60 + "peak > 1", "nests deeper than 50"),
        ("shaer RUS KAZ > 1", "unknown outcome 'shaer'; did you mean 'share'?"),
        ("share RUSS KAZ > 1", "'share' was not kept for 'RUSS'; did you mean 'RUS'?"),
        ("share KAZ > 1", "'share' needs a power; allowed: CHN, RUS, JPN"),
        ("share RUS CHN KAZ > 1", "was given two of axis power: RUS and CHN"),
        ("peak KAZ > 1", "'peak' stands alone; 'KAZ' has no place behind it"),
        ("share RUS KAZ > 1 at 2035Q4", "2035Q4 was not kept; kept: 2030Q1, 2030Q2"),
        ("share RUS KAZ > 1 at 2029Q4", "2029Q4 is before the first quarter that was kept"),
        ("leader KAZ > RUS", "leader goes with = and != only, not >"),
        ("leader KAZ = RSU", "unknown power 'RSU'; did you mean 'RUS'? allowed: CHN, RUS, JPN"),
        ("leader KAZ = Mosco", "unknown power 'Mosco'; did you mean 'RUS'? allowed: CHN, RUS, JPN"),
        ("leader KAZ = 2 * RUS", "leader is compared with a power, like leader KAZ != RUS"),
        ("leader KZA = RUS", "'share' was not kept for 'KZA'; did you mean 'KAZ'?"),
        ("leader = RUS", "a name after leader expected"),
        ("rank KAZ = 1", "rank needs a power and a state, like rank JPN KAZ"),
        (
            "share RUS KAZ by 2030Q2 < share CHN KAZ until 2030Q3",
            "by and until do not go together within one comparison",
        ),
    ],
)
def test_a_wrong_condition_is_refused_with_what_is_wrong(
    text: str, words: str, sweep: xr.Dataset
) -> None:
    with pytest.raises(InputError) as caught:
        judge(text, sweep, NAMES, "--where")
    said = str(caught.value)
    assert words in said
    assert said.startswith("--where: '")


def test_all_that_is_wrong_is_told_at_once(sweep: xr.Dataset) -> None:
    with pytest.raises(InputError) as caught:
        judge("share RUSS KAZ > 1 and shaer > 2 and leader KAZ = RSU", sweep, NAMES, "--where")
    assert len(caught.value.problems) >= 2


def test_what_needs_every_quarter_is_refused_where_only_dates_were_kept(
    sweep: xr.Dataset,
) -> None:
    dates = sweep.isel(turn=[0, 3])
    with pytest.raises(InputError, match="'by' needs every quarter, and only 2030Q1, 2030Q4"):
        judge("share RUS KAZ > 0.4 by 2030Q4", dates, NAMES, "--where")
    assert held("share RUS KAZ > 0.4 at 2030Q4", dates) == [1, 0, 0]
    first = sweep.isel(turn=[0, 1]).rename(turn="date")
    assert held("share RUS KAZ > 0.4 at 2030Q1", first) == [1, 1, 0]
    for text in ("share RUS KAZ > 0.4 by 2030Q1", "rank RUS KAZ = 1 until 2030Q2"):
        with pytest.raises(InputError, match="needs every quarter, and only 2030Q1, 2030Q2 were"):
            judge(text, first, NAMES, "--where")


def test_leaders_need_the_share_of_every_power(sweep: xr.Dataset) -> None:
    alone = sweep.isel(power=[0])
    with pytest.raises(InputError, match="need the share of every power, which was not kept"):
        judge("leader KAZ = CHN", alone, NAMES, "--where")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_condition(text)
    except ConditionError:
        return
    assert values_in(found)


def test_series_are_listed_and_found_by_what_they_are_called(sweep: xr.Dataset) -> None:
    assert list_series(sweep)[:3] == ["price rare-earths", "peak", "share CHN KAZ"]
    found = find_series(sweep, ["share", "Japan", "KAZ"], NAMES)
    assert found.name == "share JPN KAZ"
    assert find_series(sweep, ["share", "tokyo", "Astana"], NAMES).name == "share JPN KAZ"
    named, ids = (
        judge(text, sweep, NAMES, "--where").holds
        for text in ("leader Astana = moscow", "leader KAZ = RUS")
    )
    np.testing.assert_array_equal(named, ids)
    assert found.turns == TURNS
    assert found.values.shape == (3, 1, 4)
    with pytest.raises(SeriesError, match="unknown outcome 'shares'"):
        find_series(sweep, ["shares"], NAMES)


def narrowed(values: NDArray[np.floating]) -> xr.Dataset:
    found = make_sweep({"x": [0.1, 0.2]}, {"japan-in-kaz": (("turn",), values)})
    found["japan-in-kaz"].attrs |= {"outcome": "share", "power": "JPN", "state": "KAZ"}
    return found


def test_an_outcome_kept_under_a_name_of_its_own_is_found_by_both() -> None:
    data = narrowed(np.arange(8.0).reshape(2, 4))
    for words in (["japan-in-kaz"], ["share", "JPN", "KAZ"]):
        found = find_series(data, words, NAMES)
        assert found.name == "japan-in-kaz"
        assert found.measured == "share"
        assert found.about == {"power": "JPN", "state": "KAZ"}
    with pytest.raises(SeriesError, match="was not kept for 'RUS'"):
        find_series(data, ["share", "RUS", "KAZ"], NAMES)


def test_what_is_asked_about_may_be_a_sum_of_outcomes_at_their_dates(sweep: xr.Dataset) -> None:
    gained = "share CHN KAZ at 2030Q2 - share CHN KAZ at 2030Q1"
    np.testing.assert_allclose(added(gained, sweep), [0, 0.3, 0], atol=1e-12)
    np.testing.assert_allclose(added("share CHN KAZ at 2030Q2", sweep), [0.3, 0.6, 0.4])
    np.testing.assert_allclose(added("2 * share CHN KAZ - 10 % at 2030Q3", sweep), [0.5, 0.5, 0.7])
    np.testing.assert_allclose(added("rank JPN KAZ at 2030Q1", sweep), [3, 3, 2])
    one = find_asked(f"  {gained} ", "--outcome", sweep, NAMES)
    assert (one.name, one.measured, one.unit, one.turns) == (gained, "share", "share", ("",))
    mixed = find_asked("share CHN KAZ + price", "--outcome", sweep, NAMES)
    assert (mixed.measured, mixed.unit) == ("", "")
    whole = find_asked("share CHN KAZ", "--outcome", sweep, NAMES)
    assert whole.turns == TURNS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty; kept: price rare-earths, peak, share CHN"),
        ("share CHN KAZ -", "a number, an outcome, leader or rank expected at character 16"),
        ("share CHN KAZ at 2030Q1 share", "or the end expected at character 25, not 'share'"),
        ("leader KAZ at 2030Q1", "leader is a name, no number; ask for rank, or use --where"),
        ("share CHN KAZ by 2030Q1", "an outcome is taken at a quarter, not by one"),
        ("share CHN KAZ at 2031Q1 - share CHN KAZ at 2030Q1", "2031Q1 was not kept"),
        ("shaer CHN KAZ - share CHN KAZ at 2030Q1", "did you mean 'share'?"),
    ],
)
def test_a_sum_that_cannot_be_made_is_told(sweep: xr.Dataset, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        find_asked(text, "--outcome", sweep, NAMES)
    assert str(caught.value).startswith(f"--outcome: '{text}'")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("price at 2030Q4", "less"),
        ("price at 2030Q4 - price at 2030Q1", "less"),
        ("price - share CHN KAZ", "less"),
        ("1 - price", "more"),
        ("1 - share CHN KAZ", "less"),
        ("share CHN KAZ at 2030Q4 - price", "more"),
        ("share CHN KAZ + price", ""),
    ],
)
def test_a_sum_is_better_the_way_in_which_what_it_adds_is(
    sweep: xr.Dataset, text: str, way: str
) -> None:
    sweep["price"].attrs["better"] = "less"
    assert find_asked(text, "--outcome", sweep, NAMES).better == way
