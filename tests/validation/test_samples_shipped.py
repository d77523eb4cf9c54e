"""The samples that come with the seeds are of these seeds, of this past and of this code."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from model.inputs.history.history import read_history
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.posterior import DEFAULT, HONEST, Posterior, prior_of
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.validation.calibration.find import FITTED
from model.validation.calibration.likelihood import Windows

YEARS = {HONEST: 2013, DEFAULT: 2020}


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds(sampled=False)


def sample_of(seeds: Seeds, name: str) -> Posterior:
    found = seeds.with_posterior(name).posterior
    assert found is not None
    return found


def test_ensembles_draw_from_the_sample_of_all_years() -> None:
    assert read_seeds().parameters == DEFAULT


@pytest.mark.parametrize("name", YEARS)
def test_a_sample_was_fitted_from_the_ranges_and_the_past_that_are_there(
    shipped: Seeds, name: str
) -> None:
    """Else run steppewise calibrate again for its years."""
    sample = sample_of(shipped, name)
    assert sample.names == FITTED, "a parameter whose range has changed since is not drawn from it"
    assert sample.states == shipped.ids("state")
    told = sample.manifest
    assert told["years"] == [2000, YEARS[name]]
    assert told["data_digest"] == read_history(shipped.folder).digest_until(YEARS[name])
    assert told["priors"] == {
        each: prior_of(shipped.tables["parameters"][each,]) for each in FITTED
    }


@pytest.mark.parametrize("name", YEARS)
def test_a_sample_has_been_walked_long_enough(shipped: Seeds, name: str) -> None:
    """Walks that have forgotten where they were count as draws of their own: some hundreds."""
    sample = sample_of(shipped, name)
    told = sample.manifest
    after = told["settings"]["steps"] - told["settings"]["burn"]
    assert 0.2 < told["acceptance"] < 0.7
    for length in told["autocorrelation"].values():
        assert after * told["settings"]["walkers"] / length > 400
    assert len(set(sample.draws)) > 0.7 * len(sample.draws)


@pytest.mark.parametrize("name", YEARS)
def test_a_sample_says_what_its_draws_say(shipped: Seeds, name: str) -> None:
    sample = sample_of(shipped, name)
    for each in FITTED:
        levels = np.quantile(sample.column(each), [0.05, 0.5, 0.95])
        told = sample.manifest["informed"][each]
        np.testing.assert_allclose(levels, [told["p05"], told["p50"], told["p95"]], rtol=2e-3)
        near = [abs(told["narrowed"] - 0.2) < 0.006, abs(abs(told["shifted"]) - 0.5) < 0.006]
        informed = told["narrowed"] >= 0.2 or abs(told["shifted"]) >= 0.5
        assert told["informed"] == informed or any(near)


@pytest.mark.parametrize("name", YEARS)
def test_the_rules_still_say_of_draws_what_the_sample_says(shipped: Seeds, name: str) -> None:
    """If a rule or a number moved what the past says, run steppewise calibrate again."""
    sample, scenario = sample_of(shipped, name), load_scenario("history", shipped)[0]
    chosen = [0, 166, 333]
    windows = Windows(scenario, shipped, read_history(shipped.folder), YEARS[name])
    found = windows.judge({each: np.array(sample.column(each))[chosen] for each in FITTED})
    told = np.array(sample.likelihood)[chosen]
    np.testing.assert_allclose(found, told, atol=0.05)


@pytest.mark.parametrize("name", YEARS)
def test_no_word_of_a_machine_is_in_a_manifest(shipped: Seeds, name: str) -> None:
    text = json.dumps(sample_of(shipped, name).manifest, allow_nan=False)
    assert "/" not in text
    assert math.isfinite(sample_of(shipped, name).manifest["method"]["weight"])
