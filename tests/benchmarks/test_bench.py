"""The benchmarks measure what they say: the same model, whoever plays it."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "ensemble_vs_batch_run",
    "ensemble_vs_workshop",
    "ensemble_vs_fused",
    "ensemble_runs_per_second",
    "peak_mib",
    "details",
}


def run_quickly(out, *, compiled):
    environment = os.environ | {"NUMBA_DISABLE_JIT": "0" if compiled else "1"}
    command = [sys.executable, "-m", "benchmarks.run", "--quick", "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def read_figures(out, done):
    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    assert set(found) == KEYS
    assert all(0.0 < found[key] < np.inf for key in KEYS - {"details"})
    return found


@pytest.mark.long
def test_a_quick_run_measures_everything(tmp_path):
    out = tmp_path / "bench.json"
    done = run_quickly(out, compiled=False)
    found = read_figures(out, done)
    assert {"machine", "runs", "versions", "seconds_a_run", "peak"} <= set(found["details"])
    assert "runs a second" in done.stdout
    assert not list(tmp_path.glob("bench-*"))


@pytest.mark.long
def test_a_quick_run_compiles_the_fused_stages(tmp_path):
    out = tmp_path / "bench.json"
    read_figures(out, run_quickly(out, compiled=True))


@pytest.mark.parametrize("stage", ["powers", "states", "ties", "influence", "freight"])
@pytest.mark.parametrize("quarters", [1, 30])
def test_a_fused_stage_equals_the_rules(field, stage, quarters):
    from benchmarks.fused.moment import reach_moment
    from benchmarks.fused.race import agree

    agree(reach_moment(*field, runs=3, quarters=quarters), only=stage)


@pytest.mark.parametrize("stage", ["ties", "influence"])
def test_a_fused_stage_equals_the_rules_where_prices_contracts_and_borders_move(stage):
    from benchmarks.contenders import open_field
    from benchmarks.fused.moment import reach_moment
    from benchmarks.fused.race import agree

    moment = reach_moment(*open_field("history"), runs=2, quarters=62)
    assert (abs(moment.world.terms).max(axis=(0, 1, 2)) > 0.1).all()
    agree(moment, only=stage)


def test_agreement_is_refused_where_a_stage_differs(field, monkeypatch):
    from benchmarks.fused import influence, race
    from benchmarks.fused.moment import reach_moment

    true = influence.fuse
    monkeypatch.setattr(influence, "fuse", lambda c: tuple(1.0001 * part for part in true(c)))
    with pytest.raises(AssertionError, match="influence"):
        race.agree(reach_moment(*field, runs=2, quarters=1))


def test_batch_run_plays_the_runs_of_the_ensemble(field):
    from benchmarks.contenders import Field, agree

    short = replace(field.scenario, until=field.scenario.start + 5)
    agree(Field(short, field.seeds))


def test_the_ratio_is_of_each_round_and_not_of_medians():
    from benchmarks.rounds import Times, ratio

    slow, fast = Times((4.0, 40.0, 6.0), ()), Times((1.0, 10.0, 3.0), ())
    assert ratio(slow, fast) == 4.0


def test_contenders_alternate_within_each_round():
    from benchmarks.rounds import alternate

    order = []
    alternate({name: (1, lambda name=name: order.append(name)) for name in "ab"}, rounds=3)
    assert order == list("ababab")


@pytest.mark.long
def test_memory_is_that_of_the_command(monkeypatch):
    from benchmarks.memory import measure_peak

    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with pytest.raises(subprocess.CalledProcessError):
        measure_peak(runs=0)
