"""Whatever stands in a file, reading it ends well or in an InputError."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_seeds import BASELINE, write_scenario, write_seeds, write_table
from test_scenario_files import FULL

from model.inputs.formats.problems import InputError, Problem
from model.inputs.scenarios import scenario_library as library
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

PIECES = (
    b"\n", b",", b'"', b"=", b"[", b"]", b"[[events]]\n", b"{", b"}", b".", b"*", b"-", b"1e999",
    b"nan", b"'", b"\xff", b"\0", b"true", b'"2026Q1"', b"set", b"[set]\n", b"extends = 'mine'\n",
    b"9" * 400, b"1979-05-27", b"\xef\xbb\xbf", b"\r", b"#", b"events = 3\n", b"all",
)  # fmt: skip
WORDS = st.text(max_size=30) | st.sampled_from(
    ["ties.*.*.*", "events.cku-opens.start", "parameters.*", "interests.*.low", "factors.unity"]
)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = Path(folder)
        write_seeds(root / "seeds")
        write_table(root / "seeds", "factors", "isolation,CHN,,0.3,share,2024,guess,C,fixed,,,")
        write_scenario(root / "library", "baseline", BASELINE)
        patch.setattr(library, "scenario_folder", lambda: root / "library")
        yield root


@pytest.fixture(scope="module")
def fine(place: Path) -> Seeds:
    return read_seeds(place / "seeds")


def mutate(data: bytes, seed: int) -> bytes:
    """Cut, double, swap and insert at random."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        first, last = sorted(chance.randint(0, len(data)) for _ in range(2))
        last = min(last, first + 40)
        middle = chance.choice([b"", data[first:last] * 2, chance.choice(PIECES)])
        data = data[:first] + middle + data[last if chance.random() < 0.5 else first :]
    return data


def problems_of(read: Callable[[], object]) -> Sequence[Problem]:
    """Return what is wrong; anything but an InputError goes on up and fails the test."""
    try:
        read()
    except InputError as error:
        return error.problems or [Problem("", None, "", "")]
    return ()


def try_scenario(place: Path, seeds: Seeds, data: bytes, options: tuple[str, ...] = ()) -> None:
    path = place / "mine.toml"
    path.write_bytes(data)
    problems = problems_of(lambda: load_scenario(path, seeds, options))
    assert all(problem.message for problem in problems)


@given(data=st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_random_bytes_are_no_scenario_but_no_crash(place: Path, fine: Seeds, data: bytes) -> None:
    try_scenario(place, fine, data)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_a_mutated_scenario_never_crashes(place: Path, fine: Seeds, seed: int) -> None:
    text = FULL + '[set]\n"ties.*.KAZ.trade" = {value = 1, low = 0.5}\nevents.licences.lag = 3\n'
    try_scenario(place, fine, mutate(text.encode(), seed))


@given(key=WORDS, value=st.text(max_size=20) | st.sampled_from(["1", "[0, 9]", "{low = 1}", "x"]))
@settings(max_examples=200, deadline=None)
def test_a_random_option_never_crashes(place: Path, fine: Seeds, key: str, value: str) -> None:
    try_scenario(place, fine, BASELINE.encode(), (f"{key}={value}",))


@given(data=st.data(), seed=st.integers(0, 2**32), wild=st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_mutated_seed_file_never_crashes(
    place: Path, data: st.DataObject, seed: int, wild: bool
) -> None:
    files = sorted((place / "seeds").glob("*.csv"))
    path = data.draw(st.sampled_from(files))
    good = path.read_bytes()
    try:
        path.write_bytes(random.Random(seed).randbytes(99) if wild else mutate(good, seed))
        problems = problems_of(lambda: read_seeds(place / "seeds"))
        assert all(problem.message for problem in problems)
    finally:
        path.write_bytes(good)
