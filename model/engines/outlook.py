"""The outlook: what a scenario does to every factor and interest in every quarter of some runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from model.inputs.scenarios.overlays import Overlay
from model.inputs.scenarios.scenarios import Event, Scenario, Span
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.rules.events import change, count_against, level
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.factors import Factors
from model.world.outside import base_factors, member_mask, planned_summits
from model.world.setting import Setting, Wants
from model.world.wants import base_saliences, central_saliences, gather_wants

_NEVER = 10**6  # a quarter far beyond any horizon


class Happening(NamedTuple):
    """An event as drawn for some runs; numbers are ``(run, 1, 1, 1)``.

    Of an overlay of interests, ``value`` is ``(run, 1, 1, interest)``.
    """

    factor: str
    mask: Floats
    change: str
    value: Floats
    start: Floats
    end: Floats
    ramp: float
    strength: Floats
    begins: tuple[float, float]
    """earliest and latest start over the runs"""
    ends: tuple[float, float]
    """the same for the last quarter of full effect"""

    def phase(self, quarter: int) -> str:
        """In all runs ``off`` or ``full``, or else ``moving``."""
        if quarter < self.begins[0] or quarter > self.ends[1] + self.ramp:
            return "off"
        settled = self.begins[1] + self.ramp <= quarter <= self.ends[0]
        return "full" if settled else "moving"


class Outlook:
    """Factors of every quarter, for the runs of one draw."""

    def __init__(self, scenario: Scenario, drawn: Drawn) -> None:
        """Draw the scenario's events for the runs."""
        self._drawn = drawn
        self._base = base_factors(drawn)
        events = [h for event in scenario.events for h in draw_event(event, drawn)]
        laid, central = (
            [h for each in scenario.overlays for h in lay_over(each, drawn, spread=spread)]
            for spread in (True, False)
        )
        self._happenings = [*laid, *events]
        self._by_factor: dict[str, list[Happening]] = {}
        for happening in self._happenings:
            self._by_factor.setdefault(happening.factor, []).append(happening)
        self._settled: dict[str, tuple[tuple[str, ...], Floats]] = {}
        self._wishes = [*central, *(h for h in events if h.factor == INTEREST)]
        self._summits: dict[int, Floats | None] = {}
        self._wants: tuple[tuple[str, ...], Wants] | None = None
        self._last: tuple[tuple[str, ...], dict[str, Floats]] = ((), {})
        self._drivers = [
            (driver, member_mask(drawn, driver.factor, driver.keys)) for driver in scenario.drivers
        ]
        self._rebased = scenario.base_year is not None
        self._usual = {} if scenario.base_year is None else self._usual_of(scenario.base_year)

    def _usual_of(self, year: int) -> dict[str, Floats]:
        """Factors that count against the base year, as they were then: the mean of its quarters."""
        quarters = [self._factors(4 * year + place) for place in range(4)]
        counted = [name for name, spec in FACTORS.items() if spec.against]
        return {name: sum(q[name] for q in quarters[1:]) / 4.0 + quarters[0][name] / 4.0
                for name in counted}  # fmt: skip

    def at(self, quarter: int) -> Factors:
        """The factors of a quarter, events applied in the order of the file."""
        summits = "summits" * (self._summits_of(quarter) is not None)
        phases = (*(h.phase(quarter) for h in self._happenings), summits)
        if (
            not self._drivers
            and phases == self._last[0]
            and "moving" not in phases
            and not phases[-1]
        ):
            return Factors(**self._last[1])  # nothing has changed since the last quarter
        factors = self._factors(quarter)
        for name, usual in self._usual.items():
            factors[name] = self._count_against(name, factors[name], usual)
        self._last = (phases, factors)
        return Factors(**factors)

    def setting_at(self, quarter: int, setting: Setting) -> Setting:
        """The setting of a quarter: what actors want then, all else as it is in ``setting``."""
        phases = tuple(h.phase(quarter) for h in self._wishes)
        if set(phases) <= {"off"}:
            return setting
        if self._wants is None or phases != self._wants[0] or "moving" in phases:
            levels = self._factors(quarter)[INTEREST]
            central = lay_out(central_saliences(self._drawn)[None, None])
            for happening, phase in zip(self._wishes, phases, strict=True):
                central = _apply(happening, phase, quarter, central)
            wants = gather_wants(
                self._drawn, _by_interest(levels), _by_interest(_bound(INTEREST, central)),
                base_saliences(self._drawn),
            )  # fmt: skip
            self._wants = (phases, wants)
        return setting._replace(wants=self._wants[1])

    def _summits_of(self, quarter: int) -> Floats | None:
        """Summits planned for a quarter, ``(run, power, 1, 1)``; None where there are none."""
        if quarter not in self._summits:
            planned = planned_summits(self._drawn, quarter)
            self._summits[quarter] = planned if planned.any() else None
        return self._summits[quarter]

    def _count_against(self, name: str, factor: Floats, usual: Floats) -> Floats:
        """A factor as it counts; a multiple keeps to its bounds against the base year."""
        spec = FACTORS[name]
        counted: Floats = count_against(factor, usual, self._base[name], spec.against)
        return np.clip(counted, spec.low, spec.high) if spec.against == "ratio" else counted

    def _factors(self, quarter: int) -> dict[str, Floats]:
        """The factors of a quarter as they stand: drivers, then events, held within bounds."""
        summits = self._summits_of(quarter)
        factors = dict(self._base)
        if summits is not None:
            factors["summit"] = factors["summit"] + summits
        for driver, mask in self._drivers:
            name = driver.factor
            factors[name] = factors[name] + mask * (driver.at(quarter) - factors[name])
        driven = {"summit", *(driver.factor for driver, _ in self._drivers)}
        for name, happenings in self._by_factor.items():
            phases = tuple(happening.phase(quarter) for happening in happenings)
            if set(phases) <= {"off"}:
                continue
            kept = self._settled.get(name)
            if kept is not None and kept[0] == phases:
                factors[name] = kept[1]
                continue
            factors[name] = self._happen(name, phases, quarter, factors[name])
            if "moving" not in phases and name not in driven:
                self._settled[name] = (phases, factors[name])
        return factors

    def _happen(self, name: str, phases: Sequence[str], quarter: int, factor: Floats) -> Floats:
        """A factor after the events that concern it, in their order, held within bounds."""
        for happening, phase in zip(self._by_factor[name], phases, strict=True):
            factor = _apply(happening, phase, quarter, factor)
        spec = FACTORS[name]
        later = spec.against == "ratio" and self._rebased  # its bound holds against that year
        held: Floats = np.clip(factor, spec.low, np.inf if later else spec.high)
        return held


