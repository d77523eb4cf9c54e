"""The sweeps of the library: good files that keep their promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.experiments.sweeps.make_sweep import plan_sweep
from model.experiments.sweeps.plan import task_of
from model.experiments.sweeps.play import Player
from model.inputs.formats.places import scenario_folder
from model.inputs.seeds.seeds import Seeds

FILES = sorted((scenario_folder() / "sweeps").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_sweep_asks_a_question_and_plays(path: Path, seeds: Seeds) -> None:
    planned = plan_sweep(path, seeds)
    sweep = planned.plan.sweep
    assert sweep.question.endswith("?")
    assert sweep.narrative
    assert all(factor.note for factor in sweep.factors)
    task = task_of(planned.plan, planned.design, planned.plan.blocks - 1)
    played = Player(planned.plan).play(task._replace(values=task.values[-1:]))
    assert played.failures == ()
    assert all(np.isfinite(values).all() for values in played.outcomes.values())


def test_what_drives_japans_share_varies_twelve_factors_or_more(seeds: Seeds) -> None:
    sweep = plan_sweep(scenario_folder() / "sweeps" / "japan-share.toml", seeds).plan.sweep
    assert sweep.design.kind == "sobol"
    assert len(sweep.factors) >= 12


def test_policies_meet_two_thousand_futures(seeds: Seeds) -> None:
    plan = plan_sweep(scenario_folder() / "sweeps" / "policies-hold-up.toml", seeds).plan
    assert plan.points == 2000
    assert {lever.name for lever in plan.sweep.levers} == {"japan", "eu", "kazakhstan"}
    assert len(plan.structures) == 27
