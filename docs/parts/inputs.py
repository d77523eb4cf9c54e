"""Parts that the seeds and scenarios write: numbers, interests, cast, document, library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from model.inputs.formats.fixed_words import DOMAINS, GRADES, KINDS, TRIGGERS
from model.inputs.formats.problems import InputError, Problem
from model.inputs.history.history import History
from model.inputs.history.history_tables import PAST_TABLES
from model.inputs.scenarios.scenario_library import list_scenarios
from model.inputs.seeds.records import Interest, Row
from model.inputs.seeds.seeds import Seeds
from model.inputs.seeds.tables import TABLES
from model.world.wants import clashes, derive_rivals
from parts.markdown import code, number, span, table

OWN_JUDGEMENT = ("modellers-assumption", "background-knowledge")
"""Sources that are nobody's publication; those named ``judged-...`` are a third kind."""


def write_cast(seeds: Seeds) -> str:
    """Every member of the cast, in the order of the axes."""
    return table(
        ("kind", "id", "name", "note"),
        (
            (kind, f"`{member.id}`", member.name, member.note)
            for kind in KINDS
            for member in seeds.members[kind]
        ),
    )


def write_axes(seeds: Seeds) -> str:
    """The ids that a path in a scenario may name."""
    kinds = ("power", "state", "domain", "corridor", "route", "mineral")
    return table(("axis", "ids"), ((kind, code(seeds.ids(kind))) for kind in kinds))


def write_factor_bases(seeds: Seeds) -> str:
    """The bases of factors that the seeds hold."""
    return table(
        ("factor", "base", "5th to 95th percentile", "grade", "why"),
        (
            (
                f"`{'.'.join(part for part in row.key if part)}`",
                number(row.value),
                span(row.low, row.high),
                row.grade,
                row.note,
            )
            for row in seeds.tables["factors"].values()
        ),
    )


def write_parameters(seeds: Seeds) -> str:
    """Every parameter of the rules."""
    rows = seeds.tables["parameters"].values()
    bounds = [(span(row.bounds.low, row.bounds.high), row.bounds.reason) for row in rows]
    return _numbers(("parameter",), rows, ("hard bounds", "why these"), bounds)


def write_measure(seeds: Seeds) -> str:
    """How influence is measured."""
    return _numbers(("domain", "attribute"), seeds.tables["measure"].values())


def write_tables(seeds: Seeds) -> str:
    """Every table of the seeds: keys, rows, grades, meaning."""
    rows: list[Sequence[object]] = []
    for name, spec in TABLES.items():
        numbers = list(seeds.tables[name].values())
        keys = ", ".join(spec.keys)
        rows.append((f"`{name}`", keys, *_graded(r.grade for r in numbers), spec.meaning))
    counts = _graded(interest.grade for interest in seeds.interests)
    rows.append(("`interests`", "id", *counts, "salience of who wants what"))
    return table(("table", "keys", "rows", *GRADES, "meaning"), rows)


def write_history(history: History) -> str:
    """Every table of the past: keys, rows, grades, years, meaning."""
    rows: list[Sequence[object]] = []
    for name, spec in PAST_TABLES.items():
        told = list(history.tables[name].values())
        first, last = min(row.start for row in told) // 4, max(row.known for row in told)
        graded = _graded(row.grade for row in told)
        keys = ", ".join(spec.keys)
        rows.append((f"`{name}`", keys, *graded, f"{first} to {last}", spec.meaning))
    return table(("table", "keys", "rows", *GRADES, "years", "meaning"), rows)


def write_evidence(seeds: Seeds) -> str:
    """How much of the model is sourced and how much is assumed."""
    numbers = [row for rows in seeds.tables.values() for row in rows.values()]
    graded = Counter(row.grade for row in numbers)
    assumed = sum(all(_is_judgement(source) for source in row.source) for row in numbers)
    shares = ", ".join(f"{graded[g]} are {g} ({graded[g] / len(numbers):.0%})" for g in GRADES)
    parameters = Counter(row.grade for row in seeds.tables["parameters"].values())
    fixed = Counter(row.grade for row in numbers if row.distribution == "fixed")
    return (
        f"Of {len(numbers)} numbers in the tables, {shares}. {assumed}"
        f" ({assumed / len(numbers):.0%}) rest on judgement or background knowledge alone; the"
        f" others name at least one publication. {len(numbers) - sum(fixed.values())} are drawn"
        f" from a distribution, {sum(fixed.values())} are fixed, {fixed['C']} of these of grade C."
        f" Of the {sum(parameters.values())} rule parameters {parameters['A']} are A,"
        f" {parameters['B']} B and {parameters['C']} C."
    )


