"""The shipped seeds and episodes, played once for all tests of the studies."""

from __future__ import annotations

import pytest

from model.inputs.history import History, read_history
from model.inputs.seeds import Seeds, read_seeds
from model.studies.episodes import Judged, play_episodes
from model.studies.past.cells import Hindcast
from model.studies.past.record import Past, gather_past
from tests.studies.made_hindcast import made_hindcast, nothing_changes

RUNS, ENTROPY = 200, 1


@pytest.fixture(scope="session")
def shipped() -> Seeds:
    return read_seeds()


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
