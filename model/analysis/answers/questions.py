"""What is asked of a sweep: outcomes, dates, conditions; checked before any time is spent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import xarray as xr

from model.experiments.conditions.judge import Judged, judge
from model.experiments.conditions.sample import is_wordy, labels_along
from model.experiments.conditions.series import LESS, Names, Series, list_series
from model.experiments.conditions.sums import find_asked
from model.inputs.formats.problems import InputError, Problem, listed
from model.inputs.formats.quarters import quarter_index

T = TypeVar("T")

USUALLY = 6
"""Outcomes that are looked at where none are named."""

DATES = 4
"""Dates that are looked at where none are named, at most."""


class Asked(NamedTuple):
    """The words of the user: outcomes, dates, conditions, what is enough, what should be low."""

    outcomes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    enough: str = ""
    lower: tuple[str, ...] = ()


class Aim(NamedTuple):
    """What a lever is judged by: names of series, and when an alternative is good enough."""

    goals: tuple[str, ...]
    enough: Judged | None


class Questions(NamedTuple):
    """What is asked, found in the sweep.

    dates: by the name of a series, those of the asked ones that it has; aims: by lever; lower:
    names of series of which less is better; left: how many kept outcomes were not looked at.
    """

    series: tuple[Series, ...]
    dates: dict[str, tuple[str, ...]]
    where: tuple[Judged, ...]
    aims: dict[str, Aim]
    lower: frozenset[str]
    left: int


def read_questions(asked: Asked, dataset: xr.Dataset, names: Names) -> Questions:
    """Find what is asked in a sweep; raises InputError with all that is wrong at once.

    Where no outcomes are named, those that the sweep's levers are judged by come first.
    """
    problems: list[Problem] = []
    kept, goals = list_series(dataset), goals_of(dataset)
    own = list(dict.fromkeys(goal for each in goals.values() for goal in each))
    rest = [name for name in kept if name not in own]
    wanted = asked.outcomes or (*own, *rest[: max(USUALLY - len(own), 0)])
    found = collect(wanted, problems, lambda word: find_asked(word, "--outcome", dataset, names))
    lower = collect(asked.lower, problems, lambda word: find_asked(word, "--lower", dataset, names))
    where = collect(asked.where, problems, lambda text: judge(text, dataset, names, "--where"))
    enough = read_enough(asked.enough, dataset, names, problems)
    problems += check_dates(asked.dates, found)
    problems += check_lower(lower, found) if not problems else []
    if problems:
        raise InputError(problems)
    looked = {one.name for one in found}
    called = {} if asked.outcomes else dict(zip(wanted, (one.name for one in found), strict=True))
    aims = {
        lever: Aim(tuple(called[goal] for goal in told if goal in called), enough.get(lever))
        for lever, told in goals.items()
    }
    return Questions(
        tuple(found),
        {one.name: dates_of(one, asked.dates) for one in found},
        tuple(where),
        aims,
        frozenset([one.name for one in (*lower, *(s for s in found if s.better == LESS))]),
        0 if asked.outcomes else sum(name not in looked for name in kept),
    )


def goals_of(dataset: xr.Dataset) -> dict[str, tuple[str, ...]]:
    """Return the outcomes by which the sweep says that each lever is judged, as it words them."""
    return {
        name: tuple(dataset[name].attrs.get("goals", ()))
        for name, values in labels_along(dataset).items()
        if is_wordy(values)
    }


def read_enough(
    asked: str, dataset: xr.Dataset, names: Names, problems: list[Problem]
) -> dict[str, Judged]:
    """Return by lever when an alternative is good enough: as asked, else as the sweep says."""
    levers = goals_of(dataset)
    if asked:
        told = collect((asked,), problems, lambda text: judge(text, dataset, names, "--enough"))
        if not levers:
            wrong = "is about the alternatives of levers, and this sweep has none; use --where"
            problems.append(Problem("--enough", None, "", wrong))
        return {lever: each for lever in levers for each in told}
    enough = {}
    for lever in levers:
        own = str(dataset[lever].attrs.get("enough", ""))
        option = f"levers.{lever}"
        for each in collect(
            (own,) if own else (),
            problems,
            lambda text, option=option: judge(text, dataset, names, option),  # type: ignore[misc]
        ):
            enough[lever] = each
    return enough


def collect(words: Sequence[str], problems: list[Problem], read: Callable[[str], T]) -> list[T]:
    """Read every word; what is wrong with any is added to the problems."""
    found = []
    for word in words:
        try:
            found.append(read(word))
        except InputError as error:
            problems += error.problems
    return found


def check_dates(dates: Sequence[str], series: Sequence[Series]) -> Iterator[Problem]:
    """Yield what is wrong with dates: no quarter, or one that no outcome was kept at."""
    kept = list(dict.fromkeys(turn for one in series for turn in one.turns if turn))
    if dates and series and not kept:
        yield Problem("--at", None, "", "is not for outcomes that are asked for at their own dates")
        return
    for date in dates:
        try:
            quarter_index(date)
        except ValueError as error:
            yield Problem("--at", None, "", str(error))
            continue
        if series and date not in kept:
            yield Problem("--at", None, "", f"{date} was not kept; kept: {listed(kept)}")


def check_lower(lower: Sequence[Series], series: Sequence[Series]) -> Iterator[Problem]:
    """Yield the outcomes that should be low but are not looked at."""
    looked = [one.name for one in series]
    for one in lower:
        if one.name not in looked:
            wrong = f"is not among the outcomes looked at: {listed(looked)}"
            yield Problem("--lower", None, f"'{one.name}'", wrong)


def dates_of(series: Series, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the dates at which a series is told: those asked for, else a few that it has."""
    if asked:
        return tuple(date for date in asked if date in series.turns) or series.turns[-1:]
    return usual_dates(series.turns)


def usual_dates(turns: Sequence[str]) -> tuple[str, ...]:
    """Return the last turn, and before it the ends of years that five divides, at most four."""
    if len(turns) <= DATES:
        return tuple(turns)
    fives = [turn for turn in turns[4:-1] if quarter_index(turn) % 20 == 3]
    return (*fives[-(DATES - 1) :], turns[-1])


def told_turns(series: Series, dates: Sequence[str]) -> tuple[str, ...]:
    """Return the turns of which a course over time is made: all if few, else ends of years."""
    if len(series.turns) <= 4 * DATES:
        return series.turns
    ends = {turn for turn in series.turns if turn.endswith("Q4")} | set(dates)
    return tuple(turn for turn in series.turns if turn in {*ends, series.turns[0]})
