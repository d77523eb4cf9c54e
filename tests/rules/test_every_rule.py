"""Every rule equals its slow twin, leaves its arguments alone, and runs on any standard array."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

import array_api_strict
import numpy as np
import pytest
from rule_cases import SIZES, Case, Numbers, Size, change_leaves, leaves

import model.rules

TWINS = [import_module(path.stem) for path in sorted(Path(__file__).parent.glob("slow_*.py"))]
CASES: tuple[Case, ...] = tuple(case for twins in TWINS for case in twins.CASES)

FULL = Size(3, 9, 5, 8)
"""Axes as long as those of the shipped cast: sums over them are added up in more than one go."""

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
every_size = pytest.mark.parametrize("size", SIZES, ids=["x".join(map(str, s)) for s in SIZES])


def make(case: Case, size: Size, entropy: int = 0) -> tuple[Any, ...]:
    return case.arguments(Numbers(size, crc32(case.name.encode()) + entropy))


@every_case
@every_size
def test_a_rule_equals_its_slow_twin(case: Case, size: Size) -> None:
    for entropy in (1, 2):
        given = make(case, size, entropy)
        fast, slow = leaves(case.rule(*given)), leaves(case.twin(*given))
        assert [a.shape for a in fast] == [a.shape for a in slow]
        for quick, patient in zip(fast, slow, strict=True):
            np.testing.assert_allclose(quick, patient, rtol=case.rtol, atol=1e-15)


@every_case
def test_a_rule_leaves_its_arguments_as_they_were(case: Case) -> None:
    given = make(case, SIZES[1])
    assert all(not array.flags.writeable for array in leaves(given))
    before = [array.copy() for array in leaves(given)]
    case.rule(*given)
    for array, copy in zip(leaves(given), before, strict=True):
        np.testing.assert_array_equal(array, copy)


@every_case
@every_size
def test_a_rule_runs_on_the_array_standard_alone(case: Case, size: Size) -> None:
    given = make(case, size)
    strict = change_leaves(given, lambda array: array_api_strict.asarray(array.copy()))
    answer = leaves(case.rule(*strict))
    for quick, plain in zip(answer, leaves(case.rule(*given)), strict=True):
        assert type(quick).__module__.startswith("array_api_strict")
        np.testing.assert_allclose(np.asarray(quick), plain, rtol=1e-14, atol=1e-300)


@every_case
def test_a_run_does_not_feel_the_others(case: Case) -> None:
    given = make(case, FULL)

    def second(array: Any) -> Any:
        return array[1:2] if array.ndim == 4 else array

    together = change_leaves(case.rule(*given), second)
    alone = case.rule(*change_leaves(given, second))
    for part, whole in zip(leaves(alone), leaves(together), strict=True):
        np.testing.assert_array_equal(part, whole)


@every_case
def test_a_rule_keeps_runs_side_by_side_in_memory(case: Case) -> None:
    for array in leaves(case.rule(*make(case, FULL))):
        assert len(array) == 3
        assert array.strides[0] == array.itemsize


def test_every_rule_has_a_twin() -> None:
    names = set()
    for file in pkgutil.iter_modules(model.rules.__path__):
        module = import_module(f"model.rules.{file.name}")
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            if rule.__module__ == module.__name__ and not name.startswith("_"):
                names.add(f"{file.name}.{name}")
    assert names == {case.name for case in CASES}
