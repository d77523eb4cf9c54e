"""The shipped seeds, the baseline, and runs that several tests look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from playing import Loader, Played, play_runs, shorten, write_scenario

from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

FROM_2008 = 'extends = "history"\nstart = "2009Q1"\nuntil = "2014Q4"\nbase_year = 2008\n'


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="session")
def baseline(seeds: Seeds) -> tuple[Scenario, Seeds]:
    """The baseline over three years, and its seeds."""
    scenario, changed = load_scenario("baseline", seeds)
    return shorten(scenario, 12), changed


@pytest.fixture(scope="session")
def seventy(baseline: tuple[Scenario, Seeds]) -> Played:
    """Seventy runs of the baseline over three years."""
    return play_runs(*baseline, runs=70)


@pytest.fixture(scope="session")
def since_2008(tmp_path_factory: pytest.TempPathFactory, seeds: Seeds) -> tuple[Scenario, Seeds]:
    """What happened from 2009 to 2014, events and drivers and all, from what 2008 had left."""
    path = write_scenario(tmp_path_factory.mktemp("past"), f'title = "Past"\n{FROM_2008}')
    scenario, stood = load_scenario(path, seeds)
    assert scenario.base_year == 2008
    assert scenario.drivers
    return scenario, stood


@pytest.fixture
def load(tmp_path: Path, seeds: Seeds) -> Loader:
    """Write a scenario of events, and load it; it starts in 2025Q1."""

    def write_and_load(text: str, *options: str) -> tuple[Scenario, Seeds]:
        path = write_scenario(tmp_path, f'title = "A test"\n{text}')
        return load_scenario(path, seeds, options)

    return write_and_load
