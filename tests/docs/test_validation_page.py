"""The page on the past: made from the files as they are, with every part and figure there."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from model.experiments.measured_skill import (
    SKILL_FILE,
    describe_measured,
    describe_skill,
    note_measured,
    read_skill,
)
from model.inputs.seeds.seeds import read_seeds
from model.validation.hindcast.find import ask
from model.validation.hindcast.skill_file import describe_skill as describe_skill_of
from tests.validation.made_hindcast import as_it_came, made_hindcast

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page() -> ModuleType:
    """The program that makes the page."""
    sys.path.insert(0, str(ROOT / "docs"))
    import validation

    return validation


def test_the_page_was_made_from_the_files_as_they_are(page: ModuleType) -> None:
    seeds = read_seeds()
    for name, digest in page.digests(seeds).items():
        assert f"| {name} | `{digest}` |" in PAGE, f"{name} changed: run make validation"


def test_the_page_was_made_with_the_rules_as_they_are(page: ModuleType) -> None:
    (mark,) = re.findall(rf"first {page.FEW} runs: ([0-9.]+)\.\n", PAGE)
    assert page.fingerprint(read_seeds()) == pytest.approx(float(mark), rel=1e-6), "make validation"


def test_no_generated_part_is_empty() -> None:
    parts = re.findall(
        r"<!-- begin generated: (\S+) -->(.*?)<!-- end generated: \1 -->", PAGE, re.S
    )
    assert len(parts) == 12 + 3
    assert not [name for name, text in parts if not text.strip()]


def test_ten_years_and_effort_are_told_with_their_numbers(page: ModuleType) -> None:
    question = ask(read_seeds(), 20, 7, posterior=False)
    hindcast = made_hindcast(question.past, question.history, as_it_came)
    told = describe_skill_of(hindcast, question, "prior")
    ten = page.describe_ten_years(told)
    assert "| dated events known | unknown |" in ten
    assert "| came within the 80 % band | 100 % | 100 % |" in ten
    assert "| CRPS, points of share | 0.00 | 0.00 |" in ten
    ratio = told["liveliness"]["known"]["arms"]["ratio"]
    assert f"shares of arms, 5 years | {ratio:.2f} | {ratio:.2f} |" in ten
    effort = page.describe_effort(told)
    arms, contact = told["arms"]["10"], told["contact"]["1"]
    assert f"Uzbekistan, 10 years ahead | 6 | {arms['skill']:+.2f} |" in effort
    assert f"contact, 1 year ahead | {contact['n']} | {contact['skill']:+.2f} |" in effort
    assert "**+0.00** (+0.00 to +0.00)" in effort


def test_its_figures_are_there() -> None:
    images = re.findall(r"\]\((images/[^)]+)\)", PAGE)
    assert len(images) == 3
    assert all((ROOT / "docs" / image).stat().st_size > 10_000 for image in images)


def test_the_kept_skill_is_that_of_the_page() -> None:
    kept = json.loads((ROOT / "seeds" / SKILL_FILE).read_text(encoding="utf-8"))
    table = next(line for line in PAGE.splitlines() if line.startswith("| against persistence |"))
    for value in kept["skill_vs_persistence"].values():
        assert f"**{value:+.2f}**" in table


def test_a_result_tells_the_measured_skill_in_words() -> None:
    seeds = read_seeds()
    kept = read_skill(seeds)
    assert kept is not None
    said, note = describe_measured(seeds), note_measured(seeds)
    for value in kept["skill_vs_persistence"].values():
        assert f"{100 * value:.0f} %" in said
        assert f"{100 * value:.0f}" in note
    assert "Influence itself has no record" in said
    for text in (said, note):
        assert "27 % lower at 1 year, 18 % lower at 3 years, 43 % lower at 5 years" in text
        assert "than that of 'nothing changes', not statistically distinguishable" in text


@pytest.mark.parametrize(
    ("lows", "doubt"),
    [
        ((-0.1, -0.2), "not statistically distinguishable from zero"),
        ((0.004, -0.2), "not statistically distinguishable from zero"),
        ((0.1, -0.2), "statistically distinguishable from zero at 1 year alone"),
        ((0.1, 0.2), "statistically distinguishable from zero each time"),
    ],
)
def test_skill_is_said_with_where_it_is_clear(lows: tuple[float, ...], doubt: str) -> None:
    found = {
        "skill_vs_persistence": {"1": 0.3, "5": -0.2},
        "skill_vs_persistence_90": {
            key: [low, 0.5] for key, low in zip(("1", "5"), lows, strict=True)
        },
    }
    said = "30 % lower at 1 year, 20 % higher at 5 years than that of 'nothing changes'"
    assert describe_skill(found) == f"{said}, {doubt}"


def test_seeds_without_a_kept_skill_say_nothing_of_it(tmp_path: Path) -> None:
    from dataclasses import replace

    seeds = replace(read_seeds(), folder=tmp_path)
    assert read_skill(seeds) is None
    assert describe_measured(seeds) == note_measured(seeds) == ""
    (tmp_path / "posterior").mkdir()
    (tmp_path / SKILL_FILE).write_text("[1, 2", encoding="utf-8")
    assert describe_measured(seeds) == ""
