"""The review in the terminal: accept, edit, reject, skip, undo, quit; each saved at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_readings import drafts_of, make, place_of

from model.inputs.seeds.seeds import Seeds
from model.reading.decisions import save_decided
from model.reading.draft import Draft
from model.reading.drafting import Reader
from model.reading.readings import Reading
from model.reading.review import Review


class Person:
    """Answers what is asked, in order, and keeps what was said; quits when nothing is left."""

    def __init__(self, *answers: str) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []
        self.told: list[str] = []

    def ask(self, question: str, usual: str) -> str:
        self.asked.append(question)
        return next(self.answers, "q") or usual

    def say(self, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def reading(reader: Reader, tmp_path: Path) -> Reading:
    return make(reader, tmp_path / "mine")


def review(reading: Reading, seeds: Seeds, *answers: str) -> tuple[list[Draft], Person]:
    """Review with some answers; the drafts are those on disk afterwards."""
    person = Person(*answers)
    asked = Review(
        reading, drafts_of(reading), seeds, lambda drafts: save_decided(reading.folder, drafts)
    )
    asked.run(person.ask, person.say)
    return drafts_of(reading), person


def test_accepting_asks_for_an_issue_and_for_words_of_one_s_own(
    reading: Reading, seeds: Seeds
) -> None:
    before = drafts_of(reading)[0]
    drafts, _ = review(reading, seeds, "a", "2", "Have more rail")
    wanted = before.near.split()[1].partition(":")[0]
    assert drafts[0] == before._replace(
        decision="accept", issue=wanted, paraphrase="Have more rail"
    )


def test_without_an_issue_nothing_is_accepted(reading: Reading, seeds: Seeds) -> None:
    drafts, person = review(reading, seeds, "a", "", "Have more rail")
    assert drafts[0].decision == ""
    assert any("issue: is blank; what is accepted needs an issue" in one for one in person.told)


def test_each_draft_is_shown_with_its_sentence_cue_and_rule(reading: Reading, seeds: Seeds) -> None:
    _, person = review(reading, seeds, "q")
    told = "\n".join(person.told)
    assert "China wants to expand its railway through Kyrgyzstan and Uzbekistan." in told
    assert "cue want (cues.csv:2), rule subject (name), stated, present" in told


def test_editing_changes_columns_and_a_dash_makes_one_blank(reading: Reading, seeds: Seeds) -> None:
    answers = ["e", "", "security", "KGZ", "-", "RUS", "4", "", "", "-", "my-issue", "Have troops"]
    drafts, _ = review(reading, seeds, *answers)
    first = drafts[0]
    assert (first.domain, first.targets, first.stance, first.rival) == (
        "security", "KGZ", "-", "RUS",
    )  # fmt: skip
    assert (first.salience, first.low, first.high) == ("4", "1", "5")
    assert (first.decision, first.issue) == ("edit", "my-issue")


def test_rejecting_keeps_the_reason_and_skipping_leaves_the_draft_open(
    reading: Reading, seeds: Seeds
) -> None:
    drafts, _ = review(reading, seeds, "r", "out of date", "s", "r", "")
    assert [(one.decision, one.reason) for one in drafts[:3]] == [
        ("reject", "out of date"), ("", ""), ("reject", ""),
    ]  # fmt: skip


def test_a_decision_is_undone_and_saved_as_undone(reading: Reading, seeds: Seeds) -> None:
    before = drafts_of(reading)
    drafts, person = review(reading, seeds, "r", "", "u", "u")
    assert drafts == before
    assert "There is nothing to undo." in person.told


def test_an_unknown_choice_is_told(reading: Reading, seeds: Seeds) -> None:
    _, person = review(reading, seeds, "x")
    assert any(one.startswith("'x' is no choice: a accept") for one in person.told)


def test_a_mirror_is_offered_with_the_issue_of_its_draft_and_only_then(
    reading: Reading, seeds: Seeds
) -> None:
    place = place_of(drafts_of(reading), "JPN")
    skipped = ["s"] * place
    _, person = review(reading, seeds, *skipped, "q")
    assert not any("mirror of" in one for one in person.told)
    drafts, person = review(
        reading, seeds, *skipped, "a", "chinese-reach", "Hold a rival back", "a", "",
        "Widen its own reach",
    )  # fmt: skip
    mirror = next(one for one in drafts if one.kind == "mirror" and one.holder == "CHN")
    assert (mirror.decision, mirror.issue, mirror.stance) == ("accept", "chinese-reach", "+")
    assert any("what CHN wants in it comes next; it is supposed and not said" in one
               for one in person.told)  # fmt: skip


def test_a_negated_draft_is_taken_only_once_a_person_says_that_it_is_right(
    reader: Reader, seeds: Seeds, tmp_path: Path
) -> None:
    reading = make(reader, tmp_path / "negated", "Iran does not want the railway.")
    edit = ["e", *[""] * 9]
    drafts, _ = review(reading, seeds, *edit, "no")
    assert drafts[0].decision == ""
    drafts, _ = review(reading, seeds, *edit, "yes", "iranian-rail", "Do without the line")
    assert drafts[0].decision == "edit"


def test_when_all_is_decided_it_is_said(reader: Reader, seeds: Seeds, tmp_path: Path) -> None:
    reading = make(reader, tmp_path / "one", "Iran wants the railway.")
    _, person = review(reading, seeds, "r", "")
    assert person.told[-1] == "No draft waits for a decision."


def test_a_page_settles_a_draft_and_gets_what_is_wrong_by_column(
    reading: Reading, seeds: Seeds
) -> None:
    saved: list[int] = []
    review = Review(reading, drafts_of(reading), seeds, lambda drafts: saved.append(len(drafts)))
    draft = review.drafts[0]._replace(decision="accept", paraphrase="Have more rail")
    assert [column for column, _ in review.settle(0, draft)] == ["issue"]
    assert not saved
    assert review.drafts[0].decision == ""
    assert review.settle(0, draft._replace(issue="my-issue")) == []
    assert (review.drafts[0].decision, len(saved)) == ("accept", 1)
    assert review.undo()
    assert review.drafts[0].decision == ""
    assert not review.undo()
