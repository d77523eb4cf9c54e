"""Two readings side by side: holders, domains, issues, rivals, stances and saliences."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_readings import accepted, decide, drafts_of, make, place_of

from model.inputs.formats.problems import InputError
from model.reading.compare import side_of, tell_differences
from model.reading.drafting import Reader
from model.reading.readings import Reading


def made(reader: Reader, folder: Path, *holders: str, **changes: str) -> Reading:
    """A reading of which the first draft of each holder is accepted."""
    reading = make(reader, folder)
    drafts = drafts_of(reading)
    for holder in holders:
        place = place_of(drafts, holder)
        drafts[place] = accepted(drafts[place], f"issue-of-{holder.lower()}", **changes)
    decide(reading, drafts)
    return reading


def test_what_is_only_in_one_of_two_readings_is_told(reader: Reader, tmp_path: Path) -> None:
    one = side_of(made(reader, tmp_path / "one", "CHN", "JPN"))
    other = side_of(made(reader, tmp_path / "other", "CHN"))
    assert list(tell_differences(one, other)) == [
        "one: 2 interests of 2 actors",
        "other: 1 interest of 1 actor",
        "holders only in one: JPN",
        "domains only in one: JPN in diplomacy",
        "issues only in one: JPN: issue-of-jpn",
        "rivals only in one: JPN against CHN",
    ]


def test_another_stance_or_salience_is_told_with_its_paragraph(
    reader: Reader, tmp_path: Path
) -> None:
    one = side_of(made(reader, tmp_path / "one", "CHN"))
    other = side_of(made(reader, tmp_path / "other", "CHN", salience="5", stance="-"))
    *_, last = tell_differences(one, other)
    assert last == "CHN in issue-of-chn: one +3 (one:P1), other -5 (other:P1)"


def test_equal_readings_differ_in_nothing(reader: Reader, tmp_path: Path) -> None:
    one = side_of(made(reader, tmp_path / "one", "CHN"))
    other = side_of(made(reader, tmp_path / "other", "CHN"))
    assert len(list(tell_differences(one, other))) == 2


def test_a_reading_of_which_nothing_is_accepted_cannot_be_compared(
    reader: Reader, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="nothing is accepted yet; review it with --review, then"):
        side_of(make(reader, tmp_path / "one"))