def write_interests(seeds: Seeds) -> str:
    """Who wants what, how much, and where it is stated."""
    columns = (
        "id", "holder", "issue", "stance", "domain", "targets", "salience", "low to high",
        "trigger", "elasticity", "paragraph", "paraphrase", "flag", "grade",
    )  # fmt: skip
    return table(columns, (_interest(seeds, interest) for interest in seeds.interests))


def write_conflicts(seeds: Seeds) -> str:
    """Which powers are rivals over which issue, as derived from the interests."""
    powers = seeds.ids("power")
    levels = np.array([[interest.salience] for interest in seeds.interests])
    (strength,) = derive_rivals(seeds.interests, levels, powers).strength
    issues: dict[tuple[str, str, str], set[str]] = {}
    for mine, theirs in clashes(seeds.interests):
        for p in (holder for holder in mine.holder if holder in powers):
            for q in (holder for holder in theirs.holder if holder in powers and holder != p):
                for domain in mine.domain:
                    pair = f"{mine.issue} ({mine.id} against {theirs.id})"
                    issues.setdefault((p, q, domain), set()).add(pair)
    rows = []
    for (p, q, domain), named in sorted(issues.items(), key=lambda item: _order(seeds, item[0])):
        value = strength[powers.index(p), powers.index(q), DOMAINS.index(domain)]
        rows.append((p, q, domain, f"{value:.2f}", "; ".join(sorted(named))))
    return table(("power", "rival", "domain", "strength", "issues"), rows)


def write_triggers(seeds: Seeds) -> str:
    """How many interests each trigger moves."""
    moved = Counter(interest.trigger for interest in seeds.interests if interest.trigger)
    return ", ".join(f"`{name}` {moved[name]}" for name in TRIGGERS)


def write_scenarios() -> str:
    """The library of scenarios."""
    cards = list_scenarios()
    broken = [Problem(card.name, None, "", card.problem) for card in cards if card.problem]
    if broken:
        raise InputError(broken)
    return table(
        ("scenario", "title", "question", "extends"),
        ((f"`{c.name}`", c.title, c.question, code(c.extends)) for c in cards),
    )


def write_document(seeds: Seeds, *, defects: bool) -> str:
    """The document by paragraph: all of it, or what is wrong with it alone."""
    chosen = [p for p in seeds.document.values() if p.defect or not defects]
    if defects:
        rows = [(p.paragraph, p.defect, p.handling) for p in chosen]
        return table(("paragraph", "defect", "what the model does"), rows)
    rows = [(p.paragraph, p.gist, p.handling) for p in chosen]
    return table(("paragraph", "gist", "what the model does"), rows)


def _numbers(
    keys: Sequence[str],
    rows: Collection[Row],
    further: Sequence[str] = (),
    cells: Sequence[Sequence[str]] = (),
) -> str:
    """The rows of a table; further: columns behind the usual ones, and their cells in each row."""
    usual = ("value", "low to high", "distribution", "unit", "grade", "source", "note")
    return table(
        (*keys, *usual, *further),
        (
            (
                *(f"`{key}`" for key in row.key),
                number(row.value),
                span(row.low, row.high),
                row.distribution,
                row.unit,
                row.grade,
                ", ".join(row.source),
                row.note,
                *more,
            )
            for row, more in zip(rows, cells or [()] * len(rows), strict=True)
        ),
    )


def _interest(seeds: Seeds, i: Interest) -> tuple[object, ...]:
    everywhere = i.targets == seeds.ids("state")
    return (
        i.id, _all_or_some(i.holder, seeds), i.issue, "+" if i.stance > 0 else "-",
        ", ".join(i.domain), "all" if everywhere else " ".join(i.targets) or "none",
        number(i.salience), span(i.low, i.high), i.trigger, number(i.elasticity),
        " ".join(i.paragraph), i.paraphrase, i.origin, i.grade,
    )  # fmt: skip


def _all_or_some(holders: tuple[str, ...], seeds: Seeds) -> str:
    return "all states" if holders == seeds.ids("state") else " ".join(holders)


def _order(seeds: Seeds, key: tuple[str, str, str]) -> tuple[int, int, int]:
    powers = seeds.ids("power")
    return powers.index(key[0]), powers.index(key[1]), DOMAINS.index(key[2])


def _graded(grades: Iterable[str]) -> tuple[int, ...]:
    counts = Counter(grades)
    return (sum(counts.values()), *(counts[grade] for grade in GRADES))


def _is_judgement(source: str) -> bool:
    return source in OWN_JUDGEMENT or source.startswith("judged-")
