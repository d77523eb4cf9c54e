"""Whatever is wrong in a file, `check` says it shortly, with file, and line where there is one.

Ten thousand spoilt files take minutes and are played with `make prove`.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fuzzing import spoil
from small_seeds import BASELINE, write_scenario, write_seeds
from test_scenario_files import FULL

from model.commands.check_command import check_scenario, check_sweep
from model.experiments.sweeps import structures
from model.inputs.formats.plain_text import visible_line
from model.inputs.formats.problems import LONGEST, InputError, Problem
from model.inputs.scenarios import scenario_library as library
from model.inputs.scenarios.scenario_library import is_sweep
from model.inputs.seeds.seeds import Seeds, read_seeds

SWEEP = """title = "What moves it"
question = "Which of them?"
scenarios = ["baseline"]
replications = 2
dates = ["2026Q4"]

[design]
kind = "latin"
size = 8

[[factors]]
name = "fear"
path = "parameters.fear"
range = [0.1, 0.9]

[[levers]]
name = "japan"
[[levers.alternatives]]
name = "as it is"
[[levers.alternatives]]
name = "double"
set.engagement.JPN = 2

[[outcomes]]
outcome = "share"
power = "JPN"
state = "KAZ"
"""
MESSAGE = re.compile(r"^(.+?\.(?:toml|csv|json))(?::(\d+))?: ")


class World(NamedTuple):
    """A folder with small seeds, and the seeds as they are read."""

    root: Path
    seeds: Seeds


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = Path(folder)
        write_seeds(root / "seeds")
        write_scenario(root / "library", "baseline", BASELINE)
        for module in (library, structures):
            patch.setattr(module, "scenario_folder", lambda: root / "library")
        patch.chdir(root)
        yield World(root, read_seeds(root / "seeds"))


def check_file(world: World, path: Path) -> tuple[Problem, ...]:
    """Return what `check` finds wrong; anything but an InputError goes on up and fails the test."""
    try:
        if path.suffix == ".csv":
            read_seeds(world.root / "seeds")
        else:
            check = check_sweep if is_sweep(str(path)) else check_scenario
            list(check(str(path), world.seeds, False))
    except InputError as error:
        return error.problems
    return ()


def complain(problem: Problem, data: bytes) -> Iterator[str]:
    """Yield what is wrong with a message."""
    text = str(problem)
    where = MESSAGE.match(text)
    if where is None:
        yield "names no file"
    if problem.line is None and problem.key and " missing" not in problem.message:
        key = re.escape(problem.key.split(".")[0].split("[")[0])
        if re.search(rf"(?m)^\s*[\[\"']*{key}\b", data.decode("utf-8", "replace")):
            yield "names no line where there is one"
    elif where is not None and where[2] and int(where[2]) > data.count(b"\n") + 1:
        yield "names a line that is not there"
    if len(text.removeprefix(where[0] if where else "")) > LONGEST + len(": "):
        yield "is too long"
    if visible_line(text) != text:
        yield "holds control characters"


def spoil_all(world: World, seeds: range) -> Counter[str]:
    """Check a spoilt file for each seed and count what came of them; fails at a bad message."""
    tables = sorted((world.root / "seeds").glob("*.csv"))
    counts: Counter[str] = Counter()
    bad: list[str] = []
    for seed in seeds:
        kind = ("scenario", "sweep", "seeds")[seed % 3]
        path = tables[seed % len(tables)] if kind == "seeds" else world.root / "mine.toml"
        good = {"scenario": FULL, "sweep": SWEEP}.get(kind) or path.read_text(encoding="utf-8")
        data = spoil(good, seed)
        path.write_bytes(data)
        try:
            problems = check_file(world, path)
        finally:
            if kind == "seeds":
                path.write_text(good, encoding="utf-8")
        own = [problem for problem in problems if problem.file.endswith(path.name)]
        bad += [f"{seed}: {text}: {one}" for one in own for text in complain(one, data)]
        counts[f"{kind} {'refused' if problems else 'good'}"] += 1
        counts["messages"] += len(problems)
    assert not bad, "\n".join(bad)
    return counts


def test_two_hundred_spoilt_files_are_told_shortly_with_file_and_line(world: World) -> None:
    counts = spoil_all(world, range(201))
    assert all(counts[f"{kind} refused"] for kind in ("scenario", "sweep", "seeds"))


@pytest.mark.long
def test_ten_thousand_spoilt_files_are_told_shortly_with_file_and_line(world: World) -> None:
    counts = spoil_all(world, range(1000, 11_000))
    print(dict(counts))
    assert counts["messages"] > 10_000
