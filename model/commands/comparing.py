"""A comparison as a command prints it: its dates, its words, and where everything is."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from model.analysis.compare.event_dates import Date, dates_of_difference
from model.analysis.compare.pair import COMPARISON, list_failures, make_comparison
from model.analysis.compare.words import describe_date, describe_surely
from model.analysis.wording import names_from
from model.commands.options import read_turn
from model.experiments.run import FIGURES, Result, Work
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import plural
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.seeds.seeds import Seeds


def compare_results(base: Result, other: Result, at: str, seeds: Seeds, work: Work) -> str:
    """Return in words what a result changes against a base, the folder having been written."""
    dates = read_dates(at, base, other)
    folder, table = make_comparison(base, other, [date.turn for date in dates], seeds, work)
    places = [f"\nComparison: {shown(folder / COMPARISON)}"]
    if work.figures:
        places.append(f"Figures of what changed: {shown(folder / FIGURES)}")
    return "\n".join([*describe_comparison(base, other, table, dates, seeds), *places])


def describe_comparison(
    base: Result, other: Result, table: pd.DataFrame, dates: Sequence[Date], seeds: Seeds
) -> list[str]:
    """Return a comparison in words: its question, what changes at each date, and how surely."""
    names = names_from(seeds.members)
    told = [
        part
        for date in dates
        for part in describe_date(table[table["turn"] == date.turn], date, names)
    ]
    return [
        *describe_question(base, other),
        *list_failures(base, other),
        *told,
        *describe_surely(table),
    ]


def describe_question(base: Result, other: Result) -> list[str]:
    """Return the question that is asked, and what is held against what."""
    runs = other.manifest["runs"]
    question = other.manifest["scenario"].get("question") or ""
    against = f"{other.manifest['title']}, against {base.manifest['title']}"
    paired = f"{plural(runs, 'run')} of each, on the same chances"
    return [f"\n{question}"] * bool(question) + [f"{against} ({paired})"]


def read_dates(at: str, base: Result, other: Result) -> list[Date]:
    """Return the quarters of `--at`, each once, or those that the events call for.

    Raises InputError.
    """
    first, last = base.manifest["horizon"]
    turns = read_turns(at, (first, last))
    if turns:
        return [Date(turn, "") for turn in turns]
    return dates_of_difference(base.manifest, other.manifest)


def read_turns(at: str, horizon: Sequence[str]) -> list[str]:
    """Return the quarters of `--at`, each once; none if none are given. Raises InputError."""
    span = (quarter_index(horizon[0]), quarter_index(horizon[1]))
    words = at.split(",") if at else []
    turns = [quarter_name(read_turn("--at", word, *span)) for word in words]
    return list(dict.fromkeys(turns))
