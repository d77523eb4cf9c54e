"""The description names everything that it describes, and what it points at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from parts.markers import drop_parts, find_parts
from parts.source import rule_files
from parts.writers import write_parts

from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import read_seeds
from model.rules.booking import AROUND
from model.rules.decisions import DEALS
from model.rules.ties import CAUSES

DOCS = Path(__file__).resolve().parents[2] / "docs"
ODD = (DOCS / "odd.md").read_text()
PARTS = find_parts(ODD)
BY_HAND = drop_parts(ODD)
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
    "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation",
)  # fmt: skip


def test_every_part_that_is_written_stands_in_a_document() -> None:
    names = ("scenarios.md", "api.md", "architecture.md", "../README.md")
    others = [DOCS / name for name in names]
    used = set(PARTS).union(*(find_parts(path.read_text()) for path in others))
    assert used == write_parts().keys()


@pytest.mark.parametrize("name", Parameters._fields)
def test_every_parameter_is_shown_at_work(name: str) -> None:
    assert re.search(rf"\b{name}\b", BY_HAND + PARTS["submodels"] + PARTS["preparing"])


@pytest.mark.parametrize("name", FACTORS)
def test_every_factor_is_shown_at_work(name: str) -> None:
    assert re.search(rf"\b(factors\.)?{name}\b", BY_HAND + PARTS["submodels"])


def test_every_cause_of_the_ledger_is_explained() -> None:
    for cause in CAUSES:
        assert f"| `{cause}` |" in BY_HAND
    for cause in (*DEALS, *AROUND):
        assert f"`{cause}`" in PARTS["causes"]


def test_every_file_of_rules_has_its_subsection_and_every_concept_its_paragraph() -> None:
    for file in rule_files():
        assert f"`{file}`" in PARTS["submodels"]
    for concept in CONCEPTS:
        assert f"\n**{concept}.**" in BY_HAND


def test_every_source_that_is_cited_is_in_the_list() -> None:
    cited = set(re.findall(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\]", BY_HAND))
    assert len(cited) > 20
    assert cited <= read_seeds().sources.keys()


@pytest.mark.parametrize("name", ["odd.md", "scenarios.md", "glossary.md"])
def test_every_link_inside_the_documents_leads_somewhere(name: str) -> None:
    text = (DOCS / name).read_text()
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        place = DOCS / file if file else DOCS / name
        assert place.exists(), target
        headings = re.findall(r"^#+ (.+)$", place.read_text(), re.MULTILINE)
        assert not anchor or anchor in {anchor_of(heading) for heading in headings}, target


def anchor_of(heading: str) -> str:
    """The anchor that a heading gets where the documents are shown."""
    return re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")
