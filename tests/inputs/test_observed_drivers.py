"""What is known to have happened outside the model, as paths of factors."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from small_history import TAIL, write_past
from small_past import write_small_past
from small_seeds import write_table

from model.inputs.formats.quarters import quarter_index
from model.inputs.history.drivers import Driver, read_drivers, standing_in
from model.inputs.history.history import History, read_history
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.records import Key, Row
from model.inputs.seeds.seeds import read_seeds

Paths = dict[tuple[str, ...], Driver]


def by_path(history: History, leaders: dict[Key, Row]) -> Paths:
    return {(each.factor, *each.keys): each for each in read_drivers(history, leaders)}


@pytest.fixture
def small(folder: Path) -> Paths:
    write_table(folder, "leaders", "sco,CHN,0.5,bond,2024,guess,C,fixed,,,")
    leaders = dict(read_seeds(folder).tables["leaders"])
    return by_path(read_history(write_small_past(folder)), leaders)


@pytest.fixture(scope="module")
def past() -> History:
    return read_history()


@pytest.fixture(scope="module")
def leaders() -> dict[Key, Row]:
    return dict(read_seeds().tables["leaders"])


def years(driver: Driver) -> list[float]:
    """The value of each year, having made sure that its quarters agree."""
    quarters = [driver.values[place::4] for place in range(4)]
    assert len(set(quarters)) == 1
    return list(quarters[0])


WORKED = [
    (("state_growth", "KAZ"), [0.1, 0.15, 0.0, -0.02]),
    (("power_growth", "JPN"), [0.02, 0.02, 0.02, 0.02]),
    (("purchasing", "KAZ"), [1.0, 23 / 20 / 1.15, 0.5, 0.5 / 0.98]),
    (("energy_price",), [1.0, 2.0, 2.0, 0.5]),
    (("migration", "CHN", "KAZ"), [1.0, 1.0, 1.0, 3.0]),
    (("migration", "JPN", "KAZ"), [1.0, 1.0, 1.0, 3.0]),
    (("finance", "CHN"), [1.0, 30 / 60, (60 + 0 + 120) / 3 / 60, (0 + 120 + 240) / 3 / 60]),
]


@pytest.mark.parametrize(("path", "expected"), WORKED)
def test_a_path_is_as_worked_out_by_hand(
    small: Paths, path: tuple[str, ...], expected: list[float]
) -> None:
    assert years(small[path]) == pytest.approx(expected, rel=1e-12)
    assert small[path].first == quarter_index("2000Q1")


def test_a_bond_begins_and_ends_in_its_quarter(small: Paths) -> None:
    joins, leaves = small["membership", "CHN", "KAZ"], small["membership", "CHN", "UZB"]
    assert joins.values == (0.0,) * 6 + (0.25,) * 10
    assert leaves.values == (0.25,) * 10 + (0.0,) * 5 + (0.125,)


def test_what_the_past_does_not_tell_has_no_path(small: Paths) -> None:
    told = {path for path in small if "UZB" in path}
    assert told == {("membership", "CHN", "UZB")}
    assert not {path for path in small if path[0] in ("finance", "power_growth")} - {
        ("finance", "CHN"),
        ("power_growth", "JPN"),
    }


def test_a_value_is_held_before_and_after_what_is_known(small: Paths) -> None:
    price = small[("energy_price",)]
    assert [price.at(quarter_index(turn)) for turn in ("1999Q4", "2001Q3", "2050Q1")] == [1, 2, 0.5]


def test_growth_keeps_to_the_bounds_of_its_factor(folder: Path) -> None:
    line = f"KAZ,growth,2000,0.4,a year,{TAIL}"
    write_past(folder, "economy", line)
    (driver,) = read_drivers(read_history(folder), {})
    assert driver.values == (FACTORS["state_growth"].high,) * 4


def test_a_past_that_tells_nothing_drives_nothing(folder: Path) -> None:
    write_past(folder, "trade_totals")
    assert read_drivers(read_history(folder), {}) == ()


def test_a_first_year_without_remittances_is_no_year_to_measure_by(folder: Path) -> None:
    write_past(folder, "economy", *(f"KAZ,gdp,{year},1,bn,{TAIL}" for year in (2000, 2001, 2002)))
    told = ("2000,0", "2001,0.1", "2002,0.2")
    write_past(folder, "remittances", *(f"KAZ,{each},share,{TAIL}" for each in told))
    found = by_path(read_history(folder), {})
    assert years(found["migration", "CHN", "KAZ"]) == [0.0, 1.0, 2.0]


def test_russia_loses_half_its_bond_when_uzbekistan_leaves_the_alliance(
    past: History, leaders: dict[Key, Row]
) -> None:
    strength = {key: row.value for key, row in leaders.items()}
    assert (strength["csto", "RUS"], strength["sco", "RUS"], strength["cis", "RUS"]) == (
        1,
        0.5,
        0.6,
    )
    path = by_path(past, leaders)["membership", "RUS", "UZB"]
    before, after = path.at(quarter_index("2012Q2")), path.at(quarter_index("2012Q3"))
    assert before == pytest.approx(1 - (1 - 1 / 2) * (1 - 0.5 / 2) * (1 - 0.6 / 2))  # 0.7375
    assert after == pytest.approx(1 - (1 - 0.5 / 2) * (1 - 0.6 / 2))  # 0.475


def test_a_forerunner_of_the_union_counts_for_as_much_as_it_bound(past: History) -> None:
    turns = ("2005Q4", "2010Q1", "2015Q1")
    found = [standing_in(past, "eaeu", "KAZ", quarter_index(turn)) for turn in turns]
    assert found == [0.5, 1.0, 1.0]  # a community, a customs union, the union itself
    assert standing_in(past, "eaeu", "UZB", quarter_index("2007Q1")) == 0.5
    assert standing_in(past, "eaeu", "UZB", quarter_index("2009Q1")) == 0.0


def test_every_path_is_one_of_a_factor_with_its_axes(
    past: History, leaders: dict[Key, Row]
) -> None:
    drivers = read_drivers(past, leaders)
    assert {each.factor for each in drivers} == {
        *("power_growth", "state_growth", "purchasing", "energy_price", "migration"),
        *("finance", "membership"),
    }
    assert all(len(each.keys) == len(FACTORS[each.factor].axes) for each in drivers)
    assert len({(each.factor, each.keys) for each in drivers}) == len(drivers)
    assert all(value == value for value in chain.from_iterable(each.values for each in drivers))


@pytest.mark.parametrize("year", [2000, 2008, 2013, 2019])
def test_a_path_up_to_a_year_owes_nothing_to_what_came_later(
    past: History, leaders: dict[Key, Row], year: int
) -> None:
    whole, known = by_path(past, leaders), by_path(past.known_by(year), leaders)
    assert known.keys() <= whole.keys()
    for path, driver in whole.items():
        base = FACTORS[path[0]].default
        for quarter in range(quarter_index("2000Q1"), quarter_index(f"{year}Q4") + 1):
            told = known[path].at(quarter) if path in known else base
            assert told == driver.at(quarter), (path, quarter / 4)
