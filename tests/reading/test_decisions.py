"""Decisions in the file of drafts: every mistake is told with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_readings import accepted, decide, drafts_of, make, place_of

from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import Seeds
from model.reading.decisions import check_decided, read_decided
from model.reading.drafting import Reader
from model.reading.readings import Reading, open_reading


@pytest.fixture
def reading(reader: Reader, tmp_path: Path) -> Reading:
    return make(reader, tmp_path / "mine")


def test_drafts_nobody_has_decided_on_are_good(reading: Reading, seeds: Seeds) -> None:
    assert check_decided(reading, read_decided(reading.folder), seeds) == []


def test_a_complete_acceptance_is_good(reading: Reading, seeds: Seeds) -> None:
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0])
    assert check_decided(reading, decide(reading, drafts), seeds) == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"issue": ""}, "issue: is blank; what is accepted needs an issue; nearest: "),
        ({"issue": "a b"}, "issue: 'a b' is not an id; write it like 'chinese-railway'"),
        ({"paraphrase": ""}, "paraphrase: is blank; say in your own words what is wanted"),
        ({"paraphrase": "China wants to expand its railway"}, "paraphrase: repeats the text; say "
         "it in your own words"),
        ({"paraphrase": "x" * 201}, "paraphrase: has 201 letters, at most 200 are kept"),
        ({"negated": "yes"}, "decision: is accept, but the text negates it; mend the stance and "
         "say edit, or reject"),
        ({"grade": "A"}, "reviewer: is blank; grade A needs the name of who read it"),
        ({"holder": "Beijing"}, "holder: unknown holder 'Beijing'; that means China, written CHN;"),
        ({"holder": ""}, "holder: is blank; name at least one holder"),
        ({"domain": "rail"}, "domain: unknown domain 'rail'; "),
        ({"targets": "XXX"}, "targets: unknown targets 'XXX'; "),
        ({"stance": "plus"}, "stance: unknown stance 'plus'; "),
        ({"rival": "XXX"}, "rival: unknown actor 'XXX'; "),
        ({"salience": "9"}, "salience: "),
        ({"salience": "3", "low": "4"}, "salience: 3 is outside low..high, 4..5"),
        ({"trigger": "unity"}, "trigger: unknown trigger for CHN 'unity'; "),
        ({"decision": "yes"}, "decision: unknown decision 'yes'; allowed: accept, edit, reject, or "
         "blank"),
        ({"id": "a b"}, "id: 'a b' is not an id; use letters, digits, '-' and '_'"),
        ({"paragraph": "P99"}, "paragraph: unknown paragraph 'P99'; "),
        ({"start": "x"}, "start: start and end must be whole numbers"),
        ({"end": "99999"}, "start: "),
        ({"quote": "China wants the moon"}, "quote: is not what stands at "),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_column(
    reading: Reading, seeds: Seeds, changes: dict[str, str], wrong: str
) -> None:
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0], **changes)
    told = [str(one) for one in check_decided(reading, decide(reading, drafts), seeds)]
    assert any(f"drafts.csv:2: {wrong}" in one for one in told), told


def test_an_id_that_is_there_twice_is_told(reading: Reading, seeds: Seeds) -> None:
    drafts = drafts_of(reading)
    drafts[1] = drafts[1]._replace(id=drafts[0].id)
    (wrong,) = check_decided(reading, decide(reading, drafts), seeds)
    assert (wrong.line, wrong.key) == (3, "id")
    assert wrong.message == f"'{drafts[0].id}' is there twice, first on line 2"


def test_a_spreadsheet_s_apostrophes_come_off_again(reading: Reading, seeds: Seeds) -> None:
    drafts = drafts_of(reading)
    drafts[0] = accepted(drafts[0], reason="=1+1")
    decided = decide(reading, drafts)
    assert "'=1+1" in (reading.folder / "drafts.csv").read_text()
    assert decided[0].draft == drafts[0]


def test_a_text_that_was_changed_is_refused(reading: Reading) -> None:
    path = reading.folder / "text.txt"
    path.write_text(path.read_text().replace("China", "Japan"))
    with pytest.raises(InputError, match="is not the text that was read; read it anew, or put"):
        open_reading(reading.folder)


def test_a_folder_that_is_no_reading_is_refused(reading: Reading) -> None:
    (reading.folder / "document.toml").write_text("title = 1\n")
    with pytest.raises(InputError, match="is not a reading: "):
        open_reading(reading.folder)


def test_the_place_of_a_holder_is_found(reading: Reading) -> None:
    assert drafts_of(reading)[place_of(drafts_of(reading), "JPN")].rival == "CHN"
