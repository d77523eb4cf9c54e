"""Two scenarios share their dice, so that a difference between them is the scenario's own."""

from __future__ import annotations

import numpy as np
import pytest
from playing import (
    ENTROPY,
    Loader,
    Played,
    assert_bitwise_same_worlds,
    pick,
    play_drawn,
    play_runs,
    shorten,
)

from model.engines.chance import cast_of, draw_shock
from model.engines.outlook import Outlook, draw_event
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.factors import Factors

Case = tuple[Scenario, Seeds]
BASE = 'extends = "baseline"\n'
NOTHING = {
    "of-chance-zero": 'factor = "export_control.*.*"\nset = 1\nprobability = 0',
    "times-one": 'factor = "corridor_capacity.*"\nmultiply = 1',
    "plus-zero": 'factor = "pledge.*.*"\nadd = 0',
    "never-delivered": 'factor = "sanctions.*"\nset = 1\nannounced = true\ndelivery = 0\nlag = 3',
    "set-to-what-it-is": 'factor = "unity"\nset = 0',
}
RUNS = 6


def event(name: str, body: str, start: str = "2025Q3") -> str:
    """An event as a scenario file has it."""
    return f'[[events]]\nname = "{name}"\nstart = "{start}"\n{body}\n'


def play_with(load: Loader, events: str) -> Played:
    """Three years of the baseline with more events."""
    scenario, seeds = load(BASE + events)
    return play_runs(shorten(scenario, 12), seeds, RUNS)


@pytest.mark.parametrize("name", NOTHING)
def test_an_event_that_changes_nothing_leaves_every_bit(
    name: str, load: Loader, baseline: Case
) -> None:
    usual = play_runs(*baseline, runs=RUNS)
    with_event = play_with(load, event(name, NOTHING[name]))
    assert_bitwise_same_worlds(usual.worlds, with_event.worlds)


def test_until_an_event_begins_its_world_is_the_baseline_to_the_last_bit(
    load: Loader, baseline: Case
) -> None:
    usual = play_runs(*baseline, runs=RUNS)
    late = play_with(load, event("late", 'factor = "isolation.*"\nset = 1', "2026Q3"))
    assert_bitwise_same_worlds(usual.worlds[:6], late.worlds[:6])
    for name in ("alignment", "ties"):
        assert not np.array_equal(getattr(usual.worlds[6], name), getattr(late.worlds[6], name))


def test_another_event_does_not_shift_what_events_draw(load: Loader, baseline: Case) -> None:
    scenario, seeds = baseline
    more, _ = load(BASE + event("more", 'factor = "unity"\nset = [0, 1]\nprobability = 0.5'))
    assert len(more.events) == len(scenario.events) + 1
    theirs = {e.name: e for e in more.events}
    drawn = Drawn(seeds, ENTROPY, 0, RUNS)
    for own in scenario.events:
        pairs = zip(draw_event(own, drawn), draw_event(theirs[own.name], drawn), strict=True)
        for before, after in pairs:
            assert all(np.array_equal(x, y) for x, y in zip(before, after, strict=True))


def test_an_event_put_first_moves_its_own_factor_only(load: Loader) -> None:
    """Events that come after it in the file draw what they drew without it."""
    rest = event("dear", 'factor = "corridor_tariff.sea"\nmultiply = [1, 3]\nprobability = 0.6')
    _, seeds = load(rest)
    drawn = Drawn(seeds, ENTROPY, 0, RUNS)
    before = Outlook(load(rest)[0], drawn)
    after = Outlook(load(event("first", 'factor = "council"\nset = [0, 1]') + rest)[0], drawn)
    for quarter in range(2025 * 4, 2028 * 4):
        for name, x, y in zip(Factors._fields, before.at(quarter), after.at(quarter), strict=True):
            moved = name == "council" and quarter >= 2025 * 4 + 2
            assert np.array_equal(x, y) is not moved, name


