"""A scenario may start from a past year, on what moved outside the model then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_history import ASSUMED, TAIL, write_assumptions, write_past
from small_past import write_small_past
from small_seeds import write_scenario, write_table

from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import quarter_index
from model.inputs.history.history import read_history
from model.inputs.history.past_seeds import stand_at
from model.inputs.scenarios.scenarios import Scenario, load_scenario, scenario_schema
from model.inputs.seeds.seeds import Seeds, read_seeds

Loader = Callable[..., tuple[Scenario, Seeds]]
Messages = Callable[..., list[str]]

PAST = 'title = "x"\nstart = "2002Q1"\nuntil = "2003Q4"\nbase_year = 2001\n'
OBSERVED = 'drivers = "observed"\n'


@pytest.fixture
def past(folder: Path) -> Path:
    """The folder of the small seeds, with a past in it."""
    return write_small_past(folder)


def test_a_run_without_the_keys_stands_on_the_seeds(load: Loader, seeds: Seeds) -> None:
    scenario, same = load('title = "x"')
    assert (scenario.base_year, scenario.drivers, scenario.history_digest) == (None, (), "")
    assert same is seeds


def test_a_base_year_puts_the_seeds_back_to_its_end(past: Path, load: Loader, seeds: Seeds) -> None:
    scenario, changed = load(PAST)
    assert (scenario.base_year, scenario.drivers) == (2001, ())
    assert changed == stand_at(seeds, read_history(past), 2001)


def test_changes_are_made_on_top_of_what_stood_then(past: Path, load: Loader) -> None:
    _, changed = load(PAST + '[set]\n"ties.CHN.KAZ.trade" = 7\n', "ties.JPN.KAZ.trade=9")
    ties = changed.tables["ties"]
    told = [ties[power, "KAZ", "trade"].value for power in ("CHN", "JPN")]
    assert told == [7, 9]
    assert changed.tables["leaning"]["KAZ", "remittances"].value == 0.1


def test_observed_drivers_are_read_from_all_of_the_past(past: Path, load: Loader) -> None:
    scenario, _ = load(PAST + OBSERVED)
    paths = {each.factor: each for each in scenario.drivers if "KAZ" in each.keys or not each.keys}
    assert paths["energy_price"].at(quarter_index("2003Q4")) == 0.5
    assert paths["state_growth"].at(quarter_index("2001Q1")) == 0.15
    assert scenario.history_digest == read_history(past).digest


def test_a_bond_of_the_drivers_is_of_the_leaders_that_the_scenario_has(
    past: Path, library: Path
) -> None:
    write_table(past, "leaders", "sco,CHN,0.5,bond,2024,guess,C,fixed,,,")
    path = write_scenario(past.parent, "mine", PAST + OBSERVED)
    found = [
        [each.values[-1] for each in load_scenario(path, read_seeds(past), sets)[0].drivers
         if (each.factor, each.keys) == ("membership", ("CHN", "KAZ"))]
        for sets in ((), ("leaders.sco.CHN=0.8",))
    ]  # fmt: skip
    assert found == [[0.25], [pytest.approx(0.4)]]


def test_a_child_inherits_both_keys_and_may_start_from_another_year(
    past: Path, load: Loader, library: Path
) -> None:
    write_scenario(library, "then", PAST + OBSERVED)
    child, _ = load('title = "y"\nextends = "then"')
    assert child.base_year == 2001
    assert child.drivers
    later, _ = load('title = "y"\nextends = "then"\nbase_year = 2002\nstart = "2003Q1"')
    assert later.base_year == 2002
    assert later.drivers == child.drivers


def test_the_digest_of_a_scenario_covers_its_ground(past: Path, load: Loader, folder: Path) -> None:
    texts = (
        PAST,
        PAST + OBSERVED,
        PAST.replace("2002Q1", "2003Q1").replace("2001", "2002"),
        PAST.replace("base_year", "#"),
    )
    assert len({load(text)[0].text_digest for text in texts}) == 4
    before = load(PAST + OBSERVED)[0].text_digest
    write_past(folder, "prices", f"crude,2000,20,USD,{TAIL}")
    assert load(PAST + OBSERVED)[0].text_digest != before


def test_a_later_row_moves_the_digest_of_drivers_and_of_no_base_year(
    past: Path, load: Loader, folder: Path
) -> None:
    before = [load(text)[0].history_digest for text in (PAST, PAST + OBSERVED)]
    path = folder / "history" / "remittances.csv"
    path.write_text(path.read_text().replace("2003,0.3", "2003,0.4"))
    after = [load(text)[0].history_digest for text in (PAST, PAST + OBSERVED)]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False]


def test_another_assumption_about_the_past_moves_both_digests(
    past: Path, load: Loader, folder: Path
) -> None:
    before = [load(text)[0].history_digest for text in (PAST, PAST + OBSERVED)]
    write_assumptions(folder, {**ASSUMED, "ore_part": 0.2})
    after = [load(text)[0].history_digest for text in (PAST, PAST + OBSERVED)]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False]


WRONG = [
    ("base_year = 1999", "base_year: 1999 is outside 2000..2020, the years on record"),
    ("base_year = 2021", "base_year: 2021 is outside 2000..2020, the years on record"),
    ("base_year = '2001'", "base_year: must be a year, a whole number, not '2001'"),
    ("base_year = 2001.0", "base_year: must be a year, a whole number, not 2001.0"),
    ("base_year = true", "base_year: must be a year, a whole number, not true"),
    ("base_year = [2001, 2003]", "base_year: must be a year, a whole number, not [2001, 2003]"),
    ("base-year = 2001", "base-year: unknown key; did you mean 'base_year'? allowed: title, "
     "question, narrative, extends, start, until, base_year, drivers, interests, interests_from, "
     "interests_ramp, interests_mode, sources, events, set"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_wrong_base_year_is_told_alone(
    past: Path, wrong: Messages, line: str, message: str
) -> None:
    text = PAST.replace("base_year = 2001", line)
    assert wrong(text) == [f"mine.toml:4: {message}"]


DRIVERS = [
    ("'observd'", "unknown drivers 'observd'; did you mean 'observed'? allowed: observed"),
    ("'all'", "unknown drivers 'all'; allowed: observed"),
    ("true", "must be text, not true"),
    ("['observed']", "must be text, not ['observed']"),
]


@pytest.mark.parametrize(("value", "message"), DRIVERS)
def test_a_wrong_word_for_drivers_is_told(
    past: Path, wrong: Messages, value: str, message: str
) -> None:
    assert wrong(f"{PAST}drivers = {value}\n") == [f"mine.toml:5: drivers: {message}"]


def test_drivers_without_a_base_year_are_told(past: Path, wrong: Messages) -> None:
    assert wrong('title = "x"\n' + OBSERVED) == [
        "mine.toml:2: drivers: needs a base_year beside it"
    ]


def test_a_wrong_base_year_is_not_told_twice_for_its_drivers(past: Path, wrong: Messages) -> None:
    assert wrong('title = "x"\nbase_year = 1066\n' + OBSERVED) == [
        "mine.toml:2: base_year: 1066 is outside 2000..2020, the years on record"
    ]


STARTS = [
    ('start = "2000Q4"', "a run from 2000Q4"),
    (
        'start = "2001Q1"',
        "a run from 2001Q1, whose quarters are in what is on record for 2001 already",
    ),
    (
        'start = "2001Q4"',
        "a run from 2001Q4, whose quarters are in what is on record for 2001 already",
    ),
    ('start = "2002Q2"', "a run from 2002Q2"),
    ("", "a run from 2025Q1, as without start"),
]


@pytest.mark.parametrize(("start", "run"), STARTS)
def test_a_run_that_does_not_begin_where_its_seeds_stand_is_told(
    past: Path, wrong: Messages, start: str, run: str
) -> None:
    text = PAST.replace('start = "2002Q1"', start).replace("2003Q4", "2030Q4")
    assert wrong(text) == [
        f"mine.toml:4: base_year: 2001 does not go with {run}; start must be 2002Q1"
    ]


EVENT = """
[[events]]
name = "one"
factor = "tariff.CHN.KAZ"
add = 0.1
start = "{start}"
end = "2003Q4"
"""


@pytest.mark.parametrize("start", ["2001Q1", "2001Q4", "2002Q1"])
def test_an_event_may_begin_in_the_base_year(past: Path, load: Loader, start: str) -> None:
    (event,) = load(PAST + EVENT.format(start=start))[0].events
    assert event.start.low == quarter_index(start)


def test_an_event_before_the_base_year_is_told(past: Path, wrong: Messages) -> None:
    assert wrong(PAST + EVENT.format(start="2000Q4")) == [
        "mine.toml:10: events.one.start: 2000Q4 is before the first quarter of its base year, "
        "2001Q1"
    ]


def test_an_event_may_be_moved_into_the_base_year(past: Path, load: Loader) -> None:
    (event,) = load(PAST + EVENT.format(start="2002Q1"), "events.one.start=2001Q2")[0].events
    assert event.start.low == quarter_index("2001Q2")


def test_a_folder_of_seeds_without_a_past_is_told_where_one_is_wanted(wrong: Messages) -> None:
    assert wrong(PAST + OBSERVED) == [
        "mine.toml:4: base_year: there is no past to start from: no folder seeds/history"
    ]


def test_a_past_that_does_not_reach_the_year_is_told(past: Path, wrong: Messages) -> None:
    text = PAST.replace("2002Q1", "2011Q1").replace("2001", "2010").replace("2003", "2012")
    assert wrong(text) == [
        "mine.toml:4: base_year: 2010 is not on record in seeds/history/trade_totals",
        "mine.toml:4: base_year: 2010 is not on record in seeds/history/economy",
    ]


def test_everything_wrong_with_the_ground_and_beside_it_is_told_at_once(
    past: Path, wrong: Messages, folder: Path
) -> None:
    write_past(folder, "prices", f"crude,2000,-1,USD,{TAIL}", f"crud,2001,20,USD,{TAIL}")
    text = PAST.replace('"x"', "1").replace("2002Q1", "2019Q1").replace("2003Q4", "2020Q4")
    told = wrong(text + '[set]\n"ties.CHN.KZ.trade" = 7\n')
    assert told == [
        "mine.toml:1: title: must be text, not 1",
        "mine.toml:4: base_year: 2001 does not go with a run from 2019Q1; start must be 2002Q1",
        "mine.toml:6: ties.CHN.KZ.trade: unknown state 'KZ'; did you mean 'KAZ'? allowed: KAZ, UZB",
        "seeds/history/prices.csv:2: value: -1 is outside the bounds 0..10000",
        "seeds/history/prices.csv:3: price: unknown price 'crud'; did you mean 'crude'? "
        "allowed: crude, brent, gas-europe, lng-japan",
    ]


def test_the_schema_says_what_the_two_keys_may_hold() -> None:
    schema = scenario_schema()
    assert json.loads(json.dumps(schema)) == schema
    year, drivers = (schema["properties"][key]["anyOf"][0] for key in ("base_year", "drivers"))
    assert year == {"type": "integer", "minimum": 2000, "maximum": 2020}
    assert drivers == {"type": "string", "enum": ["observed"]}
    assert all(schema["properties"][key]["description"] for key in ("base_year", "drivers"))


def test_the_shipped_history_starts_in_2000_on_all_that_is_on_record() -> None:
    seeds = read_seeds()
    scenario, changed = load_scenario("history", seeds)
    assert (scenario.base_year, scenario.start) == (2000, quarter_index("2001Q1"))
    assert scenario.until == quarter_index("2024Q4")
    assert len(scenario.drivers) > 50
    assert changed == stand_at(seeds, read_history(), 2000)


def test_a_past_that_was_taken_away_is_told_for_the_shipped_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from model.inputs.formats.places import seeds_folder

    monkeypatch.chdir(tmp_path)
    bare = shutil.copytree(
        seeds_folder(), tmp_path / "bare", ignore=lambda *_: ["history", "posterior"]
    )
    with pytest.raises(InputError) as caught:
        load_scenario("history", read_seeds(Path(bare)))
    (problem,) = caught.value.problems
    assert problem.message == "there is no past to start from: no folder bare/history"
    assert problem.key == "base_year"
