"""Answers: what a changed scenario comes to beside its base, as plain values for a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from model.analysis.compare.event_dates import Date, dates_of_difference
from model.analysis.compare.find import compare
from model.analysis.compare.words import find_moved, list_changes
from model.analysis.wording import names_from
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
from model.studio.numbers import (
    band_of,
    chances_of_leading,
    fans,
    means,
    middles,
    rounded,
)
from model.studio.playing import Played, Runs

LAYERS: tuple[int, ...] = (50, 200, 1000)
"""Runs of a first look, of a closer one, and of one that may be quoted."""

ONE_AXIS: tuple[str, ...] = (
    "region_share",
    "throughput",
    "transit_revenue",
    "price",
    "multivector",
)
"""Outcomes beside the shares that a page draws, each with a line for every member of its axis."""

BASE = "baseline"
"""What scenarios are held against unless somebody asks for another."""


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
            "leads": chances_of_leading(other.outcomes["share"][..., 0]),
            "others": self.others(base, other),
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

    def others(self, base: Played, other: Played) -> dict[str, Any]:
        """Return the outcomes with one axis: what each is, its members, a fan and the base."""
        found = {}
        for name in ONE_AXIS:
            axis = OUTCOMES[name].axes[0]
            shape = (*other.outcomes[name].shape[:2], len(self.seeds.ids(axis)))
            now, then = (each.outcomes[name].reshape(shape) for each in (other, base))
            found[name] = {
                "axis": axis,
                "unit": OUTCOMES[name].unit,
                "meaning": OUTCOMES[name].meaning,
                "bands": band_of(now),
                "before": rounded(np.median(then, axis=0)),
            }
        return found

    def _at(self, played: Played, turn: int) -> xr.Dataset:
        coords: dict[str, Sequence[str]] = {
            "turn": [played.turns[turn]],
            **{axis: self.seeds.ids(axis) for axis in AXES},
        }
        some = {name: array[:, turn : turn + 1] for name, array in played.outcomes.items()}
        return as_dataset(some, OUTCOMES, coords, {"entropy": self.entropy})


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
