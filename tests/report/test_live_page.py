"""Sliders on the page: within what was swept, and the same numbers in JavaScript as in Python."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from model.analysis.surrogate.evaluate import Age, Frame, Surrogate, predict
from model.analysis.surrogate.swept import Factor, Series, Swept
from model.analysis.units import PERCENT
from model.cli import cli
from model.experiments.optional_steps import Extras
from model.experiments.run import read_result
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import read_seeds
from model.report.given import Given
from model.report.live import open_live, say_value, start_of, tell_live
from model.report.page import FOLDER, as_data, policy_of
from model.report.parts import Text
from tests.cli.conftest import only
from tests.report.conftest import Reader

NODE = shutil.which("node")
SCENARIO = """title = "Short"
extends = "baseline"
until = "2026Q4"
[[events]]
name = "pull"
factor = "engagement.JPN"
multiply = 2
start = "2025Q3"
note = "made up"
source = "nobody"
"""
SWEEP = """title = "Two numbers </script><b>"
scenarios = ["short"]
replications = 2
dice = "shared"
dates = ["2026Q2", "2026Q4"]
[design]
kind = "latin"
size = 40
[[factors]]
name = "pull"
path = "events.pull.value"
range = [1, 4]
note = "size </script><b>"
[[factors]]
name = "begin"
path = "events.pull.start"
range = ["2025Q2", "2026Q3"]
[[outcomes]]
outcome = "share"
state = "KAZ"
[[outcomes]]
outcome = "failed_projects"
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of a result, and of a sweep of the same scenario."""
    here = tmp_path_factory.mktemp("live")
    (here / "short.toml").write_text(SCENARIO)
    (here / "two.toml").write_text(SWEEP)
    for words in (
        ["run", "short.toml", "--runs", "4", "--no-figures", "--workers", "1"],
        ["sweep", "two.toml"],
    ):
        words[1] = str(here / words[1])
        result = CliRunner().invoke(cli, [*words, "--out", str(here / "out")])
        assert result.exit_code == 0, result.output
    return only(here / "out", "short-*"), only(here / "out", "two-*")


@pytest.fixture(scope="module")
def page(folders: tuple[Path, Path]) -> str:
    """The page with sliders."""
    target = folders[0].parent / "live.html"
    words = ["report", str(folders[0]), "--live", str(folders[1]), "--out", str(target)]
    result = CliRunner().invoke(cli, [*words, "--no-why", "--workers", "1"])
    assert result.exit_code == 0, result.output
    return target.read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    """The numbers that the page reads."""
    text = page.split('<script type="application/json" id="live-data">')[1].split("</script>")[0]
    told: dict[str, Any] = json.loads(text)
    return told


def surrogate_of(told: dict[str, Any]) -> Surrogate:
    model = told["model"]
    frame = Frame(tuple(model["low"]), tuple(model["span"]), tuple(Age(*a) for a in model["ages"]))
    parts = [np.asarray(model[key]) for key in ("inputs", "lengths", "weights", "basis", "mean")]
    return Surrogate(frame, *parts)


def test_the_sliders_do_not_leave_what_was_swept(page: str, folders: tuple[Path, Path]) -> None:
    told = data_of(page)
    rows = (folders[1] / "experiments.csv").read_text().splitlines()[1:]
    swept = np.array([[float(cell) for cell in row.split(",")[2:]] for row in rows])
    sliders = Reader(page).attributes("input")
    assert len(sliders) == len(told["factors"]) == 2
    for place, (slider, factor) in enumerate(zip(sliders, told["factors"], strict=True)):
        assert float(slider["min"]) == factor["low"] == swept[:, place].min()
        assert float(slider["max"]) == factor["high"] == swept[:, place].max()
        assert factor["low"] <= told["start"][place] <= factor["high"]
    assert sliders[1]["step"] == "0.25"
    assert told["factors"][1]["dated"]


def test_the_first_answer_on_the_page_is_that_of_the_surrogate_in_the_middle(page: str) -> None:
    told = data_of(page)
    answer = predict(surrogate_of(told), np.array([told["start"]]))[0]
    cells = re.findall(r'<td id="live-(\d+)-(\d+)"><span class="value">([^<]*)<', page)
    assert len(cells) == 2 * len(told["rows"])
    for row, date, said in cells:
        found = told["rows"][int(row)]
        value = f"{answer[found['mean'][int(date)]]:,.{found['places']}f}"
        assert said == (value.lstrip("-") if float(value) == 0 else value)


def test_the_page_names_errors_and_what_is_left_out(page: str) -> None:
    told, read = data_of(page), Reader(page.split('id="live-heading"')[1].split("</section>")[0])
    assert "Errors at points that were held out, in points" in read.all("caption")
    shown = [row["label"] for row in told["rows"]]
    assert "China's share of influence in Kazakhstan" in shown
    assert any(
        text.startswith("An outcome is shown where 95 % of the errors") for text in read.all("p")
    )
    listed = [text.split(": ")[0] for text in read.all("li")]
    table = page.split("held out, in points</caption>")[1].split("</table>")[0]
    errors = Reader(table).all("th")[4:]
    assert len(errors) > len(shown) / 2
    assert set(shown) <= set(errors)
    assert set(errors) - set(shown) <= set(listed)


@pytest.mark.skipif(NODE is None, reason="Node.js is not here")
def test_javascript_gives_what_python_gives(page: str, tmp_path: Path) -> None:
    told = data_of(page)
    rng = np.random.default_rng(2)
    low = np.array([factor["low"] for factor in told["factors"]])
    high = np.array([factor["high"] for factor in told["factors"]])
    x = low + (high - low) * rng.random((50, len(low)))
    script = (FOLDER / "surrogate.js").read_text(encoding="utf-8")
    asked = tmp_path / "ask.js"
    asked.write_text(
        f"{script}\nconst model = {json.dumps(told['model'])};\n"
        f"const x = {json.dumps(x.tolist())};\n"
        "console.log(JSON.stringify(x.map((one) => predict(model, one))));\n"
    )
    said = subprocess.run([str(NODE), str(asked)], capture_output=True, text=True, check=True)
    found = np.array(json.loads(said.stdout))
    assert np.abs(found - predict(surrogate_of(told), x)).max() < 1e-5


def test_the_page_runs_its_own_script_alone_and_its_data_is_no_markup(page: str) -> None:
    read = Reader(page)
    assert read.attributes("script") == [{"type": "application/json", "id": "live-data"}, {}]
    script = page.split("<script>")[1].split("</script>")[0]
    style = page.split("<style>")[1].split("</style>")[0]
    (policy,) = (one["content"] for one in read.attributes("meta") if "http-equiv" in one)
    assert policy == policy_of(style, script)
    named = b64encode(sha256(script.encode()).digest()).decode()
    assert f"; script-src 'sha256-{named}';" in policy
    assert "innerHTML" not in script
    assert "eval(" not in script
    assert "fetch(" not in script
    assert not read.attributes("b")
    assert "&lt;/script&gt;&lt;b&gt;" in page
    assert not any(name.startswith("on") for _, tag in read.tags for name in tag)
    labels = {label["for"] for label in read.attributes("label")}
    assert {one["id"] for tag in ("input", "select") for one in read.attributes(tag)} == labels


def test_json_within_a_script_cannot_end_it() -> None:
    assert as_data({"a": "</script>&"}) == '{"a":"\\u003c/script\\u003e\\u0026"}'
    assert json.loads(as_data({"a": "</script>&"})) == {"a": "</script>&"}


def test_a_slider_begins_in_the_middle_and_a_date_at_a_quarter() -> None:
    assert start_of(Factor("a", "", 0.0, 3.0, (), False)) == 1.5
    assert start_of(Factor("a", "", 1.0, 9.0, (1.0, 2.0, 9.0), False)) == 2.0
    dated = Factor("a", "", 2027.0, 2029.75, (), True)
    assert start_of(dated) == 2028.5
    assert say_value(dated, 2028.5) == "2028Q3"
    assert say_value(Factor("a", "", 0.0, 1.0, (), False), 0.12345) == "0.123"


def test_sweeps_that_do_not_fit_the_report_are_refused(
    refused: Callable[..., str], folders: tuple[Path, Path], pair: tuple[Path, Path], here: Path
) -> None:
    result, sweep = folders
    out = ("--out", "a.html", "--no-why", "--workers", "1")
    said = refused(2, "report", pair[0], "--live", sweep, *out)
    assert said.startswith("--live: ")
    assert said.endswith("is a sweep of short, and the report is about baseline")
    assert "is not the folder of a sweep" in refused(1, "report", result, "--live", result, *out)
    assert not list(here.iterdir())
    found = read_result(result)
    other = found._replace(manifest={**found.manifest, "seeds_digest": "another"})
    with pytest.raises(InputError, match=r"--live: .* was played with other seeds than the result"):
        open_live(sweep, Given(other, None, read_seeds()))


def test_a_sweep_without_an_outcome_that_meets_the_bar_has_no_sliders() -> None:
    x = np.linspace(0.0, 1.0, 30)[:, None]
    rough = 5 * np.random.default_rng(1).normal(size=(3, 30, 1))
    series = (Series("Rough", "Group", PERCENT, 1.0, rough),)
    swept = Swept("Made up", (Factor("a", "", 0.0, 1.0, (), False),), ("2030Q4",), 1, x, series)
    with WorkerPool(1) as pool:
        section = tell_live(swept, Extras(pool))
    assert [block.kind for block in section.blocks] == ["text", "text", "lines", "text", "table"]
    assert section.blocks[1] == Text(
        "No outcome of the sweep meets the bar, so there is nothing to move."
    )
