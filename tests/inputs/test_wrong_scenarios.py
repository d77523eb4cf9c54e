"""Whatever is wrong with a scenario file is told with its file, line and key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_seeds import write_scenario

from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds

Messages = Callable[..., list[str]]

EVENT = """title = "x"

[[events]]
name = "a"
factor = "corridor_open.middle"
set = 0.5
start = "2026Q1"
"""
KEYS = (
    "name, factor, set, add, multiply, start, end, ramp, probability, announced, delivery, lag, "
    "note, source"
)

ADDED = [
    ("strat = 1", f"events.a.strat: unknown key; did you mean 'start'? allowed: {KEYS}"),
    ("ramp = 1.5", "events.a.ramp: must be a whole number, not 1.5"),
    ("ramp = -1", "events.a.ramp: must be greater than or equal to 0"),
    ("note = 3", "events.a.note: must be text, not 3"),
    ('announced = "yes"', "events.a.announced: must be true or false, not 'yes'"),
    ('end = "2025Q4"', "events.a.end: 2025Q4 is before start, 2026Q1"),
    ("end = 2027", 'events.a.end: must be a quarter like "2026Q1", not 2027'),
    ('end = "2027Q5"', "events.a.end: '2027Q5' is not a quarter; write it like 2026Q1"),
    ("probability = 1.2", "events.a.probability: 1.2 is outside the bounds 0..1"),
    ("probability = [0.9, 0.2]", "events.a.probability: low 0.9 is above high 0.2; "
     "is the range turned round?"),
    ("probability = true", "events.a.probability: must be a number or a range [low, high], "
     "not true"),
    ("probability = [1]", "events.a.probability: must be a number or a range [low, high], "
     "not [1]"),
    ("probability = nan", "events.a.probability: must be a finite number"),
    ("delivery = 0.5", "events.a.delivery: is only for an announced event; "
     "add announced = true"),
    ("add = 0.1", "events.a: needs exactly one of set, add, multiply; here are set and add"),
    ("name = 'b'", "events[1].name: is there twice, first on line 4"),
    ("probability = = 1", "probability: there is one equals sign; write: probability = 1"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), ADDED)
def test_a_wrong_line_in_an_event_is_told(wrong: Messages, line: str, message: str) -> None:
    place = 3 if message.startswith("events.a:") else 8
    assert wrong(EVENT + line) == [f"mine.toml:{place}: {message}"]


CORRIDORS = "corridor_open.corridor (* is every one)"
REPLACED = [
    ("title", "titel = 'x'", [": title: is missing",
     "1: titel: unknown key; did you mean 'title'? allowed: title, "
     "question, narrative, extends, start, until, base_year, drivers, interests, interests_from, "
     "interests_ramp, interests_mode, sources, events, set"]),
    ("title", "title = 3", ["1: title: must be text, not 3"]),
    ("title", "title = ' '", ["1: title: is missing"]),
    ("name", "name = 'A b'", ["4: events.A b.name: 'A b' must be lower-case letters, digits, "
     "'-' and '_'; write it like 'a-b'"]),
    ("name", "", ["3: events[1].name: is missing"]),
    ("start", "", ["3: events.a.start: is missing"]),
    ("set", "", ["3: events.a: needs exactly one of set, add, multiply"]),
    ("set", "set = 1.5", ["6: events.a.set: 1.5 is outside the bounds 0..1 to set corridor_open"]),
    ("set", "add = -2", ["6: events.a.add: -2 is outside the bounds -1..1 to add corridor_open"]),
    ("set", "multiply = -1", ["6: events.a.multiply: -1 is outside the bounds 0..100 to multiply "
     "corridor_open"]),
    ("set", "set = 'x'", ["6: events.a.set: must be a number or a range [low, high], not 'x'"]),
    ("start", "start = '2019Q1'", ["7: events.a.start: 2019Q1 is before the first quarter of "
     "the run, 2025Q1"]),
    ("start", "start = ['2026Q1', '2041Q1']", ["7: events.a.start: 2041Q1 is after the last "
     "quarter of the run, 2040Q4"]),
    ("start", "start = ['2027Q1', '2026Q1']", ["7: events.a.start: 2027Q1 is after 2026Q1; "
     "is the range turned round?"]),
    ("factor", "factor = 'coridor_open.middle'", ["5: events.a.factor: unknown factor "
     "'coridor_open'; did you mean 'corridor_open'? allowed: export_control, embargo, "
     "mineral_demand, corridor_open, corridor_capacity, corridor_days, corridor_tariff, "
     "corridor_risk, route_open, isolation, sanctions, engagement and 22 more"]),
    ("factor", "factor = 'corridor_open.midle'", ["5: events.a.factor: unknown corridor 'midle'; "
     "did you mean 'middle'? allowed: middle, northern"]),
    ("factor", "factor = 'corridor_open'", ["5: events.a.factor: 'corridor_open' does not fit; "
     f"write {CORRIDORS}"]),
    ("factor", "factor = ['isolation.JPN',\n'isolation.KAZ']", ["6: events.a.factor[2]: unknown "
     "power 'KAZ'; that is a state, not a power; allowed: JPN, CHN"]),
    ("factor", "factor = []", ["5: events.a.factor: must be a text or a list of texts, not []"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "line", "messages"), REPLACED)
def test_a_wrong_line_in_place_of_a_good_one_is_told(
    wrong: Messages, key: str, line: str, messages: list[str]
) -> None:
    lines = [line if old.startswith(f"{key} =") else old for old in EVENT.splitlines()]
    expected = [f"mine.toml{m}" if m.startswith(":") else f"mine.toml:{m}" for m in messages]
    assert wrong("\n".join(lines)) == expected


def test_everything_wrong_in_a_file_is_told_at_once(wrong: Messages) -> None:
    text = EVENT.replace('"x"', "1").replace("middle", "midle").replace("0.5", '"half"')
    text += "probability = 2\nannounced = true\nlagg = 3\n[set]\n'ties.JPN.KZ.trade' = 1\n"
    assert wrong(text) == [
        "mine.toml:1: title: must be text, not 1",
        "mine.toml:3: events.a.delivery: is missing; an announced event says what comes of it",
        "mine.toml:3: events.a.lag: is missing; an announced event says what comes of it",
        "mine.toml:5: events.a.factor: unknown corridor 'midle'; did you mean 'middle'? "
        "allowed: middle, northern",
        "mine.toml:6: events.a.set: must be a number or a range [low, high], not 'half'",
        "mine.toml:8: events.a.probability: 2 is outside the bounds 0..1",
        f"mine.toml:10: events.a.lagg: unknown key; did you mean 'lag'? allowed: {KEYS}",
        "mine.toml:12: ties.JPN.KZ.trade: unknown state 'KZ'; did you mean 'KAZ'? "
        "allowed: KAZ, UZB",
    ]


def test_an_event_name_that_stands_there_twice_is_told_with_both_lines(wrong: Messages) -> None:
    again = EVENT.partition("\n\n")[2]
    assert wrong(EVENT + again) == [
        "mine.toml:9: events.a.name: 'a' is there twice, first on line 4"
    ]


def test_a_run_that_ends_before_it_starts_is_told(wrong: Messages) -> None:
    assert wrong('title = "x"\nstart = "2030Q1"\nuntil = "2029Q1"') == [
        "mine.toml:3: until: until is before start"
    ]


def test_lists_that_should_be_tables_are_told(wrong: Messages) -> None:
    assert wrong('title = "x"\nevents = 3\nsources = ["book"]\nset = 1') == [
        "mine.toml:2: events: must be a list of tables, each under its own double brackets, not 3",
        "mine.toml:3: sources[1]: must be a table, not 'book'",
        "mine.toml:4: set: must be a table, not 1",
    ]


def test_a_source_needs_a_title(wrong: Messages) -> None:
    assert wrong('title = "x"\n[[sources]]\naddress = "y"\n[[sources]]\ntitel = "z"') == [
        "mine.toml:2: sources[1].title: is missing",
        "mine.toml:4: sources[2].title: is missing",
        "mine.toml:5: sources[2].titel: unknown key; did you mean 'title'? allowed: title, "
        "publisher, address, accessed, note",
    ]


def test_an_unknown_parent_is_told_with_the_nearest(wrong: Messages) -> None:
    assert wrong('title = "x"\nextends = [\n"baselin"]') == [
        "mine.toml:3: extends[1]: unknown scenario 'baselin'; did you mean 'baseline'? "
        "allowed: baseline"
    ]


def test_a_circle_of_parents_is_told(wrong: Messages, library: Path) -> None:
    write_scenario(library.parent, "other", 'title = "y"\nextends = "mine"')
    assert wrong('title = "x"\nextends = "other"') == [
        "other.toml:2: extends: goes round in a circle: mine -> other -> mine"
    ]
    assert wrong('title = "x"\nextends = "mine"') == [
        "mine.toml:2: extends: goes round in a circle: mine -> mine"
    ]


def test_what_is_wrong_with_a_parent_is_told_in_the_parent(wrong: Messages, library: Path) -> None:
    write_scenario(library, "bad", EVENT.replace("0.5", "5"))
    assert wrong('title = "x"\nextends = "bad"\nfoo = 1')[1:] == [
        "library/bad.toml:6: events.a.set: 5 is outside the bounds 0..1 to set corridor_open"
    ]


def test_an_unknown_name_is_told_with_the_nearest(library: Path, seeds: Seeds) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario("base-line", seeds)
    assert str(caught.value) == (
        "base-line: unknown scenario 'base-line'; did you mean 'baseline'? allowed: baseline"
    )


def test_a_missing_file_is_told_with_the_nearest_of_the_library(
    library: Path, seeds: Seeds
) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario("folder/baselin.toml", seeds)
    assert str(caught.value) == (
        "folder/baselin.toml: there is no such file; did you mean 'baseline'? "
        "the library has: baseline"
    )


FILES = [
    (b"", "mine.toml: is empty"),
    (b" \n\n", "mine.toml: is empty"),
    (b"title = 'x'\n\x89PNG\x00", "mine.toml:2: is a binary file, not text"),
    (b"title = 'x'\nnote = 'caf\xe9'", "mine.toml:2: is not UTF-8 text but looks like "
     "Windows-1252 (Western European); save the file as UTF-8 (in Notepad: Save as, "
     "Encoding: UTF-8)"),
    (b"# only a remark", "mine.toml: title: is missing"),
    (b"title = 'x'\n\n[set", "mine.toml:3: set: is a heading whose brackets are not in "
     "pairs; write: [set]"),
    (b"a = " + b"[" * 9999, "mine.toml:1: is not TOML: nests too deeply"),
    (b"a = 1\nb = " + b"9" * 5000, "mine.toml:2: b: is not TOML: a number or date is too long or "
     "impossible"),
    (b"[a]\n[a]", "mine.toml:2: a: is there twice, first on line 1"),
    (b"title = 'x'\n'title' = 2\ntitle = 3", "mine.toml:2: title: is there twice, first on "
     "line 1\nmine.toml:3: title: is there twice, first on line 1"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), FILES)
def test_a_file_that_is_no_scenario_is_told(
    library: Path, seeds: Seeds, data: bytes, message: str
) -> None:
    path = library.parent / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        load_scenario(path, seeds)
    assert str(caught.value) == message


def test_a_huge_file_is_refused_before_it_is_read(library: Path, seeds: Seeds) -> None:
    path = library.parent / "mine.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(InputError) as caught:
        load_scenario(path, seeds)
    assert str(caught.value) == "mine.toml: is too large: 100.0 MB, at most 1 MB is read"


def test_a_folder_is_not_a_scenario(library: Path, seeds: Seeds) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario("./library", seeds)
    assert str(caught.value) == "library: is a folder, not a file"


@pytest.mark.parametrize("word", ["", ".", "x" * 5000, "a/\0", "y" * 5000 + ".toml"])
def test_a_word_that_cannot_be_a_file_is_told(library: Path, seeds: Seeds, word: str) -> None:
    with pytest.raises(InputError):
        load_scenario(word, seeds)
