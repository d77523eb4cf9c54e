"""Ensembles that the pattern tests look at, each run once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from model.engines.ensemble import simulate
from model.experiments.outcomes import OUTCOMES, observe
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

RUNS = 128
Arrays = dict[str, npt.NDArray[np.float64]]
Play = Callable[..., Arrays]


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="session")
def play(seeds: Seeds, tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Run a scenario of the library by name, or one given as text; outcomes without idle axes."""
    folder = tmp_path_factory.mktemp("patterns")

    @cache
    def run(name_or_text: str) -> Arrays:
        name: str | Path = name_or_text
        if "\n" in name_or_text:
            name = folder / f"pattern{abs(hash(name_or_text))}.toml"
            name.write_text(name_or_text, encoding="utf-8")
        scenario, changed = load_scenario(name, seeds)
        batches = list(simulate(scenario, changed, observe, runs=RUNS, entropy=20))
        return {
            outcome: np.concatenate([batch.outcomes[outcome] for batch in batches]).reshape(
                RUNS, -1, *[len(_ids(seeds, axis)) for axis in OUTCOMES[outcome].axes]
            )
            for outcome in OUTCOMES
        }

    return run


def _ids(seeds: Seeds, axis: str) -> tuple[str, ...]:
    return seeds.ids(axis)
