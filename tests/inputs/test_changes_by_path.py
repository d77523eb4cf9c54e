"""Seeds and inherited events can be changed by path, in a file and on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import Scenario, Span
from model.inputs.seeds import key_columns
from model.inputs.seeds.seeds import Seeds

Loader = Callable[..., tuple[Scenario, Seeds]]
Messages = Callable[..., list[str]]

HEAD = 'title = "x"\nextends = "baseline"\n[set]\n'
PLEDGE = """title = "x"
extends = "baseline"
[[events]]
name = "promise"
factor = "pledge.JPN.trade"
set = 2
start = "2026Q1"
announced = true
delivery = 0.5
lag = 4
"""
TIE = ("JPN", "KAZ", "trade")


def test_a_number_becomes_fixed(load: Loader, seeds: Seeds) -> None:
    _, changed = load(HEAD + '"ties.JPN.KAZ.trade" = 2.5')
    row = changed.tables["ties"][TIE]
    assert (row.value, row.distribution, row.low, row.high) == (2.5, "fixed", None, None)
    assert (row.note, row.file, row.line) == ("set in mine.toml", "mine.toml", 4)
    assert seeds.tables["ties"][TIE].value == 0.5


def test_a_range_becomes_uniform(load: Loader) -> None:
    row = load(HEAD + '"ties.JPN.KAZ.trade" = [1, 2]')[1].tables["ties"][TIE]
    assert (row.value, row.distribution, row.low, row.high) == (1.5, "uniform", 1, 2)


def test_a_table_sets_the_columns_that_it_names(load: Loader) -> None:
    text = 'ties.JPN.KAZ.trade = {value = 1, low = 0.5, high = 2, distribution = "lognormal"}'
    row = load(HEAD + text)[1].tables["ties"][TIE]
    assert (row.value, row.distribution, row.low, row.high) == (1, "lognormal", 0.5, 2)


def test_single_columns_can_be_set(load: Loader) -> None:
    text = 'ties.JPN.KAZ.trade = [1, 2]\n"ties.JPN.KAZ.trade.high" = 3\n'
    text += '"ties.JPN.KAZ.trade.distribution" = "triangular"'
    row = load(HEAD + text)[1].tables["ties"][TIE]
    assert (row.value, row.distribution, row.low, row.high) == (1.5, "triangular", 1, 3)


def test_a_star_stands_for_every_member_and_later_lines_win(load: Loader) -> None:
    text = '"ties.*.KAZ.trade" = 7\n"ties.CHN.KAZ.trade" = 8'
    ties = load(HEAD + text)[1].tables["ties"]
    assert ties[TIE].value == 7
    assert ties["CHN", "KAZ", "trade"].value == 8
    assert ties["JPN", "UZB", "trade"].value == 0.5


def test_a_row_that_is_not_in_the_seeds_can_be_added(load: Loader) -> None:
    row = load(HEAD + '"alarm.JPN.gallium" = 0.4')[1].tables["alarm"]["JPN", "gallium"]
    assert (row.value, row.unit, row.grade, row.source) == (0.4, "share", "C", ())


def test_the_base_value_of_a_factor_can_be_set(load: Loader) -> None:
    _, changed = load(HEAD + '"factors.export_control.JPN.*" = 0.3\n"factors.unity" = 0.1')
    assert changed.tables["factors"]["export_control", "JPN", "tungsten"].value == 0.3
    assert changed.tables["factors"]["unity", "", ""].value == 0.1


def test_a_factor_is_held_from_the_first_quarter_on_as_an_event_of_its_name(load: Loader) -> None:
    scenario, changed = load(HEAD + '"corridor_open.middle" = 0.3\n"unity" = [0.1, 0.9]\n')
    held = {event.name: event for event in scenario.events}
    event = held["corridor_open.middle"]
    assert event.targets == (("corridor_open", ("middle",)),)
    assert (event.change, event.value, event.end, event.ramp) == ("set", Span(0.3, 0.3), None, 0)
    assert event.start == Span(scenario.start, scenario.start)
    assert (event.probability, event.delivery, event.lag) == (Span(1, 1), Span(1, 1), Span(0, 0))
    assert held["unity"].value == Span(0.1, 0.9)
    plain, untouched = load('title = "x"\nextends = "baseline"\n')
    assert changed.tables == untouched.tables
    assert set(held) - {event.name for event in plain.events} == {"corridor_open.middle", "unity"}
    again, _ = load(HEAD + '"unity" = 0.2\n', "unity=0.7")
    assert [e.value for e in again.events if e.name == "unity"] == [Span(0.7, 0.7)]


def test_the_salience_of_an_interest_can_be_set(load: Loader) -> None:
    _, changed = load(HEAD + '"interests.JP1.salience" = [1, 2]\n"interests.*.elasticity" = 0')
    japan, china, _ = changed.interests
    assert (japan.salience, japan.low, japan.high) == (1.5, 1, 2)
    assert (japan.elasticity, china.salience) == (0, 3)


def test_the_command_line_wins_over_the_file(load: Loader) -> None:
    scenario, changed = load(HEAD + '"budgets.JPN" = 2', "budgets.JPN=3", "budgets.CHN = [1, 2]")
    assert changed.tables["budgets"]["JPN",].value == 3
    assert changed.tables["budgets"]["JPN",].file == "--set"
    assert scenario.changes == {"budgets.JPN": 3, "budgets.CHN": [1, 2]}


def test_a_change_shows_in_the_digest(load: Loader, seeds: Seeds) -> None:
    digests = [load(HEAD, *o)[1].digest for o in ((), ("budgets.JPN=3",), ("budgets.JPN=4",))]
    assert digests[0] == seeds.digest
    assert len(set(digests)) == 3


def test_an_inherited_event_can_be_changed(load: Loader) -> None:
    text = HEAD + 'events.cku-opens.value = [0.1, 0.2]\nevents.cku-opens.start = "2027Q1"'
    scenario, seeds = load(text, "events.cku-opens.probability=0.5", "events.cku-opens.end=2028Q1")
    event = scenario.events[0]
    assert event.value == Span(0.1, 0.2)
    assert event.start == Span(quarter_index("2027Q1"), quarter_index("2027Q1"))
    assert (event.probability, event.end) == (Span(0.5, 0.5), quarter_index("2028Q1"))
    assert seeds.tables["ties"][TIE].value == 0.5


def test_every_promise_can_be_halved_at_once(load: Loader) -> None:
    events = load(PLEDGE, "events.*.delivery=[0.2, 0.4]", "events.promise.lag=2")[0].events
    assert [event.delivery for event in events] == [Span(1, 1), Span(0.2, 0.4)]
    assert events[1].lag == Span(2, 2)


def test_seeds_can_be_changed_without_a_scenario(seeds: Seeds) -> None:
    assert seeds.with_changes({"budgets.*": 9}).tables["budgets"]["CHN",].value == 9
    with pytest.raises(InputError, match="--set: budget: unknown table 'budget'"):
        seeds.with_changes({"budget": 9})


TABLE_NAMES = "allowed: ties, favour, alignment, dependence, leaning, economy, budgets, "
TABLE_NAMES += "memberships, leaders, summits, corridors, corridor_shares and 21 more"
COLUMNS = "allowed: value, low, high, distribution"
SETS = [
    ("tie.JPN.KAZ.trade = 1", f"unknown table 'tie'; did you mean 'ties'? {TABLE_NAMES}"),
    ("unit = 1", "unknown table or factor 'unit'; did you mean 'unity'?"),
    ("ties.JPN.KAZ = 1", "'ties.JPN.KAZ' does not fit; write ties.power.state.domain "
     "(* is every one)"),
    ("ties.JPN.KAZ.trade.hgh = 1", f"unknown column 'hgh'; did you mean 'high'? {COLUMNS}"),
    ("ties.JPN.KAZ.trade = {value = 1, hi = 2}",
     f"unknown column 'hi'; did you mean 'high'? {COLUMNS}"),
    ("ties.JPN.KAZ.trade = 'many'", "must be a number or a range [low, high], not 'many'"),
    ("ties.JPN.KAZ.trade = [2, 1]", "low 2 is above high 1; is the range turned round?"),
    ("ties.JPN.KAZ.trade = -1", "value of ties.JPN.KAZ.trade: -1 is outside the bounds "
     "0.001..100000"),
    ("ties.JPN.KAZ.trade.low = 1", 'low and high need a distribution, such as distribution = '
     '"triangular"'),
    ("ties.JPN.KAZ.trade.distribution = 3", "distribution must be text, not 3"),
    ("ties.JPN.KAZ.trade.distribution = 'beta'", "distribution of ties.JPN.KAZ.trade: unknown "
     "distribution 'beta'; allowed: fixed, normal, lognormal, logitnormal, uniform, triangular"),
    ("summits.JPN.2027 = 1", "'2027' is not a quarter; write it like 2027Q1"),
    ("corridor_open.midle = 1", "unknown corridor 'midle'; did you mean 'middle'? allowed: middle, "
     "northern"),
    ("corridor_open = 1", "'corridor_open' does not fit; write corridor_open.corridor (* is every "
     "one)"),
    ("corridor_open.middle = 2", "set of corridor_open.middle: 2 is outside the bounds 0..1 to set "
     "corridor_open"),
    ("corridor_open.middle = 'yes'", "must be a number or a range [low, high], not 'yes'"),
    ("factors.corridor_open.midle = 1", "unknown corridor 'midle'; did you mean 'middle'? "
     "allowed: middle, northern"),
    ("factors.corridor_open = 1", "'factors.corridor_open' does not fit; write "
     "factors.corridor_open.corridor (* is every one)"),
    ("interests.JP9.salience = 1", "unknown interest 'JP9'; did you mean 'JP1'? allowed: JP1, "
     "CN1, KZ1"),
    ("interests.JP1 = 1", "'interests.JP1' does not fit; write interests.id.column with column "
     "salience or elasticity or low or high"),
    ("interests.JP1.salience = 9", "salience of interests.JP1: 9 is outside the bounds 0..5"),
    ("events.cku-open.value = 1", "unknown event 'cku-open'; did you mean 'cku-opens'? "
     "allowed: cku-opens"),
    ("events.cku-opens.valu = 1", "unknown field 'valu'; did you mean 'value'? allowed: value, "
     "probability, delivery, lag, start, end"),
    ("events.cku-opens = 1", "'events.cku-opens' does not fit; write events.name.field "
     "(* is every one)"),
    ("events.cku-opens.probability = 2", "2 is outside the bounds 0..1"),
    ("events.cku-opens.delivery = 0.5", "event cku-opens is not announced, so it has no delivery"),
    ("events.cku-opens.value = 2", "set of events.cku-opens: 2 is outside the bounds 0..1 to set "
     "corridor_open"),
    ("events.cku-opens.start = '2050Q1'", "start of events.cku-opens: 2050Q1 is after the last "
     "quarter of the run, 2040Q4"),
    ("events.cku-opens.end = '2027Q1'", "end of events.cku-opens: 2027Q1 is before start, 2030Q1"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), SETS)
def test_a_wrong_change_is_told_in_the_file_and_on_the_command_line(
    wrong: Messages, line: str, message: str
) -> None:
    path, value = line.split(" = ", 1)
    found = wrong(HEAD + f'"{path}" = {value}')
    assert found[0] == f"mine.toml:4: {path}: {message}"
    assert f"--set: {path}: {message}" in wrong(HEAD, line)


def test_the_same_path_written_in_two_ways_is_told(wrong: Messages) -> None:
    assert wrong(HEAD + '"budgets.JPN" = 1\nbudgets.JPN = 2') == [
        "mine.toml:5: budgets.JPN: is there twice, first on line 4"
    ]


def test_a_line_within_a_subtable_is_told_with_its_own_line(wrong: Messages) -> None:
    assert wrong(HEAD + "[set.budgets]\nJPN = 1\nCHN = -1") == [
        "mine.toml:6: budgets.CHN: value of budgets.CHN: -1 is outside the bounds 0..10000"
    ]


def test_parameters_are_known_by_name(wrong: Messages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_columns, "PARAMETERS", ("hedging", "rivalry"))
    assert wrong(HEAD, "parameters.hegding=1") == [
        "--set: parameters.hegding: unknown parameter 'hegding'; did you mean 'hedging'? "
        "allowed: hedging, rivalry"
    ]


OPTIONS = [
    ("budgets.JPN", "--set: budgets.JPN: must be written key=value"),
    ("=3", "--set: must be written key=value"),
    ("budgets.JPN=", "--set: budgets.JPN: must be written key=value"),
    ("budgets.JPN={}", "--set: budgets.JPN: an empty table changes nothing; its keys: value, low, "
     "high, distribution"),
    ("budgets.JPN=1 2", "--set: budgets.JPN: '1 2' is not a TOML value; write 2.5, [1, 2] or "
     '"2027Q1"'),
    ("budgets.JPN=1\nx=2", "--set: budgets.JPN: '1\\nx=2' is not a TOML value; write 2.5, [1, 2] "
     'or "2027Q1"'),
    ("budgets.JPN=lots", "--set: budgets.JPN: must be a number or a range [low, high], "
     "not 'lots'"),
]  # fmt: skip


@pytest.mark.parametrize(("option", "message"), OPTIONS)
def test_an_option_that_cannot_be_read_is_told(load: Loader, option: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        load(HEAD, option)
    assert str(caught.value) == message
