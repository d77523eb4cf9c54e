"""Answers: what a changed scenario comes to beside its base, as plain values for a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from model.analysis.compare.event_dates import Date, dates_of_difference
from model.analysis.compare.find import compare
from model.analysis.compare.words import find_moved, list_changes
from model.analysis.explain.causes import in_words
from model.analysis.wording import names_from
from model.engines.ledger import Place, trace_share
from model.experiments.outcomes import OUTCOMES
from model.experiments.request import AXES
from model.experiments.result import as_dataset
from model.experiments.scenario_record import describe_scenario
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import plain
from model.storage.version import model_version
from model.studio.playing import Played, Runs
from model.world.draws import Floats

LAYERS: tuple[int, ...] = (50, 200, 1000)
"""Runs of a first look, of a closer one, and of one that may be quoted."""

BASE = "baseline"
"""What scenarios are held against unless somebody asks for another."""

BANDS: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that a fan is drawn from."""

WHY_RUNS = 50
"""Runs in which a difference is taken apart by cause."""

CAUSES = 8
"""Causes that are named at most."""

LEAST = 0.005
"""Points of a cause that is worth its line."""


class Ask(NamedTuple):
    """What somebody wants to know."""

    scenario: str
    base: str = BASE
    changes: tuple[str, ...] = ()
    """to the scenario alone, each as `--set` has it"""
    world: tuple[str, ...] = ()
    """to both, so that the base moves too"""
    runs: int = LAYERS[0]
    at: str = ""
    """a quarter that is told beside those of the events"""


class Pair(NamedTuple):
    """Two scenarios, each with its seeds."""

    base: tuple[Scenario, Seeds]
    other: tuple[Scenario, Seeds]


class Studio:
    """Answers questions over the same runs; one at a time, and the same question once."""

    def __init__(self, seeds: Seeds, entropy: int) -> None:
        self.seeds, self.entropy = seeds, entropy
        self.runs = Runs(entropy)
        self.names = names_from(seeds.members)

    def load(self, ask: Ask) -> Pair:
        """Return the two scenarios of a question; raises InputError with all that is wrong."""
        check_runs(ask.runs)
        base = load_scenario(ask.base, self.seeds, ask.world)
        other = load_scenario(ask.scenario, self.seeds, (*ask.world, *ask.changes))
        if (base[0].start, base[0].until) != (other[0].start, other[0].until):
            wrong = "covers other quarters than what it is held against"
            raise InputError([Problem(ask.scenario, None, "", wrong)])
        if ask.at:
            turn_within(ask.at, other[0])
        return Pair(base, other)

    def digest(self, pair: Pair, ask: Ask) -> str:
        """Return what identifies an answer: all that its numbers depend on."""
        asked = [[plain(describe_scenario(scenario)), seeds.digest] for scenario, seeds in pair]
        parts = [*asked, ask.runs, self.entropy, ask.at, model_version()]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def answer(
        self, pair: Pair, ask: Ask, stop: Callable[[], bool] = lambda: False
    ) -> dict[str, Any]:
        """Return the answer to a question; raises StaleError where `stop` says yes."""
        base = self.runs.base(*pair.base, ask.runs, stop)
        same = pair.base[1].digest == pair.other[1].digest
        other = self.runs.play(*pair.other, ask.runs, stop, base=base if same else None)
        dates = self.dates(pair, ask)
        return {
            "digest": self.digest(pair, ask),
            "title": other.scenario.title,
            "question": other.scenario.question,
            "base": base.scenario.title,
            "runs": ask.runs,
            "turns": other.turns,
            "share": fans(other.outcomes["share"][..., 0]),
            "before": middles(base.outcomes["share"][..., 0]),
            "change": fans((other.outcomes["share"] - base.outcomes["share"])[..., 0]),
            "dates": [self.tell(base, other, date) for date in dates],
            "marks": [date._asdict() for date in dates],
            "projects": means(other.outcomes["projects"]),
        }

    def dates(self, pair: Pair, ask: Ask) -> list[Date]:
        """Return the quarters that are put into words."""
        told = [
            {
                "horizon": [quarter_name(scenario.start), quarter_name(scenario.until)],
                "scenario": plain(describe_scenario(scenario)),
            }
            for scenario, _ in pair
        ]
        found = dates_of_difference(*told)
        if ask.at and ask.at not in [date.turn for date in found]:
            found.append(Date(ask.at, "as asked"))
        return sorted(found)

    def tell(self, base: Played, other: Played, date: Date) -> dict[str, Any]:
        """Return what has changed at one date in words, as the command has them."""
        turn = other.turns.index(date.turn)
        first, second = (self._at(each, turn) for each in (base, other))
        table = compare(first, second, [date.turn])
        clear = find_moved(table[~table["cannot_tell"]])
        return {
            "turn": date.turn,
            "why": date.why,
            "lines": list_changes(table, self.names),
            "clear": int((~table["cannot_tell"]).sum()),
            "of": len(table),
            "moved": [
                {key: row[key] for key in ("power", "state", "p05", "p50", "p95")}
                for row in clear[clear["outcome"] == "share"].to_dict("records")
            ],
        }

    def _at(self, played: Played, turn: int) -> xr.Dataset:
        coords: dict[str, Sequence[str]] = {
            "turn": [played.turns[turn]],
            **{axis: self.seeds.ids(axis) for axis in AXES},
        }
        some = {name: array[:, turn : turn + 1] for name, array in played.outcomes.items()}
        return as_dataset(some, OUTCOMES, coords, {"entropy": self.entropy})

    def why(self, pair: Pair, power: str, state: str, turn: str) -> dict[str, Any]:
        """Return why a share differs at a quarter: causes and rivals, points, mean over runs."""
        until = turn_within(turn, pair.other[0])
        place = Place(power, state, pair.other[0].start - 1, until)
        ledgers = [
            trace_share(scenario, self.runs.warm(seeds, WHY_RUNS).drawn, place)
            for scenario, seeds in pair
        ]
        change = [100.0 * float(np.mean(each.end)) for each in ledgers]
        causes = {
            in_words(cause): 100.0 * float(np.mean(ledgers[1].causes[cause] - moved))
            for cause, moved in ledgers[0].causes.items()
            if cause != "rivals"
        }
        rivals = {
            self.names["power"].get(name, name): 100.0
            * float(np.mean(ledgers[1].rivals[name] - moved))
            for name, moved in ledgers[0].rivals.items()
        }
        return {
            "turn": turn,
            "difference": change[1] - change[0],
            "causes": largest(causes),
            "rivals": largest(rivals),
            "runs": WHY_RUNS,
        }


