"""A report as a browser opens it from a stick: sliders answer, nothing is asked of anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from model.analysis.surrogate.evaluate import predict
from model.cli import cli
from tests.cli.conftest import only
from tests.report.test_live_page import SCENARIO, SWEEP, data_of, surrogate_of

NARROW = 360


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("stick")
    (here / "short.toml").write_text(SCENARIO)
    (here / "two.toml").write_text(SWEEP)
    out = ["--out", str(here / "out")]
    quick = ["--runs", "4", "--no-figures", "--workers", "1"]
    page = here / "page.html"

    def call(*words: str | Path) -> None:
        result = CliRunner().invoke(cli, [str(word) for word in words])
        assert result.exit_code == 0, result.output

    call("run", here / "short.toml", *quick, *out)
    call("sweep", here / "two.toml", *out)
    result, sweep = (only(here / "out", name) for name in ("short-*", "two-*"))
    call("report", result, "--live", sweep, "--out", page, "--no-why", "--workers", "1")
    return page


def test_sliders_answer_as_python_does_and_nothing_is_asked_for(visit: Any, report: Path) -> None:
    page = visit.page
    page.goto(report.as_uri())
    page.fill("#live-0", "3.5")
    page.fill("#live-1", "2026")
    page.wait_for_selector("#live-1-value:has-text('2026Q1')", timeout=5_000)
    page.wait_for_selector("#live-said:has-text('Most moved')", timeout=5_000)
    told = data_of(report.read_text(encoding="utf-8"))
    x = [float(page.input_value("#live-0")), 2026.0]
    assert x[0] == pytest.approx(3.5, abs=0.02)
    answer = predict(surrogate_of(told), np.array([x]))[0]
    for number, row in enumerate(told["rows"][:9]):
        said = page.text_content(f"#live-{number}-1 .value")
        assert float(said.replace(",", "")) == pytest.approx(
            answer[row["mean"][1]], abs=0.51 * 10.0 ** -row["places"]
        )
    assert page.text_content("#live-said").startswith("Most moved against the start: ")
    page.click("#live-back", timeout=5_000)
    assert page.text_content("#live-said") == told["still"]
    assert [one for one in visit.asked if not one.startswith("data:")] == [report.as_uri()]
    assert visit.errors == []


def test_a_slider_cannot_be_moved_beyond_what_was_swept(visit: Any, report: Path) -> None:
    page = visit.page
    page.goto(report.as_uri())
    told = data_of(report.read_text(encoding="utf-8"))
    page.evaluate("document.getElementById('live-0').max = 99")
    page.fill("#live-0", "99")
    assert page.evaluate("valueOf(0)") == told["factors"][0]["high"]


def test_a_phone_scrolls_one_way_only(visit: Any, report: Path) -> None:
    page = visit.page
    page.set_viewport_size({"width": NARROW, "height": 740})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_axe_finds_nothing(browser: Any, report: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(report.as_uri())
    assert axe.run(page).response["violations"] == []
    context.close()
