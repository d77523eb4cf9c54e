"""A factor that is held from the first quarter on moves what happens, and not the base year."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.engines.ensemble import simulate
from model.experiments.outcomes import observe
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

HEAD = 'title = "x"\nextends = "baseline"\nuntil = "2027Q4"\n'
EVENT = (
    '[[events]]\nname = "more"\nfactor = "engagement.JPN"\nset = 3\nstart = "2025Q1"\n'
    'note = "n"\nsource = "s"\n'
)


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read_seeds()


def share(folder: Path, text: str, seeds: Seeds, *sets: str) -> np.ndarray:  # type: ignore[type-arg]
    """Shares of Japan in every state and quarter, of a few runs."""
    path = folder / "mine.toml"
    path.write_text(HEAD + text)
    scenario, changed = load_scenario(path, seeds, sets)
    (batch,) = simulate(scenario, changed, observe, runs=4, entropy=1)
    return batch.outcomes["share"][:, :, seeds.ids("power").index("JPN")]


def test_holding_a_factor_is_the_same_as_an_event_that_never_ends(
    tmp_path: Path, seeds: Seeds
) -> None:
    held = share(tmp_path, '[set]\n"engagement.JPN" = 3\n', seeds)
    np.testing.assert_array_equal(held, share(tmp_path, EVENT, seeds))
    np.testing.assert_array_equal(held, share(tmp_path, "", seeds, "engagement.JPN=3"))


def test_a_factor_in_the_base_year_is_absorbed_and_one_that_is_held_is_not(
    tmp_path: Path, seeds: Seeds
) -> None:
    plain = share(tmp_path, "", seeds)
    held = share(tmp_path, '[set]\n"engagement.JPN" = 3\n', seeds)
    base = share(tmp_path, '[set]\n"factors.engagement.JPN" = 3\n', seeds)
    gained = (held - plain)[:, -1].mean()
    assert gained > 0.001
    assert abs((base - plain)[:, -1].mean()) < 0.3 * gained
