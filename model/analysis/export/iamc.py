"""The summary in the format of the Integrated Assessment Modeling Consortium, which pyam reads.

A row has model, scenario, region, variable, unit and subannual (the quarter), then a column for
each year. Statistics over runs end the name of the variable, as is usual for ensembles.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from model.analysis.export.export_source import Source
from model.analysis.units import CONTACT_DOMAINS
from model.experiments.result import AXES
from model.experiments.store import StoreError
from model.experiments.summary import SUMMARY, write_rows
from model.inputs.formats.quarters import PATTERN
from model.storage.csv_text import unsafe
from model.storage.folder import hidden_file

MODEL = "Steppewise"
REGION = "Central Asia"
"""Region of an outcome that belongs to no single state."""

STATISTICS: Mapping[str, tuple[str, ...]] = {
    "Mean": ("mean",),
    "5th Percentile": ("p05", "p5"),
    "25th Percentile": ("p25",),
    "Median": ("p50",),
    "75th Percentile": ("p75",),
    "95th Percentile": ("p95",),
}
"""Last part of a variable -> column of the summary, of a run or of a sweep."""

TITLES: Mapping[str, str] = {
    "share": "Influence Share",
    "region_share": "Influence Share",
    "margin": "Influence Margin",
    "concentration": "Influence Concentration",
    "multivector": "Multi-Vector Index",
    "total_influence": "Influence",
    "influence": "Influence by Domain",
    "effort": "Engagement Offered",
    "granted": "Engagement Granted",
}
"""First part of a variable, where it is not the outcome's own name."""

INDEX = ["model", "scenario", "region", "variable", "unit", "subannual"]

Names = Mapping[str, Mapping[str, str]]
"""Axis -> id -> name."""


def write_iamc(source: Source, names: Names, path: Path) -> None:
    """Write the table as CSV; raises StoreError where the summary is missing or was changed."""
    table = iamc_table(source, names)
    with hidden_file(path) as hidden, hidden.open("w", encoding="utf-8", newline="") as file:
        write_rows(table, file)


def iamc_table(source: Source, names: Names) -> pd.DataFrame:
    """Return the summary of a run or sweep as rows of the format; years are columns.

    Outcomes of a sweep that are kept as a mean, or the lowest or highest of all quarters, have no
    year and are left out.
    """
    summary = read_summary(source)
    time = "date" if source.is_sweep else "turn"
    summary = summary[summary["outcome"].isin(source.outcomes)]
    summary = summary[summary[time].str.fullmatch(PATTERN.pattern)].reset_index(drop=True)
    if summary.empty:
        raise StoreError(f"{source.folder} keeps none of these outcomes at a date")
    keys = ["outcome", "unit", *AXES, *source.varied]
    groups = summary.groupby(keys, sort=False).ngroup()
    firsts = summary.loc[~groups.duplicated(), keys].to_dict("records")
    facts = pd.DataFrame([describe_row(source, row, names) for row in firsts])
    table = facts.iloc[groups.to_numpy()].reset_index(drop=True)
    table["subannual"] = summary[time].str[4:]
    table["year"] = summary[time].str[:4].astype(int)
    parts = []
    for word, found in STATISTICS.items():
        column = next(name for name in found if name in summary)
        values = summary[column].replace("", "nan").astype(float)
        parts.append(table.assign(variable=table["variable"] + f"|{word}", value=values))
    whole = pd.concat(parts).drop_duplicates([*INDEX, "year"])
    return whole.pivot(index=INDEX, columns="year", values="value").reset_index()


def describe_row(source: Source, row: Mapping[Any, str], names: Names) -> dict[str, str]:
    """Return what a row of the summary is about: model, scenario, region, variable and unit."""
    outcome = kept_as(source).get(row["outcome"], row["outcome"])
    return {
        "model": MODEL,
        "scenario": scenario_of(source, row),
        "region": names["state"].get(row["state"], row["state"]) or REGION,
        "variable": variable_of({**row, "outcome": outcome}, names),
        "unit": unit_of(row),
    }


def read_summary(source: Source) -> pd.DataFrame:
    """Return the summary of a result as text; raises StoreError where it cannot be used."""
    path = source.folder / SUMMARY
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except FileNotFoundError:
        hint = "the sweep is not finished" if not source.finished else "it was removed"
        raise StoreError(f"{source.folder} has no {SUMMARY}: {hint}") from None
    except (ValueError, pd.errors.ParserError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from None
    time = "date" if source.is_sweep else "turn"
    needed = {"outcome", "unit", time, *AXES, *source.varied}
    lacking = sorted(needed - set(table.columns))
    lacking += [word for word, found in STATISTICS.items() if not set(found) & set(table.columns)]
    if lacking:
        raise StoreError(f"{path} was changed: it lacks {', '.join(lacking)}")
    numbers = [column for found in STATISTICS.values() for column in found if column in table]
    try:
        table[numbers].replace("", "nan").astype(float)
    except ValueError as error:
        raise StoreError(f"{path} was changed: {error}") from None
    return table.map(unsafe)


def kept_as(source: Source) -> dict[str, str]:
    """Return which outcome of the model each outcome of a sweep is."""
    if not source.is_sweep:
        return {}
    return {
        str(each["name"]): str(each["outcome"]) for each in source.manifest["sweep"]["outcomes"]
    }


def scenario_of(source: Source, row: Mapping[str, str]) -> str:
    """Return the scenario of a row, with the alternatives of the levers of a sweep."""
    if not source.is_sweep:
        return str(source.manifest["name"])
    return ", ".join([row["scenario"], *(f"{name} {row[name]}" for name in source.varied[1:])])


def variable_of(row: Mapping[str, str], names: Names) -> str:
    """Return the name of a variable without its statistic: outcome, then members but the state."""
    outcome = row["outcome"]
    parts = [TITLES.get(outcome, outcome.replace("_", " ").title())]
    for axis in ("domain", "power", "corridor", "mineral"):
        if row[axis]:
            parts.append(names.get(axis, {}).get(row[axis], row[axis].title()))
    return "|".join(part.replace("|", "/") for part in parts)


def unit_of(row: Mapping[str, str]) -> str:
    """Return the unit of a row; ties are money or points, by their domain.

    A unit that begins like a formula, which `safe` would mark, gets a word before it.
    """
    if row["unit"] == "-1 to 1":
        return "index -1 to 1"
    money, _, points = row["unit"].partition("; ")
    return points if points and row["domain"] in CONTACT_DOMAINS else money
