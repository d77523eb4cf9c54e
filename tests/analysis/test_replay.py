"""A scenario that was written into a manifest comes back from there as it was."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.analysis.compare.find import PairingError
from model.analysis.compare.pair import check_pair
from model.commands.requests import Terms, build_request
from model.engines.ensemble import simulate
from model.experiments.outcomes import observe
from model.experiments.request import Request, manifest_of
from model.experiments.scenario_record import ReplayError, restore_scenario
from model.inputs.formats.places import seeds_folder
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.storage.manifest import canonical

PAST = """title = "From 2012"
start = "2013Q1"
until = "2013Q4"
base_year = 2012

[set]
"parameters.hedging" = 0.7
"parameters.trade_pull" = 0.1
"ties.JPN.KAZ.trade" = [1, 3]
"leaders.csto.RUS" = 0.8
"interests.JP1.salience" = 2

[[events]]
name = "gas"
factor = "gas_flow.CHN.TKM"
add = [5, 9]
start = ["2013Q1", "2013Q3"]
"""
OBSERVED = PAST.replace("base_year = 2012", 'base_year = 2012\ndrivers = "observed"')


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


def ask(folder: Path, text: str, seeds: Seeds) -> Request:
    """The request for a file of the user's own."""
    path = folder / "mine.toml"
    path.write_text(text)
    return build_request(str(path), Terms(seeds, 4, 1))


def written(request: Request) -> dict[str, Any]:
    """The manifest of a request as it comes back from its file."""
    manifest: dict[str, Any] = json.loads(canonical(manifest_of(request)))
    return manifest


def unplaced(scenario: Scenario) -> Scenario:
    """A scenario without what a manifest leaves out: sources, files and lines."""
    events = tuple(event._replace(file="", line=0) for event in scenario.events)
    return replace(scenario, file="", sources=(), events=events)


def numbers(seeds: Seeds) -> dict[tuple[str, ...], tuple[object, ...]]:
    """All that a run draws from seeds."""
    rows = {
        (table, *key): (row.value, row.distribution, row.low, row.high)
        for table, rows in seeds.tables.items()
        for key, row in rows.items()
    }
    return rows | {(one.id,): (one.salience, one.low, one.high, one.elasticity)
                   for one in seeds.interests}  # fmt: skip


@pytest.mark.parametrize("text", [PAST, OBSERVED])
def test_a_scenario_from_the_past_is_restored_exactly(
    tmp_path: Path, seeds: Seeds, text: str
) -> None:
    request = ask(tmp_path, text, seeds)
    scenario, changed = restore_scenario(written(request), seeds)
    assert unplaced(scenario) == unplaced(request.scenario)
    assert bool(scenario.drivers) == (text is OBSERVED)
    assert numbers(changed) == numbers(request.changed)
    assert changed.posterior == request.changed.posterior
    assert changed.tables["summits"] == {}


def test_a_restored_scenario_plays_the_same_runs(tmp_path: Path, seeds: Seeds) -> None:
    request = ask(tmp_path, OBSERVED, seeds)
    again = restore_scenario(written(request), seeds)
    first, second = (
        next(simulate(scenario, changed, observe, runs=4, entropy=1)).outcomes
        for scenario, changed in ((request.scenario, request.changed), again)
    )
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_only_what_the_scenario_itself_changed_is_written(tmp_path: Path, seeds: Seeds) -> None:
    told = written(ask(tmp_path, OBSERVED, seeds))
    assert set(told["resolved"]["rows"]) == {
        *("parameters.hedging", "parameters.trade_pull"),
        *("ties.JPN.KAZ.trade", "leaders.csto.RUS"),
    }
    assert (told["scenario"]["base_year"], told["scenario"]["drivers"]) == (2012, "observed")
    assert len(told["history_digest"]) == 64


def test_a_scenario_of_the_future_says_nothing_of_the_past(seeds: Seeds) -> None:
    told = written(build_request("baseline", Terms(seeds, 4, 1)))
    assert (told["scenario"]["base_year"], told["scenario"]["drivers"]) == (None, None)
    assert "history_digest" not in told


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of the shipped seeds, in which one price of 2016 is another."""
    folder = Path(shutil.copytree(seeds_folder(), tmp_path / "other"))
    path = folder / "history" / "prices.csv"
    text = path.read_text()
    assert text.count("crude,2016,") == 1
    path.write_text(text.replace("crude,2016,", "crude,2016,1"))
    return folder


def test_another_past_is_another_result_and_is_refused(
    tmp_path: Path, seeds: Seeds, other: Path
) -> None:
    request = ask(tmp_path, OBSERVED, seeds)
    told, changed = written(request), read_seeds(other)
    assert changed.digest == seeds.digest  # the past is beside the seeds, not part of them
    with pytest.raises(ReplayError, match="made with another past") as caught:
        restore_scenario(told, changed)
    again = written(ask(tmp_path, OBSERVED, changed))
    for digest in (told["history_digest"], again["history_digest"]):
        assert digest[:12] in str(caught.value)
    assert str(other / "history") in str(caught.value)
    assert again["digest"] != told["digest"]
    with pytest.raises(PairingError, match="differ in past"):
        check_pair(told, again)


def test_what_came_after_the_base_year_is_no_matter_without_drivers(
    tmp_path: Path, seeds: Seeds, other: Path
) -> None:
    told = written(ask(tmp_path, PAST, seeds))
    assert written(ask(tmp_path, PAST, read_seeds(other)))["digest"] == told["digest"]
    assert restore_scenario(told, read_seeds(other))[0].base_year == 2012


def test_a_past_that_is_gone_is_told(tmp_path: Path, seeds: Seeds, other: Path) -> None:
    told = written(ask(tmp_path, PAST, seeds))
    shutil.rmtree(other / "history")
    with pytest.raises(InputError, match="there is no such folder of the past"):
        restore_scenario(told, read_seeds(other))


def test_a_start_from_another_year_is_no_pair(tmp_path: Path, seeds: Seeds) -> None:
    first = written(ask(tmp_path, OBSERVED, seeds))
    second = {**first, "scenario": {**first["scenario"], "base_year": 2013}}
    with pytest.raises(PairingError, match=r"differ in base year \(2012 and 2013\)"):
        check_pair(first, second)
    third = written(ask(tmp_path, OBSERVED.replace("base_year = 2012\ndrivers", "#"), seeds))
    with pytest.raises(PairingError, match=r"past \([0-9a-f]{12} and none\), base year \(2012 and"):
        check_pair(first, third)
