"""The past is read as it is written, and whatever is wrong with it is told."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from small_history import ASSUMED, TAIL, write_assumptions, write_past

from model.inputs.formats.problems import InputError, listed
from model.inputs.formats.quarters import quarter_index
from model.inputs.history.history import History, read_history
from model.inputs.seeds.seeds import Seeds, read_seeds

PRICE = f"50,USD a barrel,{TAIL}"
SHARE = f"yes,0.5,share,{TAIL}"


@pytest.fixture
def past(folder: Path) -> History:
    write_past(folder, "prices", f"brent,2009,{PRICE}", "brent,2010,80,USD,book guess,B,high")
    write_past(folder, "trade_shares", f"KAZ,CHN,exports,2010,{SHARE}")
    write_past(folder, "arms", f"KAZ,CHN,2005-2009,0.3,share,{TAIL}")
    write_past(
        folder,
        "memberships",
        f"sco,KAZ,2001Q2,2005Q3,0.5,member,{TAIL}",
        f"sco,KAZ,2005Q4,,1,member,{TAIL}",
        f"eurasec,UZB,2006,2008,1,member,{TAIL}",
    )
    return read_history(folder)


def wrong(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_history(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_number_is_found_by_its_key(past: History) -> None:
    assert past.value("prices", "brent", 2010) == 80
    assert past.value("prices", "brent", 2011) is None
    assert past.value("trade_shares", "KAZ", "CHN", "exports", 2010) == 0.5
    assert past.value("arms", "KAZ", "CHN", "2005-2009") == 0.3
    assert past.years("prices") == (2009, 2010)
    assert past.tables["finance"] == {}


def test_a_row_knows_where_it_is_from_and_where_it_stands(past: History) -> None:
    row = past.row("prices", "brent", 2010)
    assert row is not None
    assert (row.source, row.grade, row.note) == (("book", "guess"), "B", "high")
    assert (row.file, row.line, row.unit, row.use) == ("seeds/history/prices.csv", 3, "USD", "yes")
    assert (row.start, row.end) == (quarter_index("2010Q1"), quarter_index("2010Q4"))


@pytest.mark.parametrize(
    ("quarter", "standing"),
    [("2001Q1", 0), ("2001Q2", 0.5), ("2005Q3", 0.5), ("2005Q4", 1), ("2024Q4", 1)],
)
def test_a_span_holds_from_its_first_quarter_to_its_last(
    past: History, quarter: str, standing: float
) -> None:
    assert past.standing("memberships", quarter_index(quarter), "sco", "KAZ") == standing


def test_a_span_by_years_holds_through_its_last_year(past: History) -> None:
    held = [
        past.standing("memberships", quarter_index(quarter), "eurasec", "UZB")
        for quarter in ("2005Q4", "2006Q1", "2008Q4", "2009Q1")
    ]
    assert held == [0, 1, 1, 0]
    assert past.standing("memberships", quarter_index("2006Q1"), "eurasec", "KAZ") == 0


def test_the_past_can_be_sent_to_another_process(past: History) -> None:
    assert pickle.loads(pickle.dumps(past)) == past


def test_seeds_are_read_the_same_with_and_without_a_past(seeds: Seeds, folder: Path) -> None:
    write_past(folder, "prices", f"brent,2009,{PRICE}")
    assert read_seeds(folder) == seeds


def test_the_digest_follows_every_byte(past: History, folder: Path) -> None:
    path = folder / "history" / "prices.csv"
    path.write_text(path.read_text().replace("high", "low"))
    assert read_history(folder).digest != past.digest
    assert read_history(folder).digest_until(2024) == past.digest_until(2024)


def change(folder: Path, table: str, old: str, new: str) -> History:
    path = folder / "history" / f"{table}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    return read_history(folder)


@pytest.mark.parametrize(
    ("table", "old", "new", "first"),
    [
        ("prices", "brent,2010,80", "brent,2010,81", 2010),
        ("prices", "book guess,B", "book guess,A", 2010),
        ("prices", "\nbrent,2009", "\nbrent,2011,1,USD,guess,C,\nbrent,2009", 2011),
        ("trade_shares", ",yes,", ",gap,", 2010),
        ("arms", "0.3", "0.4", 2009),
        ("memberships", "2005Q3", "2004Q4", 2004),
        ("memberships", "eurasec,UZB,2006,2008", "eurasec,UZB,2006,2009", 2008),
        ("memberships", "2005Q4,,1", "2005Q4,,0.5", 2005),
    ],
)
def test_a_change_shows_in_the_years_that_could_know_it_and_in_none_before(
    past: History, folder: Path, table: str, old: str, new: str, first: int
) -> None:
    changed = change(folder, table, old, new)
    differ = [y for y in range(2000, 2015) if changed.digest_until(y) != past.digest_until(y)]
    assert first in differ
    assert min(differ) == first


def test_a_source_shows_only_where_a_row_of_the_time_names_it(past: History, folder: Path) -> None:
    sources = folder / "sources.csv"
    sources.write_text(sources.read_text().replace("A book", "Another book"))
    changed = read_history(folder)
    assert changed.digest_until(2009) == past.digest_until(2009)
    assert changed.digest_until(2010) != past.digest_until(2010)


def test_what_was_known_by_a_year_holds_no_later_row(past: History) -> None:
    then = past.known_by(2009)
    assert then.value("prices", "brent", 2009) == 50
    assert then.value("prices", "brent", 2010) is None
    assert then.tables["trade_shares"] == {}
    assert then.digest == past.digest_until(2009)
    assert past.known_by(2008).tables["arms"] == {}


def test_a_span_has_no_end_before_the_year_in_which_it_ends(past: History) -> None:
    later = quarter_index("2015Q1")
    told = [past.known_by(y).standing("memberships", later, "eurasec", "UZB") for y in (2007, 2008)]
    assert told == [1, 0]


def test_the_order_of_lines_does_not_matter_to_what_was_known(past: History, folder: Path) -> None:
    path = folder / "history" / "prices.csv"
    header, *lines = path.read_text().splitlines()
    path.write_text("\n".join((header, *reversed(lines))))
    assert read_history(folder).digest_until(2010) == past.digest_until(2010)


LINES = [
    (
        "trade_shares",
        f"KAZ,CHM,exports,2010,{SHARE}",
        "partner: unknown partner 'CHM'; did you mean 'CHN'? allowed: JPN, CHN, CHE, GBR, CA5",
    ),
    (
        "trade_shares",
        f"KAZ,CHN,export,2010,{SHARE}",
        "flow: unknown flow 'export'; did you mean 'exports'? allowed: exports, imports",
    ),
    (
        "trade_shares",
        f"KAZ,CHN,exports,2010,no,0.5,share,{TAIL}",
        "use: unknown use 'no'; allowed: yes, gap, masked",
    ),
    (
        "trade_shares",
        f"KAZ,CHN,exports,2010,yes,50,share,{TAIL}",
        "value: 50 is outside the bounds 0..1",
    ),
    ("positions", f"KZ,2010,0.1,point,{TAIL}", "actor: unknown actor 'KZ'; did you mean 'KAZ'? "
     "allowed: JPN, CHN, KAZ, UZB"),
    (
        "economy",
        f"KAZ,growth,2010,5,a year,{TAIL}",
        "value: 5 is outside the bounds -0.5..0.5",
    ),
    (
        "economy",
        f"KAZ,gpd,2010,5,bn USD,{TAIL}",
        "attribute: unknown attribute 'gpd'; did you mean 'gdp'? "
        "allowed: gdp, growth, population, exports, fuels",
    ),
    ("prices", f"oil,2010,{PRICE}", "price: unknown price 'oil'; allowed: crude, brent, "
     "gas-europe, lng-japan"),
    ("prices", f"brent,2010Q1,{PRICE}", "year: '2010Q1' is not a year; write it like 2010"),
    ("prices", f"brent,1066,{PRICE}", "year: 1066 is outside 1990..2025"),
    ("prices", f"brent,2010,,USD,{TAIL}", "value: is blank; a number is needed"),
    ("prices", f"brent,2010,5,,{TAIL}", "unit: is blank; say what the number counts"),
    ("prices", "brent,2010,5,USD,guess,D,", "grade: unknown grade 'D'; allowed: A, B, C"),
    (
        "prices",
        "brent,2010,5,USD,gues,C,",
        "source: unknown source 'gues'; did you mean 'guess'? allowed: guess, book",
    ),
    (
        "arms",
        f"KAZ,CHN,2010,1,share,{TAIL}",
        "period: '2010' is not a period; write it like 2010-2014",
    ),
    (
        "arms",
        f"KAZ,CHN,2014-2010,1,share,{TAIL}",
        "period: 2014-2010 ends before it starts; is the period turned round?",
    ),
    (
        "memberships",
        f"sco,KAZ,2001-02,,1,member,{TAIL}",
        "from: '2001-02' is not a year or quarter; write it like 2010 or 2010Q3",
    ),
    (
        "memberships",
        f"sco,KAZ,2001Q3,2001Q2,1,member,{TAIL}",
        "until: 2001Q2 is before 2001Q3",
    ),
    (
        "memberships",
        f"sco,KAZ,2001,never,1,member,{TAIL}",
        "until: 'never' is not a year or quarter; write it like 2010 or 2010Q3",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "message"), LINES)
def test_a_wrong_cell_is_told_with_its_column(
    folder: Path, table: str, line: str, message: str
) -> None:
    write_past(folder, table, line)
    assert wrong(folder) == [f"seeds/history/{table}.csv:2: {message}"]


def test_all_that_is_wrong_in_all_tables_is_told_at_once(folder: Path) -> None:
    write_past(folder, "prices", f"brent,2010,{PRICE}", f"crude,x,{PRICE}", f"brent,2010,{PRICE}")
    write_past(folder, "finance", f"CHN,KAZ,2010,-1,million USD,{TAIL}")
    assert sorted(wrong(folder)) == [
        "seeds/history/finance.csv:2: value: -1 is outside the bounds 0..100000",
        "seeds/history/prices.csv:3: year: 'x' is not a year; write it like 2010",
        "seeds/history/prices.csv:4: brent.2010: is there twice, first on line 2",
    ]


ASSUMED_WRONG = [
    ({**ASSUMED, "gas_eror": 2}, "13: assumption: unknown assumption 'gas_eror'; "
     f"did you mean 'gas_error'? allowed: {listed(ASSUMED)}"),
    ({**ASSUMED, "mean_gap": 0}, "2: value: 0 is not above 0"),
    ({**ASSUMED, "gas_error": 1}, "7: value: 1 is not above 1"),
    ({**ASSUMED, "gas_error": "x"}, "7: value: 'x' is not a number; write it like 12.5"),
    ({"mean_gap": 1.21}, f"1: assumption: there is no row for {', '.join(list(ASSUMED)[1:])}"),
]  # fmt: skip


@pytest.mark.parametrize(("assumed", "message"), ASSUMED_WRONG)
def test_a_wrong_assumption_is_told_with_its_line(
    folder: Path, assumed: dict[str, object], message: str
) -> None:
    write_past(folder, "prices", f"brent,2010,{PRICE}")
    write_assumptions(folder, assumed)
    assert wrong(folder) == [f"seeds/history/assumptions.csv:{message}"]


def test_an_assumption_that_stands_there_twice_or_has_no_grade_is_told(folder: Path) -> None:
    write_past(folder, "prices", f"brent,2010,{PRICE}")
    path = folder / "history" / "assumptions.csv"
    path.write_text(path.read_text() + "mean_gap,2,points,guess,D,\n")
    assert wrong(folder) == [
        "seeds/history/assumptions.csv:13: grade: unknown grade 'D'; allowed: A, B, C",
        "seeds/history/assumptions.csv:13: assumption: 'mean_gap' is there twice",
    ]


def test_a_past_without_assumptions_is_refused(folder: Path) -> None:
    write_past(folder, "prices", f"brent,2010,{PRICE}")
    (folder / "history" / "assumptions.csv").unlink()
    assert wrong(folder) == ["seeds/history/assumptions.csv: there is no such file"]


def test_another_assumption_is_another_past(folder: Path, past: History) -> None:
    write_assumptions(folder, {**ASSUMED, "ore_part": 0.2})
    assert read_history(folder).digest != past.digest
    assert read_history(folder).assumed.ore_part == 0.2


def test_a_folder_without_a_past_and_a_table_that_is_none_are_told(folder: Path) -> None:
    assert wrong(folder) == ["seeds/history: there is no such folder of the past"]
    write_past(folder, "prices", f"brent,2010,{PRICE}").rename(folder / "history" / "price.csv")
    assert wrong(folder)[0].startswith(
        "seeds/history/price.csv: unknown table 'price'; did you mean 'prices'? allowed: "
    )
