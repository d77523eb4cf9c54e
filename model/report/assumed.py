"""What a scenario assumes, with ranges, reasons, sources and grades, as `show` lists it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from model.analysis.assumptions import (
    Assumption,
    count_grades,
    describe_behind,
    list_assumptions,
)
from model.analysis.stated import describe_overlay, list_stated
from model.analysis.wording import names_from
from model.experiments.request import describe_sources
from model.experiments.scenario_record import restore_scenario
from model.inputs.formats.plain_text import plural
from model.report.given import Given
from model.report.parts import Block, Table, Text

ALL = "What it assumes"
OWN, SHARED = "What it assumes and the base does not", "What both assume"
OF_THE_BASE = "What the base assumes and it does not"
HEAD = ("What", "When", "Change", "How surely", "Why", "Source")

GRADES: dict[str, str] = {
    "A": "read at the address of its source",
    "B": "derived from its source with care",
    "C": "judgement, with a wide range",
}
"""What a grade means."""


def tell_assumptions(given: Given) -> tuple[list[Block], pd.DataFrame]:
    """Return every event with its range, the numbers that are changed, and the events as a table.

    Raises ReplayError where the result was made with other seeds.
    """
    scenario, changed = restore_scenario(given.result.manifest, given.seeds)
    kinds = _sort(given, list_assumptions(scenario, changed))
    blocks: list[Block] = [
        Table(f"{heading} ({plural(len(every), 'event')})", HEAD, [_row(one) for one in every])
        for heading, every in kinds.items()
        if every
    ]
    if not blocks:
        blocks.append(Text("It assumes no event: the numbers of the base year run on."))
    for overlay in scenario.overlays:
        stated = list_stated(overlay, names_from(changed.members))
        head = ("Who", "What", "Where it is stated")
        blocks.append(Table(describe_overlay(overlay), head, stated, "interests"))
    changes: Mapping[str, Any] = given.result.manifest["scenario"]["changes"]
    if changes:
        rows = [(path, str(value)) for path, value in changes.items()]
        caption = "What it changes in the numbers behind the model"
        blocks.append(Table(caption, ("Number", "Value"), rows, "changed numbers"))
    listed = [(kind, *_row(one)) for kind, every in kinds.items() for one in every]
    columns = ["which", *(word.lower() for word in HEAD)]
    return blocks, pd.DataFrame(listed, columns=columns)


def tell_sources(given: Given) -> list[Block]:
    """Return the sources that events name, and how good the numbers behind every scenario are."""
    blocks: list[Block] = []
    if rows := _sources_of(given):
        head = ("Source", "Publisher", "Address")
        blocks.append(Table("Sources that the events name", head, rows, "sources"))
    blocks.append(Text(describe_behind(given.seeds)))
    grades = count_grades(given.seeds)
    rows = [(grade, meaning, f"{grades[grade]:,}") for grade, meaning in GRADES.items()]
    blocks.append(Table("Numbers by grade", ("Grade", "What it means", "Numbers"), rows, "grades"))
    if said := describe_sources(given.seeds):
        blocks.append(Text(f"Most numbers rest on: {said}."))
    return blocks


def _sort(given: Given, mine: list[Assumption]) -> dict[str, list[Assumption]]:
    """Return the events of a result, apart from those that the base has too if there is one.

    mine: the events of the result in words.
    """
    if given.base is None:
        return {ALL: mine}
    theirs = list_assumptions(*restore_scenario(given.base.manifest, given.seeds))
    return {
        OWN: [one for one in mine if one not in theirs],
        SHARED: [one for one in mine if one in theirs],
        OF_THE_BASE: [one for one in theirs if one not in mine],
    }


def _row(one: Assumption) -> tuple[str, ...]:
    return one.what, one.when, one.change, "; ".join(one.doubts), one.note, one.source


def _sources_of(given: Given) -> list[Sequence[str]]:
    """Return the sources that events of either result name, each once, in order of their titles."""
    found = set()
    for result in (given.result, given.base):
        if result is None:
            continue
        told = result.manifest["scenario"]
        named = {event["source"] for event in told["events"]}
        found |= {
            (one["title"], one["publisher"], one["address"])
            for one in told["sources"]
            if one["title"] in named
        }
    return [list(one) for one in sorted(found)]
