"""One studio for all tests: its draws are made once."""

from __future__ import annotations

import pytest

from model.inputs.seeds.seeds import Seeds, read_seeds
from model.studio.answering import Studio

ENTROPY = 1


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="session")
def studio(seeds: Seeds) -> Studio:
    return Studio(seeds, ENTROPY)
