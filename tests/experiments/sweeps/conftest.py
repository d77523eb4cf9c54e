"""Small sweeps over a short horizon, and how a test plays them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_sweeps import SHORT, write_sweep

from model.inputs.seeds.seeds import Seeds, read_seeds


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read_seeds()


@pytest.fixture
def sweep_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a small sweep, with other words in it where asked, beside a short scenario."""

    def write(**changes: str) -> Path:
        return write_sweep(tmp_path, **changes)

    return write


@pytest.fixture(scope="session")
def short() -> str:
    return SHORT
