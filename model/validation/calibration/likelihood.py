"""Likelihood: how well parameters foretell what the past shows, many parameter vectors at once.

Parameter vectors stand on the run axis of the ensemble engine, so that one pass over the windows
judges all of them. The forecast is the engine's own without chance and with every other seed at
its value; the spread around it is worked out from the size of the chance that the vector names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from model.engines.chance import cast_of, no_shock
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.engines.turn import turn
from model.inputs.formats.spans import Span
from model.inputs.history.drivers import read_drivers
from model.inputs.history.history import History
from model.inputs.scenarios.scenario_events import Event
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.rules.influence import share_of_ties
from model.rules.memory import vary_over_years
from model.validation.hindcast.windows import Origin, start_at, yearly
from model.world.axes import TRADE, one
from model.world.drawn import Drawn
from model.world.draws import Floats
from model.world.past_trade import trade_matrix

HORIZONS: tuple[int, ...] = (1, 3, 5)
"""Years ahead that are judged."""

FREEDOM = 4.0
"""Degrees of freedom of the t distribution: a boom or a break in one pair does not rule all."""

_MATCH = float(ndtri(0.9) / stdtrit(FREEDOM, 0.9))
"""The engine's chance is normal: its 80 % band is made as wide as that of the t density."""

_MISREPORT = float(np.log(1.08) / 1.645)  # ln; mirror figures of the same trade differ so
_ROUNDING = 0.002  # share points that no figure tells apart


class Case(NamedTuple):
    """What one origin and horizon are judged by, axes ``(state, power)``."""

    origin: int
    horizon: int
    observed: Floats
    before: Floats
    """share at the origin"""
    size: Floats
    """trade at the origin, bn USD a year"""
    counts: Floats
    """1 where the cell is judged, 0 where it is masked or not on record"""


class Windows:
    """The windows of a span of years: what starts them, and what followed."""

    def __init__(self, scenario: Scenario, seeds: Seeds, history: History, last: int) -> None:
        """Origins from the first year on record, targets up to ``last``; nothing later is read."""
        known = history.known_by(last)
        past = trade_matrix(known, seeds.ids("power"), seeds.ids("state"))
        drivers = read_drivers(known, seeds.tables["leaders"]) if scenario.drivers else ()
        cut = replace(settle(scenario, last), drivers=drivers)
        first = past.years[0]
        self.seeds = seeds
        self.origins: tuple[Origin, ...] = tuple(
            start_at(cut, seeds, known, year, min(max(HORIZONS), last - year))
            for year in range(first, last)
        )
        shares, trade = past.shares, past.exports + past.imports
        usable = np.isfinite(shares) & ~past.mask
        self.cases = tuple(
            Case(
                year, ahead, shares[there], shares[here], np.maximum(trade[here], 1e-3),
                np.where(usable[here] & usable[there], 1.0, 0.0),
            )
            for year in range(first, last)
            for ahead in HORIZONS
            if year + ahead <= last
            for here, there in [(year - first, year + ahead - first)]
        )  # fmt: skip

    def foretell(self, origin: Origin, parameters: Mapping[str, Floats]) -> Floats:
        """Yearly shares without chance: (vector, year, state, power)."""
        drawn = Proposal(origin.seeds, parameters)
        world, setting, values = prepare(drawn)
        outlook = Outlook(origin.scenario, drawn)
        still = no_shock(cast_of(self.seeds), drawn.runs)
        quarters = []
        for quarter in range(origin.scenario.start, origin.scenario.until + 1):
            now = outlook.setting_at(quarter, setting)
            world, _ = turn(world, values, now, outlook.at(quarter), still)
            quarters.append(share_of_ties(one(world.ties, TRADE), one(world.others, TRADE)))
        return yearly(np.stack(quarters, axis=1))

    def complete(self, parameters: Mapping[str, Floats]) -> dict[str, Floats]:
        """The parameters, and those of the memory of chance, which are not fitted."""
        rows = self.seeds.tables["parameters"]
        kept = {name: np.array([rows[(name,)].value]) for name in ("lasting_kept", "passing_kept")}
        return {**kept, **parameters}

    def judge(self, parameters: Mapping[str, Floats]) -> Floats:
        """Log likelihood by state: (vector, state); each origin on its own, in order of years."""
        return sum((self.judge_origin(origin, parameters) for origin in self.origins[1:]),
                   start=self.judge_origin(self.origins[0], parameters))  # fmt: skip

    def judge_origin(self, origin: Origin, parameters: Mapping[str, Floats]) -> Floats:
        """Log likelihood of what followed one origin, by state: (vector, state)."""
        foretold, whole = self.foretell(origin, parameters), self.complete(parameters)
        total = np.zeros((foretold.shape[0], foretold.shape[2]))
        for case in self.cases:
            if case.origin == origin.year:
                spread = spread_of(case, whole)
                error = (foretold[:, case.horizon - 1] - case.observed) / spread
                density = log_density(error, FREEDOM) - np.log(spread)
                total += np.sum(density, axis=-1, where=case.counts > 0.0) / case.horizon
        return total


class Proposal(Drawn):
    """Every seed at its value, but for the parameters that are proposed: one vector a run."""

    def __init__(self, seeds: Seeds, parameters: Mapping[str, Floats]) -> None:
        """parameters: name to ``(vector,)``."""
        vectors = len(next(iter(parameters.values())))
        super().__init__(replace(seeds, posterior=None), 0, 0, vectors, central=True)
        for name, values in parameters.items():
            self._values[self._place["parameters", (name,)]] = values


