"""The shipped seeds and episodes, played once for all tests of the studies."""

from __future__ import annotations

import pytest

from model.inputs.history.history import History, read_history
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import Manifest
from model.validation.episodes.find import Judged, play_episodes
from model.validation.hindcast.forecasts import Hindcast
from model.validation.hindcast.record import Past, gather_past
from tests.analysis.synthetic import made_manifest
from tests.validation.made_hindcast import made_hindcast, nothing_changes

RUNS, ENTROPY = 200, 1


@pytest.fixture(scope="session")
def judged(shipped: Seeds) -> tuple[Judged, ...]:
    """Every observation of every shipped episode, judged."""
    return tuple(play_episodes(shipped, RUNS, ENTROPY))


@pytest.fixture(scope="session")
def history() -> History:
    return read_history()


@pytest.fixture(scope="session")
def past(history: History) -> Past:
    return gather_past(history)


@pytest.fixture(scope="session")
def unchanged(past: Past, history: History) -> Hindcast:
    """The hindcast of a model in which nothing ever changes."""
    return made_hindcast(past, history, nothing_changes)


@pytest.fixture(scope="session")
def manifest() -> Manifest:
    return made_manifest("Japan engages", "engagement", 20)
