"""Accepted drafts as an overlay: rows, sources, a pair of scenarios that the model plays."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_readings import accepted, decide, drafts_of, make, place_of

from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds
from model.reading.accept import Playing, accept, start_of
from model.reading.drafting import Reader
from model.reading.readings import Reading


@pytest.fixture
def reading(reader: Reader, tmp_path: Path) -> Reading:
    return make(reader, tmp_path / "mine")


def test_the_scenario_puts_the_accepted_rows_in_force_from_the_quarter_of_publication(
    reading: Reading, seeds: Seeds
) -> None:
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0])
    made = accept(reading, decide(reading, drafts), seeds, Playing())
    assert made.interests == 1
    scenario, laid_over = load_scenario(reading.folder.parent / "mine.toml", seeds)
    (overlay,) = scenario.overlays
    row = next(one for one in overlay.interests if one.id == drafts[0].id)
    assert (row.holder, row.issue, row.salience, row.low, row.high) == (
        ("CHN",), "railway-over-the-tien-shan", 3.0, 1.0, 5.0,
    )  # fmt: skip
    assert (row.paragraph, row.source, row.grade) == (("mine:P1",), ("mine",), "C")
    assert (overlay.mode, overlay.start, overlay.ramp) == (
        "replace-holders",
        quarter_index("2026Q2"),
        4,
    )
    assert "CN1" in overlay.replaced
    assert laid_over.digest == seeds.digest
    shipped, _ = load_scenario(reading.folder.parent / "mine-shipped.toml", seeds)
    assert shipped.overlays == ()
    assert (shipped.start, shipped.until) == (scenario.start, scenario.until)


def test_how_it_is_played_can_be_chosen(reading: Reading, seeds: Seeds) -> None:
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0])
    accept(reading, decide(reading, drafts), seeds, Playing("add", "2027Q1", 0))
    (overlay,) = load_scenario(reading.folder.parent / "mine.toml", seeds)[0].overlays
    assert (overlay.mode, overlay.start) == ("add", quarter_index("2027Q1"))
    assert (overlay.ramp, overlay.replaced) == (0, ())


def test_new_issues_are_told_and_mirrors_left_out_named(reading: Reading, seeds: Seeds) -> None:
    drafts = drafts_of(reading)
    place = place_of(drafts, "JPN")
    drafts[place] = accepted(drafts[place], "chinese-reach")
    made = accept(reading, decide(reading, drafts), seeds, Playing())
    assert made.new_issues == ("chinese-reach",)
    assert made.mirrors_off == (f"{drafts[place].id}-mirror",)


def test_an_accepted_mirror_makes_two_rivals(reading: Reading, seeds: Seeds) -> None:
    drafts = drafts_of(reading)
    for place, one in enumerate(drafts):
        if one.holder == "JPN" or one.kind == "mirror":
            drafts[place] = accepted(one, "chinese-reach")
    made = accept(reading, decide(reading, drafts), seeds, Playing())
    assert made.mirrors_off == ()
    (overlay,) = load_scenario(reading.folder.parent / "mine.toml", seeds)[0].overlays
    stances = {row.holder: row.stance for row in overlay.interests if row.issue == "chinese-reach"}
    assert stances[("JPN",)] == -stances[("CHN",)]


def test_scenarios_that_are_there_stay_as_they_are(reading: Reading, seeds: Seeds) -> None:
    mine = reading.folder.parent / "mine.toml"
    mine.write_text("# changed by hand\n")
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0])
    made = accept(reading, decide(reading, drafts), seeds, Playing())
    assert made.kept == (mine,)
    assert mine.read_text() == "# changed by hand\n"


def test_nothing_is_written_where_nothing_is_accepted_or_something_is_wrong(
    reading: Reading, seeds: Seeds
) -> None:
    drafts = drafts_of(reading)
    with pytest.raises(InputError, match="nothing is accepted yet; review it with --review"):
        accept(reading, decide(reading, drafts), seeds, Playing())
    drafts[0] = accepted(drafts[0], issue="")
    with pytest.raises(InputError, match="issue: is blank"):
        accept(reading, decide(reading, drafts), seeds, Playing())
    drafts[0] = accepted(drafts[0])
    with pytest.raises(InputError, match=r"--from: 2050Q1 is outside 2025Q1\.\.2040Q4"):
        accept(reading, decide(reading, drafts), seeds, Playing(start="2050Q1"))
    assert sorted(path.name for path in reading.folder.parent.rglob("*.*")) == [
        "document.toml", "drafts.csv", "paragraphs.csv", "text.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("published", "quarter"),
    [("2026-01", "2026Q1"), ("2026-12-31", "2026Q4"), ("2027", "2027Q1"), ("2001-05", "2026Q1"),
     ("", "2026Q1")],
)  # fmt: skip
def test_an_overlay_begins_in_the_quarter_of_publication(published: str, quarter: str) -> None:
    assert start_of(published) == quarter
