"""The cast is data: a tenth power and an eighth corridor are rows, and no line of code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from playing import (
    ENTROPY,
    Played,
    assert_same_worlds,
    pick_all,
    play_runs,
    play_workshop,
    shorten,
)
from seed_folders import (
    append,
    append_numbers,
    copy_seeds,
    write_gulf_corridor,
    write_gulf_states,
)

from model.engines.chance import cast_of, draw_shock
from model.engines.ensemble import Outcomes, simulate
from model.engines.workshop import Workshop
from model.experiments.outcomes import OUTCOMES, observe
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.world.drawn import Drawn
from model.world.state import World

RUNS = 12


class Enlarged(NamedTuple):
    """The baseline with a larger cast, as it was played."""

    scenario: Scenario
    seeds: Seeds
    played: Played


@pytest.fixture(scope="session")
def enlarged(tmp_path_factory: pytest.TempPathFactory, seeds: Seeds) -> Enlarged:
    folder = copy_seeds(tmp_path_factory.mktemp("gulf"))
    write_gulf_states(folder, seeds)
    write_gulf_corridor(folder, seeds)
    scenario, larger = load_scenario("baseline", read_seeds(folder))
    return Enlarged(scenario, larger, play_runs(scenario, larger, RUNS))


def test_the_cast_has_grown_by_rows_alone(enlarged: Enlarged, seeds: Seeds) -> None:
    assert enlarged.seeds.ids("power") == (*seeds.ids("power"), "GCC")
    assert enlarged.seeds.ids("corridor") == (*seeds.ids("corridor"), "gulf")


def test_the_whole_baseline_runs_with_ten_powers_and_eight_corridors(enlarged: Enlarged) -> None:
    for world in enlarged.played.worlds:
        assert world.ties.shape == (RUNS, 10, 5, 4)
        assert world.throughput.shape[-1] == 8
        for name, field in zip(World._fields, world, strict=True):
            assert np.isfinite(field).all(), name


def test_every_outcome_is_there_for_the_newcomers(enlarged: Enlarged) -> None:
    scenario, seeds, _ = enlarged
    case = shorten(scenario, 2), seeds
    outcomes: Outcomes = next(simulate(*case, observe, runs=3, entropy=ENTROPY)).outcomes
    for name, array in outcomes.items():
        assert np.isfinite(array).all(), name
        if "power" in OUTCOMES[name].axes:
            assert array.shape[2] == 10, name
        if "corridor" in OUTCOMES[name].axes:
            assert array.shape[4] == 8, name


def test_the_newcomer_takes_part(enlarged: Enlarged) -> None:
    last, quarter = enlarged.played.worlds[-1], enlarged.played.quarters[-1]
    assert (quarter.offer[:, -1] > 0.0).all()
    np.testing.assert_allclose(quarter.bids[:, -1].sum(axis=(-1, -2)), 1.0, rtol=1e-12)
    assert (last.influence[:, -1] > 0.0).all()
    assert (last.throughput[..., -1] > 0.0).all()


def test_the_newcomer_clashes_where_its_stances_are_opposed(enlarged: Enlarged) -> None:
    """It wants freight to pass by Russia in the south, which Russia does not."""
    conflict = enlarged.played.ready.setting.wants.rivals
    powers = enlarged.seeds.ids("power")
    assert conflict.strength[0, powers.index("GCC"), powers.index("RUS"), 0] > 0.0
    assert conflict.others[powers.index("GCC")] == (powers.index("RUS"),)


def test_both_engines_play_the_larger_cast_alike(enlarged: Enlarged) -> None:
    workshop = Workshop(enlarged.scenario, enlarged.seeds, entropy=ENTROPY, run=5)
    assert_same_worlds(pick_all(enlarged.played.worlds, 5, 6), play_workshop(workshop).worlds)


def test_every_seed_of_the_nine_is_drawn_as_before(enlarged: Enlarged, seeds: Seeds) -> None:
    before = Drawn(seeds, ENTROPY, 0, RUNS)
    after = Drawn(enlarged.seeds, ENTROPY, 0, RUNS)
    for table, rows in seeds.tables.items():
        for key in rows:
            assert np.array_equal(before.value(table, *key), after.value(table, *key)), (table, key)


def test_every_shock_of_the_nine_is_as_before(enlarged: Enlarged, seeds: Seeds) -> None:
    for quarter in (8100, 8163):
        nine = draw_shock(ENTROPY, cast_of(seeds), quarter, 0, RUNS)
        ten = draw_shock(ENTROPY, cast_of(enlarged.seeds), quarter, 0, RUNS)
        for before, after in zip(nine, ten, strict=True):
            assert np.array_equal(before, after[:, :9])


def test_a_corridor_that_nobody_uses_changes_nothing_for_the_others(
    tmp_path_factory: pytest.TempPathFactory, seeds: Seeds, baseline: tuple[Scenario, Seeds]
) -> None:
    """Rows for a corridor without any freight leave every other number as it was."""
    folder = copy_seeds(tmp_path_factory.mktemp("idle"))
    append(folder, "cast", {"kind": "corridor", "id": "idle", "name": "Idle",
                            "colour": "#999933", "hatch": "//"})  # fmt: skip
    terms = {"capacity": 4, "tariff": 120, "days": 25, "risk": 0.3, "terminal_share": 0.3}
    append_numbers(folder, "corridors", {f"idle.{name}": value for name, value in terms.items()})
    idle = play_runs(baseline[0], read_seeds(folder), RUNS)
    usual = play_runs(*baseline, runs=RUNS)
    last, same = idle.worlds[-1], usual.worlds[-1]
    assert not last.throughput[..., -1].any()
    for name in ("ties", "favour", "alignment", "influence", "acceptance", "state_output"):
        np.testing.assert_allclose(getattr(last, name), getattr(same, name), rtol=1e-12, atol=1e-15)
