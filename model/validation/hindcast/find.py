"""The hindcast: what the model would have predicted from past origins, beside what was observed.

Every origin is a task of its own, so that they may be played side by side: what comes back is
small, and the same whoever played it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from model.engines.variant import DECISIONS, WHOLE
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.history.history import History, read_history
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.posterior import HONEST, place_of
from model.inputs.seeds.seeds import Seeds
from model.validation.hindcast.arms import AHEAD
from model.validation.hindcast.leave_out import forget
from model.validation.hindcast.moved import DECADE, Moved, arms_at, square_moves
from model.validation.hindcast.record import Past, gather_past
from model.validation.hindcast.scores import crps
from model.validation.hindcast.voting import gap_of, last_known, place_state
from model.validation.hindcast.windows import Forecast, foretell, start_at
from model.world.draws import Floats

SCENARIO = "history"
HORIZONS: tuple[int, ...] = (1, 3, 5)
FITTED_UNTIL = 2013
"""Last year that may inform the parameters."""
TARGETS: tuple[int, ...] = tuple(range(2014, 2021))
"""Years that are predicted and scored."""
LEVELS: tuple[float, ...] = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
"""Quantiles over runs that are kept; the middle one is the forecast."""
MEDIAN = LEVELS.index(0.5)

MISSING = (
    f"there is no such file; `steppewise calibrate --until {FITTED_UNTIL}` makes it, and "
    "--parameters prior does without"
)

Do = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]]], Iterator[Any]]
"""Yields what `work(*task)` returns for every task, in any order."""


class Question(NamedTuple):
    """What is played: the past as a scenario, on seeds that have not seen what is asked."""

    scenario: Scenario
    seeds: Seeds
    history: History
    past: Past
    runs: int
    entropy: int


class Part(NamedTuple):
    """One origin: how many years it is run for, and what is known."""

    origin: int
    years: int
    events: bool
    """whether the dated events are known"""
    without: str = ""
    """state whose own past the parameters have not seen; none unless given"""
    frozen: bool = False
    """whether powers and states keep to what they decided in the year of the origin"""


class Played(NamedTuple):
    """What the runs of one origin predicted."""

    part: Part
    shares: Floats
    """(level, year, state, power); quantiles of the share of trade"""
    crps: Floats
    """(year, state, power); NaN where the share is not to be scored"""
    positions: Floats
    """(level, year, state); quantiles of the ideal point, given the powers' own"""
    gaps_kept: Floats
    """(year, state); the ideal point if every gap of the origin stayed"""
    arms: Floats
    """(level, period, state, power); quantiles of the share in the five years that end each of
    AHEAD years on, NaN in shorter runs"""
    volumes: Floats
    """(level, year, state, power); quantiles of trade, bn USD a year"""
    totals: Floats
    """(level, year, state); quantiles of all trade of the state, bn USD a year"""
    contact: Floats
    """(level, year, state, power); quantiles of what diplomatic contact changed by, points"""
    moved: Moved


def ask(seeds: Seeds, runs: int, entropy: int, *, posterior: bool) -> Question:
    """Return the question; raises InputError for wrong files, a missing posterior sample too.

    posterior: whether parameters come from the sample that was fitted up to FITTED_UNTIL, or from
    the ranges of the seeds.
    """
    path = place_of(seeds.folder, HONEST)
    if posterior and not path.is_file():
        raise InputError([Problem(shown(path), None, "", MISSING)])
    seeds = seeds.with_posterior(HONEST if posterior else None)
    history = read_history(seeds.folder)
    scenario, _ = load_scenario(SCENARIO, seeds)
    return Question(scenario, seeds, history, gather_past(history), runs, entropy)


