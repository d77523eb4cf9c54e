"""What of a scenario can be moved by hand: the size and the start of each event, and any factor."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10
from typing import Any, NamedTuple

from model.analysis.assumptions import Assumption, list_assumptions
from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.formats.quarters import quarter_name
from model.inputs.formats.spans import Span
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.factors import FACTORS, INTEREST, FactorSpec
from model.inputs.seeds.seeds import Seeds

NEUTRAL = {"multiply": 1.0, "add": 0.0}
"""The value of a change that changes nothing; of one that sets, it is the factor's own."""

STEPS = 100
"""Stops of a slider, about."""


class Control(NamedTuple):
    """An event that a slider moves: `size` and `start` are the paths of what is changed."""

    event: str
    label: str
    change: str
    size: str
    start: str
    low: float
    """what the file says, as a range"""
    high: float
    least: float
    """ends of the slider"""
    most: float
    step: float
    neutral: float
    begins: str
    """first quarter that the file says"""
    doubts: str
    note: str
    source: str


def list_controls(scenario: Scenario, seeds: Seeds) -> list[Control]:
    """Return a control for each event that the scenario states itself."""
    told = {one.name: one for one in list_assumptions(scenario, seeds) if one.own}
    return [_control(event, told[event.name]) for event in scenario.events if event.name in told]


def list_factors(seeds: Seeds) -> Iterator[dict[str, Any]]:
    """Yield every factor that may be held at a value, with its members and its bounds."""
    for name, spec in FACTORS.items():
        if name == INTEREST:
            continue
        low, high = _reach(spec)
        yield {
            "factor": name,
            "meaning": spec.meaning,
            "unit": spec.unit,
            "axes": [list(DOMAINS if axis == "domain" else seeds.ids(axis)) for axis in spec.axes],
            "neutral": spec.default,
            "least": low,
            "most": high,
            "step": _step(high - low),
        }


def _control(event: Event, told: Assumption) -> Control:
    spec = FACTORS[event.targets[0][0]]
    neutral = NEUTRAL.get(event.change, spec.default)
    least, most = _ends(event, neutral, spec)
    return Control(
        event=event.name,
        label=told.what,
        change=event.change,
        size=f"events.{event.name}.value",
        start=f"events.{event.name}.start",
        low=event.value.low,
        high=event.value.high,
        least=least,
        most=most,
        step=_step(most - least),
        neutral=neutral,
        begins=quarter_name(int(event.start.low)),
        doubts=", ".join(told.doubts),
        note=told.note,
        source=told.source,
    )


def _ends(event: Event, neutral: float, spec: FactorSpec) -> tuple[float, float]:
    """Ends of a slider: from no change to half as much again as the file says, within bounds."""
    value: Span = event.value
    low, high = min(neutral, value.low), max(neutral, value.high)
    room = 0.5 * max(high - low, 0.1 * max(abs(high), abs(low), 0.1))
    least = low - room if value.low < neutral else low
    most = high + room if value.high > neutral else high
    if event.change == "set":
        least, most = max(least, spec.low), min(most, spec.high)
    if event.change == "multiply":
        least = max(least, 0.0)
    return round(least, 6), round(most, 6)


def _reach(spec: FactorSpec) -> tuple[float, float]:
    """Ends of the slider of a factor: its bounds, or three times its own value if they are wide."""
    widest = 3.0 * spec.default if spec.default else 2.0
    return max(spec.low, -widest), min(spec.high, widest)


def _step(width: float) -> float:
    """A round step that makes about `STEPS` stops of a width."""
    if width <= 0.0:
        return 0.01
    return float(10.0 ** floor(log10(width / STEPS) + 0.5))
