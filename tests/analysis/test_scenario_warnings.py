"""A good scenario that probably says something else than was meant is warned about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from model.analysis.warnings.find import find_warnings
from model.inputs.scenarios.scenario_library import episode_names, library_names
from model.inputs.seeds.seeds import Seeds, read_seeds

Warn = Callable[..., list[str]]
TOP = 'title = "Mine"\nextends = "baseline"\nuntil = "2029Q4"\n'
EVENT = '[[events]]\nname = "mine"\n'


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture
def warn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: Seeds) -> Warn:
    """Return the warnings about an event (from line 4 on) of a scenario, or about a whole file."""
    monkeypatch.chdir(tmp_path)

    def find(event: str, top: str = TOP) -> list[str]:
        Path("mine.toml").write_text(top + (EVENT + event if event else ""))
        return [str(problem) for problem in find_warnings("mine.toml", seeds)]

    return find


def test_a_scenario_that_extends_nothing_is_warned_about(warn: Warn) -> None:
    event = 'factor = "migration.RUS.TJK"\nmultiply = 0.4\nstart = "2027Q1"\n'
    assert warn(event, 'title = "Mine"\n') == [
        "mine.toml:1: extends: is missing, so nothing happens that the baseline has under way, and "
        "a comparison with the baseline shows that as an effect of this scenario; "
        'write extends = "baseline"'
    ]
    assert warn(event) == []


def test_a_start_in_the_past_needs_no_base(warn: Warn) -> None:
    past = 'title = "Mine"\nbase_year = 2013\nstart = "2014Q1"\nuntil = "2015Q4"\n'
    event = 'factor = "migration.RUS.TJK"\nmultiply = 0.4\nstart = "2014Q3"\n'
    assert warn(event, past) == []


FUND = (
    'factor = ["pledge.KOR.trade", "pledge.KOR.resources"]\nadd = 20\nstart = "2027Q1"\n'
    'end = "2029Q4"\nannounced = true\ndelivery = 0.5\nlag = [2, 6]\n'
)


def test_a_yearly_sum_on_several_paths_is_told_in_all(warn: Warn) -> None:
    assert warn(FUND) == [
        "mine.toml:7: events.mine.add: 20 bn USD a year on each of 2 paths is 40 bn a year, "
        "120 bn in all from 2027Q1 to 2029Q4; if 20 bn is the whole sum, write add = 3.33, "
        "otherwise state the 120 bn in the note"
    ]


def test_a_sum_that_the_file_states_is_meant(warn: Warn) -> None:
    assert warn(FUND + 'note = "120 bn USD in three years."\n') == []
    assert warn(FUND, TOP.replace("Mine", "A fund of 120 bn")) == []
    assert len(warn(FUND + 'note = "A fund of 20 bn, 40 a year."\n')) == 1


def test_a_sum_without_end_or_in_a_range_is_told_too(warn: Warn) -> None:
    [said] = warn(FUND.replace("add = 20", "add = [1, 2]").replace('end = "2029Q4"\n', ""))
    assert said == (
        "mine.toml:7: events.mine.add: 1 to 2 bn USD a year on each of 2 paths is 2 to 4 bn a "
        "year, 6 to 12 bn in all from 2027Q1 to 2029Q4; if 1 to 2 bn is the whole sum, write "
        "add = [0.167, 0.333], otherwise state the 6 to 12 bn in the note"
    )


def test_a_pledge_that_is_not_announced_is_warned_about(warn: Warn) -> None:
    event = 'factor = "pledge.KOR.security"\nadd = 0.4\nstart = "2027Q1"\n'
    assert warn(event) == [
        "mine.toml:6: events.mine.factor: is a promise that arrives in full and on time; add "
        "announced = true, with delivery (the share that comes) and lag (quarters late)"
    ]
    assert warn(event + "announced = true\ndelivery = 1\nlag = 0\n") == []


TWICE = (
    'factor = "pledge.JPN.trade"\nadd = 1\nstart = "{}"\nannounced = true\ndelivery = 0.5\n'
    "lag = 0\n"
)


def test_an_addition_beside_an_inherited_one_is_warned_about(warn: Warn) -> None:
    assert warn(TWICE.format("2027Q1")) == [
        "mine.toml:6: events.mine.factor: adds to what japan-pledge-2025 adds to the same path at "
        "the same time, an event that this scenario inherits; to replace it, write "
        'name = "japan-pledge-2025", and if both are meant, name japan-pledge-2025 in the note'
    ]


def test_an_addition_that_is_meant_or_comes_later_is_not(warn: Warn) -> None:
    meant = TWICE.format("2027Q1") + 'note = "Beside japan-pledge-2025."\n'
    assert warn(meant) == []
    later = TOP.replace("2029Q4", "2035Q4")
    assert warn(TWICE.format("2031Q1"), later) == []
    top = TOP + '[[events]]\nname = "japan-pledge-2025"\n' + TWICE.format("2027Q1")
    assert warn("", top) == []


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (
            'factor = "corridor_open.trans-afghan"\nset = 0\nstart = "2026Q4"\n',
            "changes nothing, because corridor_open.trans-afghan stands at 0, its lowest, already "
            "in 2026Q4",
        ),
        (
            'factor = ["corridor_open.northern", "corridor_open.sea"]\nadd = 0.5\n'
            'start = "2026Q4"\n',
            "changes nothing, because corridor_open.northern, corridor_open.sea stand at 1, its "
            "highest, already in 2026Q4",
        ),
        (
            'factor = "embargo.KOR.gallium"\nmultiply = 3\nstart = "2026Q4"\n',
            "changes nothing, because embargo.KOR.gallium stands at 0 in 2026Q4, and 0 multiplied "
            "stays 0; use set or add",
        ),
        (
            'factor = "export_control.EU.antimony"\nset = 0.2\nstart = "2027Q1"\n',
            "lowers export_control.EU.antimony, which stands at 0.31 to 0.5 already in 2027Q1; "
            "to raise it, write a higher value, or use add",
        ),
    ],
)
def test_an_event_that_cannot_move_its_factor_says_why(
    warn: Warn, event: str, message: str
) -> None:
    assert warn(event) == [f"mine.toml:4: events.mine: {message}"]


def test_an_event_that_lifts_or_raises_a_control_is_meant(warn: Warn) -> None:
    event = 'factor = "export_control.EU.antimony"\nset = {}\nstart = "2027Q1"\n'
    assert warn(event.format(0)) == []
    assert warn(event.format(0.9)) == []


def test_a_source_without_its_block_is_warned_about(warn: Warn) -> None:
    event = 'factor = "engagement.KOR"\nmultiply = 1.2\nstart = "2027Q1"\nsource = "{}"\n'
    assert warn(event.format("Nikkei")) == [
        "mine.toml:9: events.mine.source: no [[sources]] block has the title 'Nikkei'; add a block "
        'with its title and address, or write "Assumption of the workshop"'
    ]
    assert warn(event.format("Assumption of the workshop")) == []
    assert warn(event.format("Trend on Middle Corridor capacity")) == []
    [said] = warn(event.format("Trend on the Middle Corridor capacity"))
    assert "; did you mean 'Trend on Middle Corridor capacity'? add a block" in said


@pytest.mark.long
@pytest.mark.parametrize("name", [*library_names(), *episode_names()])
def test_a_shipped_scenario_gives_no_warning(seeds: Seeds, name: str) -> None:
    assert find_warnings(name, seeds) == []
