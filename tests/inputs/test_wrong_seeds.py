"""Whatever is wrong with a seed file is told with its file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_seeds import write_table

from model.inputs.formats.problems import InputError
from model.inputs.seeds import key_columns
from model.inputs.seeds.seeds import read_seeds

Messages = Callable[[], list[str]]
POWERS = "unknown power '{}';{} allowed: JPN, CHN"

BUDGET_LINES = [
    ("JPN,abc,bn,2024,guess,C,fixed,,,", "value: 'abc' is not a number; write it like 12.5"),
    ("JPN,,bn,2024,guess,C,fixed,,,", "value: is blank; a number is needed"),
    ("JPN,nan,bn,2024,guess,C,fixed,,,", "value: 'nan' is not a finite number; write it like 12.5"),
    (
        "JPN,-inf,bn,2024,guess,C,fixed,,,",
        "value: '-inf' is not a finite number; write it like 12.5",
    ),
    ("JPN,1e999,bn,2024,guess,C,fixed,,,", "value: '1e999' is too large for a number"),
    ("JPN,1_0,bn,2024,guess,C,fixed,,,", "value: '1_0' is not a number; write it like 12.5"),
    ("JPN,-1,bn,2024,guess,C,fixed,,,", "value: -1 is outside the bounds 0..10000"),
    ("JPN,1,,2024,guess,C,fixed,,,", "unit: is blank; say what the number counts"),
    ("JPN,1,bn,last,guess,C,fixed,,,", "year: 'last' is not a year; write it like 2024"),
    ("JPN,1,bn,2024,,C,fixed,,,", "source: is blank; name at least one id of sources.csv"),
    (
        "JPN,1,bn,2024,guess bok,C,fixed,,,",
        "source: unknown source 'bok'; did you mean 'book'? allowed: guess, book",
    ),
    ("JPN,1,bn,2024,guess,D,fixed,,,", "grade: unknown grade 'D'; allowed: A, B, C"),
    (
        "JPN,1,bn,2024,guess,C,nromal,1,2,",
        "distribution: unknown distribution 'nromal'; "
        "did you mean 'normal'? allowed: fixed, normal, lognormal, logitnormal, uniform, "
        "triangular",
    ),
    ("JPN,1,bn,2024,guess,C,fixed,1,,", "low: must be blank when distribution is fixed"),
    (
        "JPN,1,bn,2024,guess,C,uniform,1,,",
        "high: is blank; distribution uniform needs low and high",
    ),
    ("JPN,2,bn,2024,guess,C,normal,3,1,", "low: low 3 is above high 1; is the range turned round?"),
    ("JPN,5,bn,2024,guess,C,normal,1,3,", "value: 5 is outside low..high, 1..3"),
    ("JPN,1,bn,2024,guess,C,uniform,1,1,", "low: low and high are both 1; use distribution fixed"),
    ("JPN,2,bn,2024,guess,C,normal,-1,3,", "low: -1 is outside the bounds 0..10000"),
    ("JPN,2,bn,2024,guess,C,lognormal,0,3,", "low: a lognormal number and its low must be above 0"),
    (
        "JPN,0.5,bn,2024,guess,C,logitnormal,0.1,1,",
        "low: a logitnormal number, its low and high must lie between 0 and 1",
    ),
    ("JPM,1,bn,2024,guess,C,fixed,,,", "power: " + POWERS.format("JPM", " did you mean 'JPN'?")),
    ("JPN,1,bn,2024", "has 4 cells, the header has 10"),
]


@pytest.mark.parametrize(("line", "message"), BUDGET_LINES)
def test_a_wrong_cell_is_told_with_its_column(
    folder: Path, wrong_seeds: Messages, line: str, message: str
) -> None:
    write_table(folder, "budgets", "CHN,1,bn,2024,guess,C,fixed,,,", line)
    assert wrong_seeds() == [f"seeds/budgets.csv:3: {message}"]


KEYS = [
    (
        "dependence",
        "loans,CHN,KAZ",
        "channel: unknown channel 'loans'; allowed: remittances, debt, arms",
    ),
    (
        "leaning",
        "KAZ,opennes",
        "attribute: unknown attribute 'opennes'; did you mean 'openness'? "
        "allowed: openness, remittances, debt, resource_exports, oil_gas, energy_others, "
        "outside_security, "
        "freight_intensity",
    ),
    (
        "economy",
        "KZ,gdp",
        "actor: unknown actor 'KZ'; did you mean 'KAZ'? allowed: JPN, CHN, KAZ, UZB",
    ),
    ("summits", "JPN,2026", "quarter: '2026' is not a quarter; write it like 2026Q1"),
    ("summits", "JPN,1926Q1", "quarter: 1926Q1 is outside 2000Q1..2060Q4"),
    (
        "crossings",
        "midle,KAZ",
        "corridor: unknown corridor 'midle'; did you mean 'middle'? allowed: middle, northern",
    ),
    ("factors", "unity,KAZ,", "first: factor unity has no such axis; leave it blank"),
    (
        "factors",
        "isolation,KAZ,",
        "first: unknown power 'KAZ'; that is a state, not a power; allowed: JPN, CHN",
    ),
    ("factors", "export_control,JPN,", "second: unknown mineral ''; allowed: gallium, tungsten"),
    (
        "through_flows",
        "JPN,KAZ",
        "destination: unknown destination 'KAZ'; that is a state, not a power; allowed: JPN, CHN",
    ),
]


@pytest.mark.parametrize(("table", "key", "message"), KEYS)
def test_a_wrong_id_in_a_key_is_told_with_what_is_allowed(
    folder: Path, wrong_seeds: Messages, table: str, key: str, message: str
) -> None:
    write_table(folder, table, f"{key},0.5,share,2024,guess,C,fixed,,,")
    assert f"seeds/{table}.csv:2: {message}" in wrong_seeds()


def test_a_factor_keeps_to_its_own_bounds(folder: Path, wrong_seeds: Messages) -> None:
    write_table(folder, "factors", "unity,,,2,share,2024,guess,C,fixed,,,")
    assert wrong_seeds() == ["seeds/factors.csv:2: value: 2 is outside the bounds 0..1"]


def test_an_unknown_factor_in_the_seeds_is_told(folder: Path, wrong_seeds: Messages) -> None:
    write_table(folder, "factors", "unty,,,1,share,2024,guess,C,fixed,,,")
    assert wrong_seeds()[0].startswith(
        "seeds/factors.csv:2: factor: unknown factor 'unty'; did you mean 'unity'? allowed: "
    )


def test_bounds_follow_the_domain_of_a_tie(folder: Path, wrong_seeds: Messages) -> None:
    path = folder / "ties.csv"
    path.write_text(path.read_text().replace("KAZ,security,0.5", "KAZ,security,101"))
    assert wrong_seeds() == [
        f"seeds/ties.csv:{line}: value: 101 is outside the bounds 0..100" for line in (5, 13)
    ]


def test_a_key_that_stands_there_twice_is_told_with_both_lines(
    folder: Path, wrong_seeds: Messages
) -> None:
    row = "JPN,1,bn,2024,guess,C,fixed,,,"
    write_table(folder, "budgets", row, "CHN" + row[3:], row)
    assert wrong_seeds() == ["seeds/budgets.csv:4: JPN: is there twice, first on line 2"]


def test_missing_rows_are_named_but_not_all_of_them(folder: Path, wrong_seeds: Messages) -> None:
    write_table(folder, "economy", "JPN,gdp,1,bn,2024,guess,C,fixed,,,")
    assert wrong_seeds() == [
        "seeds/economy.csv:1: economy: 7 required rows are missing: "
        "JPN.growth, CHN.gdp, CHN.growth, KAZ.gdp and 3 more"
    ]


def test_required_parameters_are_the_ones_that_the_rules_name(
    folder: Path, wrong_seeds: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_columns, "PARAMETERS", ("hedging", "rivalry"))
    write_table(folder, "parameters", "hedgin,1,share,2024,guess,C,fixed,,,,0,9,")
    assert wrong_seeds() == [
        "seeds/parameters.csv:2: parameter: unknown parameter 'hedgin'; did you mean 'hedging'? "
        "allowed: hedging, rivalry"
    ]
    write_table(folder, "parameters", "hedging,1,share,2024,guess,C,fixed,,,,0,9,")
    assert wrong_seeds() == [
        "seeds/parameters.csv:1: parameters: 1 required row is missing: rivalry"
    ]


HEADERS = [
    ("power;value", "seeds/budgets.csv:1: header: cells are separated by semicolons; "
     "separate them by commas"),
    ("power,value,unit,year,sorce,source,grade,distribution,low,high,note",
     "seeds/budgets.csv:1: header: unknown column 'sorce'; did you mean 'source'? allowed: "
     "power, value, unit, year, source, grade, distribution, low, high, note"),
    ("power,value,unit,year,source,grade,distribution,low,high",
     "seeds/budgets.csv:1: header: column 'note' is missing"),
    ("power,power,value,unit,year,source,grade,distribution,low,high,note",
     "seeds/budgets.csv:1: header: column 'power' stands there twice"),
    ('"power', "seeds/budgets.csv:1: is not CSV: unexpected end of data"),
    ("\n\n", "seeds/budgets.csv:1: has no header; expected power,value,unit,year,source,grade,"
     "distribution,low,high,note"),
    ("", "seeds/budgets.csv: is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "message"), HEADERS)
def test_a_bad_header_is_told(
    folder: Path, wrong_seeds: Messages, header: str, message: str
) -> None:
    (folder / "budgets.csv").write_text(header)
    assert wrong_seeds()[0] == message


def test_a_required_table_without_a_file_is_told(folder: Path, wrong_seeds: Messages) -> None:
    (folder / "ties.csv").unlink()
    (folder / "favour.csv").unlink()
    assert wrong_seeds() == [
        "seeds/ties.csv: there is no such file",
        "seeds/favour.csv: there is no such file",
    ]


def test_a_file_that_no_table_knows_is_told(folder: Path, wrong_seeds: Messages) -> None:
    (folder / "tyes.csv").write_text("")
    assert wrong_seeds()[0].startswith(
        "seeds/tyes.csv: unknown table 'tyes'; did you mean 'ties'? allowed: ties, "
    )


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match=r"^none: there is no such folder of seeds$"):
        read_seeds(Path("none"))


def test_bytes_that_are_not_text_are_told_with_their_line(
    folder: Path, wrong_seeds: Messages
) -> None:
    path = folder / "budgets.csv"
    path.write_bytes(path.read_bytes() + b"caf\xe9")
    assert wrong_seeds() == [
        "seeds/budgets.csv:4: is not UTF-8 text but looks like Windows-1252 (Western European); "
        "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
    ]
    path.write_bytes(b"PK\x03\x04\0\0")
    assert wrong_seeds() == ["seeds/budgets.csv:1: is a binary file, not text"]


CAST_LINES = [
    (
        "pwer,X,x,,,",
        "kind: unknown kind 'pwer'; did you mean 'power'? allowed: "
        "power, state, corridor, route, mineral, bloc",
    ),
    ("power,JPN,x,,,", "id: 'JPN' is there twice, first on line 2"),
    ("power,a b,x,,,", "id: 'a b' is not an id; use letters, digits, '-' and '_'"),
    ("power,trade,x,,,", "id: 'trade' is the name of a domain"),
]


@pytest.mark.parametrize(("line", "message"), CAST_LINES)
def test_a_wrong_member_of_the_cast_is_told(
    folder: Path, wrong_seeds: Messages, line: str, message: str
) -> None:
    path = folder / "cast.csv"
    path.write_text(path.read_text() + line + "\n")
    assert wrong_seeds() == [f"seeds/cast.csv:12: {message}"]


def test_a_source_says_what_and_where_it_is(folder: Path, wrong_seeds: Messages) -> None:
    path = folder / "sources.csv"
    path.write_text(path.read_text() + "more,,,,yesterday,\n")
    assert wrong_seeds() == [
        "seeds/sources.csv:4: title: is blank",
        "seeds/sources.csv:4: address: is blank",
        "seeds/sources.csv:4: accessed: is not a date; write it like 2026-11-22",
    ]


GOOD = "X1,JPN,seat,+,diplomacy,all,,,3,2,4,P1,document,Wants it,,A"
INTEREST_CELLS = [
    (0, "JP1", "id: 'JP1' is there twice, first on line 2"),
    (1, "JPM", "holder: unknown holder 'JPM'; did you mean 'JPN'? allowed: JPN, CHN, KAZ, UZB"),
    (1, "", "holder: is blank; name at least one holder"),
    (2, "a seat", "issue: 'a seat' is not an id; use letters, digits, '-' and '_'"),
    (3, "?", "stance: unknown stance '?'; allowed: +, -"),
    (
        4,
        "trades",
        "domain: unknown domain 'trades'; did you mean 'trade'? allowed: "
        "trade, resources, diplomacy, security",
    ),
    (5, "KAZ KAZ", "targets: 'KAZ' is there twice"),
    (5, "all KAZ", "targets: 'all' stands alone or not at all"),
    (
        5,
        "JPN",
        "targets: unknown targets 'JPN'; that is a power, not a state; allowed: KAZ, UZB, all",
    ),
    (
        6,
        "unity",
        "trigger: unknown trigger for JPN 'unity'; allowed: "
        "alarm, isolation, sea_blocked, council, price, threat; or left empty",
    ),
    (7, "-1", "elasticity: -1 is outside the bounds 0..10"),
    (8, "six", "salience: 'six' is not a number; write it like 12.5"),
    (8, "6", "salience: 6 is outside the bounds 0..5"),
    (9, "4.5", "low: low 4.5 is above high 4; is the range turned round?"),
    (11, "P9", "paragraph: unknown paragraph 'P9'; allowed: P1, P2"),
    (
        12,
        "contxt",
        "origin: unknown origin 'contxt'; did you mean 'context'? allowed: document, context",
    ),
    (12, "context", "paragraph: must be blank when origin is context"),
    (13, "", "paraphrase: is blank"),
    (14, "boo", "source: unknown source 'boo'; did you mean 'book'? allowed: guess, book"),
    (15, "E", "grade: unknown grade 'E'; allowed: A, B, C"),
]


@pytest.mark.parametrize(("cell", "word", "message"), INTEREST_CELLS)
def test_a_wrong_interest_is_told(
    folder: Path, wrong_seeds: Messages, cell: int, word: str, message: str
) -> None:
    path = folder / "interests.csv"
    cells = GOOD.split(",")
    cells[cell] = word
    path.write_text(path.read_text() + ",".join(cells) + "\n")
    assert f"seeds/interests.csv:5: {message}" in wrong_seeds()


def test_everything_wrong_in_all_files_is_told_at_once(folder: Path, wrong_seeds: Messages) -> None:
    write_table(folder, "alarm", "JPN,gallum,x,share,2024,nobody,C,fixed,,,")
    write_table(folder, "potential", "KAZ,gallium,2,share,2024,guess,C,fixed,,,")
    assert wrong_seeds() == [
        "seeds/potential.csv:2: value: 2 is outside the bounds 0..1",
        "seeds/alarm.csv:2: mineral: unknown mineral 'gallum'; did you mean 'gallium'? "
        "allowed: gallium, tungsten",
        "seeds/alarm.csv:2: value: 'x' is not a number; write it like 12.5",
        "seeds/alarm.csv:2: source: unknown source 'nobody'; allowed: guess, book",
    ]
