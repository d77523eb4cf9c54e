"""Every scenario of the library gives the numbers that are stored for it.

``pytest tests/golden --rewrite-golden`` writes them anew; do so only for a change that is meant to
move numbers, and read the difference before it goes in.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from model.engines.ensemble import simulate
from model.experiments.outcomes import OUTCOMES, observe
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import list_scenarios, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

STORED = Path(__file__).with_name("outputs.csv")
RUNS, ENTROPY = 8, 11
QUARTERS = ("2025Q1", "2030Q4", "2040Q4")
PAST = ("2005Q4", "2012Q4", "2020Q4")
"""Quarters of a scenario that ends before the first of the others."""
NAMES = [card.name for card in list_scenarios()]
HEADER = ("scenario", "outcome", "quarter", "mean", "spread")


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


def outputs_of(name: str, seeds: Seeds) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Mean and spread of each outcome over runs and members, at some quarters."""
    scenario, changed = load_scenario(name, seeds)
    batch = next(simulate(scenario, changed, observe, runs=RUNS, entropy=ENTROPY))
    told = {}
    for outcome in OUTCOMES:
        for quarter in QUARTERS if scenario.until >= quarter_index(QUARTERS[-1]) else PAST:
            values = batch.outcomes[outcome][:, quarter_index(quarter) - scenario.start]
            spread = float(np.std(values, dtype=np.float64))
            told[name, outcome, quarter] = (float(np.mean(values, dtype=np.float64)), spread)
    return told


def read_stored() -> dict[tuple[str, str, str], tuple[float, float]]:
    with STORED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["scenario"], row["outcome"], row["quarter"]): (
            float(row["mean"]),
            float(row["spread"]),
        )
        for row in rows
    }


def write_stored(outputs: dict[tuple[str, str, str], tuple[float, float]]) -> None:
    with STORED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for key, (mean, spread) in sorted(outputs.items()):
            writer.writerow([*key, f"{mean:.8g}", f"{spread:.8g}"])


def test_the_stored_outputs_are_those_of_the_library(
    seeds: Seeds, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--rewrite-golden"):
        write_stored({key: told for name in NAMES for key, told in outputs_of(name, seeds).items()})
    assert {key[0] for key in read_stored()} == set(NAMES)
    assert {key[1] for key in read_stored()} == set(OUTCOMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_gives_its_stored_outputs(name: str, seeds: Seeds) -> None:
    stored = {key: told for key, told in read_stored().items() if key[0] == name}
    outputs = outputs_of(name, seeds)
    assert stored.keys() == outputs.keys()
    for key, told in outputs.items():
        np.testing.assert_allclose(told, stored[key], rtol=1e-5, atol=1e-7, err_msg=" ".join(key))
