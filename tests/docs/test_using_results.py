"""The page on using results: what it shows in Python and on the command line works as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from click.testing import CliRunner

import model
from model.analysis.export.export_target import NAMES
from model.cli import cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "using-results.md").read_text(encoding="utf-8")
SWEEP = """
title = "A small sweep"
scenarios = ["short"]
dates = ["2026Q4"]
replications = 2
[design]
kind = "latin"
size = 2
[[factors]]
name = "precision"
path = "parameters.precision"
[[outcomes]]
outcome = "share"
state = "KAZ"
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page with the folders of real results in an empty current folder."""
    monkeypatch.chdir(tmp_path)
    quick = ("--runs", "8", "--until", "2026Q4", "--no-figures", "--workers", "1")
    for scenario in ("baseline", "japan-delivers"):
        assert CliRunner().invoke(cli, ["run", scenario, *quick]).exit_code == 0
    short = 'title = "Short"\nextends = "baseline"\nuntil = "2026Q4"\n'
    (tmp_path / "short.toml").write_text(short)
    (tmp_path / "japan-share.toml").write_text(SWEEP)
    model.sweep("japan-share.toml", out="results")
    text = PAGE
    for folder in Path("results").iterdir():
        text = text.replace(f"results/{folder.name[:-13]}-...", f"results/{folder.name}")
    return text


@pytest.mark.filterwarnings("ignore:.*does not have a Zarr V3 specification")
@pytest.mark.filterwarnings("ignore:Consolidated metadata is currently not part")
def test_every_snippet_works_as_it_stands(page: str, tmp_path: Path) -> None:
    matplotlib.use("agg", force=True)
    names: dict[str, object] = {}
    snippets = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(snippets) == 7
    for snippet in snippets:
        exec(compile(snippet, "using-results.md", "exec"), names)
    assert (tmp_path / "kazakhstan.nc").is_file()
    commands = re.findall(r"^    (steppewise export [^#\n]*)", page, re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        told = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert told.exit_code == 0, told.output
    values = pd.read_csv("share.csv")
    assert set(values["outcome"]) == {"share", "ties"}
    assert all(f"`{name}`" in page for name in NAMES.values())
    (table,) = Path("results").glob("baseline-*/export.csv")
    assert all(f"`{column}`" in page for column in pd.read_csv(table, nrows=0).columns)
