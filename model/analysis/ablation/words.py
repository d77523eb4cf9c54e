"""An ablation in words: what moves the results, what hardly does, and what cannot."""

from __future__ import annotations

import math
from collections.abc import Sequence

from model.analysis.ablation.interest_words import describe_interests
from model.analysis.ablation.part_names import LABELS, REST, REST_SPREAD, STEP_LABELS
from model.analysis.ablation.phrases import (
    NOT_ADDITIVE,
    align,
    bullets,
    name_most,
    percent,
    points,
    spread_words,
    verdict,
)
from model.analysis.ablation.rows import Row
from model.analysis.ablation.subject import Told
from model.analysis.wording import number
from model.inputs.formats.plain_text import plural

ADDITIVE = "each with what came before it left out too; these add up to 100 %"
INTERVALS = "In brackets: 90 % intervals over runs, from standard errors."


def describe(rows: Sequence[Row], told: Told) -> list[str]:
    """Return the lines of an ablation at one quarter, tables included."""
    whole = next(row for row in rows if row.kind == "whole")
    parts = [row for row in rows if row.kind == "part"]
    steps = [row for row in rows if row.kind == "step"]
    each = [row for row in rows if row.kind == "interest"]
    runs = plural(told.runs, "run")
    return [
        f"{told.title}: what moves shares of influence by {whole.turn} ({runs})",
        "",
        *bullets(describe_findings(whole, parts, steps, told)),
        "",
        f"One part left out at a time ({NOT_ADDITIVE})",
        *align(parts_table(parts)),
        "",
        f"One after the other ({ADDITIVE})",
        *align(steps_table(steps)),
        *bullets([f"{REST} {REST_SPREAD}", INTERVALS]),
        *(["", *describe_interests(each, told)] if each else []),
    ]


def describe_findings(
    whole: Row, parts: Sequence[Row], steps: Sequence[Row], told: Told
) -> list[str]:
    """Return the sentences that say what moves the results."""
    lines = [
        f"From the base year ({told.base_year}) to {whole.turn} shares move by "
        f"{points(whole.change)} points: the size of the mean change over runs, on average over "
        f"all pairs of a power and a state.{name_most(whole, told.names, 'by then ')}"
    ]
    shares = dict(
        zip((step.name for step in steps), whole_percents(steps, "movement"), strict=True)
    )
    if shares and not any(value is None for value in shares.values()):
        said = "; ".join(f"{STEP_LABELS[name]} {value} %" for name, value in shares.items())
        lines.append(f"Of this movement, taken one after the other: {said}.")
    fewest = min(row.runs for row in (whole, *parts, *steps))
    if fewest < told.runs:
        lines.append(
            f"Runs with a number that is not finite are left out: {told.runs - fewest} of "
            f"{told.runs} where most are."
        )
    found = {row.name: row for row in parts}
    lines += [_sentence(found[name], about) for name, about in _HEADLINES.items() if name in found]
    if "interests" in found and found["interests"].change.low > found["decisions"].change.high:
        lines.append(
            "Ending interests moves more than holding decisions, since the base year's decisions, "
            "which are held, already serve them."
        )
    return lines


_HEADLINES: dict[str, str] = {
    "decisions": "With decisions held at the base year's",
    "interests": "With all interests ended from the first quarter on",
    "chance": "Without quarterly chance",
}


def _sentence(row: Row, about: str) -> str:
    small = verdict(row)
    judged = small if small else f"{percent(row.movement)} of the movement"
    size = f"{about}, shares differ by {points(row.change)} points: {judged}"
    return f"{size}; {spread_words(row.spread)}."


def parts_table(parts: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return head and rows of the parts left out one at a time."""
    head = ("left out", "moves shares by, points", "of the movement", "of the spread", "")
    return [
        head,
        *(
            (LABELS[row.name], points(row.change), percent(row.movement), percent(row.spread),
             verdict(row))
            for row in parts
        ),
    ]  # fmt: skip


def steps_table(steps: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return head and rows of the steps, whose shares add up to 100 as printed."""
    moved, spread = whole_percents(steps, "movement"), whole_percents(steps, "spread")
    body = [
        (STEP_LABELS[row.name], number(row.change.value, 2), *(
            "none" if value is None else f"{value} %" for value in shares
        ))
        for row, *shares in zip(steps, moved, spread, strict=True)
    ]  # fmt: skip
    return [("because of", "points", "of the movement", "of the spread"), *body]


def whole_percents(rows: Sequence[Row], measure: str) -> list[int | None]:
    """Return shares that add up to 1 as whole per cent that add up to 100; None without a value.

    Each is rounded down, and what is missing goes to those that lost most (largest remainder).
    """
    values = [100.0 * getattr(row, measure).value for row in rows]
    if any(map(math.isnan, values)):
        return [None] * len(values)
    floors = [math.floor(value) for value in values]
    missing = round(sum(values)) - sum(floors)
    order = sorted(range(len(values)), key=lambda at: (floors[at] - values[at], at))
    return [floor + (at in order[:missing]) for at, floor in enumerate(floors)]
