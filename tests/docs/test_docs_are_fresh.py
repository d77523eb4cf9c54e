from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Generate = Callable[..., Any]


def edit(file: Path, pattern: str, into: str) -> None:
    """Change the first place that fits."""
    text, count = re.subn(pattern, into, file.read_text(), count=1, flags=re.MULTILINE)
    assert count == 1, f"{file.name} has no {pattern}"
    file.write_text(text)


def test_the_documents_are_fresh(generate: Generate) -> None:
    told = generate("--check")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout == ""


def test_a_changed_seed_makes_the_check_fail_and_name_the_part(
    checkout: Path, generate: Generate
) -> None:
    edit(checkout / "seeds/parameters.csv", r"^hedging,[^,]+,", "hedging,2.71,")
    told = generate("--check", root=checkout)
    assert told.returncode == 1
    assert told.stdout == "docs/odd.md: parameters: is stale: run python docs/generate.py\n"
    assert generate(root=checkout).returncode == 0
    assert "| `hedging` | 2.71 |" in (checkout / "docs/odd.md").read_text()
    assert generate("--check", root=checkout).returncode == 0


def test_changed_code_and_scenarios_make_the_check_fail(checkout: Path, generate: Generate) -> None:
    edit(checkout / "model/rules/granting.py", '^"""', '"""Changed. ')
    edit(checkout / "model/world/state.py", '^    """\\(power, ', '    """(changed, ')
    edit(checkout / "model/inputs/seeds/specification/factors.csv", ",share,", ",changed,")
    edit(checkout / "scenarios/baseline.toml", '^title = "', 'title = "Changed ')
    before = (checkout / "docs/odd.md").read_text()
    told = generate("--check", root=checkout)
    assert told.returncode == 1
    stale = {tuple(line.split(": ")[:2]) for line in told.stdout.splitlines()}
    named = {"submodels", "state-variables", "factors", "scenarios"}
    assert {("docs/odd.md", part) for part in named} <= stale
    assert ("docs/scenarios.md", "factors") in stale
    assert (checkout / "docs/odd.md").read_text() == before


def test_a_hand_in_a_generated_part_is_caught(checkout: Path, generate: Generate) -> None:
    edit(checkout / "docs/odd.md", r"^\| `ties` \|", "| `bonds` |")
    assert "state-variables" in generate("--check", root=checkout).stdout


@pytest.mark.parametrize("arguments", [["--chekc"], ["--check", "--check"]])
def test_an_unknown_option_is_refused(generate: Generate, arguments: list[str]) -> None:
    told = generate(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert "usage" in told.stderr
