"""The page on what the shipped sweeps tell rests on the sweeps and the rules as they are."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from model.inputs.seeds.seeds import read_seeds

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \| `([0-9a-f]{12})` \| ([0-9.]+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page() -> ModuleType:
    """The program that makes the page."""
    sys.path.insert(0, str(ROOT / "docs"))
    import findings

    return findings


def test_the_page_was_made_from_the_sweeps_and_with_the_rules_as_they_are(page: ModuleType) -> None:
    told = {name: rest for name, *rest in ROW.findall(PAGE)}
    for name, digest, mark in page.digests(read_seeds()):
        assert told[name][0] == digest, f"{name}: stale: run make findings"
        assert mark == pytest.approx(float(told[name][1]), rel=1e-6), f"{name}: run make findings"


def test_it_tells_of_every_shipped_sweep_and_no_part_is_empty(page: ModuleType) -> None:
    shipped = {path.stem for path in (ROOT / "scenarios" / "sweeps").glob("*.toml")}
    assert set(page.SWEEPS) == shipped
    parts = dict(re.findall(r"<!-- begin generated: (\S+) -->(.*?)<!-- end", PAGE, re.DOTALL))
    asked = {f"{name}-where" for name, part in page.SWEEPS.items() if part.asked.where}
    assert set(parts) == shipped | {f"{name}-short" for name in shipped} | asked | {"made-from"}
    assert all(len(text.strip()) > 200 for text in parts.values())


def test_its_figures_are_there(page: ModuleType) -> None:
    images = re.findall(r"\]\((images/[a-z-]+\.png)\)", PAGE)
    assert len(images) == sum(len(part.figures) for part in page.SWEEPS.values())
    assert all((ROOT / "docs" / image).stat().st_size > 10_000 for image in images)
