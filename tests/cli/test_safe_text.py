"""What others wrote into files reaches a terminal or a spreadsheet as text, and as nothing else."""

from __future__ import annotations

import ast
import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from model.analysis.answers.sheets import workbook_of
from model.cli import cli
from model.commands.printing import say
from model.commands.progress import Bars
from model.experiments.summary import write_rows
from model.inputs.scenarios.scenario_library import Card
from model.storage.csv_text import safe, write_csv

ROOT = Path(__file__).resolve().parents[2] / "model"
ESCAPE = "\x1b]0;owned\x07\x1b[31m\u202e\u2028\ud800"
SHOWN = "\\x1b]0;owned\\x07\\x1b[31m\\u202e\\u2028\\ud800"
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0")
NUMBERS = ("-1", "-1 to 1", "+1.5", "-1e-05", "-.5", "-inf", "nan")
WAYS_OUT = {"commands/printing.py": ("echo",), "storage/csv_text.py": ("writer",),
            "experiments/summary.py": ("to_csv",), "cli.py": ("echo",),
            "validation/hindcast/words.py": ("print",), "experiments/optional_steps.py": ("print",),
            "commands/progress.py": ("print",)}  # fmt: skip
"""Where alone text is printed or written as CSV."""

WORDS = ("print", "echo", "secho", "writer", "DictWriter", "to_csv", "to_excel")


def find_ways_out() -> Iterator[tuple[str, str]]:
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(f"{word}(" in text for word in WORDS):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in WORDS:
                    yield path.relative_to(ROOT).as_posix(), name


def test_text_is_printed_and_tables_are_written_in_one_place() -> None:
    assert {(file, name) for file, name in find_ways_out() if name not in WAYS_OUT.get(file, ())} \
        == set()  # fmt: skip


def test_control_characters_are_printed_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"a{ESCAPE}\nb")
    say(ESCAPE, err=True)
    assert capsys.readouterr() == (f"a{SHOWN}\nb\n", f"{SHOWN}\n")


def test_a_stream_that_does_not_know_a_letter_gets_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    say("Türkiye")
    stream.flush()
    assert stream.buffer.getvalue() == b"T\\xfcrkiye\n"  # type: ignore[attr-defined]


def test_wrong_words_of_a_command_are_told_as_text(refused: Callable[..., str]) -> None:
    wrong = ESCAPE[:9]
    for words in ((f"--x{wrong}",), ("run", f"--x{wrong}"), (f"x{wrong}",),
                  ("run", "baseline", "--interests", wrong), ("check", wrong)):  # fmt: skip
        said = refused(2, *words)
        assert "\x1b" not in said
        assert "\\x1b]0;owne" in said


def test_titles_of_a_list_are_printed_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    card = Card("a", f"T{ESCAPE[:9]}", f"Q{ESCAPE[:9]}", (), Path("a.toml"), "")
    monkeypatch.setattr("model.commands.list_command.list_scenarios", lambda: [card])
    said = CliRunner().invoke(cli, ["list"]).output
    assert said.startswith("a: T\\x1b]0;owned\n    Q\\x1b]0;owned\n")


def test_a_label_of_a_stage_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    with Bars() as bars:
        bars.watch(f"[bold]{ESCAPE}[/nothing]", 1, iter([1]))
    assert f"[bold]{SHOWN}[/nothing]" in capsys.readouterr().err


@pytest.mark.parametrize("word", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_text(word: str) -> None:
    assert safe(word)[0] in "'\\"
    frame, one, two = pd.DataFrame({word: [word], "n": [-1.5]}), io.StringIO(), io.StringIO()
    write_rows(frame, one)
    write_csv(two, [word, "n"], [[word, -1.5]])
    assert one.getvalue() == two.getvalue()
    rows = list(csv.reader(io.StringIO(one.getvalue())))
    assert rows == [[safe(word), "n"], [safe(word), "-1.5"]]


@pytest.mark.parametrize("word", [*NUMBERS, "", "a=b", "JPN", "1 - 2", "Türkiye", "a,b", 'a"b'])
def test_a_number_or_a_plain_word_is_written_as_it_is(word: str) -> None:
    assert safe(word) == word
    file = io.StringIO()
    write_csv(file, ["x", "y"], [[word, 1]])
    assert list(csv.reader(io.StringIO(file.getvalue()))) == [["x", "y"], [word, "1"]]


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    words = [*FORMULAS, "http://example.org", ESCAPE[:9], "{=1}"]
    data = workbook_of({"t": pd.DataFrame({"=x": words})}, {"=h": words})
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None


SWEEP = """title = "=cmd|' /C calc'!A0"
scenarios = ["a,b", "=1+1"]
replications = 1
dates = ["2025Q2"]
[design]
kind = "list"
points = [{fear = 0.4}]
[[factors]]
name = "fear"
path = "parameters.fear"
range = [0.1, 0.9]
[[levers]]
name = "l"
[[levers.alternatives]]
name = "=cmd|' /C calc'!A0"
[[levers.alternatives]]
name = "@SUM(1+1)"
set.engagement.JPN = 2
[[outcomes]]
outcome = "region_share"
power = "JPN"
name = "j"
"""


def test_a_sweep_of_files_with_odd_names_writes_tables_of_text_in_their_columns(
    here: Path, steppewise: Callable[..., object]
) -> None:
    for name in ("a,b", "=1+1"):
        text = 'title = "x"\nextends = "baseline"\nuntil = "2025Q2"\n'
        (here / f"{name}.toml").write_text(text)
    (here / "mine.toml").write_text(SWEEP)
    result = CliRunner().invoke(cli, ["sweep", "mine.toml", "--workers", "1"])
    assert result.exit_code == 0, result.output
    folder = next(Path("results").glob("mine-*"))
    table = pd.read_csv(folder / "experiments.csv")
    assert list(table.columns) == ["experiment", "scenario", "l", "fear"]
    assert list(table["scenario"]) == ["a,b", "a,b", "'=1+1", "'=1+1"]
    assert list(table["l"]) == ["'=cmd|' /C calc'!A0", "'@SUM(1+1)"] * 2
    assert list(table["fear"]) == [0.4] * 4
    summary = pd.read_csv(folder / "summary.csv")
    assert set(summary["scenario"]) == {"a,b", "'=1+1"}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {each[0] for each in manifest["combinations"]} == {"a,b", "=1+1"}
