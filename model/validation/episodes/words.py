"""Verdicts on episodes of the past: in words, as a table for pages, and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from model.analysis.wording import decimals, number
from model.inputs.formats.plain_text import wrap
from model.storage.csv_text import write_csv
from model.validation.episodes.find import Verdict

COLUMNS: tuple[str, ...] = (
    "episode", "observation", "when", "observed", "model: median (80 % of runs)", "runs within",
    "verdict", "grade", "why outside",
)  # fmt: skip
"""Columns of the table for pages."""

RULE = (
    "Inside: the observed range overlaps the interval that holds the middle 80 % of the runs. "
    "Median inside: the median lies in the range as well."
)
INDENT = " " * 6
MOST = 3
"""Decimals at most."""


def describe_seen(verdict: Verdict) -> str:
    """Return the observed range in words, as its source has it."""
    return f"{verdict.low:g} to {verdict.high:g}"


def describe_model(verdict: Verdict) -> str:
    """Return the model's median and 80 % interval, with no more digits than the runs support."""
    places = decimals(verdict.p10, verdict.p90, MOST)
    p50, p10, p90 = (number(part, places) for part in (verdict.p50, verdict.p10, verdict.p90))
    return f"{p50} ({p10} to {p90})"


def describe_place(verdict: Verdict) -> str:
    """Return where the observed range lies: median inside, inside, or outside."""
    if not verdict.inside:
        return "outside"
    return "median inside" if verdict.median_inside else "inside"


def describe_share(share: float) -> str:
    """Return a share of runs 0..1 in per cent; neither none nor all unless it is so."""
    percent = round(100 * share)
    if percent == 0 and share > 0:
        return "<1 %"
    if percent == 100 and share < 1:
        return ">99 %"
    return f"{percent} %"


def describe_total(verdicts: Sequence[Verdict]) -> str:
    """Return in one sentence how many observations the model meets."""
    inside = sum(verdict.inside for verdict in verdicts)
    middle = sum(verdict.inside and verdict.median_inside for verdict in verdicts)
    return (
        f"{inside} of {len(verdicts)} observations are inside, {middle} of them with the median; "
        f"{len(verdicts) - inside} are outside."
    )


def rows_of(verdicts: Sequence[Verdict]) -> list[tuple[str, ...]]:
    """Return a row of cells for each verdict, under COLUMNS; a reason only where it is outside."""
    return [
        (
            one.episode,
            one.observation,
            one.when,
            f"{describe_seen(one)} ({one.unit})",
            describe_model(one),
            describe_share(one.share),
            describe_place(one),
            one.grade,
            "" if one.inside else one.outside,
        )
        for one in verdicts
    ]


def markdown_table(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as a Markdown table, one row each."""
    lines = [COLUMNS, ("---",) * len(COLUMNS), *rows_of(verdicts)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)


def describe_verdicts(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as lines for a terminal, by episode, with reasons for what is outside."""
    lines = []
    for name, group in groupby(verdicts, key=lambda one: one.episode):
        lines.append(f"\n{name}")
        lines += [line for one in group for line in _tell(one)]
    return "\n".join([*lines, "", describe_total(verdicts), *wrap(RULE)])


def _tell(one: Verdict) -> list[str]:
    runs = f"{describe_share(one.share)} of runs within"
    told = [
        f"  {one.observation}, {one.when}: {describe_place(one)}",
        f"{INDENT}seen {describe_seen(one)}, {one.unit}; model {describe_model(one)}; {runs}",
    ]
    if not one.inside and one.outside:
        told += wrap(one.outside, INDENT)
    return told


def write_verdicts(verdicts: Sequence[Verdict], path: Path) -> Path:
    """Write the verdicts as CSV (UTF-8, comma, header row) and return the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, Verdict._fields, ([_cell(value) for value in one] for one in verdicts))
    return path


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
