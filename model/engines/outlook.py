"""The outlook: what a scenario's events do to every factor in every quarter of some runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from model.inputs.factors import FACTORS
from model.inputs.scenarios import Event, Scenario, Span
from model.rules.events import change, level
from model.world.conditions import base_factors, member_mask, planned_summits
from model.world.drawn import Drawn
from model.world.draws import Floats, uniforms
from model.world.factors import Factors

_NEVER = 10**6  # a quarter far beyond any horizon


class Happening(NamedTuple):
    """An event as drawn for some runs; numbers are ``(run, 1, 1, 1)``."""

    factor: str
    mask: Floats
    change: str
    value: Floats
    start: Floats
    end: Floats
    ramp: float
    strength: Floats


class Outlook:
    """Factors of every quarter, for the runs of one draw."""

    def __init__(self, scenario: Scenario, drawn: Drawn) -> None:
        """Draw the scenario's events for the runs."""
        self._drawn = drawn
        self._base = base_factors(drawn)
        self._happenings = [h for event in scenario.events for h in draw_event(event, drawn)]

    def at(self, quarter: int) -> Factors:
        """The factors of a quarter, events applied in the order of the file."""
        factors = dict(self._base)
        factors["summit"] = factors["summit"] + planned_summits(self._drawn, quarter)
        touched = set()
        for happening in self._happenings:
            force = level(quarter, happening.start, happening.end, happening.ramp)
            if not np.any(force):
                continue
            name = happening.factor
            factors[name] = change(
                factors[name],
                happening.change,
                happening.value,
                force * happening.strength,
                happening.mask,
            )
            touched.add(name)
        for name in touched:
            factors[name] = np.clip(factors[name], FACTORS[name].low, FACTORS[name].high)
        return Factors(**factors)


def draw_event(event: Event, drawn: Drawn) -> Iterable[Happening]:
    """Draw an event once for each run; all its targets share the draw."""
    value = _draw(event, "value", event.value, drawn)
    start = np.floor(_draw(event, "start", event.start, drawn, whole=True))
    lag = np.floor(_draw(event, "lag", event.lag, drawn, whole=True))
    delivery = _draw(event, "delivery", event.delivery, drawn)
    probability = _draw(event, "probability", event.probability, drawn)
    occurs = _uniform(event, "occurs", drawn) < probability
    end = np.full_like(start, _NEVER if event.end is None else event.end)
    masks: dict[str, Floats] = {}
    for name, keys in event.targets:
        mask = member_mask(drawn, name, keys)
        masks[name] = np.maximum(masks[name], mask) if name in masks else mask
    for name, mask in masks.items():
        strength = occurs * delivery
        yield Happening(
            name, mask, event.change, value, start + lag, end, float(event.ramp), strength
        )


def _draw(event: Event, part: str, span: Span, drawn: Drawn, *, whole: bool = False) -> Floats:
    """Uniform over the span; over whole quarters, both ends included, when ``whole``."""
    width = span.high - span.low + (1.0 if whole else 0.0)
    return span.low + width * _uniform(event, part, drawn)


def _uniform(event: Event, part: str, drawn: Drawn) -> Floats:
    purpose = f"events.{event.name}.{part}"
    column = uniforms(drawn.entropy, purpose, drawn.first_run, drawn.runs)
    return column.reshape(drawn.runs, 1, 1, 1)
