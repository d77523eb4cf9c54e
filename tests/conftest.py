"""Options of the whole test suite, and the shipped seeds, read once."""

from __future__ import annotations

import pytest

from model.inputs.seeds.seeds import Seeds, read_seeds


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the stored outputs of the scenarios anew instead of comparing with them",
    )


@pytest.fixture(scope="session")
def shipped() -> Seeds:
    return read_seeds()
