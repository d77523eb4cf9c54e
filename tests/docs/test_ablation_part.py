"""What moves the results: the part of the page on validation is of the files as they are."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from model.analysis.ablation.cases import PARTS, STEPS
from model.analysis.ablation.phrases import LABELS, STEP_LABELS
from model.inputs.seeds.seeds import read_seeds

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "ablation.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The program that makes the part."""
    sys.path.insert(0, str(ROOT / "docs"))
    import ablation

    return ablation


def test_the_part_was_made_from_the_files_as_they_are(maker: ModuleType) -> None:
    made_from = PAGE[PAGE.index("input of what moves") :]
    for name, digest in maker.digests(read_seeds()).items():
        assert f"| {name} | `{digest}` |" in made_from, f"{name} changed: run make ablation"


def test_the_part_was_made_with_the_rules_as_they_are(maker: ModuleType) -> None:
    (told,) = re.findall(rf"Marks of the first {maker.FEW} runs: ([0-9., ]+)\.\n", PAGE)
    marks = [float(mark) for mark in told.split(", ")]
    assert maker.fingerprint(read_seeds()) == pytest.approx(marks, rel=1e-6), "run make ablation"


def test_it_tells_of_every_part_step_and_scenario(maker: ModuleType) -> None:
    assert all(f"| {name} " in PAGE for name in maker.SCENARIOS[-1:])
    assert all(f"\n| {label} |" in PAGE for label in (*LABELS.values(), *STEP_LABELS.values()))


def test_every_part_and_step_has_a_name() -> None:
    assert tuple(LABELS) == PARTS
    assert tuple(STEP_LABELS) == STEPS


def test_the_guide_says_what_every_part_is() -> None:
    for label in LABELS.values():
        short = label.removesuffix(" at the base year's")
        assert f"\n| {short} |" in GUIDE, label


def test_the_readme_says_what_decisions_explain_as_the_page_measured_it() -> None:
    (held,) = re.findall(r"\| both held: no decisions \| [^|]*?, (\d+) % ", PAGE)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"powers and states explain {held} % of the movement of influence to 2040" in readme
