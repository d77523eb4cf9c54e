"""`steppewise report`: one page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import QUICK, Steppewise, only

SHORT = ("--no-figures", "--workers", "1")


def test_a_report_says_what_compare_says_and_what_is_assumed(
    steppewise: Steppewise, made: Path, here: Path
) -> None:
    base, other = only(made, "baseline-*"), only(made, "japan-delivers-*")
    told = steppewise("report", other, "--against", base, "--to", "r.html", *SHORT)
    assert told.exit_code == 0, told.output
    assert re.fullmatch(r"Report: r\.html \(\d\.\d MB\)\n", told.stdout)
    page = (here / "r.html").read_text(encoding="utf-8")
    compared = steppewise("compare", base, other, *SHORT).output
    lines = re.findall(r"<li>([^<]*)</li>", page.split("<h2>How sure")[0])
    assert lines
    for line in lines:
        assert f"  - {line.replace('&#x27;', chr(39))}\n" in compared
    for words in ("<h2>What is assumed (", "grade C", "How to make it again", "steppewise run"):
        assert words in page


def test_a_report_asks_for_nothing_from_elsewhere_and_runs_nothing(
    steppewise: Steppewise, here: Path
) -> None:
    assert (
        steppewise(
            "run", "cku-2030", "--runs", "4", "--until", "2026Q4", "--workers", "1"
        ).exit_code
        == 0
    )
    folder = only(here / "results", "cku-2030-*")
    assert steppewise("report", folder, "--workers", "1").exit_code == 0
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=['\"](?!data:)", page)
    assert page.count('<img alt="') == 2
    assert "url(" not in page


def test_what_a_scenario_says_is_text_and_no_markup(steppewise: Steppewise, here: Path) -> None:
    evil = "<script>alert(1)</script>"
    (here / "evil.toml").write_text(
        f'title = "{evil}"\nquestion = "{evil}"\nextends = "baseline"\nnarrative = "{evil}"\n'
        '[[sources]]\ntitle = "<b>x</b>"\naddress = "<img src=x>"\n'
        '[[events]]\nname = "x"\nfactor = "unity"\nset = 0.5\nstart = "2025Q1"\n'
        f'note = "{evil}"\nsource = "<b>x</b>"\n'
    )
    assert steppewise("run", "evil.toml", *QUICK).exit_code == 0
    folder = only(here / "results", "evil-*")
    assert steppewise("report", folder, *SHORT).exit_code == 0
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>x" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_folder_that_is_no_result_is_refused(
    refused: Callable[..., str], here: Path, made: Path
) -> None:
    (here / "empty").mkdir()
    assert "is not a folder of results" in refused(1, "report", "empty")
    other = only(made, "baseline-*")
    assert "--at: 2050Q1 is outside the scenario" in refused(
        2, "report", other, "--against", other, "--at", "2050Q1", *SHORT
    )
    assert not list(here.glob("**/*.html"))
