"""Ten years ahead, arms, contact and liveliness in sentences, each held to its number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.analysis.wording import number
from model.experiments.measured_skill import is_told
from model.inputs.formats.plain_text import plural

Told = Mapping[str, Any]

HELD = (70, 90)
"""Per cent of what was observed that an 80 % band should hold."""

LIVELY = (0.7, 1.4)
"""Changes of runs over those on record that count as alike."""

THINGS: dict[str, str] = {
    "trade": "shares of trade",
    "arms": "shares of arms",
    "positions": "voting positions",
}
"""What liveliness is told of, as sentences call it."""


def describe_decade(told: Told) -> list[str]:
    """Return a paragraph each on bands ten years ahead, liveliness, arms and contact."""
    found = [describe_band(told), describe_liveliness(told)]
    if told["arms"]:
        found.append(describe_arms(told))
    return [*found, describe_contact(told)]


def describe_band(told: Told) -> str:
    """Return how often the band of trade held observations ten years on, events known or not."""
    ten = told["ten_years"]
    said = []
    for words, one in (("known", ten), ("unknown", ten["unconditional"])):
        (held,) = one["coverage_80"].values()
        said.append(f"{100 * held:.0f} % with dated events {words}, {judge_band(held)}")
    return f"Of shares of trade ten years ahead the 80 % band held {'; '.join(said)}."


def judge_band(held: float) -> str:
    """Say of a share that came within an 80 % band whether the band is as wide as it should be."""
    low, high = HELD
    shown = round(100 * held)
    return "too narrow" if shown < low else "too wide" if shown > high else "about right"


def describe_liveliness(told: Told) -> str:
    """Return whether runs move as much as the record does."""
    known, unknown = told["liveliness"]["known"], told["liveliness"]["unknown"]
    said = [
        f"{words} over {known[what]['years']} years {_ratio(known[what])} "
        f"({_ratio(unknown[what])} with dated events unknown), {judge_moves(known[what]['ratio'])}"
        for what, words in THINGS.items()
        if known[what]["n"]
    ]
    return f"Changes of runs over those on record, root mean squares: {'; '.join(said)}."


def judge_moves(ratio: float | None) -> str:
    """Say of changes of runs over those on record whether they are alike."""
    if ratio is None:
        return "which nothing on record can judge"
    low, high = LIVELY
    shown = round(ratio, 2)
    return "too still" if shown < low else "too restless" if shown > high else "about as lively"


def describe_arms(told: Told) -> str:
    """Return how suppliers of arms were predicted, and what decisions add."""
    cases = max(one["cases"] for one in told["arms"].values())
    said = [
        f"{plural(int(h), 'year')} ahead {_skill(one['skill'])}, "
        f"of which decisions add {_gain(one)}, "
        f"and {100 * one['coverage_80']:.0f} % within the 80 % band"
        for h, one in told["arms"].items()
    ]
    return (
        "Suppliers of arms over five years, skill against the last period that had ended: "
        f"{'; '.join(said)}; from {cases} periods of three states, where one contract may decide."
    )


def describe_contact(told: Told) -> str:
    """Return how changes of formal contact were predicted, and what decisions add."""
    said = [
        f"{plural(int(h), 'year')} ahead {_skill(one['skill'])}, "
        f"of which decisions add {_gain(one)}, with "
        f"{_signed(one['foretold'])} points predicted and {_signed(one['came'])} that came"
        for h, one in told["contact"].items()
    ]
    return f"Formal diplomatic contact, skill against no change: {'; '.join(said)}."


def describe_gains(told: Told) -> str:
    """Return where decisions make forecasts of arms or contact better or worse beyond doubt."""
    sure = [
        f"{words} {plural(int(h), 'year')} ahead ({'better' if one['gain'] > 0 else 'worse'})"
        for words, part in (("arms", told["arms"]), ("contact", told["contact"]))
        for h, one in part.items()
        if one["gain"] is not None and is_told(one["gain_90"])
    ]
    head = "What decisions add is distinguishable from zero"
    return f"{head} for {', '.join(sure)}." if sure else f"{head} for none of these."


def _gain(one: Told) -> str:
    if one["gain"] is None:
        return "nothing that can be told"
    low, high = one["gain_90"]
    sure = "" if is_told(one["gain_90"]) else ", not distinguishable from zero"
    return f"{number(one['gain'], 2)} ({number(low, 2)} to {number(high, 2)}{sure})"


def _signed(points: float) -> str:
    return f"{round(points, 1) + 0.0:+.1f}"  # never minus zero


def _ratio(one: Told) -> str:
    return "none" if one["ratio"] is None else f"{one['ratio']:.2f}"


def _skill(value: float | None) -> str:
    return "none" if value is None else number(value, 2)
