"""Looking up what stands behind the model: numbers and interests with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.inputs.formats.fixed_words import DOMAINS, GRADES
from model.inputs.formats.problems import InputError, Problem
from model.inputs.seeds.naming import find_id, unknown_id
from model.inputs.seeds.records import Interest, Row
from model.inputs.seeds.seeds import Seeds

TABLE_DOMAINS = {
    **dict.fromkeys(
        ("corridors", "corridor_shares", "through_flows", "through_shares", "crossings"), "trade"
    ),
    **dict.fromkeys(("route_shares", "route_buyers", "route_crossings"), "resources"),
    **dict.fromkeys(("minerals", "controllers", "reliance", "demand"), "resources"),
    **dict.fromkeys(("capacity", "potential", "alarm"), "resources"),
    **dict.fromkeys(("favour", "alignment", "memberships", "leaders", "summits"), "diplomacy"),
}
"""The domain that a table without a domain column speaks of."""

WORD_DOMAINS = {
    **{domain: domain for domain in DOMAINS},
    **dict.fromkeys(("openness", "freight_intensity", "remittances"), "trade"),
    **dict.fromkeys(("resource_exports", "oil_gas", "debt"), "resources"),
    **dict.fromkeys(("arms", "outside_security"), "security"),
}
"""The domain that a word of a key speaks of."""


class Evidence(NamedTuple):
    """A number or an interest: its path, its value and spread, and what it rests on."""

    path: str
    value: float
    low: float | None
    high: float | None
    distribution: str
    unit: str
    year: str
    grade: str
    source: tuple[str, ...]
    paragraph: tuple[str, ...]
    text: str
    file: str
    line: int


def find_evidence(
    seeds: Seeds,
    *,
    actor: str = "",
    domain: str = "",
    state: str = "",
    paragraph: str = "",
    grade: str = "",
) -> list[Evidence]:
    """Return the numbers and interests that fit every word given; a blank word fits all.

    An actor is a power or state that a number is about or that holds an interest; a state may
    also be the target of an interest; only interests have paragraphs. Actors and states may be
    called by any of their names. Raises InputError for an unknown word.
    """
    asked = {"actor": actor, "domain": domain, "state": state}
    wanted = {kind: find_id(kind, word, seeds.members) or word for kind, word in asked.items()}
    _check_words(seeds, {**wanted, "paragraph": paragraph, "grade": grade})
    rows = (row for table in seeds.tables.values() for row in table.values())
    found = [] if paragraph else [_describe_row(row) for row in rows if _fits_row(row, **wanted)]
    found += [
        _describe_interest(interest)
        for interest in seeds.interests
        if _fits_interest(interest, **wanted) and (not paragraph or paragraph in interest.paragraph)
    ]
    return [one for one in found if not grade or one.grade == grade]


def _check_words(seeds: Seeds, words: dict[str, str]) -> None:
    known: dict[str, Sequence[str]] = {
        "actor": seeds.ids("actor"),
        "domain": DOMAINS,
        "state": seeds.ids("state"),
        "paragraph": tuple(seeds.document),
        "grade": GRADES,
    }
    problems = [
        Problem(f"--{what}", None, "", unknown_id(what, word, known[what], seeds.members))
        for what, word in words.items()
        if word and word not in known[what]
    ]
    if problems:
        raise InputError(problems)


def _fits_row(row: Row, actor: str, domain: str, state: str) -> bool:
    domains = {WORD_DOMAINS.get(word) for word in row.key} | {TABLE_DOMAINS.get(row.table)}
    return (
        (not actor or actor in row.key)
        and (not state or state in row.key)
        and (not domain or domain in domains)
    )


def _fits_interest(interest: Interest, actor: str, domain: str, state: str) -> bool:
    return (
        (not actor or actor in interest.holder)
        and (not state or state in interest.targets + interest.holder)
        and (not domain or domain in interest.domain)
    )


def _describe_row(row: Row) -> Evidence:
    return Evidence(
        path=".".join(part for part in (row.table, *row.key) if part),
        value=row.value,
        low=row.low,
        high=row.high,
        distribution=row.distribution,
        unit=row.unit,
        year=row.year,
        grade=row.grade,
        source=row.source,
        paragraph=(),
        text=row.note,
        file=row.file,
        line=row.line,
    )


def _describe_interest(interest: Interest) -> Evidence:
    certain = interest.low == interest.high
    return Evidence(
        path=f"interests.{interest.id}",
        value=interest.salience,
        low=None if certain else interest.low,
        high=None if certain else interest.high,
        distribution="fixed" if certain else "normal",
        unit="salience 1-5",
        year="",
        grade=interest.grade,
        source=interest.source,
        paragraph=interest.paragraph,
        text=interest.paraphrase,
        file=interest.file,
        line=interest.line,
    )
