"""The guide to sweeps: its example is a sweep, and every key that there is stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model.experiments.sweeps.make_sweep import plan_sweep
from model.experiments.sweeps.sweep_layout import (
    KEEPS,
    KINDS,
    SPREADS,
    FactorEntry,
    LeverEntry,
    OutcomeEntry,
    SweepFile,
)
from model.inputs.seeds.seeds import read_seeds

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_worked_example_is_a_sweep_of_as_many_runs_as_is_said(tmp_path: Path) -> None:
    file = tmp_path / "example.toml"
    file.write_text(EXAMPLE)
    plan = plan_sweep(file, read_seeds()).plan
    assert f"four times: {plan.runs:,} runs." in GUIDE
    assert plan.sweep.levers[0].goals == ("japan-share",)


@pytest.mark.parametrize(
    "layout", [SweepFile, FactorEntry, LeverEntry, OutcomeEntry], ids=lambda each: each.__name__
)
def test_every_key_of_a_sweep_file_stands_in_the_guide(layout: type) -> None:
    told_as = {"note": "note", "source": "note", "interests": "interests"}
    own_words = {"power", "state", "domain", "corridor", "mineral", "title", "question"}
    keys = set(layout.model_fields) - set(told_as) - own_words  # type: ignore[attr-defined]
    assert not {key for key in keys if f"`{key}`" not in GUIDE and f"{key} =" not in GUIDE
                and f"[{key}]" not in GUIDE}  # fmt: skip


@pytest.mark.parametrize("word", [*KINDS, *KEEPS, *SPREADS, "shared", "own", "group"])
def test_every_word_that_a_key_may_hold_stands_in_the_guide(word: str) -> None:
    assert f"`{word}`" in GUIDE or f'"{word}"' in GUIDE
