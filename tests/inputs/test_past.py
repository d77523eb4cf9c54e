"""The seeds as they stood at the end of a past year."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from small_history import TAIL, write_past
from small_past import write_small_past
from small_seeds import write_table

from model.inputs.history.history import History, read_history
from model.inputs.history.past_seeds import stand_at
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.inputs.seeds.tables import TABLES


@pytest.fixture
def small_seeds(folder: Path) -> Seeds:
    """The small seeds, in which half of what a state sells is oil and gas."""
    write_table(folder, "budgets", "CHN,2,bn,2024,guess,C,lognormal,1,4,", "JPN,1,bn,2024,guess,C"
                ",fixed,,,")  # fmt: skip
    held = "remittances,CHN,KAZ,0.2,share,2024,guess,C,fixed,,,"
    write_table(folder, "dependence", held, "debt,CHN,KAZ,0.3,share,2024,guess,C,fixed,,,")
    write_table(folder, "summits", "CHN,2026Q2,1,summits,2024,guess,C,fixed,,,")
    write_table(folder, "factors", "isolation,JPN,,0.6,share,2024,guess,C,uniform,0.5,0.7,",
                "corridor_open,middle,,0,share,2024,guess,C,fixed,,,")  # fmt: skip
    return read_seeds(folder)


@pytest.fixture
def small_past(folder: Path) -> History:
    return read_history(write_small_past(folder))


@pytest.fixture
def stood(small_seeds: Seeds, small_past: History) -> Seeds:
    """The small seeds at the end of 2001."""
    return stand_at(small_seeds, small_past, 2001)


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="module")
def past() -> History:
    return read_history()


def value(seeds: Seeds, table: str, *key: str) -> float:
    return seeds.tables[table][key].value


def spread(seeds: Seeds, table: str, *key: str) -> tuple[float | None, float | None]:
    row = seeds.tables[table][key]
    return row.low, row.high


def test_trade_is_both_ways_and_a_share_of_what_is_sold_is_energy(stood: Seeds) -> None:
    assert value(stood, "ties", "CHN", "KAZ", "trade") == 0.4 * 10 + 0.2 * 5
    assert value(stood, "ties", "JPN", "KAZ", "trade") == 0.1 * 10 + 0.3 * 5
    assert value(stood, "energy_part", "CHN", "KAZ") == pytest.approx(0.5 * 4 / 5)
    assert value(stood, "energy_part", "JPN", "KAZ") == pytest.approx(0.5 * 1 / 2.5)
    assert value(stood, "ties", "CHN", "KAZ", "resources") == pytest.approx(2 + 0.15 * 2 + 0.001)


def test_duties_fall_on_what_is_bought_of_a_pairs_trade(
    small_seeds: Seeds, small_past: History, stood: Seeds
) -> None:
    assert value(stood, "import_part", "CHN", "KAZ") == pytest.approx(1 / 5)
    assert value(stood, "import_part", "JPN", "KAZ") == pytest.approx(1.5 / 2.5)
    assert value(stood, "import_part", "CHN", "UZB") == 0.01  # nothing on record is not nothing


def test_the_share_of_fuels_is_the_last_on_record_and_else_that_of_the_seeds(
    folder: Path, small_seeds: Seeds, small_past: History
) -> None:
    path = folder / "history" / "economy.csv"
    path.write_text(path.read_text() + f"KAZ,fuels,2001,0.8,share,{TAIL}\n")
    past = read_history(folder)
    early, late = (stand_at(small_seeds, past, year) for year in (2000, 2003))
    assert [value(each, "leaning", "KAZ", "oil_gas") for each in (early, late)] == [0.5, 0.8]
    assert value(late, "energy_part", "CHN", "KAZ") == pytest.approx(0.8 * 8 / 10)


def test_the_rest_of_the_world_is_what_powers_and_gold_hubs_leave(stood: Seeds) -> None:
    sold = 10 - 0.2 * 10  # without the hub
    assert value(stood, "leaning", "KAZ", "openness") == pytest.approx((sold + 5) / 23)
    others = (sold - 4 - 1) + (5 - 1 - 1.5)
    assert value(stood, "leaning", "KAZ", "energy_others") == pytest.approx(0.5 * 3 / others)


def test_trade_that_is_not_on_record_is_next_to_none(stood: Seeds) -> None:
    assert value(stood, "ties", "CHN", "UZB", "trade") == 1e-3
    assert value(stood, "energy_part", "CHN", "UZB") == 0
    assert value(stood, "leaning", "UZB", "openness") == 0


def test_a_masked_share_is_passed_over_for_the_one_before(
    small_seeds: Seeds, small_past: History
) -> None:
    later = stand_at(small_seeds, small_past, 2002)
    assert value(later, "ties", "CHN", "KAZ", "trade") == pytest.approx(0.4 * 20 + 0.2 * 10)


def test_a_range_is_kept_where_the_seeds_have_one(folder: Path, small_past: History) -> None:
    keys = [(power, state) for power in ("JPN", "CHN") for state in ("KAZ", "UZB")]
    wide = ",0.5,share,2024,guess,C,logitnormal,0.4,0.6,"
    write_table(folder, "energy_part", *(",".join(key) + wide for key in keys))
    row = stand_at(read_seeds(folder), small_past, 2001).tables["energy_part"]["CHN", "KAZ"]
    assert (row.distribution, row.year) == ("logitnormal", "2001")
    ends = [1 / (1 + math.exp(-(math.log(0.4 / 0.6) + step))) for step in (-0.5, 0.5)]
    assert [row.low, row.high] == pytest.approx(ends)


def test_incomes_are_the_years_and_growth_is_left_to_drivers(stood: Seeds) -> None:
    assert value(stood, "economy", "KAZ", "gdp") == 23
    assert value(stood, "economy", "CHN", "gdp") == 0.5  # not on record: as in the seeds
    assert {row.value for key, row in stood.tables["economy"].items() if "growth" in key} == {0.0}


def test_a_budget_follows_the_income_of_its_power(stood: Seeds) -> None:
    assert value(stood, "budgets", "JPN") == 1 * 2 / 0.5
    assert value(stood, "budgets", "CHN") == 2
    assert spread(stood, "budgets", "CHN") == (1, 4)


def test_alignment_is_of_the_last_positions_known_of_both(
    small_seeds: Seeds, small_past: History, stood: Seeds
) -> None:
    gap = abs(-0.5 - -1)  # of 2000: for 2001 there is none of Kazakhstan
    assert value(stood, "alignment", "CHN", "KAZ") == pytest.approx((1.21 - gap) / (1.21 + gap))
    assert value(stood, "alignment", "JPN", "KAZ") == 0.5  # never of both: as in the seeds
    later = stand_at(small_seeds, small_past, 2002)
    assert value(later, "alignment", "CHN", "KAZ") == 1


def test_memberships_are_those_of_the_last_quarter(
    small_seeds: Seeds, small_past: History, stood: Seeds
) -> None:
    found = [
        [value(stand_at(small_seeds, small_past, year), "memberships", "sco", state)
         for year in (2000, 2001, 2002, 2003)]
        for state in ("KAZ", "UZB")
    ]  # fmt: skip
    assert found == [[0, 1, 1, 1], [1, 1, 0, 0.5]]


def test_remittances_and_arms_are_the_last_that_were_known(
    small_seeds: Seeds, small_past: History, stood: Seeds
) -> None:
    assert value(stood, "leaning", "KAZ", "remittances") == 0.1
    assert value(stood, "dependence", "remittances", "CHN", "KAZ") == pytest.approx(0.2 * 0.1 / 0.5)
    arms = [value(stood, "dependence", "arms", power, "KAZ") for power in ("CHN", "JPN")]
    assert arms == [0.25, 0]
    later = stand_at(small_seeds, small_past, 2003)
    arms = [value(later, "dependence", "arms", power, "KAZ") for power in ("CHN", "JPN")]
    assert arms == [0, 0.9]


def test_what_was_not_known_yet_stays_as_in_the_seeds(
    small_seeds: Seeds, small_past: History
) -> None:
    early = stand_at(small_seeds, small_past, 2000)
    assert value(early, "leaning", "KAZ", "remittances") == 0.5
    assert value(early, "dependence", "remittances", "CHN", "KAZ") == 0.2
    assert value(early, "dependence", "debt", "CHN", "KAZ") == 0.3


def test_oil_has_its_price_and_gas_follows_by_formula(stood: Seeds) -> None:
    oil = 40 * 7.33 / 1000
    assert value(stood, "energy_value", "oil") == pytest.approx(oil)
    assert value(stood, "energy_value", "gas") == pytest.approx(0.5 * (oil / 0.5) ** 0.6)


def test_nobody_is_isolated_yet_and_no_summit_is_planned(stood: Seeds) -> None:
    row = stood.tables["factors"]["isolation", "JPN", ""]
    assert (row.value, row.distribution, row.low, row.high) == (0, "fixed", None, None)
    assert stood.tables["factors"]["corridor_open", "middle", ""].value == 0
    assert stood.tables["summits"] == {}


@pytest.mark.parametrize("year", [1999, 2021])
def test_a_year_that_is_not_on_record_is_refused(
    small_seeds: Seeds, small_past: History, year: int
) -> None:
    with pytest.raises(ValueError, match=f"for the ends of 2000 to 2020, not {year}"):
        stand_at(small_seeds, small_past, year)


@pytest.mark.parametrize("year", range(2000, 2021))
def test_nothing_later_than_the_year_is_used(shipped: Seeds, past: History, year: int) -> None:
    whole, known = stand_at(shipped, past, year), stand_at(shipped, past.known_by(year), year)
    assert whole == known
    assert len(whole.digest) == 64


def test_the_digest_is_of_the_year_and_of_what_was_known_then(
    folder: Path, small_seeds: Seeds, small_past: History
) -> None:
    digests = [stand_at(small_seeds, small_past, year).digest for year in (2000, 2001, 2002)]
    assert len({small_seeds.digest, *digests}) == 4
    write_past(folder, "prices", f"crude,2000,20,USD,{TAIL}", f"crude,2001,40,USD,{TAIL}",
               f"crude,2003,99,USD,{TAIL}")  # fmt: skip
    other = read_history(folder)
    again = [stand_at(small_seeds, other, year).digest for year in (2000, 2001, 2002)]
    assert again == digests
    later = [stand_at(small_seeds, past, 2003).digest for past in (small_past, other)]
    assert later[0] != later[1]


@pytest.mark.parametrize("year", [2000, 2010, 2020])
def test_what_stood_then_is_within_the_bounds_of_the_seeds(
    shipped: Seeds, past: History, year: int
) -> None:
    for table, rows in stand_at(shipped, past, year).tables.items():
        for key, row in rows.items():
            low, high, _ = TABLES[table].bounds(key)
            assert low <= row.value <= high, (table, key)
            if row.low is not None and row.high is not None:
                assert row.low <= row.value <= row.high, (table, key)


def test_a_pair_of_2010_is_as_the_record_has_it(shipped: Seeds, past: History) -> None:
    told = {
        flow: (past.value("trade_shares", "TKM", "CHN", flow, 2010) or 0)
        * (past.value("trade_totals", "TKM", flow, 2010) or 0)
        for flow in ("exports", "imports")
    }
    stood = stand_at(shipped, past, 2010)
    assert value(stood, "ties", "CHN", "TKM", "trade") == pytest.approx(sum(told.values()))
    assert value(stood, "memberships", "csto", "UZB") == 1
    assert value(stood, "dependence", "arms", "RUS", "KAZ") == 0.68  # deliveries of 2005 to 2009


def test_formal_contact_is_less_by_what_the_pair_then_lacked(
    folder: Path, small_seeds: Seeds
) -> None:
    write_small_past(folder)
    unit = f"points of contact,{TAIL}"
    write_past(
        folder, "contact",
        f"CHN,KAZ,format,1992,2001Q4,10,{unit}", f"CHN,KAZ,format,2002,,4,{unit}",
        f"CHN,KAZ,treaty,1992,,2.5,{unit}", f"CHN,KAZ,bases,1992,2001,-3,{unit}",
    )  # fmt: skip
    past = read_history(folder)
    ties = small_seeds.tables["ties"]
    raised = {("CHN", "KAZ", domain): level for domain, level in NOW.items()}
    more_ties = {**ties, **{key: ties[key]._replace(value=v) for key, v in raised.items()}}
    small_seeds = replace(small_seeds, tables={**small_seeds.tables, "ties": more_ties})
    for year, lacking, more in ((2001, 12.5, 3.0), (2002, 6.5, 0.0)):
        stood = stand_at(small_seeds, past, year)
        nearer = value(stood, "alignment", "CHN", "KAZ") - value(
            small_seeds, "alignment", "CHN", "KAZ"
        )
        armed = held(stood) - held(small_seeds)
        contact = NOW["diplomacy"] - lacking + 3.8 * nearer
        assert value(stood, "ties", "CHN", "KAZ", "diplomacy") == pytest.approx(contact)
        guarded = NOW["security"] + more + 23.75 * armed
        assert value(stood, "ties", "CHN", "KAZ", "security") == pytest.approx(guarded)


NOW = {"diplomacy": 60.0, "security": 30.0}


def held(seeds: Seeds) -> float:
    row = seeds.tables["dependence"].get(("arms", "CHN", "KAZ"))
    return 0.0 if row is None else row.value


def test_contact_stays_between_what_embassies_keep_and_the_most_there_can_be(
    folder: Path, small_seeds: Seeds
) -> None:
    write_small_past(folder)
    unit = f"points of contact,{TAIL}"
    write_past(folder, "contact", f"CHN,KAZ,format,1992,,99,{unit}",
               f"JPN,KAZ,format,1992,,-99,{unit}")  # fmt: skip
    stood = stand_at(small_seeds, read_history(folder), 2001)
    assert value(stood, "ties", "CHN", "KAZ", "diplomacy") == 0.5
    assert value(stood, "ties", "JPN", "KAZ", "diplomacy") == 95.0


def test_chinas_contact_of_2000_lacks_its_titles_and_its_formats(
    shipped: Seeds, past: History
) -> None:
    then = stand_at(shipped, past, 2000)
    for state in shipped.ids("state"):
        now = value(shipped, "ties", "CHN", state, "diplomacy")
        assert value(then, "ties", "CHN", state, "diplomacy") < 0.55 * now
    nearer = value(then, "alignment", "CHN", "KAZ") - value(shipped, "alignment", "CHN", "KAZ")
    # leaders' format 20, half of the organisations 3, titles 18 x 4 / 5: 0.95 x 37.4
    contact = 73.2 - 0.95 * 37.4 + 3.8 * nearer
    assert value(then, "ties", "CHN", "KAZ", "diplomacy") == pytest.approx(contact, abs=0.02)


def test_bases_count_while_they_are_open(shipped: Seeds, past: History) -> None:
    security = {
        year: value(stand_at(shipped, past, year), "ties", "USA", "KGZ", "security")
        for year in (2000, 2005, 2013, 2014)
    }
    assert security[2005] - security[2000] > 12
    assert security[2013] - security[2014] > 12


@pytest.mark.parametrize("power", ["KOR"])
def test_contact_without_a_record_moves_by_votes_and_arms_alone(
    power: str, shipped: Seeds, past: History
) -> None:
    assert not any(key[0] == power for key in past.tables["contact"])
    then = stand_at(shipped, past, 2010)
    for state in shipped.ids("state"):
        moved = value(then, "alignment", power, state) - value(shipped, "alignment", power, state)
        contact = value(shipped, "ties", power, state, "diplomacy") + 3.8 * moved
        assert value(then, "ties", power, state, "diplomacy") == pytest.approx(contact)


def test_every_base_on_record_is_a_step_of_contact(past: History) -> None:
    """Bases that opened or closed between 2000 and 2020 do so in both tables at once."""
    steps = {(key[0], key[1], row.start) for key, row in past.tables["contact"].items()
             if key[2] == "bases"}  # fmt: skip
    steps |= {(key[0], key[1], row.end + 1) for key, row in past.tables["contact"].items()
              if key[2] == "bases" and row.end is not None}  # fmt: skip
    for (power, state, _, _), row in past.tables["bases"].items():
        if row.start >= 4 * 2000:
            assert (power, state, row.start) in steps
        if row.end is not None:
            assert (power, state, row.end + 1) in steps
