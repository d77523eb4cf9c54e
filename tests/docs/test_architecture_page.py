"""The picture of the architecture shows every folder, each below all that it imports from."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from parts.imports import find_imports, in_order

ROOT = Path(__file__).resolve().parents[2]


def test_every_folder_stands_in_the_picture_below_what_it_imports_from() -> None:
    picture = (ROOT / "docs/images/architecture.svg").read_text(encoding="utf-8")
    boxes = re.findall(r'y="(\d+)" text-anchor="middle"[^>]*>(\w+)<', picture)
    heights = {name: int(height) for height, name in boxes}
    folders = {path.parent.name for path in (ROOT / "model").glob("*/__init__.py")}
    assert set(heights) == folders
    imports = find_imports()
    assert all(heights[o] < heights[name] for name in imports for o in imports[name])
    assert picture.count("<path") == 2 * sum(map(len, imports.values()))


def test_imports_that_go_round_are_told() -> None:
    with pytest.raises(ValueError, match="imports go round among a, b"):
        in_order({"a": frozenset("b"), "b": frozenset("a"), "c": frozenset()})


def test_an_old_picture_and_an_old_reference_are_named(
    checkout: Path, generate: Callable[..., Any]
) -> None:
    picture, code = checkout / "docs/images/architecture.svg", checkout / "model/api/played.py"
    picture.write_text(picture.read_text().replace("inputs", "input"))
    code.write_text(code.read_text().replace("Play a scenario and", "Play one and"))
    told = generate("--check", root=checkout).stdout
    assert "docs/images/architecture.svg: picture: is stale" in told
    assert "docs/api.md: api: is stale" in told
