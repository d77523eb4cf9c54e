"""The scores of the hindcast in words and tables, for a terminal."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from model.analysis.wording import Names, number
from model.experiments.measured_skill import is_told
from model.inputs.formats.plain_text import plural, wrap
from model.validation.hindcast.decade_words import describe_decade

TABLE_WIDTH = 100
"""Letters of the widest table."""

HORIZON_HEADS = "{} year", "{} years"
RIVALS: dict[str, str] = {
    "persistence": "persistence (nothing changes)",
    "trend": "a linear trend",
    "gravity": "a pull without agents",
    "frozen": "the model, decisions frozen",
}
"""Simpler forecasts, as they are called in tables and figures."""

Told = Mapping[str, Any]


def tell(told: Told, names: Names) -> str:
    """Return all that a reader needs first: skill, coverage, states, the worst pairs, the rest."""
    return "\n".join(
        [
            _title(told),
            describe_skills(told),
            *wrap(describe_doubt(told)),
            *wrap(describe_decisions(told)),
            describe_states(told, names),
            describe_worst(told, names),
            *(line for text in describe_rest(told) for line in wrap(text)),
        ]
    )


def _title(told: Told) -> str:
    settings = told["settings"]
    first, last = settings["targets"]
    return (
        f"Shares of trade predicted for {first}-{last}: {settings['pairs']} pairs, "
        f"{settings['runs']} runs, parameters {settings['parameters']}"
    )


def describe_skills(told: Told) -> str:
    """Return a table of skills with their intervals, errors and coverage, by horizon."""
    persistence = "skill_vs_persistence"
    rows = [
        *_scores(told, persistence, f"skill against {RIVALS['persistence']}"),
        *_scores(told["without_tkm_chn_more"], persistence, "  without Turkmenistan-China"),
        *_scores(told["unconditional"], persistence, "  dated events unknown"),
        *_scores(told, "skill_vs_trend", f"skill against {RIVALS['trend']}"),
        *_scores(told, "skill_vs_gravity", f"skill against {RIVALS['gravity']}"),
        (f"skill of {RIVALS['frozen']}", *_frozen(told["decisions"])),
        *_scores(told["decisions"], "gain", "  what decisions add to the skill"),
        ("root mean squared error, points of share", *_points(told["model_rmse"])),
        ("  of persistence", *_points(told["persistence_rmse"])),
        ("CRPS, points of share", *_points(told["crps"])),
        ("  of persistence", *_points(told["persistence_crps"])),
        ("came within the 50 % band", *_percents(told["coverage_50"])),
        ("came within the 80 % band", *_percents(told["coverage_80"])),
    ]
    return render(("", *heads(told)), rows)


def describe_doubt(told: Told) -> str:
    """Return at which horizons the model cannot be told from persistence."""
    doubtful = [h for h in told["n"] if not is_told(told["skill_vs_persistence_90"][h])]
    meaning = "Skill: 1 is perfect, 0 no better, below 0 worse."
    if not doubtful:
        return f"{meaning} At every horizon the model can be told from persistence."
    years = ", ".join(doubtful)
    return f"{meaning} At {years} years ahead the model cannot be told from persistence."


def describe_decisions(told: Told) -> str:
    """Return whether decisions make forecasts better than those of the model without them."""
    decisions = told["decisions"]
    sure = [h for h in told["n"] if is_told(decisions["gain_90"][h])]
    each = ", ".join(
        f"{number(decisions['gain'][h], 2)} at {plural(int(h), 'year')}"
        for h in told["n"]
        if decisions["gain"][h] is not None
    )
    head = f"What powers and states decide adds to the skill against persistence: {each}"
    if not sure:
        return f"{head}; at no horizon is that statistically distinguishable from zero."
    return f"{head}; distinguishable from zero at {', '.join(sure)} years ahead."


def describe_states(told: Told, names: Names) -> str:
    """Return skill by state, and by parameters that have not seen the state's past."""
    by_state = told["by_state"]
    rows = [(names["state"].get(state, state), *_skills(one)) for state, one in by_state.items()]
    table = render(("skill against persistence", *heads(told)), rows)
    left = told["leave_one_state_out"]
    if not left:
        return table
    rows = [
        (names["state"].get(state, state), *_skills(left[state]), *_draws(left[state]))
        for state in by_state
        if state in left
    ]
    rows.append(("all, each without its own", *_skills(left["all"]), "", ""))
    header = ("the same, the state's past left out of the fit", *heads(told), "draws left", "")
    return f"{table}\n\n{render(header, rows)}"


