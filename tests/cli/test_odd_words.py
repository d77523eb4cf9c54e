"""Words that no command can do anything with: empty ones, and paths that no file can have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("run", ""), "run"),
        (("run", "baseline", "--out", ""), "--out"),
        (("run", "baseline", "--against", " "), "--against"),
        (("run", "baseline", "--until="), "--until"),
        (("check", "baseline", "--seeds", ""), "--seeds"),
        (("compare", "baseline", "cku-2030", "--at", ""), "--at"),
        (("status", ""), "status"),
    ],
)
def test_an_empty_word_is_refused_and_not_taken_for_none(
    refused: Callable[..., str], here: Path, words: tuple[str, ...], given: str
) -> None:
    said = f"Error: empty text after '{given}'; say what is meant, or leave it out"
    assert said in refused(2, *words)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("a/" * 3000, "is too long for a path"),
        ("a/" * 1500, "is too long for a path"),
        ("a" * 300, "is too long for a path"),
        ("a\0b", "is no path: "),
    ],
)
@pytest.mark.parametrize(
    "words",
    [("run", "baseline", "--out"), ("check", "baseline", "--seeds"), ("status",)],
)
def test_a_path_that_no_file_can_have_is_refused(
    refused: Callable[..., str], here: Path, words: tuple[str, ...], path: str, wrong: str
) -> None:
    said = refused(2, *words, path)
    assert wrong in said
    assert "\0" not in said
    assert list(here.iterdir()) == []
