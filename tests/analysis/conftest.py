"""Synthetic results and seeds for the tests of the review."""

import json
from pathlib import Path

import pytest
import xarray as xr
from synthetic import MEMBERS, Seeds, made_manifest, made_map, made_result

from model.storage.manifest import Manifest


@pytest.fixture(scope="session")
def base() -> xr.Dataset:
    return made_result("Left alone", "baseline", 20)


@pytest.fixture(scope="session")
def other() -> xr.Dataset:
    return made_result("Japan engages", "engagement", 20, push=0.4)


@pytest.fixture(scope="session")
def manifest() -> Manifest:
    return made_manifest("Japan engages", "engagement", 20)


@pytest.fixture
def seeds(tmp_path: Path) -> Seeds:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "map.json").write_text(json.dumps(made_map()))
    return Seeds(MEMBERS, folder)
