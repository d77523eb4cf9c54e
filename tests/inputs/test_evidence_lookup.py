"""Evidence is found by actor, domain, state, paragraph and grade."""

from __future__ import annotations

import pytest

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.formats.problems import InputError
from model.inputs.seeds.evidence import TABLE_DOMAINS, WORD_DOMAINS, find_evidence
from model.inputs.seeds.seeds import Seeds
from model.inputs.seeds.tables import TABLES


def paths(seeds: Seeds, **words: str) -> list[str]:
    return [one.path for one in find_evidence(seeds, **words)]


def test_a_paragraph_leads_to_the_interests_that_it_states(seeds: Seeds) -> None:
    assert paths(seeds, paragraph="P1") == ["interests.JP1", "interests.KZ1"]
    assert paths(seeds, paragraph="P2") == ["interests.KZ1"]


def test_words_narrow_each_other(seeds: Seeds) -> None:
    assert paths(seeds, actor="CHN", state="KAZ", domain="trade") == [
        "ties.CHN.KAZ.trade",
        "interests.CN1",
    ]


def test_an_actor_leads_to_its_numbers_and_interests(seeds: Seeds) -> None:
    found = paths(seeds, actor="JPN")
    assert {"budgets.JPN", "economy.JPN.gdp", "interests.JP1"} <= set(found)
    assert not any("CHN" in path for path in found)


def test_tables_without_a_domain_column_speak_of_one(seeds: Seeds) -> None:
    assert "reliance.JPN.gallium" in paths(seeds, domain="resources")
    assert "leaning.KAZ.outside_security" in paths(seeds, domain="security")


def test_a_grade_picks_numbers_and_interests(seeds: Seeds) -> None:
    assert paths(seeds, grade="A") == ["interests.JP1"]


def test_evidence_says_where_it_stands(seeds: Seeds) -> None:
    one = find_evidence(seeds, grade="B")[0]
    assert (one.file, one.line, one.source, one.text) == (
        "seeds/interests.csv",
        3,
        ("book",),
        "Wants to keep its lead",
    )


def test_no_words_give_everything(seeds: Seeds) -> None:
    rows = sum(len(table) for table in seeds.tables.values())
    assert len(find_evidence(seeds)) == rows + len(seeds.interests)


def test_unknown_words_are_told_together(seeds: Seeds) -> None:
    with pytest.raises(InputError) as caught:
        find_evidence(seeds, actor="JPM", grade="Z")
    assert str(caught.value) == (
        "--actor: unknown actor 'JPM'; did you mean 'JPN'? allowed: JPN, CHN, KAZ, UZB\n"
        "--grade: unknown grade 'Z'; allowed: A, B, C"
    )


def test_only_tables_and_domains_that_exist_are_spoken_of() -> None:
    assert set(TABLE_DOMAINS) <= set(TABLES)
    assert set(TABLE_DOMAINS.values()) | set(WORD_DOMAINS.values()) <= set(DOMAINS)
