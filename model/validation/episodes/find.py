"""Episodes of the past, run as ensembles and held against what was observed.

An observation is a range; the model gives a distribution over runs. The observation is *inside*
when its range overlaps the model's 80 % interval, which is lenient where that interval is wide. So
it is also said whether the median lies in the range, and what share of the runs does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from model.engines.ensemble import CHUNK
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.episodes import OBSERVED, QUARTERS, Observation, read_observations
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.validation.episodes.snapshots import MEASURES, play_snapshots
from model.world.axes import Array
from model.world.drawn import Drawn

Floats = npt.NDArray[np.float64]

LEVELS: tuple[float, ...] = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
"""Quantiles over runs that are kept of every quarter."""


class Verdict(NamedTuple):
    """What was observed, what the model gives, and whether the two meet."""

    episode: str
    observation: str
    outcome: str
    member: str
    when: str
    low: float
    high: float
    unit: str
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float
    share: float
    """share of runs within low..high, 0..1"""
    inside: bool
    """the observed range overlaps p10..p90"""
    median_inside: bool
    grade: str
    source: str
    note: str
    outside: str
    """why the model misses the range, where it does"""


class Judged(NamedTuple):
    """A verdict with the course that it was read from, for figures."""

    title: str
    observation: Observation
    verdict: Verdict
    turns: tuple[str, ...]
    course: Floats
    """(level, turn); quantiles over runs, relative where the reading is"""


def judge_episodes(seeds: Seeds, runs: int, entropy: int) -> tuple[Verdict, ...]:
    """Return a verdict on every observation, by episode, in the order of the table."""
    return tuple(judged.verdict for judged in play_episodes(seeds, runs, entropy))


def play_episodes(seeds: Seeds, runs: int, entropy: int) -> Iterator[Judged]:
    """Run each episode as an ensemble and yield what was found on each of its observations.

    Raises InputError for a wrong table, a wrong episode, or a window outside its episode, before
    anything is run.
    """
    groups: dict[str, list[Observation]] = {}
    for one in read_observations(seeds):
        groups.setdefault(one.episode, []).append(one)
    loaded = {name: load_scenario(name, seeds) for name in groups}
    check_windows(groups, {name: scenario for name, (scenario, _) in loaded.items()})
    for name, group in groups.items():
        yield from play_episode(*loaded[name], group, runs, entropy)


def check_windows(
    groups: Mapping[str, Sequence[Observation]], scenarios: Mapping[str, Scenario]
) -> None:
    """Raise InputError for every quarter of an observation that its episode does not reach."""
    problems = [
        Problem(one.file, one.line, column, f"{quarter_name(quarter)} is outside {_span(scenario)}")
        for name, scenario in scenarios.items()
        for one in groups[name]
        for column in QUARTERS
        if (quarter := getattr(one, column)) is not None
        and not scenario.start <= quarter <= scenario.until
    ]
    if problems:
        raise InputError(problems)


def _span(scenario: Scenario) -> str:
    first, last = quarter_name(scenario.start), quarter_name(scenario.until)
    return f"{scenario.name}, {first} to {last}"


def play_episode(
    scenario: Scenario,
    seeds: Seeds,
    observations: Sequence[Observation],
    runs: int,
    entropy: int,
) -> Iterator[Judged]:
    """Run one episode and yield what was found on each of the observations.

    seeds: as the scenario has changed them.
    """
    turns = tuple(quarter_name(q) for q in range(scenario.start, scenario.until + 1))
    courses = watch(scenario, seeds, observations, runs, entropy)
    for one, values in zip(observations, courses, strict=True):
        relative = compare(values, one, scenario.start)
        verdict = judge(one, read_window(relative, one, scenario.start))
        yield Judged(scenario.title, one, verdict, turns, np.quantile(relative, LEVELS, axis=0))


def watch(
    scenario: Scenario,
    seeds: Seeds,
    observations: Sequence[Observation],
    runs: int,
    entropy: int,
) -> list[Floats]:
    """Return the course of each observed outcome, (run, turn), as in any other number of runs."""
    turns = scenario.until - scenario.start + 1
    courses = [np.empty((runs, turns)) for _ in observations]
    places = [find_place(one, seeds) for one in observations]
    for first in range(0, runs, CHUNK):
        drawn = Drawn(seeds, entropy, first, min(CHUNK, runs - first))
        for step, snapshot in enumerate(play_snapshots(scenario, drawn)):
            seen: dict[str, Array] = {}
            for one, place, course in zip(observations, places, courses, strict=True):
                if one.outcome not in seen:
                    seen[one.outcome] = MEASURES[one.outcome](snapshot)
                course[first : first + drawn.runs, step] = seen[one.outcome][:, *place]
    return courses


def find_place(observation: Observation, seeds: Seeds) -> tuple[int, int, int]:
    """Return where the observed member stands on the axes (power, state, last)."""
    axes = OBSERVED[observation.outcome]
    where = {
        axis: seeds.ids(axis).index(word)
        for axis, word in zip(axes, observation.member, strict=True)
    }
    return where.get("power", 0), 0, where[axes[-1]]


def compare(course: Floats, observation: Observation, start: int) -> Floats:
    """Return a course as the reading wants it: as it is, or relative to what it is compared with.

    course: (run, turn); start: quarter of the first turn. `multiple`: over the value in the quarter
    `against`; `of_highest`: over the highest from there to the end of the window.
    """
    if observation.against is None:
        return course
    first = observation.against - start
    last = first if observation.reading == "multiple" else observation.last - start
    base: Floats = course[:, first : last + 1].max(axis=1, keepdims=True)
    return course / base


def read_window(course: Floats, observation: Observation, start: int) -> Floats:
    """Return the mean of a course over the window, or its highest value, (run,)."""
    window = course[:, observation.first - start : observation.last - start + 1]
    found: Floats = window.max(axis=1) if observation.reading == "highest" else window.mean(axis=1)
    return found


def judge(observation: Observation, values: Floats) -> Verdict:
    """Return the verdict on an observation, given what each run gave, (run,)."""
    low, high = observation.low, observation.high
    p05, p10, p50, p90, p95 = (float(q) for q in np.quantile(values, (0.05, 0.1, 0.5, 0.9, 0.95)))
    first, last = quarter_name(observation.first), quarter_name(observation.last)
    return Verdict(
        episode=observation.episode,
        observation=observation.observation,
        outcome=observation.outcome,
        member=".".join(observation.member),
        when=first if first == last else f"{first}-{last}",
        low=low,
        high=high,
        unit=observation.unit,
        p05=p05,
        p10=p10,
        p50=p50,
        p90=p90,
        p95=p95,
        share=float(np.mean((low <= values) & (values <= high))),
        inside=p10 <= high and low <= p90,
        median_inside=low <= p50 <= high,
        grade=observation.grade,
        source=" ".join(observation.source),
        note=observation.note,
        outside=observation.outside,
    )