def largest(moved: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the largest causes with what they moved, points, largest first; tiny ones not."""
    ordered = sorted(moved.items(), key=lambda item: -abs(item[1]))
    return [(name, round(value, 4)) for name, value in ordered[:CAUSES] if abs(value) >= LEAST]


def check_runs(runs: int) -> None:
    """Raise InputError for a number of runs that is none of the layers."""
    if runs not in LAYERS:
        wrong = f"must be one of {', '.join(map(str, LAYERS))}, not {runs}"
        raise InputError([Problem("runs", None, "", wrong)])


def turn_within(turn: str, scenario: Scenario) -> int:
    """Return the index of a quarter of a scenario; raises InputError otherwise."""
    try:
        index = quarter_index(turn)
    except ValueError as error:
        raise InputError([Problem("at", None, "", str(error))]) from None
    if not scenario.start <= index <= scenario.until:
        first, last = quarter_name(scenario.start), quarter_name(scenario.until)
        wrong = f"{turn} is outside the scenario, {first} to {last}"
        raise InputError([Problem("at", None, "", wrong)])
    return index


def fans(values: Floats) -> list[Any]:
    """Quantiles over runs in per cent, ``[band][turn][power][state]``, to a thousandth."""
    found = np.quantile(values, BANDS, axis=0)
    return list(np.round(100.0 * found, 3).tolist())


def middles(values: Floats) -> list[Any]:
    """Medians over runs in per cent, ``[turn][power][state]``."""
    return list(np.round(100.0 * np.median(values, axis=0), 3).tolist())


def means(values: Floats) -> list[Any]:
    """Means over runs, ``[turn][state][mineral]``."""
    return list(np.round(np.mean(values, axis=0)[:, 0], 2).tolist())
