"""The shipped seeds, read once, and some runs of them."""

from __future__ import annotations

import pytest

from model.inputs.seeds import Seeds, read_seeds
from model.world.drawn import Drawn


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture(scope="session")
def drawn(seeds: Seeds) -> Drawn:
    return Drawn(seeds, 7, 0, 40)
