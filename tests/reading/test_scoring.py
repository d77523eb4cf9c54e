"""Scores by hand: agreement, intervals, and the baseline of actors and words together."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import document_of

from model.inputs.formats.problems import InputError
from model.reading.drafting import Reader
from model.reading.scoring import Key, Score, co_occurrence, compare, interval, keys_of, read_labels

MARKED: set[Key] = {("d", "P1", "CHN", "trade"), ("d", "P1", "RUS", "security"),
                    ("d", "P2", "IND", "trade")}  # fmt: skip
DRAFTED: set[Key] = {("d", "P1", "CHN", "trade"), ("d", "P2", "IRN", "trade")}


def test_agreement_is_counted() -> None:
    score = compare(DRAFTED, MARKED)
    assert score == Score(1, 1, 2)
    assert (score.precision, score.recall, score.f1) == (1 / 2, 1 / 3, 2 / 5)
    assert Score(0, 0, 0).f1 == 1.0
    assert compare(MARKED, MARKED).f1 == 1.0


def test_the_interval_holds_the_score_and_is_the_same_again() -> None:
    low, high = interval(DRAFTED, MARKED)
    assert low <= compare(DRAFTED, MARKED).f1 <= high
    assert interval(DRAFTED, MARKED) == (low, high)
    assert (low, high) == (0.0, pytest.approx(2 / 3))
    assert interval(MARKED, MARKED) == (1.0, 1.0)


def test_labels_of_several_holders_and_domains_stand_for_each(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("document,paragraph,holder,domain,rival\nd,P1,USA EU,trade,CHN RUS\n")
    domains, rivals = read_labels(path)
    assert domains == {("d", "P1", "USA", "trade"), ("d", "P1", "EU", "trade")}
    assert len(rivals) == 4
    path.write_text("document,holder\n")
    with pytest.raises(InputError, match="column 'paragraph' is missing"):
        read_labels(path)


def test_drafts_that_are_not_sure_and_mirrors_do_not_count(reader: Reader) -> None:
    document = document_of(
        "Japan wants to contain China in the region's diplomacy. Iran hosts a summit."
    )
    domains, rivals = keys_of("d", reader.read(document, "d").drafts)
    assert domains == {("d", "P1", "JPN", "diplomacy")}
    assert rivals == {("d", "P1", "JPN", "CHN")}


def test_the_baseline_takes_every_actor_with_the_paragraph_s_domain(reader: Reader) -> None:
    document = document_of("The railway from China to Iran is a trade route, and Russia knows it.")
    assert co_occurrence(reader, "d", document) == {
        ("d", "P1", one, "trade") for one in ("CHN", "IRN", "RUS")
    }
