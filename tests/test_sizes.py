"""Files and functions stay short enough to be read at one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MODEL = Path(__file__).resolve().parents[1] / "model"
MOST_LINES = 250
MOST_PARAMETERS = 6
FILES = sorted(MODEL.rglob("*.py"))


def count_parameters(source: str) -> Iterator[tuple[str, int]]:
    """Each function and how many parameters it takes, beside `self` and `cls`.

    The function behind a command is left out: click hands it one argument an option.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if any("click." in ast.unparse(decorator) for decorator in node.decorator_list):
            continue
        given = node.args
        names = [each.arg for each in given.posonlyargs + given.args + given.kwonlyargs]
        yield node.name, len([name for name in names if name not in ("self", "cls")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(MODEL).as_posix())
def test_no_file_is_longer_than_the_bar(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


FORMULAS = "rules"
"""Folder whose functions take each quantity of their formula by its name."""

STAGES = {
    "simulate", "play", "turn", "weigh_motives", "follow", "remember", "move_ties", "_push_trade",
    "_push_resources", "_push_points", "view_of_state", "_settle_deals",
}  # fmt: skip
"""Functions of the engines that take the parts of a quarter side by side; no more may join them."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(MODEL).as_posix())
def test_no_function_takes_more_parameters_than_the_bar(path: Path) -> None:
    if path.relative_to(MODEL).parts[0] == FORMULAS:
        return
    counted = count_parameters(path.read_text(encoding="utf-8"))
    assert {name for name, count in counted if count > MOST_PARAMETERS} <= STAGES


def test_parameters_are_counted_and_those_of_commands_left_out() -> None:
    source = "@click.command()\ndef a(b, c): ...\nclass D:\n    def e(self, f, *, g=1): ...\n"
    assert list(count_parameters(source)) == [("e", 2)]
