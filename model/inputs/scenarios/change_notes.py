"""What each line of a scenario's `[set]` does: restate the base year, or act during the run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from model.inputs.formats.problems import Problem
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.event_changes import changes_event, holds_factor
from model.inputs.scenarios.lineage import Lineage, read_changes
from model.inputs.scenarios.scenario_library import find_scenario
from model.inputs.seeds.changes import Change
from model.inputs.seeds.factors import FACTORS, INTEREST

RULE = "changes a rule, in the base year and in every quarter after it"
RESTATES = "restates the base year, which the ties of that year then fit"


def list_notes(path: str | Path, start: int) -> Iterator[Problem]:
    """Yield for each line of `[set]` that a good file writes itself what it does.

    start: first quarter of the run. Changes of events explain themselves and are passed over.
    """
    own = Lineage(find_scenario(path)).order()[-1]
    for change in read_changes(own, []):
        if not changes_event(change) or holds_factor(change.path):
            key = f"set.{change.path}"
            yield Problem(change.file, change.line, key, describe_change(change, start))


def describe_change(change: Change, start: int) -> str:
    """Say what a change that is none of an event does, and how to write the other meaning."""
    if holds_factor(change.path):
        return f"acts from {quarter_name(start)} on"
    table, *words = change.path.split(".")
    if table == "parameters":
        return RULE
    if table == "interests" and words:
        other = f"{INTEREST}.{words[0]}"
    elif table == "factors" and words and words[0] in FACTORS:
        other = ".".join(words[: 1 + len(FACTORS[words[0]].axes)])
    else:
        return RESTATES
    return f"{RESTATES}; to act from {quarter_name(start)} on, set {other}"