def settle(scenario: Scenario, last: int) -> Scenario:
    """The scenario with the events up to a year, each at the middle of what is said of it.

    Nothing later is left in it: an event that would begin to work after the year is not there, and
    one that ends after it has no end.
    """
    horizon = 4 * last + 3
    events = tuple(
        event._replace(end=None if event.end is None or event.end > horizon else event.end)
        for event in map(_settle, scenario.events)
        if event.start.low + event.lag.low <= horizon
    )
    return replace(scenario, events=events, until=min(scenario.until, horizon))


def _settle(event: Event) -> Event:
    return event._replace(
        value=_middle(event.value),
        delivery=_middle(event.delivery),
        probability=Span(1.0, 1.0),
        start=_whole_middle(event.start),
        lag=_whole_middle(event.lag),
    )


def _middle(span: Span) -> Span:
    middle = (span.low + span.high) / 2.0
    return Span(middle, middle)


def _whole_middle(span: Span) -> Span:
    middle = round((span.low + span.high) / 2.0)
    return Span(middle, middle)


def spread_of(case: Case, parameters: Mapping[str, Floats]) -> Floats:
    """Spread of a share around its forecast: (vector, state, power).

    b sqrt(s^2 ((1 - 2 s) v + sum over powers of s^2 v) + (s (1 - s) m)^2 + r^2) ,
    v = lasting^2 K(c) + sigma^2 (1 + lump / T) (K(rho) + (1 - R)^2 V(rho))

    s: share at the origin; v: variance of the logarithm of a tie's yearly mean, which moves the
    shares of all others the other way; T: trade at the origin, bn USD a year; lasting, sigma, lump:
    spreads of a quarter's lasting and passing chance and size of a single deal, by vector; c, rho:
    what is left of either after a quarter; K: how chance piles up; R: what the year holds of what
    passed at the origin (the mean of rho^q over its quarters q), which the tie goes back from; V:
    how much of that the origin's own year holds; m:
    misreporting; r: rounding; b: what makes the 80 % bands of the t density and of the engine's
    normal chance alike. Unnamed events are rare and large: they are what the t density's tails are
    for, and are left out.
    """
    lasting, sigma, lump, kept, passing = (
        parameters[name][:, None, None]
        for name in ("shock_lasting", "shock_trade", "shock_lump", "lasting_kept", "passing_kept")
    )
    share = case.before
    stays = lasting**2 * pile_up(kept, case.horizon)
    gone = (1.0 - left_over(passing, case.horizon)) ** 2 * vary_over_years(passing)
    passes = sigma**2 * (1.0 + lump / case.size) * (pile_up(passing, case.horizon) + gone)
    moved = stays + passes
    on_record = np.isfinite(share)
    around = np.sum(share**2 * moved, axis=-1, keepdims=True, where=on_record)
    chance = share**2 * ((1.0 - 2.0 * share) * moved + around)
    misreported = (share * (1.0 - share) * _MISREPORT) ** 2
    spread: Floats = _MATCH * np.sqrt(chance + misreported + _ROUNDING**2)
    return spread


def pile_up(rho: Floats, years: int) -> Floats:
    """What the chance of all quarters adds to the variance of the mean of a year's four.

    K = sum over quarters k of (mean over the year's quarters q >= k of rho^(q - k), else 0)^2

    rho: what is left of a deviation after a quarter, 0..1; years: the year, counted from 1.
    """
    so_far = [np.ones_like(rho), 1.0 + rho, 1.0 + rho + rho**2, 1.0 + rho + rho**2 + rho**3]
    in_year = sum(part**2 for part in so_far[:3])
    before = sum(rho ** (2 * age) for age in range(4 * years - 3))
    piled: Floats = (in_year + so_far[3] ** 2 * before) / 16.0
    return piled


def left_over(rho: Floats, years: int) -> Floats:
    """What a year's mean holds of a deviation at the origin: mean of rho^q over its quarters.

    rho: what is left of a deviation after a quarter, 0..1; years: the year, counted from 1.
    """
    last = 4 * years
    year = [rho**quarter for quarter in range(last - 3, last + 1)]
    left: Floats = sum(year[1:], start=year[0]) / 4.0
    return left


def log_density(error: Floats, freedom: float) -> Floats:
    """Logarithm of the t density of a scaled error, up to a constant."""
    found: Floats = -(freedom + 1.0) / 2.0 * np.log1p(error**2 / freedom)
    return found


def share_common_shocks(errors: Sequence[Floats]) -> float:
    """Mean correlation of errors between states, over powers and years, 0..1.

    errors: ``(state, power)`` by year. It says how many states there are in effect: five states
    that move together are one.
    """
    stacked = np.stack(errors)  # (year, state, power)
    centred = stacked - stacked.mean(axis=0)
    scaled = centred / np.maximum(np.sqrt((centred**2).mean(axis=0)), 1e-12)
    states = stacked.shape[1]
    together = np.einsum("ysp,ytp->st", scaled, scaled) / (scaled.shape[0] * scaled.shape[2])
    return float(np.clip((together.sum() - np.trace(together)) / (states * (states - 1)), 0.0, 1.0))
