"""The script that counts the files that a reader crosses counts them rightly."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def walk() -> ModuleType:
    sys.path.insert(0, str(ROOT / "docs"))
    import walk

    return walk


def test_the_shortest_chain_of_calls_is_found(walk: ModuleType) -> None:
    calls = {("a", "b"): 1, ("b", "c"): 2, ("a", "c"): 1, ("c", "d"): 1, ("x", "y"): 9}
    assert walk.find_chains(calls, "a") == {
        "a": ("a",),
        "b": ("a", "b"),
        "c": ("a", "c"),
        "d": ("a", "c", "d"),
    }


def test_a_call_to_a_folder_further_down_is_a_climb(walk: ModuleType) -> None:
    calls = Counter({("rules/ties.py", "engines/turn.py"): 1, ("engines/turn.py", "rules/a.py"): 5})
    assert walk.Walk(calls, {}).climbs == 1


def test_a_run_is_followed_to_the_rules(walk: ModuleType, tmp_path: Path) -> None:
    words = ("run", "baseline", "--runs", "1", "--until", "2025Q1", "--workers", "1")
    found = walk.follow((*words, "--no-figures", "--out", str(tmp_path)))
    chain = found.chains["rules/priorities.py"]
    assert chain[0] == "commands/run_command.py"
    assert "experiments/sweeps/play.py" in chain
    assert len(found.longest) <= 20
    assert sys.getprofile() is None


def test_every_file_is_counted_once(walk: ModuleType) -> None:
    files = sum(count for count, _ in walk.count_lines().values())
    assert files == len(list((ROOT / "model").rglob("*.py")))
