"""From a past start, what was in force in the base year is part of it, and drivers take over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from playing import ENTROPY, Loader

from model.engines.outlook import Outlook
from model.inputs.formats.quarters import quarter_index
from model.inputs.history.drivers import Driver
from model.inputs.history.history import read_history
from model.inputs.history.past_seeds import stand_at
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn

YEAR = 2010
SPAN = f'start = "{YEAR}Q1"\nuntil = "2014Q4"\n'
PAST = f'start = "{YEAR + 1}Q1"\nuntil = "2014Q4"\nbase_year = {YEAR}\n'
Case = tuple[Scenario, Seeds]
Begin = Callable[[str], Case]
KYRGYZ = "CHN.KGZ"


@pytest.fixture(scope="session")
def stood(seeds: Seeds) -> Seeds:
    """The seeds as they stood in the base year."""
    return stand_at(seeds, read_history(seeds.folder), YEAR)


@pytest.fixture
def begin(load: Loader, stood: Seeds) -> Begin:
    """A scenario of events from the base year on, without reading the past each time."""
    return lambda events: (replace(load(SPAN + events)[0], base_year=YEAR), stood)


def event(factor: str, change: str, start: str, end: str = "2013Q4") -> str:
    """An event as a scenario file has it."""
    head = f'[[events]]\nname = "{factor.replace(".", "-").lower()}-{start.lower()}"\n'
    return head + f'factor = "{factor}"\n{change}\nstart = "{start}"\nend = "{end}"\n'


def see(case: Case, factor: str, *quarters: str, runs: int = 3) -> list[list[float]]:
    """A factor at its named member in each of the quarters, run by run."""
    scenario, seeds = case
    outlook = Outlook(scenario, Drawn(seeds, ENTROPY, 0, runs))
    return [see_at(outlook, seeds, factor, quarter) for quarter in quarters]


def see_at(outlook: Outlook, seeds: Seeds, factor: str, quarter: str) -> list[float]:
    name, *keys = factor.split(".")
    place = [0, 0, 0]
    for kind, key in zip(FACTORS[name].axes, keys, strict=True):
        axis = {"power": 0, "state": 1}.get(kind, 2)
        place[axis] = seeds.ids(kind).index(key)
    told = getattr(outlook.at(quarter_index(quarter)), name)[(slice(None), *place)]
    return [float(value) for value in told]


@pytest.mark.parametrize(
    ("factor", "change", "during", "afterwards"),
    [
        # a border a quarter open in the base year is as open as it was, then four times as open
        (f"border.{KYRGYZ}", "multiply = 0.25", 1.0, 4.0),
        ("purchasing.KGZ", "multiply = 0.5", 1.0, 2.0),
        ("energy_price", "set = 0.8", 1.0, 1.25),
        ("engagement.CHN", "multiply = 4", 1.0, 0.25),
        ("migration.RUS.KGZ", "set = 0.5", 1.0, 2.0),
        # gas that flows already adds nothing, and is missed when it stops
        (f"gas_flow.{KYRGYZ}", "add = 6", 0.0, -6.0),
        (f"oil_flow.{KYRGYZ}", "add = -2", 0.0, 2.0),
        ("membership.RUS.TKM", "add = 0.25", 0.0, -0.25),
        ("sanctions.RUS", "set = 0.3", 0.0, -0.3),
        # a duty of a quarter, lifted, takes a fifth off the price
        (f"tariff.{KYRGYZ}", "add = 0.25", 0.0, -0.2),
        # what is no matter of the base year counts as it stands
        ("isolation.RUS", "set = 0.3", 0.3, 0.0),
        ("unity", "set = 0.3", 0.3, 0.0),
        ("council", "set = 0.3", 0.3, 0.0),
    ],
)
def test_what_is_in_force_in_the_base_year_is_part_of_it(
    factor: str, change: str, during: float, afterwards: float, begin: Begin
) -> None:
    case = begin(event(factor, change, "2010Q1", "2012Q4"))
    then, later = see(case, factor, "2011Q1", "2013Q1")
    assert then == pytest.approx([during] * 3, abs=1e-12)
    assert later == pytest.approx([afterwards] * 3, abs=1e-12)


@pytest.mark.parametrize(
    ("factor", "change", "during"),
    [
        # half of the year at a quarter: against a mean of 5/8
        (f"border.{KYRGYZ}", "multiply = 0.25", 0.25 / 0.625),
        # half of the year at 6 bcm: 3 more than its mean
        (f"gas_flow.{KYRGYZ}", "add = 6", 3.0),
        (f"tariff.{KYRGYZ}", "add = 0.25", 1.25 / 1.125 - 1.0),
    ],
)
def test_what_begins_within_the_base_year_counts_against_the_mean_of_its_quarters(
    factor: str, change: str, during: float, begin: Begin
) -> None:
    case = begin(event(factor, change, "2010Q3"))
    assert see(case, factor, "2011Q1")[0] == pytest.approx([during] * 3)


@pytest.mark.parametrize("factor", ["engagement.CHN", "migration.RUS.KGZ"])
def test_what_was_nothing_in_the_base_year_comes_back_within_its_bounds(
    factor: str, begin: Begin
) -> None:
    spec = FACTORS[factor.split(".")[0]]
    case = begin(event(factor, "set = 0", "2010Q1", "2012Q4"))
    then, later = see(case, factor, "2011Q1", "2013Q1")
    assert then == [0.0] * 3
    assert later == [spec.high] * 3


def test_an_uncertain_event_of_the_base_year_is_taken_off_run_by_run(begin: Begin) -> None:
    case = begin(event(f"gas_flow.{KYRGYZ}", "add = [2, 9]", "2010Q1", "2012Q4"))
    then, later = see(case, f"gas_flow.{KYRGYZ}", "2011Q1", "2013Q1", runs=20)
    assert then == pytest.approx([0.0] * 20, abs=1e-12)
    assert np.std(later) > 1.0
    assert min(later) >= -9.0
    assert max(later) <= -2.0


def test_without_a_base_year_factors_count_as_they_stand(load: Loader) -> None:
    change = event(f"border.{KYRGYZ}", "multiply = 0.25", "2025Q1", "2026Q4")
    assert see(load(change), f"border.{KYRGYZ}", "2025Q1", "2027Q1") == [[0.25] * 3, [1.0] * 3]


def test_a_base_that_the_seeds_hold_is_where_the_base_year_stands(load: Loader) -> None:
    """Sanctions of the seeds are those of the base year; an event comes on top of them."""
    text = PAST + '[set]\n"factors.sanctions.RUS" = 0.4\n'
    assert see(load(text), "sanctions.RUS", "2011Q1")[0] == pytest.approx([0.4] * 3)
    text = PAST + event("sanctions.RUS", "set = 0.7", "2012Q1") + text.removeprefix(PAST)
    then, later = see(load(text), "sanctions.RUS", "2011Q1", "2012Q1")
    assert then == pytest.approx([0.4] * 3)
    assert later == pytest.approx([0.7] * 3)


@pytest.mark.parametrize(
    ("quarter", "value"),
    [("1990Q1", 3.0), ("2010Q1", 3.0), ("2010Q2", 5.0), ("2010Q3", 4.0), ("2040Q4", 4.0)],
)
def test_the_path_of_a_driver_is_held_beyond_both_ends(quarter: str, value: float) -> None:
    driver = Driver("energy_price", (), quarter_index("2010Q1"), (3.0, 5.0, 4.0))
    assert driver.at(quarter_index(quarter)) == value


def drive(case: Case, *drivers: Driver) -> Case:
    """The same case with other drivers."""
    return replace(case[0], drivers=drivers), case[1]


def test_a_driver_takes_the_place_of_its_own_member_alone(begin: Begin) -> None:
    first = quarter_index("2010Q1")
    driver = Driver("border", ("CHN", "KGZ"), first, (1.0, 1.0, 1.0, 1.0, 0.5, 2.0))
    case = drive(begin(""), driver)
    path = see(case, f"border.{KYRGYZ}", "2011Q1", "2011Q2", "2014Q4")
    assert path == [[0.5] * 3, [2.0] * 3, [2.0] * 3]
    for other in ("CHN.TJK", "RUS.KGZ"):
        assert see(case, f"border.{other}", "2011Q1", "2011Q2") == [[1.0] * 3, [1.0] * 3]


def test_events_come_on_top_of_drivers_and_both_count_against_the_base_year(begin: Begin) -> None:
    driver = Driver("energy_price", (), quarter_index("2010Q1"), (2.0,) * 4 + (3.0,))
    case = drive(begin(event("energy_price", "multiply = 1.5", "2012Q1")), driver)
    assert see(case, "energy_price", "2011Q1", "2012Q1")[0] == pytest.approx([1.5] * 3)
    assert see(case, "energy_price", "2012Q1")[0] == pytest.approx([2.25] * 3)


def test_a_multiple_far_beyond_its_bound_in_its_first_year_still_moves(begin: Begin) -> None:
    """Forty times the first year's means is twice as much as in a base year of twenty times."""
    first = quarter_index("2008Q1")
    driver = Driver("engagement", ("CHN",), first, (1.0,) * 4 + (20.0,) * 8 + (40.0,) * 4)
    case = drive(begin(event("engagement.CHN", "multiply = 1", "2010Q1")), driver)
    assert see(case, "engagement.CHN", "2011Q1")[0] == pytest.approx([2.0] * 3)
    late = replace(case[0], base_year=2008), case[1]
    assert see(late, "engagement.CHN", "2011Q1")[0] == [FACTORS["engagement"].high] * 3


def test_observed_drivers_stand_at_their_base_in_the_base_year_itself(load: Loader) -> None:
    """The mean over the year that the run starts from, quarter by quarter."""
    scenario, seeds = load(PAST + 'drivers = "observed"\n')
    assert {driver.factor for driver in scenario.drivers} >= {
        "power_growth", "state_growth", "purchasing", "energy_price", "migration", "finance",
        "membership",
    }  # fmt: skip
    outlook = Outlook(scenario, Drawn(seeds, ENTROPY, 0, 2))
    year = [outlook.at(quarter_index(f"2010Q{q}")) for q in (1, 2, 3, 4)]
    for name, spec in FACTORS.items():
        if spec.against:
            mean = sum(getattr(factors, name) for factors in year) / 4.0
            np.testing.assert_allclose(mean, spec.default, atol=1e-12, err_msg=name)