def test_two_events_draw_apart_and_so_do_the_parts_of_one(load: Loader) -> None:
    body = 'factor = "unity"\nset = [0, 1]\nprobability = [0, 1]\nannounced = true\n'
    body += "delivery = [0, 1]\nlag = [0, 9]"
    scenario, seeds = load(event("one", body) + event("two", body))
    drawn = Drawn(seeds, ENTROPY, 0, 200)
    one, two = (next(iter(draw_event(e, drawn))) for e in scenario.events)
    for name in ("value", "start", "strength"):
        assert abs(np.corrcoef(getattr(one, name).ravel(), getattr(two, name).ravel())[0, 1]) < 0.3
    for other in ("start", "strength"):
        assert abs(np.corrcoef(one.value.ravel(), getattr(one, other).ravel())[0, 1]) < 0.3


def test_a_changed_seed_shifts_no_other_draw(seeds: Seeds) -> None:
    changed = seeds.with_changes({"ties.JPN.KAZ.trade": [1, 9]})
    one, other = Drawn(seeds, ENTROPY, 0, RUNS), Drawn(changed, ENTROPY, 0, RUNS)
    for table, rows in seeds.tables.items():
        for key in rows:
            same = np.array_equal(one.value(table, *key), other.value(table, *key))
            assert same is not ((table, key) == ("ties", ("JPN", "KAZ", "trade")))


def test_the_shocks_of_a_quarter_do_not_know_the_scenario_or_the_cast(seeds: Seeds) -> None:
    powers = seeds.ids("power")
    all_of_them = draw_shock(ENTROPY, cast_of(seeds), 8100, 0, RUNS)
    alone = draw_shock(ENTROPY, cast_of(seeds)._replace(powers=("JPN",)), 8100, 0, RUNS)
    place = powers.index("JPN")
    assert np.array_equal(all_of_them.ties[:, [place]], alone.ties)
    assert np.array_equal(all_of_them.perception[:, [place]], alone.perception)


def test_shocks_are_standard_normal_and_differ_by_power_quarter_kind_and_run(seeds: Seeds) -> None:
    shocks = [draw_shock(ENTROPY, cast_of(seeds), 8100 + q, 0, 400) for q in range(2)]
    everything = np.stack([np.stack([shock.ties, shock.perception]) for shock in shocks])
    assert len(np.unique(everything)) == everything.size
    assert abs(everything.mean()) < 0.01
    assert abs(everything.std() - 1.0) < 0.01


def test_whether_a_patron_punishes_is_uniform_and_differs_by_power_state_quarter_and_run(
    seeds: Seeds,
) -> None:
    shocks = [draw_shock(ENTROPY, cast_of(seeds), 8100 + q, 0, 400) for q in range(2)]
    tempers = np.stack([shock.temper for shock in shocks])
    assert len(np.unique(tempers)) == tempers.size
    assert ((tempers > 0.0) & (tempers < 1.0)).all()
    assert abs(tempers.mean() - 0.5) < 0.01
    assert abs(tempers.std() - 12**-0.5) < 0.01


def test_the_same_entropy_and_run_give_the_same_bytes(baseline: Case) -> None:
    once, again = (play_runs(*baseline, runs=RUNS) for _ in range(2))
    for one, other in zip(once.worlds, again.worlds, strict=True):
        assert [field.tobytes() for field in one] == [field.tobytes() for field in other]


def test_another_entropy_gives_other_runs(baseline: Case) -> None:
    scenario, seeds = baseline
    usual = play_runs(scenario, seeds, runs=RUNS)
    other = play_drawn(scenario, Drawn(seeds, ENTROPY + 1, 0, RUNS))
    for name in ("ties", "favour", "alignment", "influence", "throughput", "price"):
        one, two = getattr(usual.worlds[0], name), getattr(other.worlds[0], name)
        assert not np.isclose(one, two, rtol=1e-6).all(axis=(-1, -2, -3)).any(), name


def test_runs_with_all_chances_taken_away_are_one_run(baseline: Case) -> None:
    """At the seeds' own values, without shocks, what is left to differ is events alone."""
    scenario, seeds = baseline
    ready = play_drawn(shorten(scenario, 1), Drawn(seeds, ENTROPY, 0, 3, central=True)).ready
    for run in (1, 2):
        assert_bitwise_same_worlds(
            [pick(ready.world, slice(0, 1))], [pick(ready.world, slice(run, run + 1))]
        )
