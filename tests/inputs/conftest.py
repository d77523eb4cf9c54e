"""A small world of seeds and a small library, in the current folder of every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_seeds import BASELINE, write_scenario, write_seeds

from model.inputs.formats.problems import InputError
from model.inputs.scenarios import scenario_library as library_module
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

Loader = Callable[..., tuple[Scenario, Seeds]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A complete folder of seeds, called `seeds`, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_seeds(tmp_path / "seeds")


@pytest.fixture
def seeds(folder: Path) -> Seeds:
    """The small seeds, read."""
    return read_seeds(folder)


@pytest.fixture
def library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library, called `library`, that holds only a baseline."""
    shelf = folder.parent / "library"
    write_scenario(shelf, "baseline", BASELINE)
    monkeypatch.setattr(library_module, "scenario_folder", lambda: shelf)
    return shelf


@pytest.fixture
def load(library: Path, seeds: Seeds) -> Loader:
    """Write a scenario file called mine.toml beside the seeds, and load it."""

    def write_and_load(text: str, *options: str) -> tuple[Scenario, Seeds]:
        path = write_scenario(library.parent, "mine", text)
        return load_scenario(path, seeds, options)

    return write_and_load


@pytest.fixture
def wrong(load: Loader) -> Callable[..., list[str]]:
    """Return the messages about a wrong scenario file."""

    def messages(text: str, *options: str) -> list[str]:
        with pytest.raises(InputError) as caught:
            load(text, *options)
        assert str(caught.value).splitlines() == [str(p) for p in caught.value.problems]
        return [str(problem) for problem in caught.value.problems]

    return messages


@pytest.fixture
def wrong_seeds(folder: Path) -> Callable[[], list[str]]:
    """Return the messages about the small seeds after a test has broken them."""

    def messages() -> list[str]:
        with pytest.raises(InputError) as caught:
            read_seeds(folder)
        return [str(problem) for problem in caught.value.problems]

    return messages
