"""The fused stages run uncompiled here: compiling them takes longer than all other tests."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

numba = pytest.importorskip("numba")


@pytest.fixture(scope="session", autouse=True)
def _uncompiled():
    was, numba.config.DISABLE_JIT = numba.config.DISABLE_JIT, 1
    yield
    numba.config.DISABLE_JIT = was


@pytest.fixture(scope="session")
def field():
    from benchmarks.contenders import open_field

    return open_field()
