"""Negation, denial, doubt, condition, past and attribution: flagged, or no draft at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from articles import Show, document_of

from model.reading.draft import SURE, Draft
from model.reading.drafting import Reader
from model.reading.signs import FLAGS

PROBES = list(csv.DictReader((Path(__file__).parent / "probes.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def probed(reader: Reader) -> list[list[Draft]]:
    """For each probe the drafts of the holder that it is about."""
    document = document_of(*(row["sentence"] for row in PROBES))
    found: list[list[Draft]] = [[] for _ in PROBES]
    for one in reader.read(document, "t").drafts:
        number = int(one.paragraph[1:]) - 1
        if one.kind != "mirror" and PROBES[number]["holder"] in one.holder.split():
            found[number].append(one)
    return found


def test_there_are_sixty_probes_of_six_kinds() -> None:
    assert len(PROBES) == 60
    assert {row["flag"] for row in PROBES} == {*FLAGS}


def test_nine_in_ten_probes_are_flagged_or_dropped(probed: list[list[Draft]]) -> None:
    right = [
        all(row["flag"] in one.flags.split() or (one.negated and row["flag"] == "denial")
            for one in drafts)
        for row, drafts in zip(PROBES, probed, strict=True)
    ]  # fmt: skip
    wrong = [row["sentence"] for row, fine in zip(PROBES, right, strict=True) if not fine]
    assert sum(right) >= 54, wrong


def test_no_sign_is_reversed(probed: list[list[Draft]]) -> None:
    for row, drafts in zip(PROBES, probed, strict=True):
        if row["flag"] in ("negation", "denial"):
            for one in drafts:
                assert one.negated == "yes", row["sentence"]
                assert float(one.confidence) < SURE


def test_most_probes_are_flagged_and_not_only_dropped(probed: list[list[Draft]]) -> None:
    assert sum(bool(drafts) for drafts in probed) >= 48


@pytest.mark.parametrize(
    ("sentence", "flags", "voice", "kind", "tense"),
    [
        ("China wants a railway.", "", "", "stated", "present"),
        ("China will seek a railway.", "", "", "stated", "future"),
        ("China not only wants a railway but also a road.", "", "", "stated", "present"),
        ("China says it wants a railway.", "", "CHN", "stated", "present"),
        ("Some analysts say China wants a railway.", "attribution", "Some analysts", "attributed",
         "present"),
        ("According to Russian officials, China wants a railway.", "attribution", "RUS",
         "attributed", "present"),
        ("China may want a railway.", "doubt", "", "hedged", "present"),
        ("China would want a railway.", "condition", "", "hedged", "conditional"),
        ("China wanted a railway.", "past", "", "stated", "past"),
    ],
)  # fmt: skip
def test_what_stands_around_a_wish_is_told(
    drafts_of: Show, sentence: str, flags: str, voice: str, kind: str, tense: str
) -> None:
    (found,) = drafts_of(sentence)
    assert (found.flags, found.voice, found.kind, found.tense) == (flags, voice, kind, tense)


def test_a_time_long_past_counts_for_less_than_the_past_tense_alone(drafts_of: Show) -> None:
    (news,) = drafts_of("China wanted a railway.")
    (old,) = drafts_of("In the 1990s, China wanted a railway.")
    assert (news.confidence, old.confidence) == ("0.72", "0.41")
