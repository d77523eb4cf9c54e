"""Whatever is asked of a sweep has an answer, or is refused with one message: nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sweeps import make_sweep

from model.experiments.conditions.judge import judge
from model.experiments.conditions.sums import find_asked
from model.inputs.formats.problems import InputError

NAMES = {"power": {"CHN": "China", "JPN": "Japan"}, "state": {"KAZ": "Kazakhstan"}}
NAMED = "share price peak CHN JPN KAZ China 'China' gallium-x leader rank"
JOINED = "and or not at by until ( ) < <= > >= = != == + - *"
GIVEN = "1 0.5 20% 1e999 9e307 2030 2030Q1 2030Q4 2040Q4 0000 9999 0000Q1"
STRAY = ". ' \" \u00e9 \u00d7 \0"
WHOLE = ("at 2030Q4", "until 2030", "leader KAZ", "share JPN KAZ", "share CHN KAZ", "rank JPN KAZ")
WORDS = (*" ".join((NAMED, JOINED, GIVEN, STRAY)).split(" "), *WHOLE)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=30)


@pytest.fixture(scope="module")
def sweep() -> xr.Dataset:
    outcomes = {
        "share": (("power", "state", "turn"), np.linspace(0, 1, 24).reshape(3, 2, 1, 4)),
        "price": (("mineral", "turn"), np.full((3, 1, 4), 1.5)),
        "peak": ((), np.array([1.0, np.nan, 3.0])),
    }
    coords = {"power": ["CHN", "JPN"], "state": ["KAZ"], "mineral": ["gallium-x"]}
    return make_sweep({"x": [0.1, 0.2, 0.3]}, outcomes, coords=coords)


def said_of(error: InputError, option: str, text: str) -> None:
    for problem in error.problems:
        assert (problem.file, problem.key) == (option, f"'{text}'")
        assert problem.message


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_any_condition_is_judged_or_refused(sweep: xr.Dataset, text: str) -> None:
    try:
        judged = judge(text, sweep, NAMES, "--where")
    except InputError as error:
        said_of(error, "--where", text)
    else:
        assert judged.holds.shape == (3, 1)
        assert np.isin(judged.holds[~np.isnan(judged.holds)], (0, 1)).all()


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_any_outcome_is_found_or_refused(sweep: xr.Dataset, text: str) -> None:
    try:
        found = find_asked(text, "--outcome", sweep, NAMES)
    except InputError as error:
        said_of(error, "--outcome", text)
    else:
        assert found.values.shape[:2] == (3, 1)
        assert len(found.turns) == found.values.shape[2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 > 0", "names no outcome beside '1 0' at character 1"),
        ("share JPN KAZ > 0 and 2 = 2", "names no outcome beside '2 2' at character 23"),
        ("share JPN KAZ > 1e999", "'1e999' at character 17 is too large for a number"),
    ],
)
def test_a_condition_on_numbers_alone_is_refused(sweep: xr.Dataset, text: str, said: str) -> None:
    with pytest.raises(InputError, match=f"^--where: '{text}': {said}"):
        judge(text, sweep, NAMES, "--where")


def test_a_sum_of_numbers_alone_is_refused(sweep: xr.Dataset) -> None:
    with pytest.raises(InputError) as caught:
        find_asked("1 + 2", "--outcome", sweep, NAMES)
    assert str(caught.value) == (
        "--outcome: '1 + 2': names no outcome beside '1 2' at character 1; "
        "write it like share JPN KAZ > 20%"
    )
