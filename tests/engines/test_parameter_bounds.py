"""Runs stay sound with any rule parameter at either of its hard bounds.

All extremes are played side by side, one a run, so that hundreds cost as much as one ensemble.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from playing import ENTROPY, Played, play_drawn, shorten
from soundness import assert_sound

from model.experiments.outcomes import observe
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.world.chosen import WHOLE, Chosen
from model.world.drawn import Drawn
from model.world.draws import Floats

CORNERS = 96


def play_at(
    baseline: tuple[Scenario, Seeds], given: Mapping[str, Floats], runs: int, turns: int
) -> Played:
    """Play runs with parameters given run by run, each ``(run,)``."""
    scenario, seeds = baseline
    columns = {("parameters", (name,), WHOLE): values for name, values in given.items()}
    dice = Drawn(seeds, ENTROPY, 0, runs)
    return play_drawn(shorten(scenario, turns), Chosen(dice, np.arange(runs), columns))


def each_alone(seeds: Seeds, names: tuple[str, ...], runs: int = 2) -> dict[str, Floats]:
    """Every parameter at its lower, then at its upper bound, in a few runs; as drawn otherwise."""
    count = 2 * runs * len(names)
    dice = Drawn(seeds, ENTROPY, 0, count)
    given = {}
    for place, name in enumerate(names):
        values = dice.value("parameters", name).copy()
        here = values[2 * runs * place :][: 2 * runs]
        here[:runs], here[runs:] = seeds.parameter_bounds[name][:2]
        given[name] = values
    return given


def test_each_parameter_may_stand_at_its_bounds(baseline: tuple[Scenario, Seeds]) -> None:
    names = tuple(baseline[1].parameter_bounds)
    given = each_alone(baseline[1], names)
    assert_sound(play_at(baseline, given, len(given[names[0]]), turns=6))


@pytest.mark.long
def test_each_parameter_may_stand_at_its_bounds_to_the_end(
    baseline: tuple[Scenario, Seeds],
) -> None:
    names = tuple(baseline[1].parameter_bounds)
    for some in (names[:36], names[36:]):
        given = each_alone(baseline[1], some)
        assert_sound(play_at(baseline, given, len(given[some[0]]), turns=64))


@pytest.mark.parametrize(
    ("entropy", "turns"), [(1, 4), *(pytest.param(e, 16, marks=pytest.mark.long) for e in (2, 3))]
)
def test_all_parameters_together_in_any_corner_leave_numbers_finite(
    baseline: tuple[Scenario, Seeds], entropy: int, turns: int
) -> None:
    random = np.random.default_rng(entropy)
    given = {
        name: random.choice(np.array(bounds[:2]), CORNERS)
        for name, bounds in baseline[1].parameter_bounds.items()
    }
    played = play_at(baseline, given, CORNERS, turns)
    for world, quarter in zip(played.worlds, played.quarters, strict=True):
        seen = observe(played.ready.setting, played.ready.parameters, world, quarter)
        for name, values in (*world._asdict().items(), *seen.items()):
            assert np.isfinite(values).all(), name