def describe_worst(told: Told, names: Names) -> str:
    """Return the pairs in which most of the model's error lies, at the longest horizon."""
    horizon = list(told["n"])[-1]
    rows = [
        (
            f"{names['state'][one['state']]}-{names['power'][one['power']]}",
            f"{100 * one['share_of_error']:.0f} %",
            f"{100 * one['share_of_persistence_error']:.0f} %",
            _skill(one["skill"]),
            _signed_points(one["bias"]),
        )
        for one in told["worst_pairs"][horizon]
    ]
    header = (
        f"most of the error at {horizon} years", "of the model's", "of persistence's", "skill",
        "bias, points",
    )  # fmt: skip
    return render(header, rows)


def describe_rest(told: Told) -> list[str]:
    """Return in sentences what leans on one pair, and how all but shares of trade was predicted."""
    horizon = list(told["n"])[-1]
    lean = told["leans_on"][horizon]
    found = [
        f"Without {lean['state']}-{lean['power']}, on which it leans most, the skill at {horizon} "
        f"years would be {_skill(lean['skill_without'])}.",
        "Voting positions of the states, given the powers' own: skill against persistence "
        + ", ".join(
            f"{_skill(one['skill_vs_persistence'])} at {plural(int(h), 'year')}"
            for h, one in told["positions"].items()
        )
        + f" ({told['positions'][horizon]['n']} cases each).",
    ]
    return [*found, _describe_volumes(told), *describe_decade(told)]


def _describe_volumes(told: Told) -> str:
    """Return by how much trade in money was predicted too high or too low."""
    ratios = ", ".join(
        f"{one['typical_ratio']:.2f} at {plural(int(h), 'year')}"
        for h, one in told["volumes"].items()
    )
    last = list(told["volumes"].values())[-1]
    return (
        f"Volumes of trade in dollars, predicted over observed, typical pair: {ratios}; "
        f"{100 * last['coverage_80']:.0f} % of observations lie within the 80 % band at the last."
    )


def heads(told: Told) -> list[str]:
    """Return the headings of horizons."""
    return [HORIZON_HEADS[int(h) > 1].format(h) for h in told["n"]]


def render(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as text, numbers to the right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, heading in enumerate(header):
        table.add_column(heading, justify="right" if place else "left", no_wrap=place == 0)
    for row in rows:
        table.add_row(*row)
    file = io.StringIO()
    console = Console(
        file=file,
        width=TABLE_WIDTH,
        color_system=None,
        legacy_windows=False,
        markup=False,
        emoji=False,
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip().splitlines())


def _scores(told: Told, key: str, words: str) -> list[tuple[str, ...]]:
    intervals = [f"{_skill(low)} to {_skill(high)}" for low, high in told[f"{key}_90"].values()]
    skills = [_skill(value) for value in told[key].values()]
    return [(words, *skills), ("    90 % over target years", *intervals)]


def _frozen(decisions: Told) -> list[str]:
    return [_skill(value) for value in decisions["frozen_vs_persistence"].values()]


def _skill(value: float | None) -> str:
    return "none" if value is None else number(value, 2)


def _points(values: Mapping[str, float]) -> list[str]:
    return [number(100 * value, 1) for value in values.values()]


def _signed_points(value: float) -> str:
    return f"{100 * value:+.1f}"


def _percents(values: Mapping[str, float]) -> list[str]:
    return [f"{100 * value:.0f} %" for value in values.values()]


def _skills(told: Told) -> list[str]:
    return [_skill(value) for value in told["skill_vs_persistence"].values()]


def _draws(left: Told) -> tuple[str, str]:
    return f"{left['effective_draws']:.0f}", "too few" if left["too_few_draws"] else ""
