"""The report that the app hands out is the one that the commands make."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.app import reporting
from model.cli import cli
from model.experiments.store import StoreError
from model.studio.answering import Ask, Studio
from model.studio.playing import StaleError
from tests.cli.conftest import only
from tests.studio.server import serving
from tests.studio.test_app import Site

CHANGED = {
    "scenario": "us-leaves",
    "changes": {"engagement.USA": 0.9, "events.us-disengages.start": "2027Q1"},
    "world": {"unity": 0.5},
    "runs": 50,
}


@pytest.fixture(scope="module")
def site(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("own")
    with serving(studio, folder) as port:
        yield Site(port, folder)


def call(*words: str | Path) -> None:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output


@pytest.mark.long
def test_a_report_is_the_one_that_the_commands_make(site: Site, tmp_path: Path) -> None:
    reply = site.post("/api/report", CHANGED)
    assert reply.status == 200, reply.body
    assert reply.headers["content-disposition"] == 'attachment; filename="us-leaves-report.html"'
    usual = ["--runs", "50", "--entropy", "1", "--no-figures", "--workers", "1", "--out", tmp_path]
    world = ["--set", "unity=0.5"]
    own = ["--set", "engagement.USA=0.9", "--set", 'events.us-disengages.start="2027Q1"']
    call("run", "baseline", *usual, *world)
    call("run", "us-leaves", *usual, *world, *own)
    folders = [only(tmp_path, f"{name}-*") for name in ("baseline", "us-leaves")]
    call("report", *folders, "--out", tmp_path / "page.html", "--workers", "1")
    assert reply.body.decode() == (tmp_path / "page.html").read_text(encoding="utf-8")
    assert list(site.folder.iterdir()) == []


def test_a_scenario_that_is_its_own_base_is_reported_alone(studio: Studio) -> None:
    ask = Ask("baseline")
    page = reporting.make_report(studio, studio.load(ask), ask, lambda: False).decode()
    assert "steppewise run baseline --runs 50 --entropy 1" in page
    assert "steppewise compare" not in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({**CHANGED, "runs": 7}, "runs: must be one of 50, 200, 1000, not 7"),
        ({**CHANGED, "scenario": "../us-leaves"}, "unknown scenario '../us-leaves'"),
        ({**CHANGED, "changes": {"unit": 1}}, "did you mean 'unity'?"),
    ],
)
def test_a_wrong_question_has_no_report(site: Site, sent: object, told: str) -> None:
    reply = site.post("/api/report", sent)
    assert reply.status == 422
    assert told in "\n".join(reply.json["problems"])


def test_a_report_that_fails_says_what_to_do(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise StoreError("no room is left.")

    monkeypatch.setattr(reporting, "run_request", fail)
    said = "report: could not be made: no room is left; try again, or use `steppewise report`"
    reply = site.post("/api/report", CHANGED)
    assert (reply.status, reply.json["problems"]) == (422, [said])


def test_a_report_is_given_up_when_the_program_ends(studio: Studio) -> None:
    ask = Ask("us-leaves")
    with pytest.raises(StaleError):
        reporting.make_report(studio, studio.load(ask), ask, lambda: True)
