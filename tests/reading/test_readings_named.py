"""A reading is named wherever its interests act: what is assumed, why, and the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from made_readings import accepted, decide, drafts_of, make

from model.cli import cli
from model.inputs.seeds.seeds import Seeds
from model.reading.accept import Playing, accept
from model.reading.drafting import Reader


def call(*words: str) -> str:
    told = CliRunner().invoke(cli, list(words))
    assert told.exit_code == 0, told.output
    return told.stdout


@pytest.fixture
def here(reader: Reader, seeds: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the pair of scenarios of a reading of which one draft is accepted."""
    reading = make(reader, tmp_path / "mine")
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0])
    accept(reading, decide(reading, drafts), seeds, Playing("add", "2025Q2", 0))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_show_lists_the_interests_of_a_reading_with_their_paragraphs(here: Path) -> None:
    told = " ".join(call("show", "mine.toml").split())
    assert (
        "Interests of mine (1 interest, in force from 2025Q2, beside the shipped ones) "
        "China wants: Said again by us for CHN (reading mine:P1)"
    ) in told
    assert "Interests of mine" not in call("show", "mine-shipped.toml")


def test_why_and_the_report_name_the_reading_and_its_paragraph(here: Path) -> None:
    words = ("--runs", "4", "--until", "2026Q2")
    call("run", "mine.toml", *words, "--against", "mine-shipped.toml")
    (made,) = here.glob("results/mine-????????????")
    (shipped,) = here.glob("results/mine-shipped-????????????")
    one = ("--power", "CHN", "--state", "KGZ", "--at", "2026Q2")
    for more in ((), ("--against", str(shipped))):
        told = " ".join(call("explain", str(made), *more, *one).split())
        assert "(reading mine:P1): Said again by us for CHN" in told
    call("report", str(shipped), str(made), "--out", "page.html")
    page = (here / "page.html").read_text()
    assert "Interests of mine (1 interest, in force from 2025Q2" in page
    assert "reading mine:P1" in page
