"""The page that answers the document's question rests on the model as it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_page() -> str:
    return (ROOT / "docs" / "japan.md").read_text(encoding="utf-8")


def test_the_page_was_made_from_the_files_as_they_are() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import japan

    told = dict(re.findall(r"^\| `([a-z-]+)` \| `([0-9a-f]{12})` \|$", load_page(), re.MULTILINE))
    seeds = japan.read_seeds()
    assert told == japan.digests(seeds), "stale: run make japan"
    (mark,) = re.findall(rf"first {japan.FEW} runs of `[a-z-]+`: ([0-9.]+) %\.", load_page())
    assert japan.fingerprint(seeds) == pytest.approx(float(mark), rel=1e-6), "run make japan"


def test_its_figures_are_there() -> None:
    images = re.findall(r"\]\((images/[a-z-]+\.png)\)", load_page())
    assert len(images) == 2
    assert all((ROOT / "docs" / image).stat().st_size > 10_000 for image in images)


def test_the_answer_carries_its_intervals() -> None:
    answer = load_page().split("begin generated: answer -->")[1].split("<!-- end")[0]
    assert len(re.findall(r"\([+-][0-9.]+ to [+-][0-9.]+\)", answer)) >= 3
