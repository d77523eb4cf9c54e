"""What events do to factors, quarter by quarter, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playing import ENTROPY, Loader

from model.engines.outlook import Outlook
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn
from model.world.factors import Factors

RUNS = 200
FIRST = "2025Q1"


def look(load: Loader, events: str, *, runs: int = RUNS) -> tuple[Outlook, Seeds]:
    """The outlook of a scenario of these events alone."""
    scenario, seeds = load(events)
    return Outlook(scenario, Drawn(seeds, ENTROPY, 0, runs)), seeds


def follow(
    outlook: Outlook, name: str, turns: int, place: tuple[int, ...] = (0, 0, 0)
) -> np.ndarray:
    """One entry of a factor over the first turns, shape (run, turn)."""
    first = quarter_index(FIRST)
    return np.stack(
        [getattr(outlook.at(first + t), name)[(slice(None), *place)] for t in range(turns)], axis=1
    )


def event(name: str, body: str) -> str:
    """An event as a scenario file has it."""
    return f'[[events]]\nname = "{name}"\n{body}\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # at once, and for good
        ('set = 0.8\nstart = "2025Q3"', [0, 0, 0.8, 0.8, 0.8, 0.8]),
        # for two quarters, the last one included
        ('set = 0.8\nstart = "2025Q2"\nend = "2025Q3"', [0, 0.8, 0.8, 0, 0, 0]),
        # one quarter only
        ('set = 1\nstart = "2025Q2"\nend = "2025Q2"', [0, 1, 0, 0, 0, 0]),
        # full effect `ramp` quarters after the start
        ('set = 0.9\nstart = "2025Q2"\nramp = 2', [0, 0.3, 0.6, 0.9, 0.9, 0.9]),
        # the same steps on the way out, after the last quarter of full effect
        ('set = 0.9\nstart = "2025Q1"\nend = "2025Q3"\nramp = 2', [0.3, 0.6, 0.9, 0.6, 0.3, 0]),
        # it ends before it is in full effect: the way out cuts off the way in
        ('set = 1\nstart = "2025Q1"\nend = "2025Q2"\nramp = 3', [0.25, 0.5, 0.75, 0.5, 0.25, 0]),
        # add and multiply on a base of zero
        ('add = 0.25\nstart = "2025Q4"', [0, 0, 0, 0.25, 0.25, 0.25]),
        ('multiply = 3\nstart = "2025Q1"', [0, 0, 0, 0, 0, 0]),
    ],
)
def test_an_event_comes_and_goes_as_written(body: str, expected: list[float], load: Loader) -> None:
    outlook, _ = look(load, event("unity", f'factor = "unity"\n{body}'))
    values = follow(outlook, "unity", 6)
    np.testing.assert_allclose(values, np.broadcast_to(expected, values.shape), atol=1e-15)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("set = 0.2", 0.2),
        ("add = 1.5", 2.5),
        ("multiply = 1.5", 1.5),
        ("multiply = 0", 0.0),
        # half delivered: half of the change
        ("set = 0.2\nannounced = true\ndelivery = 0.5\nlag = 0", 0.6),
        ("add = 1.5\nannounced = true\ndelivery = 0.5\nlag = 0", 1.75),
        ("multiply = 1.5\nannounced = true\ndelivery = 0.5\nlag = 0", 1.25),
        # a chance of one is certain, of none is nothing
        ("set = 0.2\nprobability = 1", 0.2),
        ("set = 0.2\nprobability = 0", 1.0),
    ],
)
def test_an_event_changes_a_factor_of_base_one(body: str, expected: float, load: Loader) -> None:
    text = event("effort", f'factor = "engagement.JPN"\nstart = "2025Q1"\n{body}')
    outlook, seeds = look(load, text)
    place = seeds.ids("power").index("JPN")
    np.testing.assert_allclose(follow(outlook, "engagement", 1, (place, 0, 0)), expected)
    others = np.delete(outlook.at(quarter_index(FIRST)).engagement, place, axis=-3)
    assert (others == 1.0).all()


def test_a_lag_moves_the_start_and_not_the_end(load: Loader) -> None:
    body = 'set = 1\nstart = "2025Q1"\nend = "2025Q4"\nannounced = true\ndelivery = 1\nlag = 2'
    outlook, _ = look(load, event("late", f'factor = "council"\n{body}'))
    assert (follow(outlook, "council", 6) == [0, 0, 1, 1, 0, 0]).all()


def test_what_comes_after_its_own_end_never_comes(load: Loader) -> None:
    body = 'set = 1\nstart = "2025Q1"\nend = "2025Q2"\nannounced = true\ndelivery = 1\nlag = 4'
    outlook, _ = look(load, event("too-late", f'factor = "council"\n{body}'))
    assert not follow(outlook, "council", 12).any()


def test_an_uncertain_start_falls_on_each_quarter_as_often(load: Loader) -> None:
    outlook, _ = look(
        load,
        event("some-day", 'factor = "council"\nset = 1\nstart = ["2025Q2", "2025Q4"]'),
        runs=3000,
    )
    started = follow(outlook, "council", 6).argmax(axis=1)
    counts = np.bincount(started, minlength=6)
    assert set(np.flatnonzero(counts)) == {1, 2, 3}
    assert counts[1:4] == pytest.approx([1000, 1000, 1000], abs=100)


def test_an_uncertain_lag_takes_whole_quarters_and_both_ends(load: Loader) -> None:
    body = 'set = 1\nstart = "2025Q1"\nannounced = true\ndelivery = 1\nlag = [0, 3]'
    outlook, _ = look(load, event("lagging", f'factor = "council"\n{body}'), runs=2000)
    values = follow(outlook, "council", 5)
    assert set(np.unique(values)) == {0.0, 1.0}
    counts = np.bincount(values.argmax(axis=1), minlength=4)
    assert counts == pytest.approx([500] * 4, abs=80)


def test_a_probability_is_the_share_of_runs_in_which_it_happens(load: Loader) -> None:
    outlook, _ = look(
        load,
        event("maybe", 'factor = "council"\nset = 1\nstart = "2025Q1"\nprobability = 0.3'),
        runs=4000,
    )
    values = follow(outlook, "council", 2)
    assert (values[:, 0] == values[:, 1]).all()
    assert values[:, 0].mean() == pytest.approx(0.3, abs=0.03)


def test_an_uncertain_value_is_uniform_and_one_for_all_targets_of_a_run(load: Loader) -> None:
    text = event("many", 'factor = "isolation.*"\nset = [0.2, 0.6]\nstart = "2025Q1"')
    outlook, seeds = look(load, text, runs=2000)
    isolation = outlook.at(quarter_index(FIRST)).isolation[:, :, 0, 0]
    assert isolation.shape[1] == len(seeds.ids("power"))
    np.testing.assert_allclose(isolation, isolation[:, :1] + 0.0 * isolation, rtol=1e-15)
    assert ((isolation >= 0.2) & (isolation <= 0.6)).all()
    assert isolation[:, 0].mean() == pytest.approx(0.4, abs=0.01)


def test_a_wildcard_touches_its_row_and_nothing_else(load: Loader) -> None:
    text = event("squeeze", 'factor = "export_control.JPN.*"\nset = 0.7\nstart = "2025Q1"')
    outlook, seeds = look(load, text)
    control = outlook.at(quarter_index(FIRST)).export_control
    place = seeds.ids("power").index("JPN")
    base = look(load, "")[0].at(quarter_index(FIRST)).export_control
    assert (control[:, place] == 0.7).all()
    assert np.array_equal(np.delete(control, place, 1), np.delete(base, place, 1))


def test_a_target_named_twice_is_touched_once(load: Loader) -> None:
    text = event(
        "twice", 'factor = ["pledge.JPN.*", "pledge.JPN.trade"]\nadd = 2\nstart = "2025Q1"'
    )
    outlook, seeds = look(load, text)
    pledge = outlook.at(quarter_index(FIRST)).pledge[:, seeds.ids("power").index("JPN"), 0]
    assert (pledge == 2.0).all()


def test_one_event_may_move_several_factors(load: Loader) -> None:
    text = event("both", 'factor = ["unity", "council"]\nset = [0, 1]\nstart = "2025Q1"')
    factors = look(load, text)[0].at(quarter_index(FIRST))
    assert np.array_equal(factors.unity, factors.council)
    assert factors.unity.std() > 0.1


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("add = 2", "multiply = 3", 9.0),
        ("multiply = 3", "add = 2", 5.0),
        ("set = 4", "add = 2", 6.0),
        ("add = 2", "set = 4", 4.0),
        # beyond the bounds 0..10 on the way, and back: bounds hold at the end only
        ("multiply = 50", "add = -5", 10.0),
        ("add = -8", "add = 9", 2.0),
        ("add = -8", "multiply = 1", 0.0),
    ],
)
def test_events_apply_in_the_order_of_the_file_and_keep_to_bounds(
    first: str, second: str, expected: float, load: Loader
) -> None:
    head = 'factor = "engagement.RUS"\nstart = "2025Q1"\n'
    outlook, seeds = look(load, event("a", head + first) + event("b", head + second))
    place = seeds.ids("power").index("RUS")
    np.testing.assert_allclose(follow(outlook, "engagement", 2, (place, 0, 0)), expected)


def test_events_of_a_parent_apply_before_those_of_the_child(load: Loader, tmp_path: Path) -> None:
    head = 'factor = "engagement.RUS"\nstart = "2025Q1"\n'
    parent = 'title = "A parent"\n' + event("z", head + "add = 2")
    (tmp_path / "parent.toml").write_text(parent)
    text = 'extends = "parent"\n' + event("a", head + "multiply = 3")
    outlook, seeds = look(load, text)
    place = seeds.ids("power").index("RUS")
    np.testing.assert_allclose(follow(outlook, "engagement", 1, (place, 0, 0)), 9.0)


def test_without_events_factors_are_the_seeds_and_defaults(load: Loader) -> None:
    outlook, seeds = look(load, "")
    factors = outlook.at(quarter_index("2027Q2"))
    corridors, powers = seeds.ids("corridor"), seeds.ids("power")
    for name in corridors:
        base = seeds.tables["factors"].get(("corridor_open", name, ""))
        value = 1.0 if base is None else base.value
        assert (factors.corridor_open[..., corridors.index(name)] == value).all()
    assert (factors.engagement == 1.0).all()
    assert (factors.migration == 1.0).all()
    assert not factors.unity.any()
    assert factors.summit[:, powers.index("CHN")].all()
    assert not outlook.at(quarter_index("2027Q1")).summit[:, powers.index("CHN")].any()


def test_a_summit_comes_beside_the_planned_ones(load: Loader) -> None:
    text = event("extra", 'factor = "summit.CHN"\nadd = 1\nstart = "2025Q2"\nend = "2025Q2"')
    outlook, seeds = look(load, text)
    place = (seeds.ids("power").index("CHN"), 0, 0)
    planned = seeds.tables["summits"]["CHN", "2025Q2"].value
    assert (follow(outlook, "summit", 3, place) == [0.0, planned + 1.0, 0.0]).all()


def test_every_factor_has_a_run_power_state_and_last_axis(load: Loader) -> None:
    factors: Factors = look(load, "")[0].at(quarter_index(FIRST))
    for name, factor in zip(Factors._fields, factors, strict=True):
        assert factor.ndim == 4, name
        assert factor.shape[0] == RUNS, name


@pytest.mark.parametrize("name", ["baseline", "blockade-and-closure", "middle-corridor-half"])
def test_the_quarters_of_an_outlook_may_be_asked_in_any_order(name: str, seeds: Seeds) -> None:
    """What it keeps from the last quarter to save work never shows."""
    assert_any_order(*load_scenario(name, seeds))


def test_the_quarters_of_the_past_may_be_asked_in_any_order(
    since_2008: tuple[Scenario, Seeds],
) -> None:
    """Also where drivers move, and where events alone do and drivers stand still."""
    assert_any_order(*since_2008)
    assert_any_order(replace(since_2008[0], drivers=()), since_2008[1])


def assert_any_order(scenario: Scenario, seeds: Seeds) -> None:
    """Factors of every quarter, asked in turn, at random twice over, and of a fresh outlook."""
    drawn = Drawn(seeds, ENTROPY, 0, 5)
    quarters = np.arange(scenario.start, scenario.until + 1)
    in_order, shuffled = Outlook(scenario, drawn), Outlook(scenario, drawn)
    expected = {q: in_order.at(q) for q in quarters}
    for quarter in np.random.default_rng(2).permutation(np.repeat(quarters, 2)):
        fresh = Outlook(scenario, drawn).at(quarter)
        again = shuffled.at(quarter)
        for field, x, y, z in zip(Factors._fields, expected[quarter], fresh, again, strict=True):
            assert np.array_equal(x, y), (field, quarter)
            assert np.array_equal(x, z), (field, quarter)
