"""The notebooks run from top to bottom, and are stored without what they gave."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def play(source: str, name: str, names: dict[str, Any]) -> Any:
    """Do what a cell says; the value of its last line, as a notebook shows it."""
    tree = ast.parse(source, name)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)
    return last and eval(compile(ast.Expression(last.value), name, "eval"), names)


def test_there_are_two_notebooks_and_the_documents_name_them() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first_run", "sweep"]
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    assert all(f"../notebooks/{path.name}" in page for path in NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_something(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    shown = [play("".join(cell["source"]), path.name, names) for cell in code_cells(path)]
    assert any(len(repr(each)) > 100 for each in shown)
    assert len(capsys.readouterr().out.splitlines()) > 4
    assert not list(tmp_path.iterdir()), "a notebook leaves files behind"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    assert all(not c["outputs"] and c["execution_count"] is None for c in code_cells(path))
