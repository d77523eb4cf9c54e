"""The shipped seeds, read once, and some runs of them."""

from __future__ import annotations

import pytest

from model.inputs.seeds.seeds import Seeds, read_seeds
from model.world.drawn import Drawn


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    """With every parameter drawn from its own range; a test adds a posterior where it needs one."""
    return read_seeds().with_posterior(None)


@pytest.fixture(scope="session")
def drawn(seeds: Seeds) -> Drawn:
    return Drawn(seeds, 7, 0, 40)
