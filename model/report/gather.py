"""A report put together: the sections that answer, explain, doubt, list and repeat."""

from __future__ import annotations

import pandas as pd

from model.analysis.compare.find import compare, pair_runs
from model.experiments.optional_steps import Extras
from model.experiments.store import open_result
from model.inputs.formats.plain_text import plural
from model.report.again import tell_again
from model.report.answer import answer_against, answer_alone
from model.report.assumed import tell_assumptions, tell_sources
from model.report.given import Choice, Given, dates_of
from model.report.parts import Report, Section, Subject
from model.report.sure import tell_sureness
from model.report.why import tell_why


def gather_report(
    given: Given, choice: Choice, extras: Extras, live: Section | None = None
) -> Report:
    """Return the report on a result, or on a result against its base.

    live: a section with sliders, which comes after the answer. Figures that the result has are
    taken from its folder, the others are drawn; nothing is written. Raises ReplayError where the
    result was made with other seeds, FailedRunsError where no run is left in both results.
    """
    tables: dict[str, pd.DataFrame] = {}
    table = None
    if given.base is None:
        answer = answer_alone(given, extras)
    else:
        pair = pair_runs(*(open_result(one.folder) for one in (given.base, given.result)))
        table = compare(*pair, dates_of(given.result.manifest, choice.dates))
        tables["changes"] = table
        answer = answer_against(given, table, choice.dates, extras)
    sections = [Section("answer", "The answer", answer), *([live] if live else [])]
    if choice.why:
        blocks, behind = tell_why(given, choice, table, extras)
        sections.append(Section("why", "Why", blocks))
        tables |= behind
    sections.append(Section("sure", "How sure", tell_sureness(given, table)))
    assumed, listed = tell_assumptions(given)
    sections.append(Section("assumed", "What is assumed", assumed))
    sections.append(Section("sources", "Sources and grades", tell_sources(given)))
    sections.append(Section("again", "How to make it again", tell_again(given, choice.dates)))
    return Report(subject_of(given), sections, {**tables, "assumptions": listed})


def subject_of(given: Given) -> Subject:
    """Return title, question, what was played of it, and what the scenario tells."""
    manifest = given.result.manifest
    told = manifest["scenario"]
    first, last = manifest["horizon"]
    runs = plural(manifest["runs"], "run")
    played = f"{runs}, {first} to {last}"
    if given.base is not None:
        against = given.base.manifest["title"]
        played = f"{runs} of each, on the same chances, {first} to {last}, against {against}"
    narrative = " ".join(str(told.get("narrative") or "").split())
    return Subject(manifest["title"], str(told.get("question") or ""), played, narrative)