def _bound(name: str, values: Floats) -> Floats:
    return np.clip(values, FACTORS[name].low, FACTORS[name].high)


def _by_interest(levels: Floats) -> Floats:
    """Turn ``(run, 1, 1, interest)`` into ``(interest, run)``."""
    return np.moveaxis(levels[:, 0, 0, :], 0, -1)


def _apply(happening: Happening, phase: str, quarter: int, factor: Floats) -> Floats:
    if phase == "off":
        return factor
    strength = happening.strength
    if phase == "moving":
        strength = strength * level(quarter, happening.start, happening.end, happening.ramp)
    changed: Floats = change(factor, happening.change, happening.value, strength, happening.mask)
    return changed


def lay_over(overlay: Overlay, drawn: Drawn, *, spread: bool) -> Iterable[Happening]:
    """What an overlay does to interests: its own rise from 0, those that it replaces fall to 0.

    spread: whether to the saliences as drawn, or to those of the rows without their spread.
    """
    interests = drawn.seeds.interests
    start = np.full((drawn.runs, 1, 1, 1), float(overlay.start))
    never = np.full_like(start, _NEVER)
    for ids, begins in ((overlay.ids, True), (overlay.replaced, False)):
        mask = np.array([[[[float(interest.id in ids) for interest in interests]]]])
        rows = [
            drawn.salience(interest) if spread else np.array([interest.salience])
            for interest in interests
        ]
        value = lay_out(float(begins) * np.array(rows)[None, None])
        yield Happening(
            INTEREST, mask, "set", value, start, never, float(overlay.ramp),
            np.ones_like(start), _range(start), _range(never),
        )  # fmt: skip


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
    strength = occurs * delivery
    for name, mask in masks.items():
        yield Happening(
            name, mask, event.change, value, start + lag, end, float(event.ramp), strength,
            _range(start + lag), _range(end),
        )  # fmt: skip


def _range(numbers: Floats) -> tuple[float, float]:
    return float(numbers.min()), float(numbers.max())


def _draw(event: Event, part: str, span: Span, drawn: Drawn, *, whole: bool = False) -> Floats:
    """Uniform over the span; over whole quarters, both ends included, when ``whole``."""
    width = span.high - span.low + (1.0 if whole else 0.0)
    return span.low + width * _uniform(event, part, drawn)


def _uniform(event: Event, part: str, drawn: Drawn) -> Floats:
    return drawn.uniform(f"events.{event.name}.{part}").reshape(drawn.runs, 1, 1, 1)