def parts(left_out: Iterable[str] = ()) -> tuple[Part, ...]:
    """Every origin that a target needs: with the dated events, without them, and for each state.

    Once more with the events and with decisions frozen, to see what decisions add. All but those
    for each state go on for DECADE years where that ends at a target. No run goes beyond the last
    target, and the longest come first, which keeps workers busy.

    left_out: states that are also predicted by parameters that have not seen their past.
    """
    last = TARGETS[-1]
    short = {
        origin: min(max(HORIZONS), last - origin)
        for origin in range(TARGETS[0] - max(HORIZONS), last)
    }
    long = short | {target - DECADE: DECADE for target in TARGETS}
    arms = ((True, False), (False, False), (True, True))
    found = [
        *(Part(*each, events, frozen=frozen) for events, frozen in arms for each in long.items()),
        *(Part(*each, True, state) for state in left_out for each in short.items()),
    ]
    return tuple(
        sorted(found, key=lambda part: (-part.years, not part.events, part[0], part[3], part[4]))
    )


def states_left_out(question: Question) -> tuple[str, ...]:
    """States that the posterior sample can do without; none where there is no sample."""
    posterior = question.seeds.posterior
    judged = () if posterior is None else posterior.states
    return tuple(state for state in question.history.ids("state") if state in judged)


def play(question: Question, do: Do) -> Iterator[Played]:
    """Yield what came of every origin, in the order in which they end."""
    listed = parts(states_left_out(question))
    yield from do(play_part, [(question, part) for part in listed])


def play_part(question: Question, part: Part) -> Played:
    """Play one origin and keep what is scored."""
    seeds = question.seeds
    if part.without and seeds.posterior is not None:
        seeds = replace(seeds, posterior=forget(seeds.posterior, part.without))
    origin = start_at(
        question.scenario, seeds, question.history, part.origin, part.years, events=part.events
    )
    variant = DECISIONS if part.frozen else WHOLE
    forecast = foretell(origin, runs=question.runs, entropy=question.entropy, variant=variant)
    past, first = question.past, question.past.place(part.origin) + 1
    observed = past.shares[first : first + part.years]
    positions = place_states(forecast, past)
    return Played(
        part,
        quantiles(forecast.shares),
        crps(forecast.shares, observed),
        quantiles(positions),
        keep_gaps(past, part),
        supplied_next(forecast),
        quantiles(forecast.volumes),
        quantiles(forecast.totals[..., 0]),
        quantiles(forecast.contact),
        square_moves(
            forecast,
            past.shares[first - 1],
            arms_at(origin.seeds, question.history.ids("state"), question.history.ids("power")),
        ),
    )


def supplied_next(forecast: Forecast) -> Floats:
    """Quantiles of what stands for the arms of five years: (level, period, state, power).

    The model keeps who supplied a state of late; at the end of a period that is the period itself.
    NaN where the run is shorter.
    """
    shares = forecast.arms
    empty = np.full((len(LEVELS), *shares.shape[2:]), np.nan)
    found = [
        quantiles(shares[:, ahead - 1]) if ahead <= shares.shape[1] else empty for ahead in AHEAD
    ]
    return np.stack(found, axis=1)


def quantiles(sample: Floats) -> Floats:
    """Quantiles over runs: (run, ...) to (level, ...)."""
    found: Floats = np.quantile(sample, LEVELS, axis=0)
    return found


def place_states(forecast: Forecast, past: Past) -> Floats:
    """Ideal points that the alignment of every run stands for: (run, year, state).

    The powers' own positions of the year are taken as known.
    """
    first = past.place(forecast.origin) + 1
    gaps = gap_of(forecast.alignment, past.mean_gap)
    placed = [
        place_state(gaps[:, step], past.powers[first + step]) for step in range(gaps.shape[1])
    ]
    return np.stack(placed, axis=1)


def keep_gaps(past: Past, part: Part) -> Floats:
    """Ideal points if each state kept its last known gap from every power: (year, state)."""
    first = past.place(part.origin) + 1
    states = last_known(past.states[:first])[-1]
    powers = last_known(past.powers[:first])[-1]
    gaps = np.abs(states[:, None] - powers)
    return np.stack([place_state(gaps, past.powers[first + step]) for step in range(part.years)])
