"""Warnings about where factors stand: an event that cannot move them, or moves them down.

The events of the scenario are drawn as in a run, with and without the one in question; the world
itself is not played.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from model.analysis.warnings.written import Subject, show
from model.engines.outlook import Outlook
from model.inputs.formats.problems import Problem, listed
from model.inputs.formats.quarters import quarter_name
from model.inputs.formats.spans import Span
from model.inputs.scenarios.scenario_events import CERTAIN, Event
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.inputs.seeds.records import Key
from model.world.drawn import Drawn
from model.world.draws import Floats
from model.world.outside import member_mask

RUNS, ENTROPY = 16, 1


class Outlooks(NamedTuple):
    """What the events of a scenario do to one factor, with one of them made sure, and without."""

    with_event: Outlook
    without: Outlook
    drawn: Drawn


class Levels(NamedTuple):
    """A factor in some places and one quarter, with an event and without it, each (run, place)."""

    with_event: Floats
    without: Floats


def warn_of_levels(subject: Subject) -> Iterator[Problem]:
    """Yield own events whose paths stand where the event would move them, or above.

    An event that replaces an inherited one is passed over: that it moves nothing is its point.
    """
    drawn = Drawn(subject.seeds, ENTROPY, 0, RUNS)
    for event in subject.own.values():
        possible = event.probability.high > 0 and event.delivery.high > 0
        if event.name in subject.replaced or not possible or moves_by_nothing(event):
            continue
        odd: dict[str, list[str]] = {}
        outlooks: dict[str, Outlooks] = {}
        for path, targets in subject.written_paths(event).items():
            factor = targets[0][0]
            if factor not in outlooks:
                outlooks[factor] = look_out(subject, event, factor, drawn)
            if reason := explain(event, watch(subject, event, targets, outlooks[factor]), path):
                odd.setdefault(reason, []).append(path)
        for reason, paths in odd.items():
            stand = "stands" if len(paths) == 1 else "stand"
            yield subject.problem(event, "", reason.format(paths=listed(paths), stand=stand))


def moves_by_nothing(event: Event) -> bool:
    """Tell whether an event adds nothing or multiplies by one, wherever its factors stand."""
    nothing = {"add": Span(0, 0), "multiply": Span(1, 1)}
    return event.value == nothing.get(event.change)


def look_out(subject: Subject, event: Event, factor: str, drawn: Drawn) -> Outlooks:
    """Return the outlooks on a factor; what moves other factors only is left out of them."""
    scenario = subject.scenario
    events = [each for each in scenario.events if factor in dict(each.targets)]
    sure = [
        each._replace(probability=CERTAIN) if each.name == event.name else each for each in events
    ]
    left = [each for each in events if each.name != event.name]
    drivers = tuple(driver for driver in scenario.drivers if driver.factor == factor)
    one, other = (
        Outlook(replace(scenario, events=tuple(some), drivers=drivers), drawn)
        for some in (sure, left)
    )
    return Outlooks(one, other, drawn)


def watch(
    subject: Subject, event: Event, targets: Sequence[tuple[str, Key]], outlooks: Outlooks
) -> Iterator[Levels]:
    """Yield the levels of some targets of one factor in each quarter with an event in force."""
    factor, until = targets[0][0], subject.scenario.until
    masks = [member_mask(outlooks.drawn, factor, key) for _, key in targets]
    mask = np.maximum.reduce(masks) > 0
    last = until if event.end is None else min(event.end + event.ramp, until)
    for quarter in range(int(event.start.low), last + 1):
        levels = [
            np.asarray(getattr(outlook.at(quarter), factor))
            for outlook in (outlooks.with_event, outlooks.without)
        ]
        yield Levels(*(np.broadcast_to(one, mask.shape)[mask] for one in levels))


def explain(event: Event, quarters: Iterator[Levels], path: str) -> str:
    """Return what is odd about an event at a path, with gaps for paths and verb, or ""."""
    spec = FACTORS[path.split(".")[0]]
    from_nothing = spec.low == spec.default and spec.name != INTEREST
    raises = event.change == "set" and from_nothing and event.value.low > spec.low
    found: list[Levels] = []
    for levels in quarters:
        found.append(levels)
        rise = levels.with_event - levels.without
        if (rise > 0).any() or ((rise < 0).any() and not raises):
            return ""
    if not found:
        return ""
    start = quarter_name(int(event.start.low))
    if any((levels.with_event < levels.without).any() for levels in found):
        stands = show(span_of(found[:1]), digits=2)
        return (
            f"lowers {{paths}}, which {{stand}} at {stands} already in {start}; "
            "to raise it, write a higher value, or use add"
        )
    stand = span_of(found)
    if event.change == "multiply" and stand == Span(0, 0):
        stays = "and 0 multiplied stays 0; use set or add"
        return f"changes nothing, because {{paths}} {{stand}} at 0 in {start}, {stays}"
    bound = {spec.low: ", its lowest,", spec.high: ", its highest,"}.get(stand.low, "")
    if stand.low < stand.high or not (bound or event.change == "set"):
        return ""
    return (
        f"changes nothing, because {{paths}} {{stand}} at {stand.low:g}{bound} already in {start}"
    )


def span_of(levels: Sequence[Levels]) -> Span:
    """Return the lowest and highest value without the event."""
    values = np.stack([each.without for each in levels])
    return Span(float(values.min()), float(values.max()))
