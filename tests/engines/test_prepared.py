"""What a run begins with: energy and trade with the rest of the world, from the seeds."""

from __future__ import annotations

import numpy as np
import pytest
from playing import ENTROPY, Played

from model.engines.prepare import Prepared, prepare
from model.engines.variant import Variant, hold
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.rules import memory
from model.world.drawn import Drawn

RUNS = 5
Case = tuple[Scenario, Seeds]


@pytest.fixture(params=["2024", "2008"])
def begun(
    request: pytest.FixtureRequest, baseline: Case, since_2008: Case
) -> tuple[Drawn, Prepared]:
    """The first world of some runs, from the base year of the seeds and from a past one."""
    seeds = (baseline if request.param == "2024" else since_2008)[1]
    drawn = Drawn(seeds, ENTROPY, 0, RUNS)
    return drawn, prepare(drawn)


def test_what_trade_is_made_of_is_as_drawn(begun: tuple[Drawn, Prepared]) -> None:
    drawn, (_, setting, _) = begun
    for name, value in (("gas", setting.gas_value), ("oil", setting.oil_value)):
        np.testing.assert_array_equal(value.ravel(), drawn.value("energy_value", name))
    for name in ("energy_part", "import_part"):
        part = getattr(setting, name)
        assert part.shape == (RUNS, 9, 5, 1)
        assert ((part >= 0.0) & (part < 1.0)).all()
        for p, power in enumerate(drawn.seeds.ids("power")):
            for s, state in enumerate(drawn.seeds.ids("state")):
                expected = drawn.value(name, power, state)
                np.testing.assert_array_equal(part[:, p, s, 0], expected)
    for s, state in enumerate(drawn.seeds.ids("state")):
        expected = drawn.value("leaning", state, "energy_others")
        np.testing.assert_array_equal(setting.energy_others[:, 0, s, 0], expected)


def test_trade_with_all_the_world_is_as_open_as_the_state(begun: tuple[Drawn, Prepared]) -> None:
    _, (world, setting, _) = begun
    total = (world.ties[..., :1].sum(axis=1, keepdims=True) + world.others[..., :1])[:, 0]
    openness = (setting.openness * setting.state_gdp)[:, 0]
    # where the powers' own trade, drawn apart, already exceeds it, others keep a fiftieth of it
    least = world.others[:, 0, :, :1] <= 0.02 * openness * (1 + 1e-12)
    np.testing.assert_allclose(total[~least], openness[~least], rtol=1e-12)
    assert (total[least] >= openness[least]).all()
    assert least.mean() < 0.5
    assert not world.others[..., 1:].any()
    np.testing.assert_array_equal(world.others, setting.anchor.others)


def test_nothing_has_been_worked_into_trade_yet(begun: tuple[Drawn, Prepared]) -> None:
    world = begun[1].world
    assert world.terms.shape == (RUNS, 9, 5, 4)
    assert not world.terms.any()


def test_others_grow_with_the_state_and_its_money(seventy: Played) -> None:
    """At twice the income elasticity, since both ends of such trade are taken to grow alike."""
    before, last = seventy.worlds[-2], seventy.worlds[-1]
    grown = before.state_output[:, 0, :, 0]
    goods, fields = (
        np.exp(2.0 * by[..., 0, 0] * np.log(grown))
        for by in (
            seventy.ready.parameters.trade_income,
            seventy.ready.parameters.resource_income,
        )
    )
    part = seventy.ready.setting.energy_others[:, 0, :, 0]
    expected = seventy.ready.world.others[:, 0, :, 0] * ((1.0 - part) * goods + part * fields)
    np.testing.assert_allclose(last.others[:, 0, :, 0], expected, rtol=1e-12)


def test_positions_of_a_past_year_go_back_to_what_they_are_without_what_passes_of_them(
    since_2008: Case,
) -> None:
    seeds = since_2008[1]
    ready = prepare(Drawn(seeds, ENTROPY, 0, 2000))
    base, p = ready.setting.anchor, ready.parameters
    spread = p.shock_positions * (1.0 - base.alignment**2)
    kept = 1.0 - p.alignment_speed
    passes = (base.alignment - base.rest) / (spread * np.sqrt(memory.vary_over_years(kept)))
    free = np.abs(base.rest) < 0.95
    assert np.nanstd(np.where(free, passes, np.nan)) == pytest.approx(1.0, abs=0.03)
    russia, japan = (seeds.ids("power").index(power) for power in ("RUS", "JPN"))
    same = np.corrcoef(passes[:, japan, 0, 0], passes[:, japan, 3, 0])[0, 1]
    apart = np.corrcoef(passes[:, japan, 0, 0], passes[:, russia, 0, 0])[0, 1]
    assert same == pytest.approx(0.5, abs=0.06)
    assert apart == pytest.approx(0.0, abs=0.06)


def test_positions_that_are_means_over_years_rest_where_they_stand(baseline: Case) -> None:
    base = prepare(Drawn(baseline[1], ENTROPY, 0, 4)).setting.anchor
    assert np.array_equal(base.rest, base.alignment)


def test_runs_without_chance_rest_where_they_stand(since_2008: Case) -> None:
    ready = prepare(Drawn(since_2008[1], ENTROPY, 0, 4))
    assert not np.array_equal(ready.setting.anchor.rest, ready.setting.anchor.alignment)
    still = hold(ready, Variant(chance=False)).setting.anchor
    assert np.array_equal(still.rest, still.alignment)
