"""Readers of other packages: what the text bears out is taken, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from articles import ARTICLE
from click.testing import CliRunner, Result

from model.cli import cli
from model.reading import plugins

QUOTE = "Tashkent hosts many visitors"
Row = dict[str, Any]
Call = Callable[..., Result]


def row(paragraphs: Iterable[Mapping[str, str]], **changes: Any) -> Row:
    """A row that the text bears out, with some cells changed."""
    one = next(one for one in paragraphs if QUOTE in one["text"])
    start = one["text"].index(QUOTE)
    told = {"paragraph": one["id"], "start": start, "end": start + len(QUOTE), "quote": QUOTE,
            "holder": "Tashkent", "domain": "diplomacy", "stance": "+"}  # fmt: skip
    return {**told, **changes}


def honest(paragraphs: list[Row]) -> list[Row]:
    return [row(paragraphs, rival="the Kremlin")]


def lying(paragraphs: list[Row]) -> list[Any]:
    return [
        row(paragraphs, quote="Tashkent hosts no visitor at all"),
        row(paragraphs, start=-3),
        row(paragraphs, start="0"),
        row(paragraphs, paragraph="P99"),
        row(paragraphs, holder="Atlantis\x1b[2J"),
        row(paragraphs, holder="Ukraine"),
        row(paragraphs, holder=""),
        row(paragraphs, domain="magic"),
        row(paragraphs, stance="?"),
        {"paragraph": "P1"},
        "not a row",
    ]


def failing(paragraphs: list[Row]) -> list[Row]:
    raise RuntimeError("no key")


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Read the text of our own with a reader beside ours."""
    names = ("honest", "lying", "failing")
    found = [EntryPoint(name, f"{__name__}:{name}", plugins.GROUP) for name in names]
    monkeypatch.setattr(plugins, "entry_points", lambda group: found)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text(ARTICLE, encoding="utf-8")
    return lambda name: CliRunner().invoke(cli, ["read", "mine.txt", "--reader", name])


def by_readers() -> list[dict[str, str]]:
    with Path("readings/mine/drafts.csv").open(encoding="utf-8") as file:
        return [one for one in csv.DictReader(file) if one["origin"] != "drafted"]


def test_a_row_that_the_text_bears_out_is_drafted_with_its_origin(read: Call) -> None:
    told = read("honest")
    assert told.exit_code == 0, told.output
    (one,) = by_readers()
    assert (one["holder"], one["rival"], one["domain"]) == ("UZB", "RUS", "diplomacy")
    assert (one["origin"], one["confidence"]) == ("drafted-by:honest", "0.30")
    text = Path("readings/mine/text.txt").read_text(encoding="utf-8")
    assert text[int(one["start"]) : int(one["end"])] == one["quote"] == QUOTE
    assert (one["decision"], one["issue"]) == ("", "")


def test_of_a_reader_that_lies_nothing_is_kept_and_each_row_is_told(read: Call) -> None:
    told = read("lying")
    assert told.exit_code == 0, told.output
    assert by_readers() == []
    said = [line.partition("left out: ")[2] for line in told.stdout.splitlines()
            if "of the reader lying is left out: " in line]  # fmt: skip
    assert said == [
        "its quotation does not stand at 167..195 of P3",
        "its quotation does not stand at -3..195 of P3",
        "start must be a whole number",
        "there is no paragraph 'P99'",
        "its holder 'Atlantis\\x1b[2J' is nobody in names.csv",
        "its holder 'Ukraine' is nobody in names.csv",
        "it has no holder",
        "unknown domain 'magic'",
        "its stance must be + or -",
        "it has no start, end, quote, holder, domain, stance",
        "it has no paragraph, start, end, quote, holder, domain, stance",
    ]


def test_a_reader_that_fails_is_told_in_one_line_and_nothing_is_written(read: Call) -> None:
    told = read("failing")
    assert (told.exit_code, Path("readings/mine").exists()) == (2, False)
    assert "the reader failing: failed: RuntimeError: no key" in told.output


def test_an_unknown_reader_is_told_with_those_that_are_there(read: Call) -> None:
    told = read("honnest")
    assert (told.exit_code, Path("readings/mine").exists()) == (2, False)
    assert "--reader: unknown reader 'honnest'; did you mean 'honest'?" in told.output
