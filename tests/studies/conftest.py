"""The shipped seeds and episodes, played once for all tests of the studies."""

from __future__ import annotations

import pytest

from model.inputs.seeds import Seeds, read_seeds
from model.studies.episodes import Judged, play_episodes

RUNS, ENTROPY = 200, 1


@pytest.fixture(scope="session")
def shipped() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="session")
def judged(shipped: Seeds) -> tuple[Judged, ...]:
    """Every observation of every shipped episode, judged."""
    return tuple(play_episodes(shipped, RUNS, ENTROPY))
