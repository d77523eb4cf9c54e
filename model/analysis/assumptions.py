"""What a scenario assumes, in words: its own events and those it takes over, with sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.analysis.wording import Names, names_from, possessive, spoken
from model.inputs.formats.plain_text import plural
from model.inputs.formats.quarters import quarter_name
from model.inputs.formats.spans import Span
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.inputs.seeds.records import Key
from model.inputs.seeds.seeds import Seeds

PHRASES: dict[str, str] = {
    "export_control": "export licences for {mineral} against {power}",
    "embargo": "embargo on {mineral} against {power}",
    "mineral_demand": "world demand for {mineral}",
    "corridor_open": "{corridor} open",
    "corridor_capacity": "capacity of {corridor}",
    "corridor_days": "days on {corridor}",
    "corridor_tariff": "tariff of {corridor}",
    "corridor_risk": "risk on {corridor}",
    "route_open": "{route} open",
    "isolation": "isolation of {power}",
    "sanctions": "sanctions on trade with {power}",
    "engagement": "{power's} engagement budget",
    "finance": "what {power} spends on trade and resources",
    "pledge": "{power's} pledges for {domain}",
    "summit": "{power's} leaders' summits",
    "membership": "bond of {state} with {power}",
    "unity": "the five bargaining as one",
    "council": "reform of the Security Council",
    "sea_blocked": "southern sea routes blocked",
    "power_growth": "added growth of {power}",
    "state_growth": "added growth of {state}",
    "purchasing": "what {state's} money buys abroad",
    "energy_price": "world price of oil and gas",
    "gas_flow": "contracted gas from {state} to {power}",
    "oil_flow": "contracted oil from {state} to {power}",
    "border": "what the posts between {state} and {power} let pass",
    "tariff": "duty of {state} on goods from {power}",
    "favour_shift": "drift of {power's} favour in {state}",
    "migration": "remittances from {power} to {state}",
    "loan": "loans of {power} to {state}",
    "refusal": "{state's} refusal of {power} in {domain}",
    "security_threat": "threat to {state's} security",
    "licence": "{state's} own export licence for {mineral}",
    INTEREST: "salience of interest {interest}",
}
"""What each factor is called where it is named with its members."""

SILENT_UNITS: frozenset[str] = frozenset({"share", "multiple", "salience", "bond"})
"""Units that go without saying."""

MEMBERS = 6
"""Members of one axis that an event names at most."""


class Assumption(NamedTuple):
    """One event in words: when, what, by how much, how surely, why, and where that is from."""

    name: str
    when: str
    what: str
    change: str
    doubts: tuple[str, ...]
    note: str
    source: str
    own: bool
    """whether the scenario states it itself; otherwise it is taken over from what it extends"""


def list_assumptions(scenario: Scenario, seeds: Seeds) -> list[Assumption]:
    """Return the events of a scenario in words, its own first, each kind in order of time."""
    names = names_from(seeds.members)
    found = [_describe(event, scenario.file, names, seeds) for event in scenario.events]
    order = {event.name: (event.start.low, event.name) for event in scenario.events}
    return sorted(found, key=lambda one: (not one.own, order[one.name]))


def count_grades(seeds: Seeds) -> Counter[str]:
    """Return how many numbers of the seeds have each grade."""
    return Counter(row.grade for rows in seeds.tables.values() for row in rows.values())


def describe_behind(seeds: Seeds) -> str:
    """Say what every scenario rests on beside its events."""
    grades = count_grades(seeds)
    total = sum(grades.values())
    told = ", ".join(f"{grades[grade]:,} of grade {grade}" for grade in sorted(grades) if grade)
    return (
        f"Behind every scenario stand {total:,} numbers ({told}; C is judgement) and "
        f"{plural(len(seeds.interests), 'interest')}. `steppewise evidence` shows each with its "
        "source."
    )


def _describe(event: Event, file: str, names: Names, seeds: Seeds) -> Assumption:
    return Assumption(
        event.name,
        _say_when(event),
        _say_what(event.targets, names, seeds),
        _say_change(event),
        tuple(_say_doubts(event)),
        event.note,
        event.source,
        event.file == file,
    )


def _say_when(event: Event) -> str:
    first, last = (quarter_name(int(each)) for each in event.start)
    begins = first if first == last else f"{first} to {last}"
    return f"from {begins}" if event.end is None else f"{begins} until {quarter_name(event.end)}"


def _say_what(targets: Sequence[tuple[str, Key]], names: Names, seeds: Seeds) -> str:
    """Name the factors, with the members that each is moved for."""
    parts = []
    for factor in dict.fromkeys(name for name, _ in targets):
        keys = [key for name, key in targets if name == factor]
        phrase = PHRASES[factor]
        for place, axis in enumerate(FACTORS[factor].axes):
            labels = list(dict.fromkeys(key[place] for key in keys))
            word = _say_members(axis, labels, names, seeds)
            phrase = phrase.replace(f"{{{axis}}}", word).replace(f"{{{axis}'s}}", possessive(word))
        parts.append(phrase)
    return "; ".join(parts)


def _say_members(axis: str, labels: Sequence[str], names: Names, seeds: Seeds) -> str:
    every = seeds.ids(axis) if axis not in ("domain", INTEREST) else ()
    if len(labels) > 1 and len(labels) == len(every):
        return "all five states" if axis == "state" else f"all {axis}s"
    said = [spoken(axis, names.get(axis, {}).get(label, label)) for label in labels]
    if len(said) > MEMBERS:
        said = [*said[: MEMBERS - 1], f"{len(said) - MEMBERS + 1} more"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _say_change(event: Event) -> str:
    value = say_span(event.value)
    unit = FACTORS[event.targets[0][0]].unit
    with_unit = value if unit in SILENT_UNITS else f"{value} {unit}".strip()
    if event.change == "multiply":
        return f"times {value}"
    if event.change == "add":
        return f"plus {with_unit}" if event.value.low >= 0 else f"changed by {with_unit}"
    return f"set to {with_unit}"


def _say_doubts(event: Event) -> Iterator[str]:
    if event.ramp:
        yield f"reached over {plural(event.ramp, 'quarter')}"
    if event.probability != Span(1, 1):
        yield f"in {say_percent(event.probability)} of runs"
    if event.announced:
        yield f"announced, {say_percent(event.delivery)} of it comes"
    if event.lag != Span(0, 0):
        yield f"{say_span(event.lag)} quarters late"


def say_span(span: Span) -> str:
    """Return a range as text: "0.2 to 0.4", or the one number."""
    low, high = (f"{each:g}" for each in span)
    return low if low == high else f"{low} to {high}"


def say_percent(span: Span) -> str:
    """Return a range of shares in per cent."""
    return f"{say_span(Span(100 * span.low, 100 * span.high))} %"
