"""Facts with numbers and dated events, and where they disagree with the seeds."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from articles import document_of

from model.reading.dates import find_date
from model.reading.drafting import Reader
from model.reading.events import Event, stubs_toml
from model.reading.facts import Fact

Facts = Callable[[str], list[Fact]]
Events = Callable[..., list[Event]]


@pytest.fixture(scope="module")
def facts(reader: Reader) -> Facts:
    return lambda text: list(reader.read(document_of(text), "t").facts)


@pytest.fixture(scope="module")
def events(reader: Reader) -> Events:
    def find(*texts: str, published: str = "2026-03") -> list[Event]:
        return list(reader.read(document_of(*texts), "t", published).events)

    return find


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The mines give 38.6% of the ore.", "38.6", "per cent"),
        ("Trade rose by 12 per cent.", "12", "per cent"),
        ("The railway will cost $4.7 billion.", "4700000000", "USD"),
        ("It borrowed 30 million euros.", "30000000", "EUR"),
        ("There are 384 deposits in the mountains.", "384", "deposits"),
        ("The line carries 1,200 wagons.", "1200", "wagons"),
        ("Five out of seven leaders came.", "5", "of 7"),
        ("Three of the five states agreed.", "3", "of 5"),
    ],
)
def test_a_number_is_told_with_its_unit(facts: Facts, text: str, value: str, unit: str) -> None:
    assert [(one.value, one.unit) for one in facts(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    ["They met in 2023.", "On 19 December they met.", "It took 20 years.",
     "The 2023 parade was long.", "Line A1 is open.", "The five states agreed."],
)  # fmt: skip
def test_dates_and_lengths_of_time_are_no_facts(facts: Facts, text: str) -> None:
    assert facts(text) == []


def test_a_share_of_a_mineral_is_held_against_the_seeds(facts: Facts) -> None:
    (found,) = facts("Kazakhstan has 38.6% of the manganese of the world.")
    assert (found.mineral, found.actors) == ("manganese", "KAZ")
    assert found.note == (
        "the text says 38.6 per cent; of supply the seeds have KAZ 0.6, UZB 0.1 per cent"
    )


@pytest.mark.parametrize(
    ("said", "published", "before", "when"),
    [
        ("On 3 May 2024 they met.", "", 0, "2024Q2"),
        ("In May 2024 they met.", "", 0, "2024Q2"),
        ("On December 20, 2025, they met.", "", 0, "2025Q4"),
        ("In June last year they met.", "2026-03", 0, "2025Q2"),
        ("In June last year they met.", "", 0, ""),
        ("Last June they met.", "2026-09", 0, "2026Q2"),
        ("Last June they met.", "2026-03", 0, "2025Q2"),
        ("Next June they meet.", "2026-09", 0, "2027Q2"),
        ("Next June they meet.", "2026-03", 0, "2026Q2"),
        ("Last year they met.", "2026", 0, "2025"),
        ("At the end of October they met.", "2026-03", 2025, "2025Q4"),
        ("In the same year they met.", "2026-03", 2023, "2023"),
        ("In summer 2030 it opens.", "", 0, "2030Q3"),
        ("The 2023 parade was long.", "", 0, "2023"),
    ],
)
def test_a_date_is_placed(said: str, published: str, before: int, when: str) -> None:
    found = find_date(said, published, before)
    assert found is not None
    assert found.when == when


def test_a_sentence_without_a_date_has_none() -> None:
    assert find_date("They met, and 2023 lorries came from 1500 m.", "2026", 0) is not None
    assert find_date("They met.", "2026", 2023) is None


def test_a_dated_event_is_told_with_its_actors(events: Events) -> None:
    (found,) = events("In May 2024, Japan and Kazakhstan signed an agreement.")
    assert (found.when, found.kind, found.actors) == ("2024Q2", "agreement", "JPN KAZ")
    assert found.quote.startswith("In May 2024")


def test_the_calendar_of_summits_is_asked(events: Events) -> None:
    (right,) = events("In June 2025, Astana hosted a summit with China.")
    assert right.note == "in the calendar of summits"
    (wrong,) = events("In 2023, Dushanbe hosted a summit with Russia.")
    assert wrong.note == "the text says 2023, the calendar of summits has RUS 2025Q4"
    (lost,) = events("Last year, Astana hosted a summit with China.", published="")
    assert (lost.when, lost.note) == ("", "cannot be placed without --published")


def test_two_events_of_a_sentence_are_two_and_one_told_again_is_one(events: Events) -> None:
    two = events("In 2024, Astana hosted a summit with China and Dushanbe signed a treaty.")
    assert sorted(one.kind for one in two) == ["summit", "treaty"]
    text = "In June 2025, Astana hosted a summit with China."
    assert len(events(text, text)) == 1


def test_what_has_no_date_or_no_happening_is_no_event(events: Events) -> None:
    assert events("Astana hosted a summit with China.", "China was large in 2023.") == []


def test_stubs_leave_what_an_event_changes_to_a_person(events: Events) -> None:
    text = stubs_toml(events("In June 2025, Astana hosted a summit with China."))
    assert tomllib.loads(text) == {}
    filled = text.replace("# as docs/scenarios", "as").split("# [[events]]")[1]
    bare = "[[events]]\n" + "\n".join(line.removeprefix("# ") for line in filled.split("\n"))
    (event,) = tomllib.loads(bare)["events"]
    assert event["start"] == "2025Q2"
    assert event["changes"] == {}


def test_facts_and_events_stand_at_their_spans(reader: Reader) -> None:
    document = document_of("In 2024, China signed a treaty. It gives 30% of the ore, and 12 mines.")
    found = reader.read(document, "t")
    assert len(found.facts) == 2
    for one in (*found.facts, *found.events):
        assert document.text[int(one.start) : int(one.end)] == one.quote
